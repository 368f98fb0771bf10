import { expect, test } from "vitest";

import { aFinding, aJudgement, anOpen, aWaiver } from "../../test/judgements";
import type { WaiverUse } from "../engine/index";
import { toGithub } from "./github";
import { toJunit } from "./junit";
import { toMarkdown } from "./markdown";
import { toSarif } from "./sarif/index";
import { toView } from "./view";

const use: WaiverUse = {
  ...aWaiver,
  rule: "networking/flow-logs-enabled",
  target: "aws_vpc.main",
  from: "eksgate.yaml:9:5",
  state: "used",
  findings: 0,
};

test("waivers that fail the gate fail in every format, and say what to do", () => {
  const view = toView(aJudgement([], { waivers: [{ ...use, state: "expired" }] }));
  expect(view.verdict).toEqual({ outcome: "fail", blocks: true });
  expect(view.notices).toEqual([
    {
      fails: true,
      text: "WAIVER, expired: eksgate.yaml:9:5: networking/flow-logs-enabled on aws_vpc.main has expired, and no longer holds: renew it or mend what it waived. (of platform-team, until 2027-01-31)",
    },
  ]);
  expect(toMarkdown(view)).toContain("**fails**: WAIVER, expired");
  expect(toGithub(view)).toMatch(/^::error title=eksgate::WAIVER, expired/);
  expect(toJunit(view)).toContain('failures="1"');
  expect(JSON.parse(toSarif(view, "/"))).toMatchObject({
    runs: [{ invocations: [{ exitCode: 1, toolConfigurationNotifications: [{ level: "error" }] }] }],
  });
});

test("waivers that are used, or were not asked, are no notice; those of constructs that do not hold only warn", () => {
  const states = ["used", "not asked", "not allowed"] as const;
  const view = toView(aJudgement([], { waivers: states.map((state) => ({ ...use, state })) }));
  expect(view.verdict.blocks).toBe(false);
  expect(view.notices.map(({ fails, text }) => [fails, text.slice(0, 19)])).toEqual([[false, "WAIVER, not allowed"]]);
});

test("what is waived comes last, and what does not shut the gate says why", () => {
  const findings = [
    aFinding({ outcome: "waived", waiver: aWaiver }),
    aFinding({ severity: "low" }),
    anOpen({ severity: "high" }),
  ];
  const shown = toView(aJudgement(findings)).findings;
  expect(shown.map(({ name, remark }) => [name, remark])).toEqual([
    ["LOW", "below medium: advises"],
    ["NOT PROVEN, high", ""],
    ["WAIVED, critical", ""],
  ]);
});
