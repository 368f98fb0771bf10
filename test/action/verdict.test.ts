import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { execute } from "../e2e/processes";
import { act, action, all, bot, closed, cluster, endpoint, folder, github, open, write } from "./change";
import { actionWith } from "./place";
import { repository } from "./runner";

test("a change that holds passes: outputs, summary and comment", async () => {
  const { status, outputs, summary, commands, log } = await act({ "stack.tf.json": closed });
  expect(log).toContain("PASSED");
  expect(status).toBe(0);
  const counts = { failed: "0", undetermined: "0", waived: "0", passed: "1" };
  expect(outputs).toMatchObject({ outcome: "pass", "exit-code": "0", ...counts });
  for (const name of ["json", "sarif", "markdown"]) expect(existsSync(outputs[name] ?? "")).toBe(true);
  expect(summary).toMatch(/^<!-- eksgate -->\n\n\*\*eksgate: PASSED\*\*/);
  expect(github.comments).toEqual([{ id: 1, body: summary, user: { login: bot } }]);
  expect(commands).toEqual([]);
});

test("one that breaks a rule fails with 1, and is told at its line, in the comment and as SARIF", async () => {
  const { status, outputs, log, commands } = await act({ "stack.tf.json": open });
  expect(status).toBe(1);
  expect(log).toContain(`CRITICAL  ${endpoint}`);
  expect(outputs).toMatchObject({ outcome: "fail", "exit-code": "1", failed: "1", passed: "0" });
  expect(github.comments.map(({ body }) => body)).toEqual([expect.stringContaining("**eksgate: FAILED**")]);
  expect(commands).toEqual([
    expect.stringMatching(/^::error file=stack\.tf\.json,line=1,col=\d+,title=CRITICAL%3A networking\//),
  ]);
  expect(JSON.parse(readFileSync(outputs["sarif"] ?? "", "utf8"))).toMatchObject({ version: "2.1.0" });
});

test("what is not proven is no pass: the outcome says so, and it fails where the rule is critical", async () => {
  const unknown = cluster(`\${var.range}`);
  const held = await act({ "stack.tf.json": unknown });
  expect([held.status, held.outputs["outcome"]]).toEqual([0, "undetermined"]);
  const { status, outputs } = await act({ "stack.tf.json": unknown }, { inputs: { undetermined: "fail" } });
  expect(status).toBe(1);
  expect(outputs).toMatchObject({ outcome: "undetermined", "exit-code": "1", undetermined: "1" });
});

test.each([
  ["what cannot be read", { "stack.tf.json": '{ "resource": ' }, {}],
  ["a path that is not there", {}, {}],
  ["nothing to judge", { "stack.tf.json": '{ "resource": {} }' }, {}],
  ["an option that there is not", { "stack.tf.json": closed }, { args: "--fial-on=low" }],
  ["a path that looks like an option", { "stack.tf.json": closed }, { paths: "--allow-empty" }],
  ["no path, where nothing was synthesized", { "stack.tf.json": closed }, { paths: " \n" }],
  ["a question for help", { "stack.tf.json": closed }, { args: "--help" }],
  ["a switch that is neither on nor off", { "stack.tf.json": closed }, { annotations: "yes" }],
  ["a folder that is not there", { "stack.tf.json": closed }, { "working-directory": "nowhere" }],
  ["a synth command that fails", { "stack.tf.json": closed }, { synth: "exit 0 | exit 3" }],
  ["a version that is none", { "stack.tf.json": closed }, { version: "1 && touch pwned" }],
  ["a name that ends the mark of the comment", { "stack.tf.json": closed }, { name: "a --> b" }],
  ["a folder for the reports that is a file", { "stack.tf.json": closed }, { reports: "stack.tf.json" }],
  ["settings outside of the repository", { "stack.tf.json": closed }, { settings: "../eksgate.yaml" }],
  ["settings that are a folder", { "stack.tf.json": closed }, { settings: "folder/eksgate.yaml" }],
  ["settings that are a link", { "stack.tf.json": closed }, { settings: "link.yaml" }],
  ["a baseline that is no report", { "stack.tf.json": closed }, { baseline: "eksgate.yaml" }],
] as const)("%s ends with 2, whatever else is right, and is told", async (_, files, inputs) => {
  const { status, outputs, commands } = await act(files, { inputs });
  expect(status).toBe(2);
  expect(outputs).toMatchObject({ outcome: "error", "exit-code": "2", passed: "", json: "", sarif: "" });
  expect(commands.some((line) => line.startsWith("::error title=eksgate could not judge::"))).toBe(true);
  expect(github.comments.map(({ body }) => body)).toEqual([
    expect.stringMatching(/^<!-- eksgate -->\n\n\*\*eksgate: NOT JUDGED\*\*/),
  ]);
  expect(existsSync(join(folder, "pwned"))).toBe(false);
});

/** A program that leaves a report, and ends as it is told. */
const reporting = (outcome: string, status: number): string => `
  const { writeFileSync } = require("node:fs");
  const files = process.argv.filter((argument) => /^(json|sarif|markdown|github)=/.test(argument));
  const summary = { outcome: "${outcome}", pass: 1, fail: 0, undetermined: 0, waived: 0 };
  for (const file of files) writeFileSync(file.slice(file.indexOf("=") + 1), JSON.stringify({ summary }));
  process.exitCode = ${status};`;

test.each([
  ["says nothing", ""],
  ["breaks, which Node ends with 1", "throw new Error('broken')"],
  ["is stopped", "process.kill(process.pid, 'SIGKILL')"],
  ["says that it failed and ends with 0", reporting("fail", 0)],
  ["says that it passed and ends with 1", reporting("pass", 1)],
  ["says what there is not", reporting("constructor", 0)],
])("a gate that %s has not judged", async (_, program) => {
  const place = actionWith(mkdtempSync(join(all, "other-")), program);
  const { status, outputs } = await act({ "stack.tf.json": closed }, { action: place });
  expect(status).toBe(2);
  expect(outputs).toMatchObject({ outcome: "error", json: "" });
});

test.each(["base.sh", "gate.sh"])("%s ends with 2 where the runner gives it no place to write", async (name) => {
  const env = {
    RUNNER_TEMP: join(folder, "nowhere", "at all"),
    GITHUB_BASE_REF: "main",
    EKSGATE_WORKING_DIRECTORY: ".",
  };
  writeFileSync(join(folder, "nowhere"), "");
  const { status } = await execute("bash", [join(action, "action", name)], { cwd: folder, env });
  expect(status).toBe(2);
});

test("2 outranks 1: a finding beside a plan that is cut off", async () => {
  const files = { "stack.tf.json": open, "plan.json": '{"format_version":"1.2","planned_values":{' };
  const { status, summary } = await act(files, { inputs: { plan: "plan.json" } });
  expect(status).toBe(2);
  expect(summary).toContain("    NOT JUDGED  plan.json");
});

test("paths and plans are judged together, after the synth command, in the project's folder; paths are shown from the root", async () => {
  const plan = readFileSync(join(repository, "gate/document/fixtures/create.json"), "utf8");
  const inputs = {
    "working-directory": "infra",
    synth: `echo '${open}' > 'made here.tf.json'`,
    paths: "made here.tf.json\r\n",
    plan: `\nplans/a plan.json\n${join(folder, "infra", "plan b.json")}`,
    reports: "the reports",
  };
  const files = { "infra/plans/a plan.json": plan, "infra/plan b.json": plan };
  const { status, outputs, commands } = await act(files, { inputs });
  expect(status).toBe(1);
  expect(outputs["json"]).toBe(join(folder, "infra", "the reports", "eksgate.json"));
  const report = JSON.parse(readFileSync(outputs["json"] ?? "", "utf8"));
  expect(report.documents.map(({ path }: { path: string }) => path)).toEqual([
    "infra/made here.tf.json",
    "infra/plans/a plan.json",
    join(folder, "infra", "plan b.json"),
  ]);
  expect(commands).toContainEqual(expect.stringMatching(/^::error file=infra\/made here\.tf\.json,line=1/));
});

test("a plan alone is judged without cdktf.out, and with it where something is synthesized", async () => {
  const plan = readFileSync(join(repository, "gate/document/fixtures/create.json"), "utf8");
  const inputs = { paths: "", plan: "plan.json" };
  expect((await act({ "plan.json": plan }, { inputs })).outputs["outcome"]).not.toBe("error");
  expect((await act({}, { inputs: { ...inputs, synth: "true" } })).outputs["outcome"]).toBe("error");
});

describe("where nothing is compiled beside the action", () => {
  /** Stands in for npm: installs the gate of these tests, and writes what it was asked. */
  function fakeNpm(): string {
    const place = mkdtempSync(join(all, "npm-"));
    const target = "node_modules/eksgate/dist/gate/cli";
    write(place, {
      npm: `#!/bin/sh\nprintf '%s ' "$@" > '${place}/asked'\nmkdir -p ${target}\necho 'require("${action}/dist/gate/cli/main.js")' > ${target}/main.js\n`,
    });
    chmodSync(join(place, "npm"), 0o755);
    return place;
  }

  test.each([
    ["its own version", {}, "eksgate@1.2.3"],
    ["the one that is named", { version: "^0.1.0" }, "eksgate@^0.1.0"],
  ])("%s is installed from npm, without scripts, whatever the project has installed", async (_, inputs, wanted) => {
    const npm = fakeNpm();
    const place = actionWith(mkdtempSync(join(all, "bare-")));
    const files = { "stack.tf.json": open, "node_modules/eksgate/dist/gate/cli/main.js": reporting("pass", 0) };
    const env = { PATH: `${npm}:${process.env["PATH"]}` };
    const { status } = await act(files, { action: place, inputs, env });
    expect(status).toBe(1);
    expect(readFileSync(join(npm, "asked"), "utf8")).toMatch(
      `--ignore-scripts --no-audit --no-fund --legacy-peer-deps ${wanted}`,
    );
  });
});
