import { expect, test } from "vitest";

import { parseSettings } from "./load";

const waiver = (...lines: readonly string[]) =>
  `${["waivers:", "  - rule: a/b", "    address: aws_vpc.main", ...lines.map((line) => `    ${line}`)].join("\n")}\n`;
const parse = (text: string) => parseSettings(text, "eksgate.yaml");

test("profile, threshold, settings and rules are read, with the line that each rule's setting stands on", () => {
  const options = parse(`profile: development
fail_on: high
undetermined: warn
settings:
  webhook_ports: [443, 9443]
rules:
  networking/flow-logs-enabled: { severity: high }
  shared-responsibility/zonal-shift-enabled: off
`);
  expect(options).toMatchObject({
    profile: "development",
    failOn: "high",
    undetermined: "warn",
    settings: { webhook_ports: [443, 9443] },
    ruleSettings: [
      { rule: "networking/flow-logs-enabled", set: "high", from: "eksgate.yaml:7" },
      { rule: "shared-responsibility/zonal-shift-enabled", set: "off", from: "eksgate.yaml:8" },
    ],
    sources: { failOn: "eksgate.yaml:2" },
  });
});

test("waivers and clusters are read, each with the line that it stands on", () => {
  const options = parse(`construct_waivers: medium
waivers:
  - rule: networking/nat-gateway-per-zone
    address: aws_nat_gateway.*
    reason: one gateway is enough
    owner: platform-team
    expires: 2026-01-31
clusters:
  - match: sandbox-*
    profile: development
    rules:
      networking/flow-logs-enabled: off
    waivers:
      - rule: networking/flow-logs-enabled
        construct: sandbox/network
        reason: nobody reads them
        owner: platform-team
        expires: 2026-01-31
        fingerprint: "${"0".repeat(32)}"
`);
  const terms = { owner: "platform-team", expires: "2026-01-31" };
  expect(options).toMatchObject({
    constructWaivers: "medium",
    waivers: [
      {
        ...terms,
        rule: "networking/nat-gateway-per-zone",
        target: { address: "aws_nat_gateway.*" },
        reason: "one gateway is enough",
        from: "eksgate.yaml:3",
      },
    ],
    clusters: [
      {
        match: "sandbox-*",
        profile: "development",
        ruleSettings: [{ rule: "networking/flow-logs-enabled", set: "off", from: "eksgate.yaml:12" }],
        waivers: [
          {
            ...terms,
            rule: "networking/flow-logs-enabled",
            target: { construct: "sandbox/network" },
            fingerprint: "0".repeat(32),
            from: "eksgate.yaml:14",
          },
        ],
        from: "eksgate.yaml:9",
      },
    ],
  });
});

test("an empty file changes nothing", () => {
  expect(parse("").ruleSettings).toEqual([]);
});

test.each([
  ["profil: production\n", 'eksgate.yaml:1:1: there is no setting "profil". Did you mean "profile"?'],
  [
    "settings:\n  webhook_port: [1]\n",
    'eksgate.yaml:2:3: there is no setting "settings.webhook_port". Did you mean "webhook_ports"?',
  ],
  ["fail_on: hgih\n", 'eksgate.yaml:1:10: fail_on is "hgih"'],
  ["settings:\n  webhook_ports: [443, 70000]\n", "eksgate.yaml:2:24: settings.webhook_ports.1 is 70000"],
  ["rules:\n  a/b: on\n", 'eksgate.yaml:2:8: rules.a/b is "on": write "off"'],
  [
    "waivers:\n  - rule: a/b\n    adress: x\n",
    'eksgate.yaml:3:5: there is no setting "waivers.0.adress". Did you mean "address"?',
  ],
  [waiver("reason: why", "owner: me", "expires: 2027-02-30"), "eksgate.yaml:6:14: waivers.0.expires is"],
  [waiver("reason: why", "owner: me", "expires: 2999-01-01"), "a waiver ends within a year, by "],
  [waiver("reason: why", "expires: 2026-01-01"), "eksgate.yaml:2:5: waivers.0.owner is absent"],
  [waiver('reason: ""', "owner: me", "expires: 2026-01-01"), 'eksgate.yaml:4:13: waivers.0.reason is "": write a text'],
  [waiver("construct: a/b", "reason: why", "owner: me", "expires: 2026-01-01"), "either address, or construct"],
  [
    waiver("reason: why", "owner: me", "expires: 2026-01-01", "fingerprint: abc"),
    "write the 32 digits that the report shows",
  ],
  ["clusters:\n  - match: a-*\n    fail_on: hgih\n", 'eksgate.yaml:3:14: clusters.0.fail_on is "hgih"'],
  ["clusters:\n  - match: a-*\n    clusters: []\n", 'eksgate.yaml:3:5: there is no setting "clusters.0.clusters"'],
  ["clusters:\n  - profile: development\n", "eksgate.yaml:2:5: clusters.0.match is absent"],
  ["construct_waivers: critical\n", 'eksgate.yaml:1:20: construct_waivers is "critical"'],
  ["profile: production\nprofile: development\n", "eksgate.yaml:2:1: Map keys must be unique"],
  ["\tprofile: production\n", "eksgate.yaml:1:"],
  ["- profile\n", "eksgate.yaml:1:1: the file is"],
])("%j is refused with line, column and what is allowed", (text, message) => {
  expect(() => parse(text)).toThrow(message);
});

test("all mistakes are told at once", () => {
  const message = (() => {
    try {
      parse("profile: prod\nfail_on: none\nextra: 1\n");
    } catch (error) {
      return String(error);
    }
    return "";
  })();
  expect(message.split("\n")).toHaveLength(3);
});
