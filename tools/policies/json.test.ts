import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { sha256, stableJson, writeAtomically } from "./json";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "eksgate-json-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("writes equal values as equal text, whatever the order of their keys", () => {
  expect(stableJson({ b: [{ d: 1, c: 2 }], a: null })).toBe(stableJson({ a: null, b: [{ c: 2, d: 1 }] }));
});

it("keeps the order of lists", () => {
  expect(stableJson([2, 1])).toBe("[\n  2,\n  1\n]\n");
});

// FIPS 180-2, appendix B.1.
it("digests as SHA-256 does", () => {
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

it("makes the folder of a file, and leaves nothing beside the file", () => {
  const path = join(folder, "bundle", "manifest.json");
  writeAtomically(path, "first");
  writeAtomically(path, "second");
  expect(readFileSync(path, "utf8")).toBe("second");
  expect(readdirSync(join(folder, "bundle"))).toEqual(["manifest.json"]);
});
