import type { Document } from "../document/document";
import { addressPrefix, groupsOf, joined, scopes } from "../document/index";
import { EngineError } from "./errors";
import type { Manifest, Rule } from "./manifest";
import { type Regime, type Regimes, regimesFor } from "./regimes";
import { mergeResults, parseResults, type Result } from "./result";
import { type Evaluate, thrownText } from "./wasm-policy";

/** Policies that can be asked. */
export interface Policies {
  readonly manifest: Manifest;
  readonly evaluate: Evaluate;
}

/** A result, and how strictly it was judged. */
export interface Answer extends Result {
  readonly regimes: readonly [Regime, ...Regime[]];
}

/**
 * Asks the policies about documents: each alone, but for those that name each other's resources, which are judged together.
 *
 * @returns for each document one result for each rule and subject in it
 * @throws EngineError if a rule throws, naming it, or answers what is not a result
 */
export function evaluateDocuments(
  policies: Policies,
  documents: readonly Document[],
  date: string,
  regimes: Regimes,
): readonly (readonly Answer[])[] {
  const results = new Map<Document, readonly Answer[]>();
  for (const group of groupsOf(documents)) {
    const found = evaluateDocument(policies, joined(group), date, regimes);
    for (const document of group) {
      results.set(document, group.length === 1 ? found : ofDocument(found, document));
    }
  }
  return documents.map((document) => results.get(document) ?? []);
}

/** The results about the resources of one document, by its own addresses. */
function ofDocument(results: readonly Answer[], document: Document): readonly Answer[] {
  const prefix = addressPrefix(document);
  const ownAddress = (address: string) => (address.startsWith(prefix) ? address.slice(prefix.length) : address);
  return results
    .filter(({ address }) => address.startsWith(prefix))
    .map((result) => ({ ...result, address: ownAddress(result.address), related: result.related.map(ownAddress) }));
}

/** Asks the policies about a document, scope by scope, and by each regime that a scope may be under. */
function evaluateDocument(policies: Policies, document: Document, date: string, regimes: Regimes): readonly Answer[] {
  const { rules } = policies.manifest;
  const answers = scopes(document, policies.manifest.reads).flatMap((scope) =>
    regimesFor(scope, regimes).map((regime) => {
      const isAll = regime.rules.length === rules.length;
      const input = {
        ...scope,
        kind: document.kind,
        date,
        profile: regime.profile,
        settings: regime.settings,
        ...(isAll ? {} : { only: regime.rules.map(({ id }) => id) }),
      };
      return asked(policies, input, regime, document.path).map((result) => ({
        ...result,
        severity: regime.severities.get(result.rule) ?? result.severity,
        regimes: [regime] as const,
      }));
    }),
  );
  return mergeResults<Answer>(answers, (first, others) => {
    const [one = first.regimes[0], ...more] = new Set([first, ...others].flatMap(({ regimes: of }) => of));
    return { ...first, regimes: [one, ...more] };
  });
}

function asked(policies: Policies, input: object, { rules }: Regime, path: string): readonly Result[] {
  try {
    return parseResults(policies.evaluate(input), rules);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw faultOf(policies, input, rules, path, error);
  }
}

/** Finds out which rule threw, by asking them one at a time. */
function faultOf(policies: Policies, input: object, rules: readonly Rule[], path: string, first: unknown): EngineError {
  const faults = rules.flatMap(({ id }) => {
    try {
      policies.evaluate({ ...input, only: [id] });
      return [];
    } catch (error) {
      return [`Rule ${id} threw while it judged ${path}: ${thrownText(error)}.`];
    }
  });
  const what =
    faults.length > 0
      ? faults
      : [`The policies threw while they judged ${path}: ${thrownText(first)}. No rule throws when asked alone.`];
  return new EngineError([...what, "This is a fault of the policies; nothing was judged."].join("\n"), {
    cause: first,
  });
}
