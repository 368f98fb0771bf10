import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { type Run, eksgate as runCommand } from "../../test/command-line";
import schema from "../report.schema.json";

const started = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "eksgate-merge-"));
const open = "networking/public-endpoint-not-open-to-world";
const inputs = ["stacks", "bucket/*.json", "more.tf.json"];
const options = ["--date", "2026-11-30", "--undetermined", "warn"];

const cluster = (name: string, cidrs: readonly string[]) =>
  JSON.stringify({
    resource: {
      aws_eks_cluster: {
        main: { name, version: "1.35", vpc_config: { endpoint_public_access: true, public_access_cidrs: cidrs } },
      },
    },
  });

const eksgate = (...args: readonly string[]): Promise<Run> => runCommand(args);

function shard(part: string, ...more: readonly string[]): Promise<Run> {
  return eksgate(
    "check",
    ...inputs,
    "--shard",
    part,
    "--format",
    `json=${part.replace("/", "of")}.json`,
    ...options,
    ...more,
  );
}

function edit(from: string, to: string, change: (text: string) => string): void {
  writeFileSync(to, change(readFileSync(from, "utf8")));
}

beforeAll(async () => {
  process.chdir(folder);
  vi.stubEnv("NO_COLOR", "1");
  mkdirSync("stacks");
  mkdirSync("bucket");
  writeFileSync("bucket/bucket.tf.json", JSON.stringify({ resource: { aws_s3_bucket: { main: {} } } }));
  writeFileSync("more.tf.json", cluster("more", ["203.0.113.0/24"]));
  for (let at = 0; at < 7; at += 1) {
    writeFileSync(`stacks/${at}.tf.json`, cluster(`c${at}`, [at === 3 ? "0.0.0.0/0" : "203.0.113.0/24"]));
  }
  for (const part of ["1/3", "2/3", "3/3"]) await shard(part, "--allow-empty");
});
beforeEach(() => {
  vi.stubEnv("NO_COLOR", "1");
});

afterAll(() => {
  vi.unstubAllEnvs();
  process.chdir(started);
  rmSync(folder, { recursive: true });
});

describe("waivers", () => {
  const waiver = (address: string) =>
    `  - { rule: ${open}, address: ${address}, reason: it is for a demo, owner: platform-team, expires: 2026-12-31 }\n`;

  it.each(["json", "text"])(
    "of a run in shards are merged to what the whole run tells of them, as %s",
    async (format) => {
      const settings = ["--settings", "waivers.yaml", "--rule", open];
      writeFileSync("waivers.yaml", `waivers:\n${waiver("aws_eks_cluster.main")}`);
      for (const part of ["1/2", "2/2"]) expect((await shard(part, "--allow-empty", ...settings)).code, part).toBe(0);
      const whole = await eksgate("check", ...inputs, ...options, ...settings, "--allow-empty", "--format", format);
      const merged = await eksgate("merge", "1of2.json", "2of2.json", "--format", format);
      expect(merged).toEqual(whole);
      expect(merged.stdout).toContain("it is for a demo");
    },
  );

  it("that match nothing in a shard fail the merged run alone, and there only if they match nothing in any", async () => {
    const settings = ["--settings", "waivers.yaml", "--rule", open];
    writeFileSync("waivers.yaml", `waivers:\n${waiver("aws_eks_cluster.main")}${waiver("aws_eks_cluster.gone")}`);
    for (const part of ["1/2", "2/2"]) expect((await shard(part, "--allow-empty", ...settings)).code, part).toBe(0);
    const merged = await eksgate("merge", "1of2.json", "2of2.json");
    expect(merged.code).toBe(1);
    expect(merged.stdout).toContain("1 waiver unused");
    expect(merged.stdout).toMatch(/aws_eks_cluster.gone\s+matches\s+nothing/);
  });
});

describe("the shards of a run", () => {
  it.each(["json", "text"])("merge to what the whole run reports as %s, with its exit code", async (format) => {
    const whole = await eksgate("check", ...inputs, ...options, "--allow-empty", "--format", format);
    const merged = await eksgate("merge", "3of3.json", "?of3.json", "--format", format);
    expect(merged).toEqual(whole);
    expect(whole).toMatchObject({ code: 1, stderr: "" });
    expect(whole.stdout).toContain(open);
  });

  it("each judge a part of the inputs, and say so", async () => {
    const ended = await shard("2/3", "--allow-empty");
    expect(ended.stdout).toContain("Part 2 of 3 of the inputs: `eksgate merge` tells the verdict on all of them.");
    const counts = [1, 2, 3].map((part) => {
      const report: { documents: unknown[] } = JSON.parse(readFileSync(`${part}of3.json`, "utf8"));
      expect(new Ajv().validate(schema, report)).toBe(true);
      return report.documents.length;
    });
    expect(counts).toEqual([3, 3, 3]);
  });

  it("may be more than there are inputs", async () => {
    const parts = ["1/3", "2/3", "3/3"];
    for (const part of parts) {
      const ended = await eksgate(
        "check",
        "more.tf.json",
        "--shard",
        part,
        "--rule",
        open,
        "--format",
        `json=part${part[0]}.json`,
      );
      expect(ended.code).toBe(0);
    }
    expect(await eksgate("merge", "part*.json", "--quiet")).toMatchObject({
      code: 0,
      stdout: "PASSED  1 rule, 1 subject: 1 passed\n",
    });
  });
});

describe("merge refuses", () => {
  it("an input without a subject, unless that was allowed", async () => {
    for (const part of ["1/2", "2/2"]) {
      const ended = await shard(part);
      expect(ended.code).not.toBe(2);
    }
    expect(await eksgate("merge", "1of2.json", "2of2.json")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^NOT JUDGED {2}bucket\/\*\.json: no resource that a rule applies to/),
    });
  });

  it.each<[string, (text: string) => string, string]>([
    ["another day", (text) => text.replace('"date": "2026-11-30"', '"date": "2026-11-29"'), "another day"],
    ["another profile", (text) => text.replace('"production"', '"development"'), "another profile"],
    ["other settings", (text) => text.replace(/"settings": "\w/, '"settings": "x'), "other settings or options"],
    ["other inputs", (text) => text.replace(/"division": "\w/, '"division": "x'), "other inputs"],
    ["other thresholds", (text) => text.replace('"failOn": "medium"', '"failOn": "critical"'), "other thresholds"],
    ["other policies", (text) => text.replace(/"sha256": "\w/, '"sha256": "x'), "by other policies (eksgate"],
    ["another version", (text) => text.replace('"version": "0', '"version": "9'), "it is of eksgate 9"],
    ["a number of shards of its own", (text) => text.replace('"total": 3', '"total": 4'), "another number of shards"],
    [
      "a pass taken out",
      (text) => text.replace(/ {4}\{\s+"rule": "[^}]+\},\n(?=\s+\{\s+"rule": "n)/, ""),
      "something was taken out",
    ],
    [
      "a finding of no document",
      (text) => text.replace(/"document": "stacks[^"]*"/, '"document": "x"'),
      "something was taken out",
    ],
    ["an unknown rule", (text) => text.replaceAll(open, "networking/x"), "rules that were not asked: networking/x"],
    [
      "a waiver of its own",
      (text) => text.replace('"outcome": "fail",\n      "document"', '"outcome": "waived",\n      "document"'),
      "findings.2.waiver: what is waived has a waiver",
    ],
    ["no shard", (text) => text.replace('"shard":', '"other":'), "it is the report of a whole run"],
    ["half of it", (text) => text.slice(0, text.length / 2), "it is not JSON"],
    ["nothing of it", () => "{}", "it is no report of `eksgate check --format json`: version"],
  ])("a report with %s", async (_, change, words) => {
    const report: { findings: readonly unknown[] } = JSON.parse(readFileSync("1of3.json", "utf8"));
    expect(report.findings.length).toBeGreaterThan(0);
    edit("1of3.json", "edited.json", change);
    const ended = await eksgate("merge", "2of3.json", "edited.json", "3of3.json");
    expect(ended).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(words) });
    expect(ended.stderr).toContain("edited.json: ");
  });

  it.each([
    ["one is missing", ["1of3.json", "3of3.json"], "Of 3 shards 2/3 is not given."],
    [
      "one is there twice",
      ["1of3.json", "2of3.json", "3of3.json", "again.json"],
      "again.json: it is shard 2/3, as 2of3.json is.",
    ],
    ["one is no file", ["1of3.json", "none.json"], "none.json: cannot be read"],
    ["none is there", ["none*.json"], "none*.json: the glob matches no file"],
  ])("shards of which %s", async (_, files, words) => {
    edit("2of3.json", "again.json", (text) => text);
    expect(await eksgate("merge", ...files)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(words),
    });
  });

  it("to write over a report that it reads", async () => {
    const ended = await eksgate("merge", "1of3.json", "--format", "json=1of3.json");
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining("would take the place of the input") });
  });
});

describe("check refuses", () => {
  it.each(["0/3", "4/3", "1", "1/0", "x/3", "-1/3", "1/99999"])("--shard %s", async (part) => {
    const ended = await eksgate("check", "more.tf.json", `--shard=${part}`);
    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`--shard: "${part}" is no part of a run.`),
    });
  });

  it.each(["0", "1.5", "many", "1000"])("--jobs %s", async (jobs) => {
    const ended = await eksgate("check", "more.tf.json", "--jobs", jobs);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(`--jobs: "${jobs}" is not a number`) });
  });
});
