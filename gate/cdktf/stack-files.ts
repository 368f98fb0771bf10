import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type App, TerraformStack } from "cdktf";

import type { Source } from "../document/index";
import { UsageError } from "../engine/index";

/**
 * What an app has written for its stacks, to be judged; of HCL, which the gate does not read, what the stack would be in JSON.
 *
 * @param pathOf a path as people would write it
 * @throws UsageError if Terraform would read something else than what is judged
 */
export function sourcesOf(app: App, pathOf: (path: string) => string): readonly Source[] {
  const stacks = app.node.findAll().filter((construct) => TerraformStack.isStack(construct));
  const files = stacks.map((stack) => ({
    stack,
    file: join(app.outdir, app.manifest.forStack(stack).synthesizedStackPath),
  }));
  const problems = files.flatMap(({ stack, file }, at) => {
    const other = files.slice(0, at).find((earlier) => earlier.file === file);
    if (other !== undefined) {
      return [
        `${stack.node.path} and ${other.stack.node.path} have the same id, so that one would overwrite ${pathOf(file)} of the other. Give each stack an id of its own.`,
      ];
    }
    if (!existsSync(file)) {
      return [
        `${stack.node.path}: ${pathOf(file)} was not written, since the stack was added while the app was synthesized. Add it before app.synth().`,
      ];
    }
    return [...strangers(file, pathOf), ...(app.hclOutput ? lostOverrides(stack) : [])];
  });
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return files.map(({ stack, file }) => ({
    text: app.hclOutput ? JSON.stringify(stack.toTerraform()) : readFileSync(file, "utf8"),
    path: pathOf(file),
  }));
}

/** Files beside a stack's own that Terraform reads as well, and that nobody judges. */
function strangers(file: string, pathOf: (path: string) => string): readonly string[] {
  const folder = dirname(file);
  return readdirSync(folder)
    .filter((name) => /\.tf(\.json)?$/.test(name) && name !== basename(file))
    .sort()
    .map(
      (name) =>
        `${pathOf(join(folder, name))}: Terraform reads this file together with ${basename(file)}, but it was not made by the stack, so that the gate does not judge it. Remove it, or make its content part of the stack.`,
    );
}

/** Overrides are in the JSON that is judged; cdktf leaves them out of HCL, all of a stack's and those within the blocks of a resource. */
function lostOverrides(stack: TerraformStack): readonly string[] {
  const synthesized: unknown = JSON.parse(JSON.stringify(stack.toTerraform()));
  const overrides = property(property(property(synthesized, "//"), "metadata"), "overrides");
  if (typeof overrides !== "object" || overrides === null) return [];
  const named = Object.entries(overrides).flatMap(([of, keys]) => {
    // Comments, such as waivers, are not deployed.
    const lost = Array.isArray(keys) ? keys.filter((key) => key !== "//") : [];
    return lost.length > 0 ? [`${of} (${lost.join(", ")})`] : [];
  });
  if (named.length === 0) return [];
  return [
    `${stack.node.path}: cdktf does not write overrides into HCL as it does into JSON, so that it is not known what would be deployed: ${named.join(", ")}. Synthesize without --hcl, or without addOverride.`,
  ];
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
