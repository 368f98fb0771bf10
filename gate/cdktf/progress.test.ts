import { expect, test } from "vitest";

import type { Judgement } from "../engine/index";
import { Progress } from "./progress";

const judgement: Judgement = {
  policies: [{ name: "eksgate", revision: "0123456789abcdef", opa: "1.22.2", sha256: "0".repeat(64), rules: 12 }],
  date: "2026-11-23",
  profile: "production",
  failOn: "medium",
  undetermined: "fail-critical",
  relaxed: [],
  rules: [],
  documents: ["ec2", "fargate"].map((stack) => ({
    path: `cdktf.out/stacks/${stack}/cdk.tf.json`,
    kind: "config",
    stack,
    resources: 40,
    managed: {
      aws_eks_cluster: 1,
      aws_iam_role: 5,
      aws_route_table_association: 9,
      aws_subnet: 9,
      aws_vpc: 1,
      aws_vpc_endpoint: 10,
    },
    groups: { networking: { pass: 5, fail: 0, undetermined: 0, waived: 0 } },
    subjects: 5,
  })),
  findings: [],
  passes: [{ rule: "networking/a", address: "aws_vpc.main", document: "cdktf.out/stacks/ec2/cdk.tf.json" }],
  waivers: [],
};

test("a program tells each step, then for each stack what was made, how it was judged and where it lies", () => {
  let text = "";
  const progress = new Progress({ write: (part) => (text += part) });
  progress.step("Synthesizing");
  progress.judging(2);
  progress.judged(judgement);
  expect(text.startsWith("> Synthesizing\n> Judging 2 stacks\n\nec2\n")).toBe(true);
  expect(text).toContain("1 VPC, 9 subnets");
  expect(text).toContain("networking  5 passed");
  expect(text).toContain("cdktf.out/stacks/fargate/cdk.tf.json");
  expect(text.trimEnd().split("\n").at(-1)).toMatch(/^PASSED /);
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
});
