import { documentKinds } from "../../gate/document/document";
import { asParty, type Party } from "../../gate/engine/responsibilities";
import { isObject, isString, type JsonObject, listAt, objectAt, parseJson } from "./json";
import { opa } from "./opa";

const severities = ["critical", "high", "medium", "low"] as const;

/** What a rule says of itself in the METADATA of its package. */
export interface RuleMetadata {
  readonly id: string;
  readonly severity: string;
  readonly title: string;
  readonly description: string;
  readonly remediation: string;
  readonly party: Party;
  /** Pages that the condition comes from. */
  readonly references: readonly string[];
  /** Settings that its parameters come from. */
  readonly settings: readonly string[];
  /** Kinds of documents that the rule has subjects in; absent where it is all. */
  readonly kinds?: readonly string[];
  /** Ids of the same condition in other tools. */
  readonly aliases: readonly string[];
  readonly deprecated?: string;
}

/**
 * Reads every rule's METADATA with `opa inspect`.
 *
 * @param folder the policies folder, tests and all.
 * @param files the compiled Rego, relative to it.
 * @param problems receives what is missing or wrong, a line each.
 */
export function readRules(folder: string, files: readonly string[], problems: string[]): readonly RuleMetadata[] {
  const inspected = parseJson(opa(["inspect", "--annotations", "--format", "json", "."], folder));
  const annotations = listAt(inspected, "annotations").filter(isObject);
  const rules: RuleMetadata[] = [];
  for (const file of files) {
    const [group = "", name = "", base = ""] = file.split("/");
    if (group === "lib" || !file.includes("/")) {
      continue;
    }
    if (base !== `${name}.rego` || file.split("/").length !== 3) {
      problems.push(`policies/${file}: a rule lies at <group>/<rule>/<rule>.rego; shared Rego lies in policies/lib.`);
      continue;
    }
    const found = annotations.find((annotation) => isPackageOf(annotation, file));
    if (found === undefined) {
      problems.push(`policies/${file}: no METADATA block with scope: package.`);
      continue;
    }
    const path = listAt(found, "path").map((part) => (isObject(part) ? String(part["value"]) : ""));
    if (path.join("/") !== `data/eksgate/rules/${group}/${name}`) {
      problems.push(`policies/${file}: the package is ${path.join(".")}, not eksgate.rules.${group}["${name}"].`);
    }
    rules.push(readRule(`${group}/${name}`, file, objectAt(found, "annotations"), problems));
  }
  return rules;
}

function isPackageOf(annotation: JsonObject, file: string): boolean {
  return (
    objectAt(annotation, "location")["file"] === file && objectAt(annotation, "annotations")["scope"] === "package"
  );
}

function readRule(id: string, file: string, annotations: JsonObject, problems: string[]): RuleMetadata {
  const custom = objectAt(annotations, "custom");
  const party = asParty(objectAt(custom, "party"));
  if (party === undefined) {
    problems.push(
      `policies/${file}: METADATA has no party with a side (aws or you) and items that are rows of gate/engine/responsibilities.ts.`,
    );
  }
  const text = (from: JsonObject, key: string, allowed?: readonly string[]): string => {
    const value = from[key];
    if (!isString(value) || value.trim() === "") {
      problems.push(`policies/${file}: METADATA has no ${key}${allowed ? ` (one of ${allowed.join(", ")})` : ""}.`);
      return "";
    }
    if (allowed !== undefined && !allowed.includes(value)) {
      problems.push(`policies/${file}: METADATA has ${key} "${value}"; allowed: ${allowed.join(", ")}.`);
    }
    return value.trim();
  };
  const references = listAt(annotations, "related_resources")
    .map((resource) => (isObject(resource) ? resource["ref"] : resource))
    .filter(isString);
  if (references.length === 0) {
    problems.push(`policies/${file}: METADATA has no related_resources (the page that the condition comes from).`);
  }
  const known = ["severity", "party", "settings", "kinds", "remediation", "aliases", "deprecated"];
  for (const key of Object.keys(custom).filter((name) => !known.includes(name))) {
    problems.push(`policies/${file}: METADATA has custom.${key}; known: ${known.join(", ")}.`);
  }
  const kinds = listAt(custom, "kinds").filter(isString);
  for (const kind of kinds.filter((one) => !documentKinds.some((other) => other === one))) {
    problems.push(`policies/${file}: METADATA has the kind "${kind}"; allowed: ${documentKinds.join(", ")}.`);
  }
  const deprecated = custom["deprecated"];
  return {
    id,
    severity: text(custom, "severity", severities),
    title: text(annotations, "title"),
    description: text(annotations, "description"),
    remediation: text(custom, "remediation"),
    party: party ?? { side: "you", items: [] },
    references,
    settings: listAt(custom, "settings").filter(isString),
    ...(kinds.length > 0 ? { kinds } : {}),
    aliases: listAt(custom, "aliases").filter(isString),
    ...(isString(deprecated) ? { deprecated } : {}),
  };
}
