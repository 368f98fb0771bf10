import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { EngineError } from "./errors";
import { type Manifest, parseManifest } from "./manifest";
import { packageRoot } from "./package-root";

/** Node's type declarations lack it; those of browsers would bring in far too much. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

/** Compiled policies whose digest was found to fit their manifest. */
export interface Bundle {
  readonly manifest: Manifest;
  readonly module: object;
}

/** What the gate asks of the Wasm: the results of the rules, one flow, and the networks of clusters. */
export const entrypoints = { results: "eksgate/results", flow: "eksgate/flow", networks: "eksgate/networks" } as const;
export type Entrypoint = keyof typeof entrypoints;

const loaded = new Map<string, Bundle>();

/**
 * Loads `policy.wasm` and `manifest.json` from a folder, once for a process.
 *
 * @param directory @default the policies that are part of the package
 * @throws EngineError if a file is missing, is malformed, or does not fit the other
 */
export function loadBundle(directory: string = join(packageRoot().directory, "policies", "bundle")): Bundle {
  const known = loaded.get(directory);
  if (known !== undefined) return known;
  const manifest = parseManifest(readManifest(directory), join(directory, "manifest.json"));
  const module = compile(manifest, directory);
  const bundle = { manifest, module };
  loaded.set(directory, bundle);
  return bundle;
}

function readManifest(directory: string): unknown {
  const file = join(directory, "manifest.json");
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new EngineError(`The manifest of the policies, ${file}, cannot be read: ${reason(error)}.`, { cause: error });
  }
}

function compile(manifest: Manifest, directory: string): object {
  const file = join(directory, "policy.wasm");
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new EngineError(`The compiled policies, ${file}, cannot be read: ${reason(error)}.`, { cause: error });
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== manifest.wasm.sha256) {
    throw new EngineError(
      `The compiled policies do not fit their manifest: ${file} has the digest sha256 ${sha256}, and the manifest says ` +
        `${manifest.wasm.sha256}. Install eksgate again, or build the policies with \`npm run policies:build\`.`,
    );
  }
  requireEntrypoint({ manifest }, "results", directory);
  try {
    return new WebAssembly.Module(Uint8Array.from(bytes));
  } catch (error) {
    throw new EngineError(`${file} is not WebAssembly: ${reason(error)}.`, { cause: error });
  }
}

/** @throws EngineError if the policies do not answer that */
export function requireEntrypoint(
  { manifest }: Pick<Bundle, "manifest">,
  entrypoint: Entrypoint,
  directory?: string,
): void {
  if (manifest.entrypoints.includes(entrypoints[entrypoint])) return;
  const where = directory === undefined ? manifest.name : `in ${directory}`;
  throw new EngineError(
    `The compiled policies ${where} have no entrypoint ${entrypoints[entrypoint]}, only ${manifest.entrypoints.join(", ") || "none"}.`,
  );
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
