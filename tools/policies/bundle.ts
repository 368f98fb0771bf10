import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sha256, stableJson } from "./json";
import type { RuleMetadata } from "./metadata";
import { opa, opaVersion } from "./opa";
import { readsOf } from "./reads";
import { readSettings } from "./settings";
import { dataModule, type PolicySources, readSource } from "./sources";

/** What may be asked of the Wasm: the results of all rules, one flow, and the networks of clusters. */
const entrypoints = ["eksgate/flow", "eksgate/networks", "eksgate/results"];

/** The two files of `policies/bundle`. */
export interface Bundle {
  readonly wasm: Uint8Array;
  readonly manifest: string;
}

/** Compiles the sources. Equal sources give equal bytes, on any machine. */
export function buildBundle(sources: PolicySources, rules: readonly RuleMetadata[]): Bundle {
  const wasm = compile(sources);
  const digests = Object.fromEntries(
    [...sources.rego, ...sources.data].map((path) => [`policies/${path}`, sha256(readSource(sources, path))]),
  );
  const manifest = {
    name: "eksgate",
    revision: sha256(stableJson(digests)),
    opa: opaVersion(),
    wasm: { sha256: sha256(wasm), bytes: wasm.byteLength },
    entrypoints,
    sources: digests,
    reads: readsOf(sources.root, sources.rego),
    rules,
    settings: readSettings(sources),
  };
  return { wasm, manifest: stableJson(manifest) };
}

function compile(sources: PolicySources): Uint8Array {
  // Compiled from a copy: file names are part of the Wasm, and tests must not be.
  const copy = mkdtempSync(join(tmpdir(), "eksgate-policies-"));
  try {
    const put = (path: string, content: string): void => {
      mkdirSync(dirname(join(copy, "policies", path)), { recursive: true });
      writeFileSync(join(copy, "policies", path), content);
    };
    for (const path of sources.rego) {
      put(path, readSource(sources, path));
    }
    const data = dataModule(sources);
    if (data !== undefined) {
      put("data/data.rego", data);
    }
    const asked = entrypoints.map((entrypoint) => `--entrypoint=${entrypoint}`);
    opa(["build", "--target", "wasm", ...asked, "--output", "bundle.tar.gz", "policies"], copy);
    // The archive's names are absolute: nothing but the one file may come out, and not by its name.
    return execFileSync("tar", ["-xzOPf", "bundle.tar.gz", "/policy.wasm"], { cwd: copy, maxBuffer: 1 << 28 });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
