import { expect, test } from "vitest";

import { parseSettings } from "./load";

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
  ["waivers: []\n", 'eksgate.yaml:1:1: "waivers" is not read by this version'],
  ["profile: production\nclusters: []\n", 'eksgate.yaml:2:1: "clusters" is not read by this version'],
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
