import { createHash } from "node:crypto";

import { UsageError } from "../../engine/index";

/** A part of a run, from 1 to `total`. */
export interface Shard {
  readonly index: number;
  readonly total: number;
}

/** @throws UsageError if it is not `i/n`, with i from 1 to n */
export function parseShard(text: string): Shard {
  const [, index = 0, total = 0] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.map(Number) ?? [];
  if (index >= 1 && index <= total) return { index, total };
  throw new UsageError(`--shard: "${text}" is no part of a run. Write 1/4 for the first of four.`);
}

/** Files that are judged together. */
export interface Together {
  readonly members: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

/**
 * Which part each of several groups falls to: the largest first, each to the part that has the least. Equal groups give equal parts on
 * every machine.
 *
 * @returns the index of the part of each group, and a digest of the whole division: paths, contents and parts
 */
export function divide(
  groups: readonly Together[],
  total: number,
): { readonly parts: readonly number[]; readonly division: string } {
  const described = groups.map(({ members }, at) => ({
    at,
    bytes: members.reduce((sum, { bytes }) => sum + bytes, 0),
    name: JSON.stringify(members.map(({ path, sha256 }) => [path, sha256])),
  }));
  const bySize = described.toSorted((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
  const loads = Array.from({ length: total }, () => 0);
  const parts = groups.map(() => 0);
  for (const { at, bytes } of bySize) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + bytes;
    parts[at] = least + 1;
  }
  const whole = described
    .map(({ at, name }) => [parts[at], name])
    .sort(([, a], [, b]) => (String(a) < String(b) ? -1 : 1));
  return {
    parts,
    division: createHash("sha256")
      .update(JSON.stringify([total, whole]))
      .digest("hex"),
  };
}
