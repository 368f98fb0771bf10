import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { succeed } from "../e2e/processes";
import { repository } from "./runner";

/** What the gate needs beside what is compiled. */
const needed = ["package.json", "policies", "node_modules"];

/** The action in a folder of its own, with the gate compiled as the package holds it. */
export async function builtAction(folder: string): Promise<string> {
  cpSync(join(repository, "action"), join(folder, "action"), { recursive: true });
  for (const name of needed) symlinkSync(join(repository, name), join(folder, name));
  const compiler = join(repository, "node_modules", "typescript", "bin", "tsc");
  const options = ["--noCheck", "--declaration", "false", "--outDir", join(folder, "dist")];
  await succeed(process.execPath, [compiler, "-p", join(repository, "tsconfig.build.json"), ...options], {
    cwd: repository,
  });
  return folder;
}

/** The action with another program in place of the gate; without one, as it lies in the repository, where nothing is compiled. */
export function actionWith(folder: string, program?: string): string {
  cpSync(join(repository, "action"), join(folder, "action"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "eksgate", version: "1.2.3" }));
  if (program !== undefined) {
    const place = join(folder, "dist", "gate", "cli");
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "main.js"), program);
  }
  return folder;
}
