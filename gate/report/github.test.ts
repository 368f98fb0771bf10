import { expect, test } from "vitest";

import { aFinding, aHostileJudgement, aJudgement, anOpen, hostileTexts, waivedView } from "../../test/judgements";
import { toGithub } from "./github";
import { toView } from "./view";

test("a finding is an annotation at its place, with all that it says", () => {
  const view = toView(aJudgement([aFinding({ location: { line: 9, column: 3 } })]));
  expect(toGithub(view).split("\n")[0]).toBe(
    "::error file=cdktf.out/stacks/prod/cdk.tf.json,line=9,col=3,title=CRITICAL%3A networking/control-plane-reaches-kubelet" +
      `::aws_eks_node_group.main%0A${aFinding().message}` +
      "%0ARests on: aws_security_group.node, aws_security_group.control_plane" +
      "%0AChange: Let tcp 10250 into the nodes' security group.",
  );
});

test("it stands at the line of the program where that is known, and at no file where the input has none", () => {
  const made = aFinding({ source: { file: "lib/nodes.ts", line: 12, column: 5 } });
  expect(toGithub(toView(aJudgement([made])))).toMatch(/^::error file=lib\/nodes.ts,line=12,col=5,/);
  expect(toGithub(toView(aJudgement([aFinding({ document: "-" })])))).toMatch(/^::error title=/);
});

test.each([
  ["error", toView(aJudgement([anOpen()]))],
  ["warning", toView(aJudgement([anOpen({ severity: "high" })]))],
  ["notice", toView(aJudgement([aFinding({ severity: "low" })]))],
  ["notice", waivedView([aFinding()])],
])("the kind of annotation is %s", (kind, view) => {
  expect(toGithub(view).startsWith(`::${kind} `)).toBe(true);
});

test("it ends with the verdict as plain text, after what relaxed the gate", () => {
  const relaxed = [{ rule: "networking/x", how: "off", from: "eksgate.yaml:9" }];
  const lines = toGithub(toView(aJudgement([aFinding()], { relaxed }))).split("\n");
  expect(lines.at(-2)).toBe("FAILED  1 rule, 2 subjects: 1 passed, 1 failed (1 critical)");
  expect(lines).toContain("Relaxed: networking/x off, from eksgate.yaml:9");
});

test("it says that GitHub does not show all", () => {
  const many = Array.from({ length: 11 }, () => aFinding());
  expect(toGithub(toView(aJudgement(many)))).toContain("GitHub shows 10 annotations of a kind");
  expect(toGithub(toView(aJudgement(many.slice(1))))).not.toContain("GitHub shows 10");
});

test.each([...hostileTexts, "\r\n::error::forged", "\n##[error]forged"])("%s starts no command", (text) => {
  const lines = toGithub(toView(aHostileJudgement(text))).split(/[\r\n]/);
  const commands = lines.filter((line) => line.trimStart().startsWith("::"));
  expect(commands).toHaveLength(2);
  for (const command of commands) expect(command).toMatch(/^::error file=[^:,]*,line=3,col=5,title=[^:,]*::/);
  for (const line of lines.filter((one) => !one.startsWith("::"))) expect(line).not.toContain("##[");
});
