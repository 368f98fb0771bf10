import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";

import { EngineError } from "../errors";
import { type Entry, readArchive } from "./archive";

/** A file that `--bundle` names, taken apart. */
export interface BundleFile {
  /** As given. */
  readonly path: string;
  /** Digest of the file itself. */
  readonly sha256: string;
  /** What its manifest calls the revision; where it has none, the digest of everything that is read. */
  readonly revision: string;
  readonly wasm: Uint8Array;
  /** What the Rego finds as `data`, beside its own rules. */
  readonly data: object;
}

/** Limits of a file, in bytes: far beyond what policies take, far below what takes a machine down. */
const limits = { packed: 64 * 2 ** 20, unpacked: 256 * 2 ** 20 } as const;

/**
 * Reads a bundle of `opa build -t wasm` (a gzipped archive with `/policy.wasm`), or a plain `.wasm`, whose data is in a file of the same name
 * that ends in `.data.json`, where there is one.
 *
 * @throws EngineError if it is anything else, is damaged, or is larger than policies are
 */
export function readBundleFile(path: string): BundleFile {
  const bytes = readLimited(path);
  const sha256 = digest(bytes);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return readPacked(path, bytes, sha256);
  if (bytes.subarray(0, 4).equals(Buffer.from("\0asm"))) return readPlain(path, bytes, sha256);
  throw new EngineError(
    `${path} is neither a bundle of \`opa build -t wasm\`, which is gzipped, nor WebAssembly: it ${startOf(bytes)}.`,
  );
}

function readPlain(path: string, wasm: Buffer, sha256: string): BundleFile {
  const beside = `${path.replace(/\.wasm$/, "")}.data.json`;
  if (!existsSync(beside)) return { path, sha256, revision: sha256, wasm, data: {} };
  const data = readLimited(beside);
  return { path, sha256, revision: digest(wasm, data), wasm, data: parseObject(data, beside) };
}

function readPacked(path: string, bytes: Buffer, sha256: string): BundleFile {
  const entries = readArchive(unpack(path, bytes), path);
  const wasm = entries.get("policy.wasm");
  if (wasm === undefined) {
    throw new EngineError(
      `${path} holds no /policy.wasm, only ${listed(entries)}: build it with \`opa build --target wasm\`.`,
    );
  }
  refuseUnread(entries, path);
  const data = entries.get("data.json");
  const manifest = entries.get(".manifest");
  const revision = manifest === undefined ? "" : revisionOf(parseObject(manifest, `${path}: /.manifest`));
  return {
    path,
    sha256,
    revision: revision === "" ? sha256 : revision,
    wasm,
    data: data === undefined ? {} : parseObject(data, `${path}: /data.json`),
  };
}

/** What other programs that load bundles would take into account must not be passed over. */
function refuseUnread(entries: ReadonlyMap<string, Entry>, path: string): void {
  const unread = [...entries.keys()].filter(
    (name) => (name !== "data.json" && /(^|\/)data\.(json|ya?ml)$/.test(name)) || /(?<!^policy)\.wasm$/.test(name),
  );
  if (unread.length > 0) {
    throw new EngineError(
      `${path} holds ${unread.map((name) => `/${name}`).join(", ")} beside /policy.wasm and /data.json. Build the bundle with \`opa build\`, which joins all data in one file.`,
    );
  }
}

function unpack(path: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: limits.unpacked });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new EngineError(`${path} unpacks to more than ${megabytes(limits.unpacked)}, which no policies need.`, {
        cause: error,
      });
    }
    throw new EngineError(`${path} cannot be unpacked, so that it is cut off or damaged: ${reason(error)}.`, {
      cause: error,
    });
  }
}

function readLimited(path: string): Buffer {
  try {
    const found = statSync(path);
    if (found.isDirectory()) throw new EngineError(`${path} is a folder, where a bundle is one file.`);
    if (found.size > limits.packed) {
      throw new EngineError(`${path} has ${megabytes(found.size)}; a bundle may have ${megabytes(limits.packed)}.`);
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError(`The bundle ${path} cannot be read: ${reason(error)}.`, { cause: error });
  }
}

function parseObject(bytes: Uint8Array, what: string): object {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new EngineError(`${what} is not JSON: ${reason(error)}.`, { cause: error });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new EngineError(`${what} is no JSON object.`);
}

function revisionOf(manifest: object): string {
  return "revision" in manifest && typeof manifest.revision === "string" ? manifest.revision : "";
}

function startOf(bytes: Buffer): string {
  return bytes.length === 0 ? "is empty" : `starts with the bytes ${bytes.subarray(0, 4).toString("hex")}`;
}

function listed(entries: ReadonlyMap<string, Entry>): string {
  const names = [...entries.keys()].map((name) => `/${name}`);
  const more = names.length > 6 ? ` and ${names.length - 6} more` : "";
  return names.length === 0 ? "nothing at all" : `${names.slice(0, 6).join(", ")}${more}`;
}

function digest(...parts: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MiB`;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
