import { type DocumentKind, documentKinds } from "../document/document";
import { isObject } from "../document/records";
import { EngineError } from "./errors";
import { asParty, type Party } from "./responsibilities";
import { isSeverity, type Severity } from "./severity";

/** A rule as its METADATA describes it. */
export interface Rule {
  /** `group/condition`, such as `networking/nodes-reach-api-server`. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly description: string;
  /** What to change when it fails. */
  readonly remediation: string;
  /** Rows of the shared-responsibility table that the rule serves. */
  readonly party?: Party;
  /** Pages that the rule comes from. */
  readonly references: readonly string[];
  /** Names of the settings that its parameters come from. */
  readonly settings: readonly string[];
  /** Kinds of documents that it has subjects in. */
  readonly kinds: readonly DocumentKind[];
  /** Names of the same rule in other tools. */
  readonly aliases: readonly string[];
  /** Why the rule is retired, and what replaces it. */
  readonly deprecated?: string;
}

/** `policies/bundle/manifest.json`: what the compiled policies are, and what they need. */
export interface Manifest {
  readonly name: string;
  /** Digest of the sources. */
  readonly revision: string;
  /** Version of OPA that compiled them. */
  readonly opa: string;
  readonly wasm: { readonly sha256: string; readonly bytes: number };
  readonly entrypoints: readonly string[];
  /** Attributes that some rule reads, by resource type. */
  readonly reads: Readonly<Record<string, readonly string[]>>;
  readonly rules: readonly Rule[];
  /** Settings that rules may name, by name. */
  readonly settings: Readonly<Record<string, Setting>>;
}

/** A parameter of rules. */
export interface Setting {
  /** What it is where the settings file does not say. */
  readonly default: unknown;
  /** A clause that says what it is. */
  readonly description: string;
}

/**
 * Checks what was parsed from a manifest.
 *
 * @param file what errors call it
 * @throws EngineError naming everything that does not fit
 */
export function parseManifest(content: unknown, file: string): Manifest {
  const problems: string[] = [];
  const root = asRecord(content);
  const wasm = asRecord(root["wasm"]);
  const text = (value: unknown, key: string): string => {
    if (typeof value === "string" && value !== "") return value;
    problems.push(`${key} must be a text, and is ${JSON.stringify(value) ?? "absent"}`);
    return "";
  };
  const rules = Array.isArray(root["rules"]) ? root["rules"] : [];
  const manifest: Manifest = {
    name: text(root["name"], "name"),
    revision: text(root["revision"], "revision"),
    opa: text(root["opa"], "opa"),
    wasm: {
      sha256: text(wasm["sha256"], "wasm.sha256"),
      bytes: typeof wasm["bytes"] === "number" ? wasm["bytes"] : -1,
    },
    entrypoints: strings(root["entrypoints"]),
    reads: Object.fromEntries(Object.entries(asRecord(root["reads"])).map(([type, names]) => [type, strings(names)])),
    rules: rules.map((rule, index) => parseRule(asRecord(rule), `rules[${index}]`, text, problems)),
    settings: Object.fromEntries(
      Object.entries(asRecord(root["settings"])).map(([name, setting]) => {
        const { default: fallback = null, description } = asRecord(setting);
        return [name, { default: fallback, description: typeof description === "string" ? description : "" }];
      }),
    ),
  };
  if (manifest.rules.length === 0) problems.push("it lists no rules");
  const ids = manifest.rules.map(({ id }) => id);
  for (const id of ids.filter((id, index) => id !== "" && ids.indexOf(id) !== index)) {
    problems.push(`rule ${id} is listed twice`);
  }
  if (problems.length > 0) throw new EngineError(`${file} is not a manifest of policies: ${problems.join("; ")}.`);
  return manifest;
}

function parseRule(
  rule: Readonly<Record<string, unknown>>,
  at: string,
  text: (value: unknown, key: string) => string,
  problems: string[],
): Rule {
  const id = text(rule["id"], `${at}.id`);
  const severity = rule["severity"];
  if (!isSeverity(severity)) problems.push(`${at}.severity is ${JSON.stringify(severity) ?? "absent"}`);
  const party = asParty(asRecord(rule["party"]));
  return {
    id,
    severity: isSeverity(severity) ? severity : "critical",
    title: text(rule["title"], `${at}.title`),
    description: typeof rule["description"] === "string" ? rule["description"] : "",
    remediation: typeof rule["remediation"] === "string" ? rule["remediation"] : "",
    references: strings(rule["references"]),
    settings: strings(rule["settings"]),
    kinds: documentKinds.filter((kind) => !Array.isArray(rule["kinds"]) || rule["kinds"].includes(kind)),
    aliases: strings(rule["aliases"]),
    ...(party === undefined ? {} : { party }),
    ...(typeof rule["deprecated"] === "string" ? { deprecated: rule["deprecated"] } : {}),
  };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
