import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

import { documentsFor, readDocuments } from "./documents";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "eksgate-documents-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const group = { name: "one", "//": { metadata: { path: "prod/one" } } };
const config = JSON.stringify({ resource: { aws_security_group: { one: group } } });
const block = { address: "aws_security_group.one", mode: "managed", type: "aws_security_group", name: "one" };
const plan = JSON.stringify({
  format_version: "1.2",
  resource_changes: [{ ...block, change: { actions: ["create"], before: null, after: { name: "one" } } }],
  configuration: { root_module: { resources: [{ ...block, expressions: { name: { constant_value: "one" } } }] } },
});

function write(name: string, text: string): { path: string; text: string } {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { path, text };
}

it("completes a plan by the configuration in its folder, which is then no document of its own", () => {
  const files = [write("cdk.tf.json", config), write("plan.json", plan)];
  const { documents, byFile } = readDocuments(files);
  expect(documents).toMatchObject([{ kind: "plan", resources: { aws_security_group: expect.anything() } }]);
  expect(documents[0]?.resources["aws_security_group"]?.["aws_security_group.one"]?.construct).toBe("prod/one");
  for (const file of files) expect(byFile.get(file)).toBe(documents[0]);
});

it("does so where nobody named the configuration", () => {
  write("cdk.tf.json", config);
  const { documents } = readDocuments([write("plan.json", plan)]);
  expect(documents[0]?.resources["aws_security_group"]?.["aws_security_group.one"]?.construct).toBe("prod/one");
});

it("leaves a plan as it is beside a configuration that is not its own, or cannot be read", () => {
  const file = write("plan.json", plan);
  for (const text of [config.replaceAll("one", "two"), "{"]) {
    write("cdk.tf.json", text);
    const { documents } = readDocuments([file]);
    expect(documents).toMatchObject([{ kind: "plan" }]);
    expect(JSON.stringify(documents)).not.toContain("construct");
  }
});

it("reads for policies of one's own what ours are not shown, and shows ours nothing of it", () => {
  // None of our policies reads the description of a group, and a configuration with another one is that of the plan to them.
  const described = config.replace('"name"', '"description":"what it is for","revoke_rules_on_delete":true,"name"');
  const files = [write("cdk.tf.json", described), write("plan.json", plan)];
  const { documents, byFile } = documentsFor(files, ["own.wasm"]);
  expect(documents.map(({ whole, ...ours }) => ours)).toEqual(readDocuments(files).documents);
  expect(documents).toMatchObject([{ kind: "plan", whole: { kind: "plan" } }]);
  for (const file of files) expect(byFile.get(file)).toBe(documents[0]);
  const alone = documentsFor([write("other.tf.json", described)], ["own.wasm"]).documents;
  expect(alone[0]?.whole?.resources["aws_security_group"]?.["aws_security_group.one"]?.values).toMatchObject({
    revoke_rules_on_delete: true,
  });
  expect(JSON.stringify(alone[0]?.resources)).not.toContain("revoke_rules_on_delete");
});
