import type { Scope } from "../document/index";
import { type Regime, type Regimes, regimesFor } from "./regimes";
import { mergeResults, type Result } from "./result";

/** A result, and how strictly it was judged. */
export interface Answer extends Result {
  readonly regimes: readonly [Regime, ...Regime[]];
}

/**
 * Asks about parts of a document, by each regime that a part may be under. The worst that is found about a subject counts.
 *
 * @param ask what policies find about a part
 */
export function answersAbout<Part extends Pick<Scope, "resources" | "deleted">>(
  parts: readonly Part[],
  regimes: Regimes,
  ask: (part: Part, regime: Regime) => readonly Result[],
): readonly Answer[] {
  const answers = parts.flatMap((part) =>
    regimesFor(part, regimes).map((regime) =>
      ask(part, regime).map((result) => ({
        ...result,
        severity: regime.severities.get(result.rule) ?? result.severity,
        regimes: [regime] as const,
      })),
    ),
  );
  return mergeResults<Answer>(answers, (first, others) => {
    const [one = first.regimes[0], ...more] = new Set([first, ...others].flatMap(({ regimes: of }) => of));
    return { ...first, regimes: [one, ...more] };
  });
}
