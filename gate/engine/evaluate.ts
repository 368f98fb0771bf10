import type { Document } from "../document/document";
import { addressPrefix, groupsOf, joined, scopes } from "../document/index";
import { type Answer, answersAbout } from "./answers";
import { EngineError } from "./errors";
import type { Manifest, Rule } from "./manifest";
import type { Regimes } from "./regimes";
import { parseResults, type Result } from "./result";
import { type Evaluate, OutOfMemoryError, thrownText } from "./wasm-policy";

/** The policies of the package, to be asked. */
export interface OwnPolicies {
  readonly manifest: Manifest;
  readonly evaluate: Evaluate;
}

/**
 * Asks the policies about documents: each alone, but for those that name each other's resources, which are judged together.
 *
 * @returns for each document one result for each rule and subject in it
 * @throws EngineError if a rule throws, naming it, or answers what is not a result
 */
export function evaluateDocuments(
  policies: OwnPolicies,
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

/** Asks the policies about a document, scope by scope. */
function evaluateDocument(
  policies: OwnPolicies,
  document: Document,
  date: string,
  regimes: Regimes,
): readonly Answer[] {
  const { rules, reads } = policies.manifest;
  const ours = new Set(rules.map(({ id }) => id));
  return answersAbout(scopes(document, reads), regimes, (scope, { profile, settings, rules: chosen }) => {
    const own = chosen.filter(({ id }) => ours.has(id));
    if (own.length === 0) return [];
    const only = own.length === rules.length ? {} : { only: own.map(({ id }) => id) };
    return asked(policies, { ...scope, kind: document.kind, date, profile, settings, ...only }, own, document.path);
  });
}

function asked(policies: OwnPolicies, input: object, rules: readonly Rule[], path: string): readonly Result[] {
  try {
    return parseResults(policies.evaluate(input), rules);
  } catch (error) {
    if (error instanceof OutOfMemoryError) throw new EngineError(`${path}: ${error.message}`, { cause: error });
    if (error instanceof EngineError) throw error;
    throw faultOf(policies, input, rules, path, error);
  }
}

/** Finds out which rule threw, by asking them one at a time. */
function faultOf(
  policies: OwnPolicies,
  input: object,
  rules: readonly Rule[],
  path: string,
  first: unknown,
): EngineError {
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
