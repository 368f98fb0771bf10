/** What becomes of traffic; `undetermined`: it hangs on what the network does not tell. */
export type Verdict = "blocked" | "undetermined" | "allowed";

const order: readonly Verdict[] = ["blocked", "undetermined", "allowed"];

/** It must get through all of them. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  return order.find((verdict) => verdicts.includes(verdict)) ?? "allowed";
}

/** It must get through one of them. */
export function anyOf(verdicts: readonly Verdict[]): Verdict {
  return order.findLast((verdict) => verdicts.includes(verdict)) ?? "blocked";
}

/** Of packets that need not all get through: whether they do, or none of them does. */
export function everywhere(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts;
  return first !== undefined && verdicts.every((verdict) => verdict === first) ? first : "undetermined";
}

/** How much gets through, to compare. */
export function rank(verdict: Verdict): number {
  return order.indexOf(verdict);
}
