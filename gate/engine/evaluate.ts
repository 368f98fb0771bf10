import type { Document } from "../document/document";
import { addressPrefix, groupsOf, joined, scopes } from "../document/index";
import { EngineError } from "./errors";
import type { Manifest, Rule } from "./manifest";
import { mergeResults, parseResults, type Result } from "./result";
import { type Evaluate, OutOfMemoryError, thrownText } from "./wasm-policy";

/** Policies that can be asked. */
export interface Policies {
  readonly manifest: Manifest;
  readonly evaluate: Evaluate;
}

/** What an evaluation is told besides the document. */
export interface Question {
  readonly date: string;
  readonly profile: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The rules to ask. */
  readonly rules: readonly Rule[];
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
  question: Question,
): readonly (readonly Result[])[] {
  const results = new Map<Document, readonly Result[]>();
  if (question.rules.length === 0) return documents.map(() => []);
  for (const group of groupsOf(documents)) {
    const found = evaluateDocument(policies, joined(group), question);
    for (const document of group) {
      results.set(document, group.length === 1 ? found : ofDocument(found, document));
    }
  }
  return documents.map((document) => results.get(document) ?? []);
}

/** The results about the resources of one document, by its own addresses. */
function ofDocument(results: readonly Result[], document: Document): readonly Result[] {
  const prefix = addressPrefix(document);
  const ownAddress = (address: string) => (address.startsWith(prefix) ? address.slice(prefix.length) : address);
  return results
    .filter(({ address }) => address.startsWith(prefix))
    .map((result) => ({ ...result, address: ownAddress(result.address), related: result.related.map(ownAddress) }));
}

/** Asks the policies about a document, scope by scope. */
function evaluateDocument(policies: Policies, document: Document, question: Question): readonly Result[] {
  const asked = question.rules.map(({ id }) => id);
  const isAll = asked.length === policies.manifest.rules.length;
  const results = scopes(document, policies.manifest.reads).map((scope) => {
    const input = {
      ...scope,
      kind: document.kind,
      date: question.date,
      profile: question.profile,
      settings: question.settings,
    };
    try {
      return parseResults(policies.evaluate(isAll ? input : { ...input, only: asked }), question.rules);
    } catch (error) {
      if (error instanceof OutOfMemoryError)
        throw new EngineError(`${document.path}: ${error.message}`, { cause: error });
      if (error instanceof EngineError) throw error;
      throw faultOf(policies, input, question, document.path, error);
    }
  });
  return mergeResults(results);
}

/** Finds out which rule threw, by asking them one at a time. */
function faultOf(policies: Policies, input: object, question: Question, path: string, first: unknown): EngineError {
  const faults = question.rules.flatMap(({ id }) => {
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
