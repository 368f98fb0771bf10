import { expect, test } from "vitest";

import { fitted, listed, shortName } from "./names";

test.each([
  ["aws_subnet.private_a", "private_a"],
  ["aws_subnet.network_tier-private_subnet-eu-central-1a_8F7E161F", "network_tier-private_subnet-eu-central-1a"],
  ['module.vpc.aws_subnet.private["a"]', 'module.vpc.private["a"]'],
  ["data.aws_subnet.main", "main"],
  ["network:aws_subnet.a", "a"],
  ["subnet-0a", "subnet-0a"],
  ["__proto__", "__proto__"],
])("%s is %s for short", (address, short) => {
  expect(shortName(address)).toBe(short);
});

test.each([
  ["abc", 3, "abc"],
  ["abcdefgh", 5, "ab…gh"],
  ["abcdefgh", 6, "abc…gh"],
  ["😀😀😀😀😀", 3, "😀…😀"],
])("%s in %i characters is %s", (text, most, short) => {
  expect(fitted(text, most)).toBe(short);
});

test.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b", "c"], "a, b and c"],
])("%j is listed as %s", (items, text) => {
  expect(listed(items)).toBe(text);
});
