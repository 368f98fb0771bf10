import type { Reference } from "../document";
import type { Draft } from "../instances";
import { distinct, unknownReference } from "../instances";
import type { JsonObject } from "../records";
import { bootstrapsIn } from "./bootstrap";
import { partsOf } from "./parts";
import { secretsIn } from "./secrets";
import { asText, behind, type Decoded, fromBase64, hasHole, marked, type Pieces } from "./text";

/** User data as an input gives it. */
export type UserData =
  | {
      readonly kind: "text";
      readonly pieces: Pieces;
      /** `either`: base64 where it is that, else the text itself. */
      readonly encoding: "base64" | "either" | "none";
      readonly references: readonly Reference[];
    }
  | { readonly kind: "unknown"; readonly references: readonly Reference[] };

/** The argument of the table that the facts are read into. */
export const factsArgument = "user_data_facts";

/** The arguments of a type that give user data, with how they encode it. */
export function userDataArguments(type: string): readonly (readonly [name: string, encoding: "base64" | "either"])[] {
  switch (type) {
    case "aws_launch_template":
      return [["user_data", "base64"]];
    case "aws_launch_configuration":
      return [
        ["user_data", "either"],
        ["user_data_base64", "base64"],
      ];
    default:
      return [];
  }
}

/** Terraform keeps only a hash of a launch configuration's user data. */
export function isHash(value: string): boolean {
  return /^[0-9a-f]{40}$/.test(value);
}

/**
 * Notes what user data says as far as policies ask, never its text. What may hang on a piece that is not known makes the argument unknown
 * beside the facts; the references are those of the whole.
 */
export function noteUserData(draft: Draft, given: UserData): void {
  const references = distinct([...given.references]);
  if (references.length > 0) {
    draft.edges[factsArgument] = references;
  }
  if (given.kind === "unknown") {
    draft.unknown[factsArgument] = true;
    return;
  }
  const { pieces } = given;
  const decoded = decode(given);
  const parts = "text" in decoded ? partsOf(decoded.text) : undefined;
  const isOpen = pieces.some((piece) => typeof piece !== "string");
  if (isOpen) {
    draft.unknown[factsArgument] = true;
  }
  if (parts === undefined) {
    const why = "why" in decoded ? decoded.why : "a part of it cannot be decoded";
    draft.values[factsArgument] = [{ unreadable: why }];
    return;
  }
  draft.values[factsArgument] = [
    {
      kinds: [...new Set(parts.map(({ kind }) => kind))],
      secrets: secretsIn(parts),
      bootstraps: bootstrapsIn(parts).map((bootstrap, at): JsonObject => {
        const path = `${factsArgument}.0.bootstraps.${at}`;
        const { way, cluster_name: name, ...rest } = bootstrap;
        const has: JsonObject = { way };
        for (const [key, text] of Object.entries(rest)) {
          has[key] = true;
          refer(draft, `${path}.${key}`, behind(text, pieces));
        }
        if (name !== undefined && isLiteral(name)) {
          has["cluster_name"] = name;
        } else if (name !== undefined) {
          draft.unknown[`${path}.cluster_name`] = true;
          // Only a name that is nothing but the reference means what that means.
          const isWhole = /^\uE000\d+\uE001$/.test(name);
          refer(
            draft,
            `${path}.cluster_name`,
            isWhole ? behind(name, pieces) : [unknownReference("a part of user data")],
          );
        }
        return has;
      }),
    },
  ];
}

/** Whether a name is written out, not made by a variable or by what is not known. */
function isLiteral(name: string): boolean {
  return !hasHole(name) && !/[$`%]/.test(name);
}

function refer(draft: Draft, path: string, references: readonly Reference[]): void {
  if (references.length > 0) {
    draft.edges[path] = distinct(references);
  }
}

function decode({ pieces, encoding }: UserData & { kind: "text" }): Decoded {
  const text = marked(pieces);
  if (encoding === "none") {
    return { text };
  }
  const bytes = fromBase64(text);
  if (bytes === undefined || (encoding === "either" && !("text" in asText(bytes)))) {
    return encoding === "either" ? { text } : { why: "it is not base64" };
  }
  return asText(bytes);
}
