/**
 * Writes `capabilities.json`: the builtins that the compiled Wasm really has. Rego that calls any other one compiles, and
 * throws when the call is reached; checked against this list it fails at build time.
 *
 * Usage: `tsx tools/policies/capabilities.ts [--check]`
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, isString, listAt, objectAt, parseJson, stableJson, writeAtomically } from "./json";
import { OpaMissingError, opa, repository } from "./opa";

export const capabilitiesFile = join(repository, "tools", "policies", "capabilities.json");

/** Resolved by the compiler: nothing of them is left in the Wasm. */
const resolvedByCompiler = new Set(["rego.metadata.chain", "rego.metadata.rule"]);

/** Folder with the sources of the pinned OPA, where its builtins are described. */
function opaModule(): string {
  try {
    return execFileSync("go", ["list", "-m", "-f", "{{.Dir}}", "github.com/open-policy-agent/opa"], {
      cwd: join(repository, "tools"),
      encoding: "utf8",
    }).trim();
  } catch (error) {
    throw new OpaMissingError(
      `Go is needed to check and compile the policies (tools/go.mod): ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/**
 * Not taken, though the npm SDK brings them: `sprintf`, which prints objects, sets and null differently from OPA (template
 * strings and `concat` do not), `regex.split`, which uses JavaScript's expressions instead of RE2, and `yaml.*`.
 */
function wasmCapabilities(): string {
  const module = opaModule();
  const metadata = parseJson(readFileSync(join(module, "builtin_metadata.json"), "utf8"));
  const all = parseJson(opa(["capabilities", "--current"], repository));
  const builtins = listAt(all, "builtins").filter((builtin) => {
    const name = isObject(builtin) && isString(builtin["name"]) ? builtin["name"] : "";
    return resolvedByCompiler.has(name) || objectAt(metadata, name)["wasm"] === true;
  });
  return stableJson({ ...(isObject(all) ? all : {}), builtins });
}

/** The formatter may have put line breaks elsewhere: content counts. */
export function isCapabilitiesFresh(): boolean {
  return (
    existsSync(capabilitiesFile) && stableJson(parseJson(readFileSync(capabilitiesFile, "utf8"))) === wasmCapabilities()
  );
}

function main(): number {
  if (!process.argv.includes("--check")) {
    writeAtomically(capabilitiesFile, wasmCapabilities());
    return 0;
  }
  if (isCapabilitiesFresh()) {
    return 0;
  }
  process.stderr.write(
    "tools/policies/capabilities.json is not what the pinned OPA gives: run `tsx tools/policies/capabilities.ts`.\n",
  );
  return 1;
}

if (require.main === module) {
  process.exitCode = main();
}
