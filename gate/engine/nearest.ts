/**
 * The known name that is nearest to a mistyped one, if one is near enough to be meant: at most a third of its characters
 * differ, or it ends in what was typed (`flow-logs-enabled` for `networking/flow-logs-enabled`).
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const bySuffix = known.find((candidate) => candidate.endsWith(`/${name}`));
  if (bySuffix !== undefined) return bySuffix;
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance > Math.max(2, candidate.length / 3)) continue;
    if (best === undefined || distance < best.distance) best = { candidate, distance };
  }
  return best?.candidate;
}

/** The known names, those nearest to a mistyped one first. */
export function nearestFirst(name: string, known: readonly string[]): readonly string[] {
  const distances = new Map(
    known.map((candidate) => [candidate, editDistance(name.toLowerCase(), candidate.toLowerCase())]),
  );
  return [...known].sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0) || (a < b ? -1 : 1));
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const candidate = nearest(name, known);
  return candidate === undefined ? "" : ` Did you mean "${candidate}"?`;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, left] of [...a].entries()) {
    const current = [row + 1];
    for (const [column, right] of [...b].entries()) {
      const replaced = (previous[column] ?? 0) + (left === right ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? a.length;
}
