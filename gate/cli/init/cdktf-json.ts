import { join } from "node:path";

import { UsageError } from "../../engine/index";
import type { Project } from "./project";
import type { Step } from "./step";

/** The folder that CDKTF synthesizes to by itself, and that `eksgate check` judges. */
const defaultOutput = "cdktf.out";

/** What `cdktf.json` says that the workflow has to know. */
export interface CdktfSettings {
  readonly output: string;
  /** Whether bindings have to be generated before the program can run. */
  readonly hasBindings: boolean;
}

/**
 * Reads `cdktf.json`.
 *
 * @throws UsageError if it is not as cdktf reads it
 */
export function cdktfSettings(text: string, file: string): CdktfSettings {
  const content = parse(text, file);
  const output = content["output"] ?? defaultOutput;
  if (typeof output !== "string" || output === "") {
    throw new UsageError(`${file}: output is ${JSON.stringify(output)}; it must be the name of a folder.`);
  }
  const lists = [content["terraformProviders"], content["terraformModules"]];
  return { output, hasBindings: lists.some((list) => Array.isArray(list) && list.length > 0) };
}

/** Names the output folder, since the gate and the workflow rely on it. Everything else stays as it is, to the byte. */
export function extendCdktfJson({ folder, cdktfJson }: Project): Step {
  const file = join(folder, "cdktf.json");
  if (cdktfJson === undefined) return { kind: "leave", file, why: "there is none: this is no CDKTF project" };
  if (Object.hasOwn(parse(cdktfJson, file), "output")) return { kind: "leave", file, why: "names its output already" };
  return {
    kind: "extend",
    file,
    text: withEntry(cdktfJson, "output", defaultOutput),
    what: `output: ${defaultOutput}`,
  };
}

function parse(text: string, file: string): Readonly<Record<string, unknown>> {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new UsageError(
      `${file}: not valid JSON, which cdktf could not read either: ${error instanceof Error ? error.message : error}.`,
    );
  }
  if (!isRecord(content))
    throw new UsageError(`${file}: must hold an object, such as { "language": "typescript", … }.`);
  return content;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object of JSON with one entry more at its end, written as its other entries are. */
function withEntry(text: string, key: string, value: string): string {
  const end = text.lastIndexOf("}");
  const before = text.slice(0, end).trimEnd();
  const entry = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = /^\ufeff?\s*\{\r?\n([ \t]*)"/.exec(text)?.[1];
  if (before.endsWith("{")) return `${before}${newline}  ${entry}${newline}${text.slice(end)}`;
  return indent === undefined
    ? `${before}, ${entry}${text.slice(before.length)}`
    : `${before},${newline}${indent}${entry}${text.slice(before.length)}`;
}
