import fc from "fast-check";
import { expect, test } from "vitest";

import { matchesGlob } from "./glob";

test.each([
  ["aws_vpc.main", "aws_vpc.main", true],
  ["aws_vpc.main", "aws_vpc.mai", false],
  ["aws_vpc.main", "aws_vpc.*", true],
  ["aws_vpc.main", "*", true],
  ["aws_vpc.main", "*.main", true],
  ["aws_vpc.main", "aws_subnet.*", false],
  ['aws_subnet.private["a"]', 'aws_subnet.private["*"]', true],
  ['aws_subnet.private["a"]', "aws_subnet.private[a]", false],
  ["aXb", "a.b", false],
  ["ab", "a*b*", true],
  ["aba", "ab*ba", false],
  ["abba", "ab*ba", true],
  ["prod/nodes/default", "prod/*/default", true],
  ["a-b-c", "a*-b*c", true],
])("%s fits %s: %s", (text, pattern, fits) => {
  expect(matchesGlob(text, pattern)).toBe(fits);
});

test("a pattern fits what a regular expression with the same parts fits", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
  const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 });
  fc.assert(
    fc.property(text, letters, (given, pattern) => {
      expect(matchesGlob(given, pattern)).toBe(new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(given));
    }),
  );
});
