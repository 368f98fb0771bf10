import { readdirSync, readFileSync, rmSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { type App, Manifest } from "cdktf";

/** What of a stack's folder can be deployed: its Terraform, in both forms, and the plan that `cdktf diff` saves. */
const deployable: readonly string[] = ["cdk.tf.json", "cdk.tf", "plan"];

/**
 * Removes what `cdktf deploy --skip-synth`, or Terraform itself, could deploy: the manifest and the synthesized files and saved plans of all
 * stacks, of this run and of those before, in an app's output folder and in the one that `cdktf` expects it to write to. State, lock files,
 * assets and modules stay.
 *
 * @returns what could not be removed, with the reason
 */
export function removeDeployable(app: App): readonly string[] {
  const expected = process.env["CDKTF_OUTDIR"] ?? "";
  const folders = new Set([app.outdir, ...(expected === "" ? [] : [expected])].map((folder) => resolve(folder)));
  return [...folders].flatMap((folder) => {
    const manifest = join(folder, Manifest.fileName);
    const listed = [...pathsOf(app.manifest), ...pathsOf(readJson(manifest))]
      .map((path) => join(folder, path))
      .filter((path) => isInside(folder, path));
    return [...new Set([manifest, ...listed, ...filesOfStacks(folder)])].flatMap(remove);
  });
}

/** Also of stacks that no manifest lists, such as those of a run that failed. */
function filesOfStacks(folder: string): readonly string[] {
  const stacks = join(folder, Manifest.stacksFolder);
  try {
    return readdirSync(stacks, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => deployable.map((file) => join(stacks, name, file)));
  } catch {
    return [];
  }
}

function remove(path: string): readonly string[] {
  try {
    rmSync(path, { force: true });
    return [];
  } catch (error) {
    return [`${path}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== "" && inside !== ".." && !/^\.\.[\\/]/.test(inside) && !isAbsolute(inside);
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
