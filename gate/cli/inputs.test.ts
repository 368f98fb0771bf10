import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { findInputs, readInputs } from "./inputs";

const started = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "eksgate-inputs-"));
const plan = '{"format_version":"1.2","planned_values":{}}';

beforeAll(() => {
  const files = {
    "plans/b.json": plan,
    "plans/a.json": plan,
    "plans/.hidden.json": plan,
    "plans/deep/er/c.json": plan,
    "plans/node_modules/x/d.json": plan,
    "plans/readme.txt": "",
    "stacks/one/cdk.tf.json": "{}",
    "stacks/two/cdk.tf.json": "{}",
    "odd/a[0].json": plan,
    "mixed/sorted.json": '{"configuration":{},"format_version":"1.2"}',
    "mixed/cut-off.json": '{"configuration":{},"format_version":"1.2","pl',
    "mixed/package.json": '{"name":"x"}',
    "mixed/nested.json": '{"of":{"format_version":"1.2"}}',
    "mixed/list.json": '[{"format_version":"1.2"}]',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, "mixed", "wide.json"), Buffer.from(`\ufeff${plan}`, "utf16le"));
  symlinkSync("..", join(folder, "plans", "deep", "up"));
  symlinkSync("b.json", join(folder, "plans", "link.json"));
  process.chdir(folder);
});

afterAll(() => {
  process.chdir(started);
  rmSync(folder, { recursive: true });
});

async function paths(...given: string[]): Promise<readonly (readonly string[])[]> {
  return (await findInputs(given)).map(({ files }) => files.map(({ path }) => path));
}

describe("a glob", () => {
  it.each([
    ["plans/*.json", ["plans/a.json", "plans/b.json", "plans/link.json"]],
    ["./plans/{a,b}.json", ["plans/a.json", "plans/b.json"]],
    ["plans/**/*.json", ["plans/a.json", "plans/b.json", "plans/deep/er/c.json", "plans/link.json"]],
    ["**/c.json", ["plans/deep/er/c.json"]],
    ["plans/deep/**", ["plans/deep/er/c.json"]],
    ["plans/.*.json", ["plans/.hidden.json"]],
    ["p*/d??p/*/c.json", ["plans/deep/er/c.json"]],
    ["plans/deep/*/a.json", ["plans/deep/up/a.json"]],
    ["stacks/*", ["stacks/one/cdk.tf.json", "stacks/two/cdk.tf.json"]],
    ["odd/a[0].json", ["odd/a[0].json"]],
    [join(folder, "plans", "[ab].json"), [join(folder, "plans", "a.json"), join(folder, "plans", "b.json")]],
  ])("%s stands for what it matches", async (glob, wanted) => {
    expect(await paths(glob)).toEqual([wanted.map((path) => join(path))]);
  });

  it.each(["none/*.json", "plans/*.yaml", "odd/b[0].json"])("%s that matches nothing is refused", async (glob) => {
    await expect(findInputs([glob])).rejects.toThrow(`${glob}: the glob matches no file or folder.`);
  });
});

it("counts a file once, for the first that names it", async () => {
  expect(await paths("plans/a.json", "plans/*.json")).toEqual([
    ["plans/a.json"],
    ["plans/b.json", "plans/link.json"].map((path) => join(path)),
  ]);
});

it("takes from a folder what is or may be a plan, however its keys are sorted", async () => {
  expect(await paths("mixed")).toEqual([["cut-off", "sorted", "wide"].map((name) => join("mixed", `${name}.json`))]);
});

it("names every path that is not there", async () => {
  await expect(findInputs(["a.json", "plans/a.json", "x*.json"])).rejects.toThrow(
    "a.json: there is no such file or folder.\nx*.json: the glob matches no file or folder.",
  );
});

it("reads UTF-16 with a byte order mark as text", async () => {
  expect((await readInputs(["mixed/wide.json"])).flatMap(({ files }) => files)).toEqual([
    { path: "mixed/wide.json", text: plan },
  ]);
});

it.skipIf(process.platform === "win32")("does not wait for a pipe that lies in a folder", async () => {
  mkdirSync("pipes");
  execFileSync("mkfifo", ["pipes/x.tf.json"]);
  await expect(findInputs(["pipes"])).rejects.toThrow("x.tf.json: it is no file");
});
