import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { EngineError } from "./errors";

export interface PackageRoot {
  readonly directory: string;
  readonly version: string;
}

let found: PackageRoot | undefined;

/**
 * Where the package lies, and its version. The same file is at `gate/engine` in the sources and at `dist/gate/engine` in
 * the package, so the folder is looked for upwards instead of counted.
 *
 * @throws EngineError if the file is not part of the package any more (a bundler moved it)
 */
export function packageRoot(): PackageRoot {
  found ??= search(__dirname);
  return found;
}

function search(start: string): PackageRoot {
  for (let directory = start; ; directory = dirname(directory)) {
    const file = join(directory, "package.json");
    if (existsSync(file)) {
      const content: unknown = JSON.parse(readFileSync(file, "utf8"));
      if (isNamed(content) && content.name === "eksgate") return { directory, version: content.version };
    }
    if (dirname(directory) === directory) {
      throw new EngineError(
        `eksgate's own package.json is not in any folder above ${start}. The package finds its policies through it: install eksgate as a package, unbundled.`,
      );
    }
  }
}

function isNamed(value: unknown): value is { name: string; version: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "version" in value &&
    typeof value.version === "string"
  );
}
