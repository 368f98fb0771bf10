import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { loadBundle } from "./bundle";
import { EngineError } from "./errors";

const root = mkdtempSync(join(tmpdir(), "eksgate-bundle-"));
afterAll(() => rmSync(root, { recursive: true }));

/** The smallest WebAssembly module: magic number and version. */
const emptyModule = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
let made = 0;

function folder(files: { readonly wasm?: Buffer; readonly manifest?: object | string }): string {
  made += 1;
  const directory = join(root, String(made));
  mkdirSync(directory);
  if (files.wasm !== undefined) writeFileSync(join(directory, "policy.wasm"), files.wasm);
  const { manifest } = files;
  if (manifest !== undefined) {
    writeFileSync(join(directory, "manifest.json"), typeof manifest === "string" ? manifest : JSON.stringify(manifest));
  }
  return directory;
}

function manifestFor(wasm: Buffer, changes: object = {}): object {
  return {
    name: "test",
    revision: "1",
    opa: "1.22.2",
    wasm: { sha256: createHash("sha256").update(wasm).digest("hex"), bytes: wasm.length },
    entrypoints: ["eksgate/results"],
    reads: { aws_vpc: ["cidr_block"] },
    rules: [{ id: "networking/a", severity: "low", title: "a holds" }],
    ...changes,
  };
}

test("a bundle whose digest fits its manifest loads, with the rules that the manifest lists", () => {
  const { manifest } = loadBundle(folder({ wasm: emptyModule, manifest: manifestFor(emptyModule) }));
  expect(manifest.rules.map(({ id }) => id)).toEqual(["networking/a"]);
});

test("the policies of the package load from where the package lies", () => {
  expect(loadBundle().manifest.name).toBe("eksgate");
});

test.each([
  ["no manifest", { wasm: emptyModule }, "manifest.json, cannot be read: ENOENT"],
  ["a manifest that is cut off", { wasm: emptyModule, manifest: '{"name":' }, "cannot be read"],
  [
    "a manifest without rules",
    { wasm: emptyModule, manifest: manifestFor(emptyModule, { rules: [] }) },
    "lists no rules",
  ],
  ["no compiled policies", { manifest: manifestFor(emptyModule) }, "policy.wasm, cannot be read: ENOENT"],
  [
    "other bytes than the manifest is about",
    { wasm: Buffer.concat([emptyModule, Buffer.from([0])]), manifest: manifestFor(emptyModule) },
    "do not fit their manifest",
  ],
  [
    "bytes that are not WebAssembly",
    { wasm: Buffer.from("x"), manifest: manifestFor(Buffer.from("x")) },
    "is not WebAssembly",
  ],
  [
    "another entrypoint",
    { wasm: emptyModule, manifest: manifestFor(emptyModule, { entrypoints: ["other/results"] }) },
    "no entrypoint eksgate/results, only other/results",
  ],
  [
    "a rule that is listed twice, and one without a severity",
    {
      wasm: emptyModule,
      manifest: manifestFor(emptyModule, { rules: [1, 2].map(() => ({ id: "networking/a", title: "t" })) }),
    },
    "rules[0].severity is absent; rules[1].severity is absent; rule networking/a is listed twice",
  ],
])("%s is refused", (_, files, message) => {
  const directory = folder(files);
  expect(() => loadBundle(directory)).toThrow(EngineError);
  expect(() => loadBundle(directory)).toThrow(message);
});
