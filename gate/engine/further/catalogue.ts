import { type DocumentKind, documentKinds } from "../../document/document";
import { clean } from "../clean";
import { EngineError } from "../errors";
import type { Manifest, Rule } from "../manifest";
import { didYouMean } from "../nearest";
import { asParty } from "../responsibilities";
import { isSeverity, severities } from "../severity";

const keys = [
  "id",
  "severity",
  "title",
  "description",
  "remediation",
  "party",
  "references",
  "settings",
  "aliases",
  "deprecated",
  "kinds",
] as const;

/** A group and a condition, as the ids of eksgate's own rules are made. */
const idShape = /^[a-z0-9-]+\/[a-z0-9-]+$/;

/**
 * Checks what the entrypoint `catalogue` of a further bundle answered: a list, or set, of rules in the shape of {@link Rule}.
 *
 * @param path what errors call the bundle
 * @param ours what the rules are joined to
 * @throws EngineError naming everything that does not fit
 */
export function parseCatalogue(
  answer: unknown,
  path: string,
  ours: Pick<Manifest, "rules" | "settings">,
): readonly Rule[] {
  if (!Array.isArray(answer)) {
    throw new EngineError(
      `${path}: its entrypoint catalogue answers ${shown(answer)}, where a list of rules is expected.`,
    );
  }
  if (answer.length === 0)
    throw new EngineError(`${path} has no rules: its entrypoint catalogue answers an empty list.`);
  const problems: string[] = [];
  const rules = answer.map((item: unknown) => parseRule(item, ours, problems));
  const ids = rules.map(({ id }) => id);
  for (const id of new Set(ids.filter((id, at) => id !== "" && ids.indexOf(id) !== at))) {
    problems.push(`rule ${id} is listed twice`);
  }
  if (problems.length > 0) {
    throw new EngineError(
      `${path}: its rules are not as they should be:\n${problems.map((each) => `- ${each}`).join("\n")}`,
    );
  }
  // A set comes in an order of its own.
  return rules.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function parseRule(item: unknown, ours: Pick<Manifest, "rules" | "settings">, problems: string[]): Rule {
  const fields = new Map<string, unknown>(
    typeof item === "object" && item !== null && !Array.isArray(item) ? Object.entries(item) : [],
  );
  const id = fields.get("id");
  const name = typeof id === "string" && id !== "" ? `rule ${clean(id)}` : `the rule ${shown(item)}`;
  const complain = (text: string): void => {
    problems.push(`${name}: ${text}`);
  };
  const text = (key: string, isNeeded: boolean): string => {
    const value = fields.get(key) ?? (isNeeded ? undefined : "");
    if (typeof value === "string" && (value.trim() !== "" || !isNeeded)) return clean(value.trim());
    complain(`${key} must be a text, and is ${shown(value)}`);
    return "";
  };
  const texts = (key: string): readonly string[] => {
    const value = fields.get(key) ?? [];
    if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value.map(clean);
    complain(`${key} must be a list of texts, and is ${shown(value)}`);
    return [];
  };
  for (const key of fields.keys()) {
    if (!keys.some((known) => known === key)) {
      complain(`it has no "${clean(key)}".${didYouMean(key, keys)} Allowed: ${keys.join(", ")}`);
    }
  }
  const given = text("id", true);
  if (given !== "") complainAboutId(given, ours, complain);
  const severity = fields.get("severity");
  if (!isSeverity(severity)) complain(`severity is ${shown(severity)}, and must be ${severities.join(", ")}`);
  const settings = texts("settings");
  for (const setting of settings.filter((each) => !Object.hasOwn(ours.settings, each))) {
    complain(`there is no setting "${setting}".${didYouMean(setting, Object.keys(ours.settings))}`);
  }
  const partyGiven = fields.get("party");
  const party = typeof partyGiven === "object" && partyGiven !== null ? asParty(partyGiven) : undefined;
  if (partyGiven !== undefined && party === undefined) {
    complain(
      `party must name a side of the shared-responsibility table (aws or you) and items of it, and is ${shown(partyGiven)}`,
    );
  }
  return {
    id: given,
    severity: isSeverity(severity) ? severity : "critical",
    title: text("title", true),
    description: text("description", false),
    remediation: text("remediation", false),
    ...(party === undefined ? {} : { party }),
    references: texts("references"),
    settings,
    aliases: texts("aliases"),
    kinds: kindsOf(fields.get("kinds"), complain),
    ...(fields.has("deprecated") ? { deprecated: text("deprecated", true) } : {}),
  };
}

/** What a rule judges: every kind of input, where it does not say. */
function kindsOf(given: unknown, complain: (text: string) => void): readonly DocumentKind[] {
  if (given === undefined) return documentKinds;
  const isList = Array.isArray(given) && given.length > 0;
  if (!isList || !given.every((kind) => documentKinds.some((known) => known === kind))) {
    complain(`kinds must be a list of ${documentKinds.join(", ")}, and is ${shown(given)}`);
    return documentKinds;
  }
  return documentKinds.filter((kind) => given.includes(kind));
}

function complainAboutId(id: string, ours: Pick<Manifest, "rules">, complain: (text: string) => void): void {
  const [prefix = ""] = id.split("/");
  const taken = new Set(["eksgate", ...ours.rules.map((rule) => rule.id.split("/")[0])]);
  if (!idShape.test(id)) {
    complain(
      "an id is a prefix of one's own and a condition, such as acme/clusters-named: a-z, 0-9 and - around one /",
    );
  } else if (taken.has(prefix)) {
    complain(`the prefix ${prefix}/ is eksgate's own; take another`);
  }
}

function shown(value: unknown): string {
  const text = clean(JSON.stringify(value) ?? "absent");
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
