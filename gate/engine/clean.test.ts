import { expect, test } from "vitest";

import { clean } from "./clean";

test("plain text stays as it is, in any script", () => {
  expect(clean('aws_subnet.private["zürich-β"] 🚀')).toBe('aws_subnet.private["zürich-β"] 🚀');
});

test.each([
  ["colours", "\u001b[31mred\u001b[0m", "red"],
  ["a cleared screen", "a\u001b[2J\u001b[Hb", "ab"],
  ["a window title", "a\u001b]0;title\u0007b", "ab"],
  ["a link, ended by ST", "\u001b]8;;https://example.com\u001b\\text\u001b]8;;\u001b\\", "text"],
  ["a sequence cut off at the end", "a\u001b[", "a"],
  ["a title cut off at the end", "a\u001b]0;title", "a"],
  ["8-bit sequences", "a\u009b31mb", "ab"],
  ["a lone escape", "a\u001bcb", "ab"],
  ["backspace, null and delete", "a\b\u0000\u007fb", "ab"],
  ["text that is turned round", "a\u202eb\u2066c", "abc"],
])("%s is taken out", (_, input, output) => {
  expect(clean(input)).toBe(output);
});

test("line breaks become a space, so that a value cannot fake a line of the report", () => {
  expect(clean("name\r\nPASSED\u2028x")).toBe("name PASSED x");
});
