import { readFileSync, rmSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import type { App } from "cdktf";

/**
 * Removes what `cdktf deploy --skip-synth`, or Terraform itself, could deploy from an app's output folder: the manifest and
 * the synthesized files of all stacks, of this run and of the one before. State, plans' lock files and modules stay.
 */
export function removeDeployable(app: App): void {
  const manifest = join(app.outdir, "manifest.json");
  const paths = [...pathsOf(app.manifest), ...pathsOf(readJson(manifest))];
  rmSync(manifest, { force: true });
  for (const path of new Set(paths)) {
    const inside = relative(app.outdir, join(app.outdir, path));
    if (inside === "" || inside.startsWith("..") || isAbsolute(inside)) continue;
    rmSync(join(app.outdir, inside), { force: true });
  }
}

/** Files of the stacks that a manifest lists. */
function pathsOf(manifest: unknown): readonly string[] {
  if (typeof manifest !== "object" || manifest === null || !("stacks" in manifest)) return [];
  const { stacks } = manifest;
  if (typeof stacks !== "object" || stacks === null) return [];
  return Object.values(stacks).flatMap((stack: unknown) =>
    typeof stack === "object" &&
    stack !== null &&
    "synthesizedStackPath" in stack &&
    typeof stack.synthesizedStackPath === "string"
      ? [stack.synthesizedStackPath]
      : [],
  );
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Absent, or cut off by a run that was killed: then it lists nothing that could be deployed.
    return undefined;
  }
}
