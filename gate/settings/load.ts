import { readFileSync } from "node:fs";
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";

import { type ClusterOptions, didYouMean, type JudgeOptions, type RuleSetting, type Waiver } from "../engine/index";
import { SettingsError } from "./errors";
import { type Judging, keysAt, settingsSchema } from "./schema";

type Path = readonly PropertyKey[];

/**
 * Reads a settings file into options. Rule ids are checked where the rules are chosen.
 *
 * @throws SettingsError with everything that is wrong, each with file, line and column
 */
export function loadSettings(file: string): JudgeOptions {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError(`${file}: the settings cannot be read: ${reason}.`, { cause: error });
  }
  return parseSettings(text, file);
}

export function parseSettings(text: string, file: string): JudgeOptions {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new SettingsError(document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message}`).join("\n"));
  }
  const position = (path: Path, isKey: boolean): string => at(offsetOf(document, path, isKey));
  const parsed = settingsSchema.safeParse(document.toJS() ?? {});
  if (!parsed.success)
    throw new SettingsError(parsed.error.issues.flatMap((issue) => explain(issue, document, position)).join("\n"));

  const { construct_waivers, clusters, ...judging } = parsed.data;
  const lineOf = (path: Path): string => position(path, true).replace(/:\d+$/, "");
  return {
    ...judgingOptions(judging, [], lineOf),
    ...(construct_waivers === undefined ? {} : { constructWaivers: construct_waivers }),
    ...(clusters === undefined
      ? {}
      : {
          clusters: clusters.map(({ match, ...own }, at) => ({
            match,
            ...judgingOptions(own, ["clusters", at], lineOf),
            from: lineOf(["clusters", at]),
          })),
        }),
    sources: { profile: lineOf(["profile"]), failOn: lineOf(["fail_on"]), undetermined: lineOf(["undetermined"]) },
  };
}

/** The part of the options that is said of everything, or of some clusters. */
function judgingOptions(
  { profile, fail_on, undetermined, settings, rules, waivers }: Judging,
  path: Path,
  lineOf: (path: Path) => string,
): Omit<ClusterOptions, "match" | "from"> & { readonly ruleSettings: readonly RuleSetting[] } {
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(fail_on === undefined ? {} : { failOn: fail_on }),
    ...(undetermined === undefined ? {} : { undetermined }),
    ...(settings === undefined ? {} : { settings }),
    ruleSettings: Object.entries(rules ?? {}).map(([rule, set]) => ({
      rule,
      set: set === "off" ? set : set.severity,
      from: lineOf([...path, "rules", rule]),
    })),
    ...(waivers === undefined
      ? {}
      : { waivers: waivers.map((waiver, at) => waiverOf(waiver, lineOf([...path, "waivers", at]))) }),
  };
}

function waiverOf(
  { rule, address, construct = "", reason, owner, expires, fingerprint }: NonNullable<Judging["waivers"]>[number],
  from: string,
): Waiver {
  return {
    rule,
    target: address === undefined ? { construct } : { address },
    reason,
    owner,
    expires,
    ...(fingerprint === undefined ? {} : { fingerprint }),
    from,
  };
}

type Issue = z.core.$ZodIssue;

function explain(issue: Issue, document: Document, position: (path: Path, isKey: boolean) => string): string[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return `${position(path, true)}: ${unknownKey(path, key)}`;
    });
  }
  const where = position(issue.path, false);
  const value = document.getIn(issue.path.map(String));
  const shown = isNode(value) ? JSON.stringify(value.toJS(document)) : JSON.stringify(value);
  return [`${where}: ${issue.path.map(String).join(".") || "the file"} is ${shown ?? "absent"}: ${allowed(issue)}`];
}

function unknownKey(path: Path, key: string): string {
  const known = keysAt(path.slice(0, -1));
  return `there is no setting "${path.map(String).join(".")}".${didYouMean(key, known)} Allowed: ${known.join(", ")}.`;
}

function allowed(issue: Issue): string {
  if (issue.code === "invalid_union") return 'write "off", or { severity: critical, high, medium or low }.';
  return `${issue.message}.`;
}

/** Where a path lies in the text: its key, or its value. What is not there lies where the map that lacks it does. */
function offsetOf(document: Document, path: Path, isKey: boolean): number {
  const name = path.at(-1);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1).map(indexable), true);
  if (isKey && isMap(parent)) {
    const pair = parent.items.find(({ key }) => (isScalar(key) ? key.value : key) === name);
    if (isNode(pair?.key)) return pair.key.range?.[0] ?? 0;
  }
  const node = document.getIn(path.map(indexable), true);
  if (isNode(node)) return node.range?.[0] ?? 0;
  return isNode(parent) ? (parent.range?.[0] ?? 0) : 0;
}

function indexable(key: PropertyKey): string | number {
  return typeof key === "number" ? key : String(key);
}
