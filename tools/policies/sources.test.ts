import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dataModule, readSources } from "./sources";

let folder: string;

function put(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "eksgate-sources-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the sources of the policies", () => {
  it("are the Rego outside of tests, test helpers and what is made from them", () => {
    const others = ["lib/flow_test.rego", "testing/platform.rego", "conftest/main.rego", "bundle/x.rego"];
    for (const path of ["main.rego", "lib/flow.rego", ...others]) {
      put(path, "package x\n");
    }
    const sources = readSources(folder);
    expect(sources.rego).toEqual(["lib/flow.rego", "main.rego"]);
    expect(sources.tests).toEqual(["conftest/main.rego", "lib/flow_test.rego", "testing/platform.rego"]);
  });

  it("come in the same order whatever the file system's is", () => {
    for (const path of ["b/b.rego", "B.rego", "a.rego"]) {
      put(path, "package x\n");
    }
    expect(readSources(folder).rego).toEqual(["B.rego", "a.rego", "b/b.rego"]);
  });
});

describe("the data of the policies", () => {
  it("becomes rules under data.data, where OPA places the files", () => {
    put("data/ages.json", '{ "ages": { "1.30": 2 } }');
    put("data/names.json", '{ "names": ["a"] }');
    expect(dataModule(readSources(folder))).toBe('package data\n\nages := {"1.30":2}\n\nnames := ["a"]\n');
  });

  it("is no module where there is none", () => {
    put("main.rego", "package x\n");
    expect(dataModule(readSources(folder))).toBeUndefined();
  });

  it("may not hold one key twice: one of the two would be lost", () => {
    put("data/a.json", '{ "ages": 1 }');
    put("data/b.json", '{ "ages": 2 }');
    expect(() => dataModule(readSources(folder))).toThrow(
      'policies/data/b.json: the key "ages" is in another data file too',
    );
  });

  it.each([
    { content: "[]", message: "no JSON object" },
    { content: '{ "Some-Key": 1 }', message: "not in snake case" },
  ])("is refused where it is $content", ({ content, message }) => {
    put("data/a.json", content);
    expect(() => dataModule(readSources(folder))).toThrow(message);
  });
});
