import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError, read } from "./index";

const plan = readFileSync(join(__dirname, "fixtures", "create.json"), "utf8");

function refusal(text: string): string {
  try {
    read(text, "input.json");
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error instanceof InputError ? error.message : "";
  }
  throw new Error("was accepted");
}

describe("read", () => {
  it("tells a plan from a configuration", () => {
    expect(read(plan, "plan.json").kind).toBe("plan");
    expect(read('{"resource": {}}', "cdk.tf.json").kind).toBe("config");
    expect(read('{"//": {"metadata": {"stackName": "empty"}}}', "cdk.tf.json").stack).toBe("empty");
  });

  it("accepts a byte order mark", () => {
    expect(read(`\ufeff${plan}`, "plan.json").kind).toBe("plan");
  });

  it.each([
    ["an empty file", " \n", "input.json: the file is empty"],
    [
      "a plan that is cut off",
      plan.slice(0, 2000),
      /^input\.json:\d+:\d+: not valid JSON: the text ends .* as if it was cut off\.$/,
    ],
    [
      "a plan that is cut off inside a long string",
      `{"resource": "${"long ".repeat(50_000)}`,
      "input.json:1:14: not valid JSON: the text ends inside a string, as if it was cut off.",
    ],
    [
      "a plan that is cut off inside a long key",
      `{"${"long ".repeat(50_000)}`,
      "input.json:1:2: not valid JSON: the text ends inside a key, as if it was cut off.",
    ],
    ["a comma too many", '{\n  "resource": {},\n}', "input.json:3:1: not valid JSON: expected a key in double quotes"],
    ["an unquoted word", '{"resource": nope}', 'input.json:1:14: not valid JSON: unexpected "n"'],
    ["text after the end", '{"resource": {}} x', "input.json:1:18: not valid JSON: unexpected"],
    ["a line break in a string", '{"resource": "a\nb"}', /^input\.json:1:16: .*line break or control character/],
    [
      "a format version of the future",
      '{"format_version": "2.0", "planned_values": {}}',
      'format_version is "2.0"; this version reads format 1',
    ],
    ["a format version that is no string", '{"format_version": 1, "planned_values": {}}', "format_version is 1;"],
    ["a failed plan", '{"format_version": "1.2", "errored": true, "planned_values": {}}', "`errored` is true"],
    [
      "a plan without its configuration",
      '{"format_version": "1.2", "planned_values": {}}',
      "has no `configuration.root_module`",
    ],
    [
      "a change that is none",
      '{"format_version": "1.2", "resource_changes": [{"address": "aws_vpc.a"}], "configuration": {"root_module": {}}}',
      "resource_changes[0] is not a change",
    ],
    ["a raw state file", '{"version": 4, "serial": 1, "lineage": "x"}', "this is a raw state file"],
    [
      "something else",
      '{"name": "eksgate"}',
      "neither a cdk.tf.json nor the JSON of `terraform show -json` for a plan",
    ],
    ["a list", "[]", "its outermost value is not an object"],
    [
      "a key that stands twice",
      '{"resource": {},\n "resource": {}}',
      'input.json:2:2: the key "resource" stands twice',
    ],
    [
      "endless nesting",
      `{"resource": {"aws_vpc": {"a": {"x": ${"[".repeat(200_000)}${"]".repeat(200_000)}}}}}`,
      "nested too deeply",
    ],
  ])("refuses %s with a sentence", (_what, text, message) => {
    expect(refusal(text)).toMatch(message);
  });

  it("lets no key of the input reach a prototype", () => {
    const text =
      '{"resource": {"aws_vpc": {"__proto__": {"tags": {"__proto__": "x", "constructor": "y"}, "__proto__": {"a": 1}}}}}';
    const document = read(text, "cdk.tf.json");
    const vpc = document.resources["aws_vpc"]?.["aws_vpc.__proto__"];
    expect(Object.keys(vpc?.values["tags"] ?? {})).toEqual(["__proto__", "constructor"]);
    expect(Object.hasOwn(Object.prototype, "a")).toBe(false);
    expect(document.resources["toString"]).toBeUndefined();
  });
});
