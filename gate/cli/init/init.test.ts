import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

import { eksgate } from "../../../test/command-line";
import { withSettings } from "../../settings/index";
import { settingsText } from "./settings-file";
import { pinned } from "./workflow";

const started = process.cwd();
const all = mkdtempSync(join(tmpdir(), "eksgate-init-"));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(all, "project-"));
  mkdirSync(join(folder, ".git"));
  process.chdir(folder);
  vi.stubEnv("NO_COLOR", "1");
});

afterAll(() => {
  process.chdir(started);
  vi.unstubAllEnvs();
  rmSync(all, { recursive: true });
});

const init = (...args: readonly string[]) => eksgate(["init", ...args]);

const cdktfJson = `{
    "language": "typescript",
    "app": "npx tsx main.ts",
    "context": { "excludeStackIdFromLogicalIds": "true",   "list": [1,2] }
}
`;

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(name), { recursive: true });
    writeFileSync(name, text);
  }
}

function project(more: Readonly<Record<string, string>> = {}): void {
  write({ "cdktf.json": cdktfJson, "package.json": "{}", "package-lock.json": "{}", ...more });
}

/** Every file of the project with its text. */
function files(): Readonly<Record<string, string>> {
  const found = readdirSync(".", { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    found.map((entry) => join(entry.parentPath, entry.name)).map((name) => [name, readFileSync(name, "utf8")]),
  );
}

const workflow = join(".github", "workflows", "eksgate.yml");

const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  "working-directory": z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const workflowShape = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.object({ gate: z.object({ steps: z.array(step) }) }),
});

function stepsOf(text: string) {
  return workflowShape.parse(parse(text)).jobs.gate.steps;
}

test("a CDKTF project gets a settings file, a workflow, and its output named in cdktf.json", async () => {
  project();
  const { code, stdout, stderr } = await init();
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(Object.keys(files()).sort()).toEqual(
    [workflow, "cdktf.json", "eksgate.yaml", "package-lock.json", "package.json"].sort(),
  );
  expect(files()["cdktf.json"]).toBe(
    cdktfJson.replace('"list": [1,2] }\n', '"list": [1,2] },\n    "output": "cdktf.out"\n'),
  );
  expect(stdout).toMatch(/^extended {2}cdktf\.json\n +output: cdktf\.out\nadded {5}eksgate\.yaml\n/);
  expect(stdout).toContain("1. npm install --save-dev eksgate@");
  expect(stdout).toContain("PolicyGate.attach(app);");
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

test("run again, it changes nothing and says so", async () => {
  project();
  await init();
  const before = files();
  const { code, stdout } = await init();
  expect(code).toBe(0);
  expect(files()).toEqual(before);
  expect(stdout.match(/^left/gm)).toHaveLength(3);
});

test("what is there already stays, to the byte", async () => {
  const own = {
    "cdktf.json": '{"app":"x","output":"build"}',
    "eksgate.yaml": "profile: development\n",
    [workflow]: "mine",
  };
  project(own);
  const { code, stdout } = await init();
  expect(code).toBe(0);
  expect(files()).toMatchObject(own);
  expect(stdout).toContain("left      eksgate.yaml\n          is there already");
});

test("--dry-run shows the files whole and writes none", async () => {
  project();
  const before = files();
  const { code, stdout } = await init("--dry-run");
  expect(code).toBe(0);
  expect(files()).toEqual(before);
  expect(stdout).toContain("would add     eksgate.yaml");
  expect(stdout).toContain("--- eksgate.yaml\n");
  expect(stdout).toContain(settingsText());
});

test("the workflow installs, synthesizes and gates, with the rights that the comment needs and no more", async () => {
  project();
  await init();
  const text = readFileSync(workflow, "utf8");
  expect(workflowShape.parse(parse(text)).permissions).toEqual({ contents: "read", "pull-requests": "write" });
  expect(stepsOf(text).map(({ uses, run }) => uses ?? run)).toEqual([
    pinned.checkout.split(" ")[0],
    pinned.node.split(" ")[0],
    "npm ci",
    "./node_modules/eksgate",
  ]);
  expect(stepsOf(text).at(-1)?.with).toEqual({ synth: "npx cdktf synth", paths: "cdktf.out" });
  expect(text).not.toContain("${{");
});

test("the workflow's third-party steps are pinned to the commits that this repository's own take", () => {
  const ci = readFileSync(resolve(__dirname, "../../../.github/workflows/ci.yml"), "utf8");
  for (const uses of Object.values(pinned)) {
    expect(uses).toMatch(/@[0-9a-f]{40} # v\d/);
    expect(ci).toContain(`uses: ${uses}\n`);
  }
});

test("in a folder of a repository, the workflow goes to its root and knows the folder, its output and its lock file", async () => {
  write({
    "infra/eks/cdktf.json": '{ "app": "npx tsx main.ts", "output": "out", "terraformProviders": ["aws@~> 6.0"] }\n',
    "infra/eks/package.json": '{ "devDependencies": { "eksgate": "^0.1.0" } }',
    "infra/eks/package-lock.json": "{}",
    "infra/eks/main.ts": "PolicyGate.attach(app);",
  });
  const { stdout } = await init("infra/eks");
  const steps = stepsOf(readFileSync(workflow, "utf8"));
  expect(steps[1]?.with).toMatchObject({ "cache-dependency-path": "infra/eks/package-lock.json" });
  expect(steps[2]).toEqual({ run: "npm ci", "working-directory": "infra/eks" });
  expect(steps[3]).toEqual({
    uses: "./infra/eks/node_modules/eksgate",
    with: { "working-directory": "infra/eks", synth: "npx cdktf get && npx cdktf synth", paths: "out" },
  });
  expect(stdout).not.toContain("npm install");
  expect(stdout).not.toContain("PolicyGate");
  expect(files()).toHaveProperty([join("infra", "eks", "eksgate.yaml")]);
});

test.each([
  ["yarn.lock", "corepack enable && yarn install --immutable"],
  ["pnpm-lock.yaml", "corepack enable && pnpm install --frozen-lockfile"],
])("with a %s the workflow runs: %s", async (lockFile, command) => {
  write({ "cdktf.json": cdktfJson, "package.json": "{}", [lockFile]: "" });
  await init();
  expect(stepsOf(readFileSync(workflow, "utf8"))[2]?.run).toBe(command);
});

test("any other Terraform project gets the settings file, and is told where the rest is", async () => {
  const { code, stdout } = await init();
  expect(code).toBe(0);
  expect(Object.keys(files())).toEqual(["eksgate.yaml"]);
  expect(stdout).toContain("this is no CDKTF project");
  expect(stdout).toContain("npx eksgate check plan.json");
});

test.each([
  ["{}\n", '{\n  "output": "cdktf.out"\n}\n'],
  ['{ "app": "x" }', '{ "app": "x", "output": "cdktf.out" }'],
  ['{\r\n\t"app": "x"\r\n}\r\n', '{\r\n\t"app": "x",\r\n\t"output": "cdktf.out"\r\n}\r\n'],
  ['{\n  "app": "a } b"\n}', '{\n  "app": "a } b",\n  "output": "cdktf.out"\n}'],
])("cdktf.json %j becomes %j", async (before, after) => {
  project({ "cdktf.json": before });
  await init();
  expect(readFileSync("cdktf.json", "utf8")).toBe(after);
});

test("cdktf.json keeps its mode, and no temporary file is left", async () => {
  project();
  chmodSync("cdktf.json", 0o640);
  await init();
  expect(statSync("cdktf.json").mode & 0o777).toBe(0o640);
  expect(Object.keys(files()).filter((name) => /\.[0-9a-f]{12}$/.test(name))).toEqual([]);
});

test.each([
  ["a cdktf.json that is not JSON", { "cdktf.json": '{ "app": "x", // how\n}' }, "not valid JSON"],
  ["a cdktf.json that is a list", { "cdktf.json": "[]" }, "must hold an object"],
  ["an output that is no folder", { "cdktf.json": '{ "output": 7 }' }, "output is 7"],
])("exits 2 for %s, and writes nothing", async (_, own, message) => {
  project(own);
  const before = files();
  const { code, stdout, stderr } = await init();
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain(message);
  expect(files()).toEqual(before);
});

test("exits 2 where the folder is not there, or a file cannot be written", async () => {
  expect(await init("nowhere")).toMatchObject({ code: 2, stdout: "" });
  project({ ".github": "a file" });
  const { code, stderr } = await init();
  expect(code).toBe(2);
  expect(stderr).toContain("eksgate.yml cannot be written");
});

test("a folder whose name means something in a workflow gets none", async () => {
  const odd = `a\${{ github.token }}`;
  write({ [join(odd, "cdktf.json")]: cdktfJson, [join(odd, "package.json")]: "{}" });
  const { code, stdout } = await init(odd);
  expect(code).toBe(0);
  expect(stdout.replaceAll(/\s+/g, " ")).toContain("characters that mean something in a workflow");
  expect(Object.keys(files()).some((name) => name.endsWith("eksgate.yml"))).toBe(false);
});

test("the settings file changes nothing as it is written, and is right with each of its examples as well", () => {
  const text = settingsText();
  writeFileSync("as-written.yaml", text);
  expect(withSettings({}, "as-written.yaml")).toMatchObject({
    profile: "production",
    failOn: "medium",
    ruleSettings: [],
  });
  const [before = "", waivers = ""] = text.split("# A finding that somebody answers for");
  const uncommented = before.replaceAll(/^# ((?: {2})*[\w/-]+:.*)$/gm, (line, key: string) =>
    key.startsWith("yaml-") ? line : key,
  );
  writeFileSync("uncommented.yaml", uncommented);
  expect(withSettings({}, "uncommented.yaml")).toMatchObject({
    undetermined: "fail",
    settings: { webhook_ports: [443, 8443, 9443], cluster_admins: [expect.stringContaining("arn:")] },
    ruleSettings: [{ set: "high" }, { set: "off" }],
  });
  expect(parse(waivers.replaceAll(/^# (?=waivers:| )/gm, "").replace(/^.*\n/, ""))).toMatchObject({
    waivers: [{ rule: "networking/nat-gateway-per-zone", owner: "platform-team" }],
  });
  expect(text.split("\n").filter((line) => line.length > 135)).toEqual([]);
});
