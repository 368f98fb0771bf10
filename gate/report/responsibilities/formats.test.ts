import { stripVTControlCharacters } from "node:util";
import { describe, expect, it, test } from "vitest";

import { read } from "../../document/index";
import { judge } from "../../engine/index";
import { terminalOf } from "../terminal";
import { toResponsibilitiesHtml } from "./html";
import { toResponsibilitiesMarkdown } from "./markdown";
import { type Cell, type Responsibilities, toResponsibilities, toResponsibilitiesJson } from "./table";
import { toResponsibilitiesText } from "./text";

const plain = terminalOf({ write: () => undefined }, false);
const none = { pass: 0, fail: 0, undetermined: 0, waived: 0 };

const document = { path: "stacks/prod/cdk.tf.json", kind: "config", stack: "prod", resources: 57 } as const;

/** A table of one cell. */
function tableOf(cell: Partial<Cell> = {}, changes: Partial<Responsibilities> = {}): Responsibilities {
  const whole: Cell = {
    side: "you",
    item: "worker nodes",
    duty: "Nodes that join the cluster.",
    page: "https://docs.aws.amazon.com/eks/latest/userguide/eks-compute.html",
    outcome: "nothing",
    ...none,
    resources: [],
    rules: [{ rule: "networking/nodes", title: "Nodes", severity: "high", outcome: "nothing", ...none }],
    ...cell,
  };
  return {
    version: 1,
    tool: { name: "eksgate", version: "0.1.0" },
    policies: [{ name: "eksgate", revision: "0123456789abcdef", opa: "1.22.2", sha256: "0", rules: 1 }],
    date: "2026-11-23",
    profile: "production",
    relaxed: [],
    documents: [document],
    summary: { cells: 1, fail: 0, undetermined: 0, waived: 0, pass: 0, nothing: 0, [whole.outcome]: 1 },
    cells: [whole],
    ...changes,
  };
}

const failing = tableOf({
  outcome: "fail",
  severity: "high",
  fail: 1,
  undetermined: 2,
  pass: 12,
  resources: [
    { document: document.path, address: "aws_eks_node_group.bad", outcome: "fail" },
    { document: document.path, address: "aws_eks_node_group.open", outcome: "undetermined" },
    { document: document.path, address: "aws_eks_node_group.good", outcome: "pass" },
  ],
  rules: [
    {
      rule: "networking/nodes",
      title: "Nodes",
      severity: "high",
      outcome: "fail",
      ...none,
      fail: 1,
      undetermined: 2,
      pass: 12,
    },
  ],
});

const many = (number: number): Responsibilities =>
  tableOf({
    outcome: "pass",
    resources: Array.from({ length: number }, (_, index) => ({
      document: document.path,
      address: `aws_subnet.s${index}`,
      outcome: "pass" as const,
    })),
  });

const several = tableOf(
  {
    outcome: "pass",
    resources: ["prod", "prod", "test"].map((stack, index) => ({
      document: `stacks/${stack}/cdk.tf.json`,
      address: `aws_subnet.s${index}`,
      outcome: "pass" as const,
    })),
  },
  { documents: [document, { path: "stacks/test/cdk.tf.json", kind: "plan", resources: 1 }] },
);

const formats: readonly (readonly [string, (table: Responsibilities) => string])[] = [
  ["text", (table) => toResponsibilitiesText(table, plain)],
  ["Markdown", toResponsibilitiesMarkdown],
  ["HTML", toResponsibilitiesHtml],
];

describe.each(formats)("as %s", (_, render) => {
  it("a cell tells what came out, how often, and of which resources", () => {
    const text = render(failing);
    for (const part of ["failed, high", "12 passed, 1 failed, 2 not proven", "Nodes that join the cluster", "check"]) {
      expect(text).toContain(part);
    }
    const lines = text.split(/\n|<br>|<li>| [|] /);
    const lineOf = (address: string): string | undefined => lines.find((line) => line.includes(address));
    expect(lineOf("node_group.bad")).toContain("failed");
    expect(lineOf("node_group.open")).toContain("not proven");
    expect(lineOf("node_group.good")).not.toMatch(/passed|failed/);
  });

  it("a cell without a resource says so, with the rules that watch it; one without rules is not watched", () => {
    expect(render(tableOf())).toContain("nothing here");
    expect(render(tableOf())).toContain("networking/nodes");
    expect(render(tableOf())).toContain("1 row: 1 with nothing here");
    expect(render(tableOf({ rules: [] }))).toContain("1 row: 1 not watched");
  });

  it("a long list is cut, with the number that is left", () => {
    const text = render(many(5000));
    const named = text.match(/aws_subnet\.s\d+/g)?.length ?? 0;
    expect(named).toBeGreaterThan(4);
    expect(text).toContain(`and ${5000 - named} more`);
    // One that is over is named instead of counted.
    expect(render(many(named + 1))).toContain(`aws_subnet.s${named}`);
  });

  it("resources say which document they are in where there are several", () => {
    expect(render(several)).toMatch(/in (`)?prod/);
    expect(render(several)).toMatch(/in (`)?stacks\/test\/cdk/);
    expect(render(failing)).not.toMatch(/in (`)?prod/);
  });

  it("what relaxed the judgement is told", () => {
    const relaxed = [{ rule: "networking/x", how: "off", from: "eksgate.yaml:9" }];
    expect(render(tableOf({}, { relaxed }))).toMatch(/Relaxed: networking\/x off, from eksgate\.yaml:9/);
  });

  it("nothing is said of `check` where nothing is wrong", () => {
    expect(render(many(1))).not.toContain("eksgate check");
  });
});

test.each([50, 60, 80, 120])(
  "no line of the text is longer than a terminal of %i columns, or ends in a space",
  (width) => {
    const long = `module.${"a".repeat(70)}.aws_subnet.main`;
    const resources = [{ document: document.path, address: long, outcome: "undetermined" as const }];
    for (const table of [
      failing,
      several,
      many(9),
      tableOf({ rules: [] }),
      tableOf({ outcome: "undetermined", resources }),
    ]) {
      const lines = toResponsibilitiesText(table, { ...plain, width }).split("\n");
      expect(lines.filter((line) => line.length > width || line.endsWith(" "))).toEqual([]);
    }
  },
);

test("colour adds nothing but escapes to the text", () => {
  const colored = toResponsibilitiesText(failing, terminalOf({ write: () => undefined }, true));
  expect(colored).toContain("\u001b[");
  expect(stripVTControlCharacters(colored)).toBe(toResponsibilitiesText(failing, plain));
});

describe("of a hostile input", () => {
  const name = "x|y`z</code><script>alert(1)</script>@octocat [a](https://evil.example)\u001b[31m\u202e\n| b |";
  const path = "a|b<img src=x onerror=alert(1)>@octocat.json";
  const config = JSON.stringify({
    "//": { metadata: { stackName: name } },
    resource: { aws_eks_cluster: { [name]: { name: "prod", vpc_config: { subnet_ids: ["subnet-0a"] } } } },
  });
  const table = toResponsibilities(judge([read(config, path), read(config, "b.json")], { date: "2026-11-23" }));

  it("no control character reaches any format", () => {
    const outputs = [toResponsibilitiesJson(table), ...formats.map(([, render]) => render(table))];
    for (const text of outputs) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });

  it("the page holds no element or attribute of it", () => {
    const html = toResponsibilitiesHtml(table);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).not.toMatch(/<(script|img)/);
    expect(tagsLeftOpen(html)).toEqual([]);
  });

  it("each row of the Markdown has its five cells, and what is not its own is code", () => {
    const rows = toResponsibilitiesMarkdown(table)
      .split("\n")
      .filter((line) => line.startsWith("|"));
    expect(rows).toHaveLength(24);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
    const outside = toResponsibilitiesMarkdown(table).replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
    expect(outside).not.toMatch(/octocat|script|evil|onerror/);
  });
});

/** The elements that a page opens and does not close, or closes and did not open. */
function tagsLeftOpen(html: string): string[] {
  const open: string[] = [];
  for (const [, close, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (["meta", "br"].includes(name)) continue;
    if (close === "") open.push(name);
    else if (open.at(-1) === name) open.pop();
    else open.push(`/${name}`);
  }
  return open;
}

test("the page is whole, runs nothing and loads nothing", () => {
  const html = toResponsibilitiesHtml(many(60));
  expect(tagsLeftOpen(html)).toEqual([]);
  expect(html).not.toMatch(/<(script|link|img|iframe)|\ssrc=|url\(|@import/);
  expect(html.match(/<th scope="(col|row)">/g)?.length).toBe(html.match(/<th\b/g)?.length);
  expect(html).toContain('<html lang="en">');
  expect(html).toContain("prefers-color-scheme: dark");
  for (const landmark of ["<header>", "<main>", "<footer>"]) expect(html).toContain(landmark);
});

test("the same input gives the same bytes in every format", () => {
  for (const [, render] of formats) expect(render(several)).toBe(render(structuredClone(several)));
});
