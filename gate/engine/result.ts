import { EngineError } from "./errors";
import type { Rule } from "./manifest";
import { compareSeverity, isSeverity, type Severity } from "./severity";

export type Outcome = "pass" | "fail" | "undetermined";

/** What one rule says about one subject, in the shape that `policies/lib/result.rego` documents. */
export interface Result {
  readonly rule: string;
  readonly address: string;
  readonly outcome: Outcome;
  readonly severity: Severity;
  readonly attributes: readonly string[];
  readonly related: readonly string[];
  readonly message: string;
  /** Of an undetermined one: what the input does not tell. */
  readonly missing: readonly string[];
}

/**
 * Checks what the policies answered.
 *
 * @param asked the rules that were asked, with the severity that a result has unless it names another
 * @throws EngineError if it is anything but results of these rules, one for each rule and subject
 */
export function parseResults(answer: unknown, asked: readonly Pick<Rule, "id" | "severity">[]): readonly Result[] {
  if (!Array.isArray(answer)) {
    throw new EngineError(`The policies answered ${shown(answer)} where a list of results is expected.`);
  }
  const severities = new Map<unknown, Severity>(asked.map(({ id, severity }) => [id, severity]));
  const seen = new Set<string>();
  return answer.map((item) => {
    const rule: unknown = typeof item === "object" && item !== null && "rule" in item ? item.rule : undefined;
    if (isName(rule) && !severities.has(rule)) {
      throw new EngineError(`The policies answered for the rule ${shown(rule)}, which was not asked.`);
    }
    const result = parseResult(item, severities);
    const subject = `${result.rule} ${result.address}`;
    if (seen.has(subject)) throw new EngineError(`Rule ${result.rule} has two results for ${result.address}.`);
    seen.add(subject);
    return result;
  });
}

function parseResult(item: unknown, severities: ReadonlyMap<unknown, Severity>): Result {
  const fields = new Map(typeof item === "object" && item !== null ? Object.entries(item) : []);
  const wrong: string[] = [];
  const take = <T>(key: string, fits: (value: unknown) => value is T, standIn: T, fallback?: T): T => {
    const value = fields.get(key) ?? fallback;
    if (fits(value)) return value;
    wrong.push(`${key} ${shown(value)}`);
    return standIn;
  };
  const result: Result = {
    rule: take("rule", isName, ""),
    address: take("address", isName, ""),
    outcome: take("outcome", isOutcome, "fail"),
    severity: take("severity", isSeverity, "critical", severities.get(fields.get("rule"))),
    attributes: take("attributes", areStrings, [], []),
    related: take("related", areStrings, [], []),
    message: take("message", isText, "", ""),
    missing: take("missing", areMissing, [], []).map(missingText),
  };
  if (result.outcome !== "pass" && result.message === "") wrong.push("no message");
  if (wrong.length === 0) return result;
  const name = result.rule === "" ? "A rule" : `Rule ${result.rule}`;
  throw new EngineError(`${name} gave a malformed result: ${wrong.join(", ")}, in ${shown(item)}.`);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isName(value: unknown): value is string {
  return isText(value) && value !== "";
}

function isOutcome(value: unknown): value is Outcome {
  return value === "pass" || value === "fail" || value === "undetermined";
}

function areStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Either a text, or address, attribute and what would decide it, apart. */
type Missing = string | { readonly address: string; readonly attribute: string; readonly decides: string };

function areMissing(value: unknown): value is readonly Missing[] {
  return Array.isArray(value) && value.every(isMissing);
}

function isMissing(value: unknown): value is Missing {
  if (typeof value === "string") return true;
  if (typeof value !== "object" || value === null) return false;
  const fields = new Map(Object.entries(value));
  return ["address", "attribute", "decides"].every((key) => typeof fields.get(key) === "string");
}

function missingText(missing: Missing): string {
  if (typeof missing === "string") return missing;
  const { address, attribute, decides } = missing;
  return `${address}${attribute === "" ? "" : `: ${attribute}`}${decides === "" ? "" : ` (decided by ${decides})`}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

const worst: readonly Outcome[] = ["fail", "undetermined", "pass"];

/**
 * Joins the results of several scopes of one document. A subject that several scopes share has the worst of its outcomes;
 * where they agree on the outcome and differ in the facts, all facts count.
 *
 * @param rest what becomes of anything else that results carry, where several are joined
 */
export function mergeResults<R extends Result>(
  scopes: readonly (readonly R[])[],
  rest: (first: R, others: readonly R[]) => R = (first) => first,
): readonly R[] {
  const bySubject = new Map<string, R[]>();
  for (const result of scopes.flat()) {
    const subject = `${result.rule} ${result.address}`;
    const earlier = bySubject.get(subject);
    if (earlier === undefined) bySubject.set(subject, [result]);
    else earlier.push(result);
  }
  return [...bySubject.values()].flatMap((results) => join(results, rest));
}

function join<R extends Result>(results: readonly R[], rest: (first: R, others: readonly R[]) => R): R[] {
  const outcome = worst.find((candidate) => results.some((result) => result.outcome === candidate));
  const [first, ...others] = results.filter((result) => result.outcome === outcome);
  if (first === undefined || others.length === 0) return first === undefined ? [] : [first];
  const all = [first, ...others];
  const [severity = first.severity] = all.map((result) => result.severity).sort(compareSeverity);
  return [
    {
      ...rest(first, others),
      severity,
      attributes: union(all.map(({ attributes }) => attributes)),
      related: union(all.map(({ related }) => related)),
      message: union(all.map(({ message }) => [message])).join(" "),
      missing: union(all.map(({ missing }) => missing)),
    },
  ];
}

function union(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].sort();
}
