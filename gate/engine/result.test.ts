import { expect, test } from "vitest";

import { mergeResults, type Result } from "./result";

const result: Result = {
  rule: "networking/a",
  address: "aws_vpc.main",
  outcome: "pass",
  severity: "low",
  attributes: ["cidr_block"],
  related: [],
  message: "",
  missing: [],
};
const fails: Result = { ...result, outcome: "fail", message: "no route from subnet a", related: ["aws_subnet.a"] };

test("a subject that several scopes share has the worst of its outcomes", () => {
  const open: Result = { ...result, outcome: "undetermined", message: "not known" };
  expect(mergeResults([[result], [open]])).toEqual([open]);
  expect(mergeResults([[open], [fails], [result]])).toEqual([fails]);
});

test("where scopes agree that it fails, the facts of all of them count", () => {
  const other: Result = { ...fails, severity: "high", message: "no route from subnet b", related: ["aws_subnet.b"] };
  expect(mergeResults([[fails], [other], [fails]])).toEqual([
    {
      ...fails,
      severity: "high",
      related: ["aws_subnet.a", "aws_subnet.b"],
      message: "no route from subnet a no route from subnet b",
    },
  ]);
});
