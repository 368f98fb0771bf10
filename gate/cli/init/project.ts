import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

import { UsageError } from "../../engine/index";

/** What is known of the project that `eksgate init` adds to. */
export interface Project {
  readonly folder: string;
  /** The root of its repository, where GitHub looks for workflows; its own folder where it is in none. */
  readonly root: string;
  /** From the root to the folder, with slashes; empty where they are the same. */
  readonly subfolder: string;
  /** Text of its `cdktf.json`. */
  readonly cdktfJson?: string;
  /** Whether it has a `package.json`, and whether that names eksgate. */
  readonly packageJson: "absent" | "without eksgate" | "with eksgate";
  /** Name of the lock file that there is. */
  readonly lockFile?: LockFile;
  /** Whether a program in the folder names the gate already. */
  readonly isGated: boolean;
}

export const lockFiles = ["package-lock.json", "yarn.lock", "pnpm-lock.yaml"] as const;
export type LockFile = (typeof lockFiles)[number];

/**
 * Looks at a folder.
 *
 * @throws UsageError if there is no such folder, or a file in it cannot be read
 */
export function projectIn(argument: string): Project {
  const folder = resolve(argument);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(
      `${argument}: there is no such folder. Name the folder of the project, which has its cdktf.json.`,
    );
  }
  const root = rootOf(folder);
  const cdktfJson = textOf(join(folder, "cdktf.json"));
  const lockFile = lockFiles.find((name) => existsSync(join(folder, name)));
  return {
    folder,
    root,
    subfolder: relative(root, folder).split(sep).join("/"),
    ...(cdktfJson === undefined ? {} : { cdktfJson }),
    packageJson: packageOf(textOf(join(folder, "package.json"))),
    ...(lockFile === undefined ? {} : { lockFile }),
    isGated: readdirSync(folder)
      .filter((name) => /\.(ts|mts|cts|js|mjs|cjs)$/.test(name))
      .some((name) => textOf(join(folder, name))?.includes("PolicyGate") === true),
  };
}

function rootOf(folder: string): string {
  for (let each = folder; ; each = dirname(each)) {
    if (existsSync(join(each, ".git"))) return each;
    if (dirname(each) === each) return folder;
  }
}

function packageOf(text: string | undefined): Project["packageJson"] {
  if (text === undefined) return "absent";
  return /"eksgate"\s*:/.test(text) ? "with eksgate" : "without eksgate";
}

function textOf(file: string): string | undefined {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file}: cannot be read: ${error instanceof Error ? error.message : error}.`, {
      cause: error,
    });
  }
}
