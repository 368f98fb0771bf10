import { expect, test } from "vitest";

import { codeMarkdown, escapeHtml, escapeMarkdown } from "./escape";

test("text is no HTML, whatever it holds", () => {
  expect(escapeHtml(`<script a="b" c='d'>&amp;`)).toBe("&lt;script a=&quot;b&quot; c=&#39;d&#39;&gt;&amp;amp;");
});

test.each([
  ["a | b", "a &#124; b"],
  ["*x* _y_ ~z~", "\\*x\\* \\_y\\_ \\~z\\~"],
  ["`code` \\", "\\`code\\` \\\\"],
  ["[a](b) ![c]", "\\[a\\]\\(b\\) \\!\\[c\\]"],
  ["<img src=x> &amp;", "&#60;img src=x&#62; &#38;amp;"],
  ["$x$", "&#36;x&#36;"],
  ["@octocat #12 owner/repo#3 GH-4", "@&#8203;octocat #&#8203;12 owner/repo#&#8203;3 GH-&#8203;4"],
  ["https://a.example www.b.example", "https:&#8203;//a.example www&#8203;.b.example"],
  ["# no heading", "\\# no heading"],
  ["- no list", "\\- no list"],
  ["1. no list", "1&#8203;. no list"],
  ["2) no list", "2&#8203;\\) no list"],
  ["two\nlines\u2028three", "two lines three"],
  ["etcd, 5 of 9: a-b.c", "etcd, 5 of 9: a-b.c"],
])("%j shows as it is in Markdown", (text, markdown) => {
  expect(escapeMarkdown(text)).toBe(markdown);
});

test.each([
  ["aws_vpc.main", "`aws_vpc.main`"],
  ["a|b", "`a`&#124;`b`"],
  ["a\\|b", "`a\\`&#124;`b`"],
  ["|", "&#124;"],
  ["a`b", "``a`b``"],
  ["a``b`c", "```a``b`c```"],
  ["`a`", "`` `a` ``"],
  [" a ", "`  a  `"],
  ["@octocat <b> #1", "`@octocat <b> #1`"],
  ["two\r\nlines", "`two lines`"],
  ["", ""],
])("%j is code in Markdown, within its cell", (text, markdown) => {
  expect(codeMarkdown(text)).toBe(markdown);
});

test("code that is very long is cut, between whole characters", () => {
  expect(codeMarkdown("😀".repeat(400))).toBe(`\`${"😀".repeat(300)}…\``);
});
