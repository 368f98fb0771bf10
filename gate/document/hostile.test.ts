import { describe, expect, it } from "vitest";

import { InputError, read } from "./index";

const deep = (levels: number, open: string, close: string, inside = "") =>
  `${open.repeat(levels)}${inside}${close.repeat(levels)}`;
const vpc = (cidr: string, more = "") => `{"resource":{"aws_vpc":{"a":{"cidr_block":"${cidr}"}}}${more}}`;
const locals = (count: number, of: (before: string) => string, first: string) =>
  `,"locals":{"l0":${first}${Array.from({ length: count }, (_, at) => `,"l${at + 1}":${of(`local.l${at}`)}`).join("")}}`;
const plan = (after: string, more = "") =>
  `{"format_version":"1.2","resource_changes":[{"address":"aws_vpc.a","mode":"managed","type":"aws_vpc","name":"a",` +
  `"change":{"actions":["create"],"before":null,"after":{${after}},"after_unknown":{}}}],` +
  `"configuration":{"root_module":{}}${more}}`;

/** Milliseconds that a small input may take on a busy machine. */
const soon = 4000;

function outcome(text: string): string {
  const start = performance.now();
  try {
    const { resources } = read(text, "x.json");
    return `read ${Object.keys(resources).join()}`;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  } finally {
    expect(performance.now() - start).toBeLessThan(soon);
  }
}

describe("what nobody writes is refused in a sentence:", () => {
  const twice = (before: string) => `["\${${before}}","\${${before}}"]`;
  const nested = "[for a in local.x: [for b in local.x: [for c in local.x: [for d in local.x: 1]]]]";
  const many = `[${Array(200).fill(1).join()}]`;
  const counts = Array.from({ length: 100 }, (_, at) => `"v${at}":{"count":10000}`).join();
  const dynamic = `{"for_each":"\${local.x}","content":`;
  it.each([
    [
      "deep configuration",
      vpc("x", `,"locals":${deep(100_000, '{"a":', "}", "1")}`).replace('"x"', `"\${local.a}"`),
      "nested too deeply",
    ],
    [
      "deep modules of a plan",
      plan("").replace(
        '"root_module":{}}',
        `"root_module":{"module_calls":${deep(20_000, '{"m":{"module":{"module_calls":', "}}}", "{}")}}}`,
      ),
      "nested too deeply",
    ],
    [
      "deep modules of a state",
      `{"format_version":"1.0","values":{"root_module":${deep(20_000, '{"child_modules":[', "]}")}}}`,
      "nested too deeply",
    ],
    ["a deep expression", vpc(`\${${"!".repeat(100_000)}true}`), "nested too deeply"],
    ["locals that double", vpc(`\${local.l40}`, locals(40, twice, '"x"')), "stands for more than 200000 values"],
    [
      "texts that double",
      vpc(
        `\${local.l60}`,
        locals(60, (one) => `"\${${one}}\${${one}}"`, '"x"'),
      ),
      "stands for more than 200000 values",
    ],
    [
      "lists that double",
      vpc(
        `\${local.l40}`,
        locals(40, (one) => `"\${concat(${one},${one})}"`, '["x"]'),
      ),
      "stands for more than 200000 values",
    ],
    ["loops in loops", vpc(`\${${nested}}`, `,"locals":{"x":${many}}`), "take more than 2000000 steps"],
    [
      "blocks in blocks",
      `{"locals":{"x":[${Array(3000).fill(1).join()}]},"resource":{"aws_security_group":{"a":{"dynamic":{"ingress":${dynamic}{"dynamic":{"x":${dynamic}{"y":1}}}}}}}}}}`,
      "take more than 2000000 steps",
    ],
    ["counts without end", `{"resource":{"aws_vpc":{${counts}}}}`, "makes more than 100000 resources"],
    ["an address without end", vpc("x").replace('"a"', `"${"a".repeat(20_000)}"`), "is longer than 10000 characters"],
    ["half a surrogate pair", plan('"tags":{"Name":"\\ud800"}'), "half of a surrogate pair"],
    ["half a surrogate pair in a key", plan('"tags":{"\\uDC00x":"1"}'), "half of a surrogate pair"],
    ["a key twice in a plan", plan('"cidr_block":"1","cidr_block":"2"'), 'the key "cidr_block" stands twice'],
    ["a key twice, written in two ways", plan('"cidr_block":"1","cidr\\u005fblock":"2"'), "stands twice in one object"],
    [
      "resources twice in a plan",
      plan("", ',"resource_changes":[]'),
      'x.json:1:226: the key "resource_changes" stands twice',
    ],
    [
      "an instance twice in a plan",
      `{"format_version":"1.2","resource_changes":[${Array(2).fill('{"address":"aws_vpc.a","type":"aws_vpc","name":"a","change":{"actions":["create"],"after":{}}}').join()}],"configuration":{"root_module":{}}}`,
      "resource_changes[1] has the address of an earlier one",
    ],
    [
      "an address of another resource",
      '{"format_version":"1.2","resource_changes":[{"address":"aws_vpc.b","type":"aws_vpc","name":"a","change":{"actions":[],"after":{}}}],"configuration":{"root_module":{}}}',
      "resource_changes[0] has an address that is not of its type and name",
    ],
    [
      "a change to nothing",
      '{"format_version":"1.2","resource_changes":[{"address":"aws_vpc.a","type":"aws_vpc","name":"a","change":{"actions":["create"],"after":["x"]}}],"configuration":{"root_module":{}}}',
      "resource_changes[0] has no values after its change",
    ],
    [
      "an instance twice in a state",
      `{"format_version":"1.0","values":{"root_module":{"resources":[${Array(2).fill('{"address":"aws_vpc.a","type":"aws_vpc","values":{}}').join()}]}}}`,
      "aws_vpc.a stands twice in it",
    ],
    [
      "a block twice in a configuration",
      '{"resource":[{"aws_vpc":{"a":{}}},{"aws_vpc":{"a":{"cidr_block":"10.0.0.0/16"}}}]}',
      "aws_vpc.a is written twice",
    ],
    ["a number that is none", plan('"x":00'), "not valid JSON"],
    [
      "a version without end",
      `{"format_version":"${"9".repeat(100_000)}"}`,
      `format_version is "${"9".repeat(39)}…; this version`,
    ],
    [
      "a version that is no text",
      '{"format_version":["1.2"]}',
      'format_version is ["1.2"]; this version reads format 1',
    ],
  ])("%s", (_, text, words) => {
    const said = outcome(text);
    expect(said).toContain(words);
    expect(said).toMatch(/^x\.json(:\d+:\d+)?: [^\n]{1,300}\.$/);
  });
});

describe("what is odd and legal is read:", () => {
  it.each([
    ["deep values that nobody reads", plan(`"x":${deep(100_000, "[", "]")}`)],
    ["a long text", plan(`"description":"${"a".repeat(10_000_000)}"`)],
    ["many keys", plan(Array.from({ length: 50_000 }, (_, at) => `"k${at}":${at}`).join())],
    ["many tags", plan(`"tags":{${Array.from({ length: 50_000 }, (_, at) => `"k${at}":"${at}"`).join()}}`)],
    ["numbers beyond counting", plan('"x":1e999,"y":-1E400,"z":-0')],
    ["characters that do not print", plan('"tags":{"Name":"\\u0000\\u001b[31m\\u202e"}')],
    ["a whole surrogate pair", plan('"tags":{"Name":"\\ud83d\\ude00"}')],
    ["backslashes before quotes", plan('"tags":{"a\\\\":"\\\\\\"","b":"\\\\","c\\"":"d:\\": "}')],
    ["names of prototypes", plan('"__proto__":{"a":1},"constructor":1,"tags":{"__proto__":"x","toString":"y"}')],
  ])("%s", (_, text) => {
    expect(outcome(text)).toBe("read aws_vpc");
  });

  it.each([
    ["words that lead to no dot", `\${% ${"a-".repeat(100_000)}`],
    ["dots", `\${% ${"a.b".repeat(30_000)}`],
    ["quotes that do not end", `\${% ${'a.b["'.repeat(30_000).replaceAll('"', '\\"')}`],
    ["brackets that do not end", `\${${"(".repeat(100_000)}`],
  ])("an expression of %s", (_, text) => {
    expect(outcome(vpc(text))).toBe("read aws_vpc");
  });

  it("ways that part and meet again", () => {
    const names = Array.from({ length: 60 }, (_, at) => at);
    const sleep = (name: string) => ({ address: `time_sleep.${name}`, mode: "managed", type: "time_sleep", name });
    const of = { address: "aws_subnet.s", mode: "managed", type: "aws_subnet", name: "s" };
    const unknown = (path: string) => ({
      actions: ["create"],
      before: null,
      after: {},
      after_unknown: { [path]: true },
    });
    const blocks = names.flatMap((at) => ["a", "b"].map((way) => ({ ...sleep(`${way}${at}`), next: at + 1 })));
    const text = JSON.stringify({
      format_version: "1.2",
      resource_changes: [
        ...blocks.map(({ next: _, ...block }) => ({ ...block, change: unknown("triggers") })),
        { ...of, change: unknown("vpc_id") },
      ],
      configuration: {
        root_module: {
          resources: [
            ...blocks.map(({ next, ...block }) => ({
              ...block,
              expressions: { triggers: { references: ["a", "b"].map((way) => `time_sleep.${way}${next}.triggers`) } },
            })),
            { ...of, expressions: { vpc_id: { references: ["time_sleep.a0.triggers"] } } },
          ],
        },
      },
    });
    expect(outcome(text)).toBe("read time_sleep,aws_subnet");
    const subnet = read(text, "x.json").resources["aws_subnet"]?.["aws_subnet.s"];
    expect(subnet?.edges["vpc_id"]?.every(({ certainty }) => certainty === "unknown")).toBe(true);
  });
});

it("keeps what a value refers to that is hidden: it hangs on that like any other", () => {
  const of = { address: "aws_subnet.s", mode: "managed", type: "aws_subnet", name: "s" };
  const vpc = { address: "aws_vpc.v", mode: "managed", type: "aws_vpc", name: "v" };
  const change = { actions: ["update"], before: {}, after: { id: "vpc-01", vpc_id: "vpc-01" } };
  const text = JSON.stringify({
    format_version: "1.2",
    resource_changes: [
      { ...vpc, change },
      { ...of, change: { ...change, after_sensitive: { vpc_id: true } } },
    ],
    configuration: {
      root_module: {
        resources: [{ ...of, expressions: { vpc_id: { references: ["aws_vpc.v.id", "aws_vpc.v"] } } }, vpc],
      },
    },
  });
  const subnet = read(text, "x.json").resources["aws_subnet"]?.["aws_subnet.s"];
  expect(subnet).toMatchObject({
    unknown: { vpc_id: true },
    sensitive: ["vpc_id"],
    edges: { vpc_id: [{ certainty: "exact", targets: [{ to: "aws_vpc.v" }] }] },
  });
  expect(subnet?.values["vpc_id"]).toBeUndefined();
});
