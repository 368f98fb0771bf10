import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes a JSON file in the repository's format. */
export function writeJson(file: string, content: unknown): void {
  writeFileSync(file, JSON.stringify(content));
  const biome = join(__dirname, "..", "node_modules", "@biomejs", "biome", "bin", "biome");
  execFileSync(process.execPath, [biome, "format", "--write", file], { stdio: ["ignore", "ignore", "inherit"] });
}
