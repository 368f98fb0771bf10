import { EngineError } from "../errors";

export type Entry = Uint8Array;

const mostEntries = 10_000;

/**
 * Reads an archive in the tar format, in memory: nothing of it is written anywhere.
 *
 * @param bundle what errors call it
 * @returns the content of each file by its path from the root, without the `/` that OPA puts before it
 * @throws EngineError if it is damaged, or holds what a bundle does not: links, devices, a path that leads out of it or is there twice
 */
export function readArchive(bytes: Uint8Array, bundle: string): ReadonlyMap<string, Entry> {
  // Loaded here, since it takes longer to load than most inputs to judge, and few runs need it.
  const { Parser }: typeof import("tar/parse") = require("tar/parse");
  const files = new Map<string, Entry>();
  const problems = new Set<string>();
  let count = 0;
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      count += 1;
      const name = entry.path.replace(/^\.?\//, "");
      const problem =
        count > mostEntries ? `more than ${mostEntries} files` : problemOf(entry.path, entry.type, files.has(name));
      if (problem !== undefined) problems.add(problem);
      if (problem !== undefined || entry.type === "Directory") {
        entry.resume();
        return;
      }
      const chunks: Buffer[] = [];
      files.set(name, new Uint8Array());
      entry.on("data", (chunk) => chunks.push(chunk));
      entry.on("end", () => files.set(name, Uint8Array.from(Buffer.concat(chunks))));
    },
  });
  parser.on("error", (error) => problems.add(`damage: ${error instanceof Error ? error.message : String(error)}`));
  // All of it is here already, so that the parser is done when this returns.
  parser.end(Buffer.from(bytes));
  if (problems.size > 0) {
    throw new EngineError(`The archive ${bundle} is refused. It holds ${[...problems].slice(0, 6).join("; ")}.`);
  }
  return files;
}

function problemOf(path: string, type: string, isKnown: boolean): string | undefined {
  const shown = JSON.stringify(path);
  if (path.split(/[\\/]/).includes("..")) return `the path ${shown}, which leads out of it`;
  if (!["File", "OldFile", "ContiguousFile", "Directory"].includes(type)) return `${shown}, which is a ${type}`;
  return isKnown && type !== "Directory" ? `${shown} twice` : undefined;
}
