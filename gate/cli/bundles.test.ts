import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { describe, expect, test } from "vitest";

import { compiledRego } from "../../test/bundles/compiled";
import { eksgate, runIn } from "../../test/command-line";

const bucket = JSON.stringify({ resource: { aws_s3_bucket: { main: { bucket: "logs" } } } });
const folder = runIn({ "bucket.tf.json": bucket, "bucket2.tf.json": bucket });

const rule = { id: "acme/owned", severity: "high", title: "Buckets have an owner", remediation: "Tag it." };
const result = { rule: "acme/owned", address: "aws_s3_bucket.main", outcome: "pass", message: "" };

function write(name: string, results: readonly object[], rules: readonly object[] = [rule]): void {
  const entrypoints = { "acme/results": { answers: results }, "acme/catalogue": { answers: rules } };
  writeFileSync(join(folder, name), compiledRego({ entrypoints }));
}

write("passes.wasm", [result]);
write("fails.wasm", [{ ...result, outcome: "fail", message: "\u001b]0;title\u0007aws_s3_bucket.main has no owner" }]);
write("open.wasm", [{ ...result, outcome: "undetermined", message: "it is not known" }]);
write("none.wasm", []);
write("malformed.wasm", [{ ...result, outcome: "maybe" }]);
write("taken.wasm", [], [{ ...rule, id: "networking/owned" }]);
write("other.wasm", [], [{ ...rule, id: "other/owned", party: { side: "you", items: ["VPC"] } }]);

describe("eksgate check --bundle", () => {
  test.each([
    [0, "PASSED  98 rules, 1 subject: 1 passed", ["passes.wasm"]],
    [1, "FAILED  98 rules, 1 subject: 1 failed (1 high)", ["fails.wasm"]],
    [0, "NOT PROVEN  98 rules, 1 subject: 1 not proven", ["open.wasm"]],
    [0, "PASSED  99 rules, 1 subject: 1 passed", ["passes.wasm", "other.wasm"]],
  ])("exits %i and says %s by %j", async (code, words, bundles) => {
    const run = await eksgate(["check", "bucket.tf.json", ...bundles.flatMap((bundle) => ["--bundle", bundle])]);
    expect(run).toMatchObject({ code, stderr: "" });
    expect(run.stdout.startsWith(words)).toBe(true);
    expect(run.stdout).not.toContain("\u001b");
  });

  test.each([
    ["a bundle that is not there", ["--bundle", "absent.tar.gz"], "The bundle absent.tar.gz cannot be read: ENOENT"],
    ["a file that is no bundle", ["--bundle", "bucket.tf.json"], "bucket.tf.json is neither a bundle"],
    ["a prefix of ours", ["--bundle", "taken.wasm"], "rule networking/owned: the prefix networking/ is eksgate's own"],
    ["a bundle twice", ["--bundle", "none.wasm", "--bundle", "none.wasm"], "rule acme/owned is in none.wasm too"],
    ["a malformed result", ["--bundle", "malformed.wasm"], 'Rule acme/owned gave a malformed result: outcome "maybe"'],
    ["nothing to judge", ["--bundle", "none.wasm"], "no resource that a rule applies to"],
    ["a mistyped rule", ["--bundle", "passes.wasm", "--skip", "acme/owner"], 'Did you mean "acme/owned"?'],
    ["a rule of a bundle that is not given", ["--rule", "acme/owned"], 'there is no rule "acme/owned"'],
  ])("exits 2 for %s, says why, and prints no verdict", async (_, args, message) => {
    const run = await eksgate(["check", "bucket.tf.json", ...args]);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr.replaceAll(/\s+/g, " ")).toContain(message);
  });

  test("lists every bundle in a report that is valid", async () => {
    const run = await eksgate(["check", "bucket.tf.json", "--bundle", "fails.wasm", "--format", "json"]);
    const report: unknown = JSON.parse(run.stdout);
    const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(report).toMatchObject({
      policies: [
        { name: "eksgate", rules: 97, opa: expect.any(String) },
        { name: "acme", rules: 1, revision: sha256, sha256 },
      ],
      findings: [{ rule: "acme/owned", message: "aws_s3_bucket.main has no owner", remediation: "Tag it." }],
    });
    const isReport = new Ajv({ strict: true }).compile(
      JSON.parse(readFileSync(join(__dirname, "..", "report.schema.json"), "utf8")),
    );
    isReport(report);
    expect(isReport.errors).toBeNull();
  });
});

test("eksgate rules --bundle lists its rules behind ours, and shows one in full", async () => {
  const all = await eksgate(["rules", "--bundle", "passes.wasm"]);
  expect(all.stdout.endsWith("\n\nacme\n  high      acme/owned\n            Buckets have an owner\n")).toBe(true);
  const one = await eksgate(["rules", "acme/owned", "--bundle", "passes.wasm"]);
  expect(one.stdout).toBe("acme/owned\nBuckets have an owner\n\nseverity    high\nchange      Tag it.\n");
  expect(await eksgate(["rules", "--bundle", "taken.wasm"])).toMatchObject({ code: 2, stdout: "" });
});

test("eksgate responsibilities --bundle has its rules in the rows that they name", async () => {
  const run = await eksgate(["responsibilities", "bucket.tf.json", "--bundle", "other.wasm", "--format", "json"]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(run.stdout)).toMatchObject({ policies: [{ name: "eksgate" }, { name: "acme" }] });
  expect(run.stdout).toContain('"other/owned"');
});
