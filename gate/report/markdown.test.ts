import { beforeAll, expect, test } from "vitest";

import {
  aFinding,
  aHostileJudgement,
  aJudgement,
  anOpen,
  aRule,
  hostileTexts,
  waivedView,
} from "../../test/judgements";
import { toMarkdown } from "./markdown";
import { toView } from "./view";

/** Markdown of GitHub as the HTML that it becomes. */
let html: (text: string) => string;

beforeAll(async () => {
  const { micromark } = await import("micromark");
  const { gfm, gfmHtml } = await import("micromark-extension-gfm");
  html = (text) => micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
});

test("it starts with its mark and the verdict, and counts by severity", () => {
  const text = toMarkdown(toView(aJudgement([aFinding(), anOpen({ severity: "high" })])));
  const lines = text.split("\n");
  expect(lines[0]).toBe("<!-- eksgate -->");
  expect(lines[2]).toMatch(/^\*\*eksgate: FAILED\*\*: 1 rule, 3 subjects/);
  expect(lines).toContain("| failed | 1 | 0 | 0 | 0 |");
  expect(lines).toContain("| not proven | 0 | 1 | 0 | 0 |");
  expect(html(text)).toContain("<table>");
});

test("a finding unfolds to where it is, what it rests on and what to change", () => {
  const made = anOpen({ source: { file: "lib/nodes.ts", line: 12, column: 5 } });
  const page = html(toMarkdown(toView(aJudgement([{ ...made, location: { line: 9, column: 3 } }]))));
  expect(page).toContain("<b>NOT PROVEN, critical</b> <code>networking/control-plane-reaches-kubelet</code>");
  for (const part of [
    "lib/nodes.ts:12:5",
    "cdk.tf.json:9:3",
    "unknown: aws_launch_template.a",
    "change: Let tcp 10250",
  ]) {
    expect(page).toContain(part);
  }
});

test("what is waived, relaxed or fails the run is told", () => {
  const view = waivedView([aFinding()]);
  const relaxed = [{ rule: "networking/x", how: "off", from: "eksgate.yaml:9" }];
  expect(toMarkdown(view)).toContain("- waived until 2027-01-31 by platform-team");
  expect(toMarkdown(toView(aJudgement([], { relaxed })))).toContain("- Relaxed: networking/x off, from eksgate.yaml:9");
  expect(toMarkdown({ ...view, notices: [{ fails: true, text: "a waiver expired" }] })).toContain(
    "**fails**: a waiver",
  );
});

test("it stays below what a comment holds, leaves out the mildest, and says how many", () => {
  const long = "aws_subnet.a ".repeat(500);
  const critical = Array.from({ length: 3 }, () =>
    aFinding({ address: "aws_vpc.critical", message: long, missing: [long] }),
  );
  const low = aFinding({ rule: aRule({ severity: "low" }), message: "@".repeat(9000) });
  const text = toMarkdown(toView(aJudgement([...critical, ...Array.from({ length: 1000 }, () => low)])));
  expect(text.length).toBeLessThan(65_536);
  expect(text.match(/<code>aws_vpc.critical</g)).toHaveLength(3);
  const shown = text.match(/<details>/g)?.length ?? 0;
  expect(text).toContain(`**Left out for want of room: ${1003 - shown}** (${1003 - shown} low)`);
});

test.each(hostileTexts)("%s stays text", (text) => {
  const page = html(toMarkdown(toView(aHostileJudgement(text))));
  const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name));
  const ours = [
    "b",
    "br",
    "code",
    "details",
    "li",
    "p",
    "strong",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
  ];
  expect([...tags].filter((tag) => !ours.includes(tag ?? ""))).toEqual([]);
  expect(page.match(/<details>/g)).toHaveLength(2);
  const outside = page.replace(/<code>.*?<\/code>/gs, "");
  expect(outside).not.toMatch(/@everyone|#1|GH-1|https:\/\/evil|www\.evil/);
});
