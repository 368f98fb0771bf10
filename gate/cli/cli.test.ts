import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";

import { eksgate, type Run, runIn } from "../../test/command-line";

const main = resolve(__dirname, "main.ts");
const loader = resolve(__dirname, "../../node_modules/tsx/dist/loader.mjs");
const folder = runIn();
const endpoint = "networking/public-endpoint-not-open-to-world";

/** In a process of its own. */
function spawned(args: readonly string[], input = ""): Promise<Run> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ["--import", loader, main, ...args],
      { cwd: folder, env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined } },
      (error, stdout, stderr) => done({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

function cluster(cidrs: unknown): string {
  const vpc_config = { subnet_ids: ["subnet-0a"], endpoint_public_access: true, public_access_cidrs: cidrs };
  const main = { name: "prod", role_arn: "arn:aws:iam::111122223333:role/eks", version: "1.34", vpc_config };
  return JSON.stringify({ variable: { cidrs: { type: "list(string)" } }, resource: { aws_eks_cluster: { main } } });
}

beforeAll(() => {
  const files = {
    "open.tf.json": cluster(["0.0.0.0/0"]),
    "closed.tf.json": cluster(["203.0.113.0/24"]),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of Terraform's
    "variable.tf.json": cluster("${var.cidrs}"),
    "bucket.tf.json": JSON.stringify({ resource: { aws_s3_bucket: { main: {} } } }),
    "cut-off.json": '{"format_version":"1.2","planned_values":{',
    "other.json": '{"name":"something else"}',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, "settings"));
  writeFileSync(join(folder, "settings", "eksgate.yaml"), `rules:\n  ${endpoint}: off\n`);
  mkdirSync(join(folder, "plans"));
  writeFileSync(join(folder, "plans", "package.json"), "{}");
  writeFileSync(join(folder, "plans", "plan.json"), files["cut-off.json"]);
  mkdirSync(join(folder, "cdktf.out", "stacks", "prod"), { recursive: true });
  writeFileSync(
    join(folder, "cdktf.out", "manifest.json"),
    JSON.stringify({
      version: "0.21.0",
      stacks: { prod: { name: "prod", synthesizedStackPath: "stacks/prod/cdk.tf.json" } },
    }),
  );
  writeFileSync(join(folder, "cdktf.out", "stacks", "prod", "cdk.tf.json"), files["open.tf.json"]);
  mkdirSync(join(folder, "cdktf.out", "stacks", "stale"));
  writeFileSync(join(folder, "cdktf.out", "stacks", "stale", "cdk.tf.json"), "not listed in the manifest");
});

test.each([
  [0, "PASSED", ["check", "closed.tf.json", "--rule", endpoint]],
  [1, "FAILED", ["check", "open.tf.json", "--rule", endpoint]],
  [1, "NOT PROVEN", ["check", "variable.tf.json", "--rule", endpoint]],
  [0, "NOT PROVEN", ["check", "variable.tf.json", "--rule", endpoint, "--undetermined", "warn"]],
  [0, "PASSED  nothing was judged", ["check", "bucket.tf.json", "--allow-empty"]],
])("exits %i and says %s for %j", async (code, words, args) => {
  const run = await eksgate(args);
  expect(run).toMatchObject({ code, stderr: "" });
  expect(run.stdout.startsWith(words)).toBe(true);
});

test.each([
  [
    "an input without anything to judge",
    ["check", "bucket.tf.json"],
    "bucket.tf.json: no resource that a rule applies to",
  ],
  [
    "such an input beside another",
    ["check", "closed.tf.json", "bucket.tf.json"],
    "bucket.tf.json: no resource that a rule applies to",
  ],
  ["a plan that is cut off", ["check", "cut-off.json"], "cut-off.json"],
  ["the same within a folder", ["check", "plans"], "plan.json"],
  ["a file that is something else", ["check", "other.json"], "other.json"],
  ["no such file", ["check", "nothing.json"], "nothing.json: there is no such file or folder"],
  ["a folder with nothing to judge", ["check", "settings"], "nothing to judge in this folder"],
  ["an unknown option", ["check", "--fial-on", "low"], "unknown option '--fial-on'"],
  ["an unknown severity", ["check", "--fail-on", "hgih"], "critical, high, medium, low"],
  ["an unknown rule", ["check", "closed.tf.json", "--skip", "networking/x"], 'there is no rule "networking/x"'],
  ["a critical rule that is skipped", ["check", "closed.tf.json", "--skip", endpoint], "cannot be skipped"],
  ["an unknown format", ["check", "closed.tf.json", "--format", "sarf"], 'Did you mean "sarif"?'],
  [
    "two formats on standard output",
    ["check", "closed.tf.json", "--format", "json", "--format", "text"],
    "would both go to standard output",
  ],
  [
    "a report in the place of its input",
    ["check", "closed.tf.json", "--format", "json=closed.tf.json"],
    "take the place of the input",
  ],
  [
    "a report that cannot be written",
    ["check", "closed.tf.json", "--format", "json=no/folder.json"],
    "cannot be written",
  ],
  ["a date that is none", ["check", "closed.tf.json", "--date", "tomorrow"], '"tomorrow" is not a day'],
  [
    "a settings file that is not there",
    ["check", "closed.tf.json", "--settings", "none.yaml"],
    "none.yaml: the settings cannot be read",
  ],
  ["responsibilities of a plan that is cut off", ["responsibilities", "cut-off.json"], "cut-off.json"],
  ["responsibilities in no format", ["responsibilities", "--format", "htm"], 'Did you mean "html"?'],
  ["responsibilities under no profile", ["responsibilities", "--profile", "dev"], "production, development"],
  ["an unknown command", ["chekc"], "unknown command 'chekc'"],
  ["no command", [], "Usage: eksgate"],
])("exits 2 for %s, says why, and prints no verdict", async (_, args, message) => {
  const run = await eksgate(args);
  expect(run.code).toBe(2);
  expect(run.stdout).toBe("");
  expect(run.stderr).toContain(message);
});

test("judges cdktf.out where no path is given: the stacks of its manifest, not what an earlier run left", async () => {
  const run = await eksgate(["check", "--rule", endpoint, "--format", "json"]);
  expect(run.code).toBe(1);
  expect(JSON.parse(run.stdout)).toMatchObject({
    documents: [{ path: join("cdktf.out", "stacks", "prod", "cdk.tf.json") }],
  });
});

test("reads a plan or configuration from standard input", async () => {
  const run = await spawned(["check", "-", "--rule", endpoint], cluster(["203.0.113.0/24"]));
  expect(run.code).toBe(0);
});

test.each([
  [1, ["check", "open.tf.json"]],
  [2, ["check", "cut-off.json"]],
])("the process itself exits %i for %j", async (code, args) => {
  expect((await spawned(args)).code).toBe(code);
});

test("reads eksgate.yaml where it lies, and refuses what it may not do, with its line", async () => {
  process.chdir("settings");
  const run = await eksgate(["check", "../closed.tf.json"]);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain(`eksgate.yaml:2: ${endpoint} is critical, and critical rules cannot be switched off`);
});

test("writes a report to a file, leaves no temporary file, and still prints the findings", async () => {
  const out = join(folder, "reports");
  mkdirSync(out);
  const run = await eksgate(["check", "open.tf.json", "--format", `json=${join(out, "report.json")}`]);
  expect(run.stdout.startsWith("FAILED")).toBe(true);
  expect(readdirSync(out)).toEqual(["report.json"]);
  expect(JSON.parse(readFileSync(join(out, "report.json"), "utf8"))).toMatchObject({
    version: 1,
    summary: { outcome: "fail" },
  });
});

test("the report has the place of each finding in its input", async () => {
  const run = await eksgate(["check", "open.tf.json", "--rule", endpoint, "--format", "json"]);
  const text = readFileSync("open.tf.json", "utf8");
  expect(JSON.parse(run.stdout)).toMatchObject({
    findings: [
      {
        location: {
          line: 1,
          column: text.indexOf('"main":') + 1,
          attribute: { line: 1, column: text.indexOf('"public_access_cidrs"') + 1 },
        },
      },
    ],
  });
});

test("writes several formats at once, each to its file", async () => {
  const out = join(folder, "formats");
  mkdirSync(out, { recursive: true });
  const files = ["sarif", "junit", "markdown", "github"].map((format) => `--format=${format}=${join(out, format)}`);
  const run = await eksgate(["check", "open.tf.json", "--rule", endpoint, "--format", "text", ...files]);
  expect(run).toMatchObject({ code: 1, stderr: "" });
  expect(run.stdout).toMatch(/^FAILED/);
  const column = readFileSync("open.tf.json", "utf8").indexOf('"public_access_cidrs"') + 1;
  expect(readFileSync(join(out, "junit"), "utf8")).toContain('<testsuites name="eksgate" tests="1" failures="1"');
  expect(readFileSync(join(out, "markdown"), "utf8")).toMatch(/^<!-- eksgate -->\n\n\*\*eksgate: FAILED\*\*/);
  expect(readFileSync(join(out, "github"), "utf8")).toContain(`::error file=open.tf.json,line=1,col=${column},`);
  expect(JSON.parse(readFileSync(join(out, "sarif"), "utf8"))).toMatchObject({
    runs: [
      {
        invocations: [{ exitCode: 1 }],
        results: [
          {
            ruleId: endpoint,
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: "open.tf.json" },
                  region: { startLine: 1, startColumn: column },
                },
              },
            ],
          },
        ],
      },
    ],
  });
});

test("colours where that is forced, unless --no-color is given", async () => {
  vi.stubEnv("NO_COLOR", undefined);
  vi.stubEnv("FORCE_COLOR", "1");
  const args = ["check", "closed.tf.json", "--rule", endpoint];
  expect((await eksgate(args)).stdout).toContain("\u001b[");
  expect((await eksgate([...args, "--no-color"])).stdout).not.toContain("\u001b[");
});

test("lists the rules, shows one in full, and says what a mistyped one may mean", async () => {
  expect((await eksgate(["rules"])).stdout).toContain(`critical  ${endpoint}`);
  expect((await eksgate(["rules", endpoint])).stdout).toMatch(/^severity +critical$/m);
  const unknown = await eksgate(["rules", "public-endpoint-not-open-to-world"]);
  expect(unknown).toMatchObject({ code: 2, stdout: "" });
  expect(unknown.stderr).toContain(`Did you mean "${endpoint}"?`);
});

test("prints the model that the policies read", async () => {
  const run = await eksgate(["model", "closed.tf.json"]);
  expect(JSON.parse(run.stdout)).toMatchObject({
    kind: "config",
    gaps: [],
    resources: { aws_eks_cluster: { "aws_eks_cluster.main": { type: "aws_eks_cluster" } }, aws_subnet: {} },
  });
});

test("the responsibilities are a report: 0 whatever is found, also nothing", async () => {
  for (const input of ["open.tf.json", "variable.tf.json", "bucket.tf.json"]) {
    const run = await eksgate(["responsibilities", input]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout.startsWith("Shared responsibility, 20 rows: ")).toBe(true);
  }
});

test("the report as a page tells the verdict and the network, by the settings, and the exit code stays that of the verdict", async () => {
  const out = join(folder, "pages");
  mkdirSync(out);
  const page = join(out, "report.html");
  const run = await eksgate(["check", "open.tf.json", "--format", `html=${page}`]);
  expect(run.code).toBe(1);
  expect(run.stdout).toContain("FAILED");
  const html = readFileSync(page, "utf8");
  expect(html).toMatch(/^<!DOCTYPE html>\n/);
  expect(html).toContain("Network of aws_eks_cluster.main");
  const printed = await eksgate(["check", "closed.tf.json", "--rule", endpoint, "--format", "html"]);
  expect(printed).toMatchObject({ code: 0, stderr: "" });
  expect(printed.stdout).toMatch(/^<!DOCTYPE html>[\s\S]*PASSED[\s\S]*<\/html>\n$/);
  expect(readdirSync(out)).toEqual(["report.html"]);
});

test("the responsibilities are of cdktf.out where no path is given, and take each of their formats", async () => {
  const out = join(folder, "tables");
  mkdirSync(out);
  const files = ["html", "markdown", "json"].map((format) => `--format=${format}=${join(out, format)}`);
  expect((await eksgate(["responsibilities", ...files])).stdout).toContain("Shared responsibility");
  expect(readFileSync(join(out, "html"), "utf8")).toMatch(/^<!DOCTYPE html>/);
  expect(readFileSync(join(out, "markdown"), "utf8")).toMatch(/^# Shared responsibility/);
  expect(JSON.parse(readFileSync(join(out, "json"), "utf8"))).toMatchObject({
    documents: [{ path: join("cdktf.out", "stacks", "prod", "cdk.tf.json") }],
  });
});

test("the responsibilities are judged by the date, the profile and the settings file, and by no threshold", async () => {
  writeFileSync(
    join(folder, "settings.yaml"),
    "fail_on: critical\nundetermined: ignore\nrules:\n  networking/flow-logs-enabled: off\n",
  );
  const args = ["--format", "json", "--settings", "settings.yaml", "--profile", "development", "--date", "2026-01-02"];
  const run = await eksgate(["responsibilities", "open.tf.json", ...args]);
  expect(JSON.parse(run.stdout)).toMatchObject({
    date: "2026-01-02",
    profile: "development",
    relaxed: [
      { how: "profile development", from: "--profile" },
      { rule: "networking/flow-logs-enabled", how: "off", from: "settings.yaml:4" },
    ],
  });
});

test("every command shows an example in its help", async () => {
  for (const command of ["check", "responsibilities", "rules", "model"]) {
    const run = await eksgate([command, "--help"]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toContain(`eksgate ${command} `);
    expect(run.stdout).toContain("Example:");
  }
});
