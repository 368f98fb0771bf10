import type { Document, Gap } from "../../document/document";
import { addressPrefix, groupsOf, joined, modelOf } from "../../document/index";
import { type Answer, answersAbout } from "../answers";
import { EngineError, UsageError } from "../errors";
import type { Rule } from "../manifest";
import type { Regime, Regimes } from "../regimes";
import { parseResults, type Result } from "../result";
import { thrownText } from "../wasm-policy";
import type { FurtherPolicies } from "./load";

/**
 * Asks policies of one's own about documents: each alone and whole, but for those that name each other's resources, which are judged together.
 * They are not split by clusters as for our own policies, since a rule may count or compare what is not connected.
 *
 * @param types resource types that are keys of the input even where there is none of them
 * @returns for each document one result for each rule that was asked and subject in it
 * @throws UsageError if a document was not read whole
 * @throws EngineError if the policies throw, or answer what is not a result of one of their rules
 */
export function evaluateFurther(
  policies: FurtherPolicies,
  documents: readonly Document[],
  date: string,
  regimes: Regimes,
  types: readonly string[],
): readonly (readonly Answer[])[] {
  const ids = new Set(policies.rules.map(({ id }) => id));
  const wholes = documents.map(wholeOf);
  const byDocument = new Map<Document, Answer[]>(wholes.map((whole) => [whole, []]));
  for (const group of groupsOf(wholes)) {
    const document = joined(group);
    const answers = answersAbout([document], regimes, (whole, regime) => {
      const rules = regime.rules.filter(({ id }) => ids.has(id));
      if (rules.length === 0) return [];
      const asked = new Set(rules.map(({ id }) => id));
      const results = answerAbout(policies, whole, { date, ...regime }, types);
      return withGaps(
        results.filter(({ rule }) => asked.has(rule)),
        rules,
        whole.gaps,
      );
    });
    for (const answer of answers) {
      const [owner, own] = ownerOf(answer, group);
      byDocument.get(owner)?.push(own);
    }
  }
  return wholes.map((whole) => byDocument.get(whole) ?? []);
}

function wholeOf({ whole, path }: Document): Document {
  if (whole !== undefined) return whole;
  throw new UsageError(
    `${path}: policies of one's own take documents that were read with \`{ whole: true }\`; this one lacks what only they may read.`,
  );
}

function answerAbout(
  policies: FurtherPolicies,
  document: Document,
  question: Pick<Regime, "profile" | "settings"> & { readonly date: string },
  types: readonly string[],
): readonly Result[] {
  const input = modelOf(document, question, types, policies.types);
  let answer: unknown;
  try {
    answer = policies.evaluate(input);
  } catch (error) {
    if (error instanceof EngineError) throw new EngineError(`${document.path}: ${error.message}`, { cause: error });
    throw new EngineError(
      `The policies ${policies.name} of ${policies.path} threw while they judged ${document.path}: ${thrownText(error)}.\nThis is a fault of the policies; nothing was judged.`,
      { cause: error },
    );
  }
  try {
    return parseResults(answer, policies.rules);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new EngineError(`${policies.path}, asked about ${document.path}: ${error.message}`, { cause: error });
  }
}

/**
 * Where a part of the input is not read, nothing is proved by the rest of it: no pass stands, and each rule is undetermined about the part
 * itself. What fails goes on to fail.
 */
function withGaps(results: readonly Result[], rules: readonly Rule[], gaps: readonly Gap[]): readonly Result[] {
  if (gaps.length === 0) return results;
  const missing = gaps.map(({ address, reason }) => `${address}: ${reason}`);
  const unproved = results.map((result): Result => {
    if (result.outcome === "fail") return result;
    const message = [result.message, "parts of this input are not read"].filter((text) => text !== "").join("; ");
    return { ...result, outcome: "undetermined", message, missing: [...result.missing, ...missing] };
  });
  const told = new Set(results.map(({ rule, address }) => `${rule} ${address}`));
  const addresses = [...new Set(gaps.map(({ address }) => address))];
  const ofGaps = rules.flatMap(({ id, severity }) =>
    addresses
      .filter((address) => !told.has(`${id} ${address}`))
      .map((address): Result => {
        const reasons = gaps.filter((gap) => gap.address === address).map(({ reason }) => reason);
        return {
          rule: id,
          address,
          outcome: "undetermined",
          severity,
          attributes: [],
          related: [],
          message: `${address} is not judged: ${reasons.join("; ")}`,
          missing: reasons.map((reason) => `${address}: ${reason}`),
        };
      }),
  );
  return [...unproved, ...ofGaps];
}

/** The document of a group that a result is about, and the result by the document's own addresses. One about none of them is told of the first. */
function ownerOf(result: Answer, group: readonly Document[]): readonly [Document, Answer] {
  const [first, ...others] = group;
  if (first === undefined || others.length === 0) return [first ?? nowhere, result];
  const owner = group.find((document) => result.address.startsWith(addressPrefix(document)));
  if (owner === undefined) return [first, result];
  const prefix = addressPrefix(owner);
  const own = (address: string) => (address.startsWith(prefix) ? address.slice(prefix.length) : address);
  return [owner, { ...result, address: own(result.address), related: result.related.map(own) }];
}

const nowhere: Document = { path: "", kind: "config", gaps: [], resources: {}, deleted: {} };
