import { statSync } from "node:fs";
import { join } from "node:path";
import picomatch from "picomatch";

import { UsageError } from "../engine/index";
import { entriesOf, skippedFolders } from "./search";

/**
 * The files and folders that a glob matches, in the order of their names' code units. `**` stands for folders at any depth; where it is
 * the end, it matches files only. Folders with installed packages or Terraform's own are passed over, and so are hidden ones that the
 * glob does not name, and below `**` links to folders.
 *
 * @returns nothing where the text is no glob
 * @throws UsageError if it matches nothing, or a folder on the way cannot be read
 */
export function filesOfGlob(argument: string): readonly string[] | undefined {
  const pattern = process.platform === "win32" ? argument.replaceAll("\\", "/") : argument;
  const { base, glob } = picomatch.scan(pattern);
  if (glob === "") return undefined;
  const isDeep = glob.includes("**");
  const depth = isDeep ? Number.POSITIVE_INFINITY : glob.split("/").length;
  const matches = picomatch(glob);
  const found: string[] = [];
  const walk = (folder: string, inside: string, left: number): void => {
    if (!isFolder(folder === "" ? "." : folder)) return;
    for (const { name, isLink } of entriesIn(folder === "" ? "." : folder)) {
      const path = folder === "" ? name : join(folder, name);
      const within = inside === "" ? name : `${inside}/${name}`;
      const isInside = isFolder(path);
      if (matches(within) && !(isInside && glob.endsWith("**"))) found.push(path);
      if (isInside && left > 1 && !skippedFolders.includes(name) && !(isDeep && isLink)) walk(path, within, left - 1);
    }
  };
  walk(base, "", depth);
  if (found.length === 0) throw new UsageError(`${argument}: the glob matches no file or folder.`);
  return found.sort();
}

function entriesIn(folder: string): readonly { readonly name: string; readonly isLink: boolean }[] {
  return entriesOf(folder).map((entry) => ({ name: entry.name, isLink: entry.isSymbolicLink() }));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // A link to nothing or in a circle: where it matches, reading it says so.
    return false;
  }
}
