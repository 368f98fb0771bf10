import { Unreadable } from "./budget";
import { stackNameOf } from "./config";
import type { Document, DocumentKind } from "./document";
import { InputError } from "./errors";
import { parseJson, refuseMisread } from "./json";
import { type Among, keysOf, linkByIds } from "./link";
import { readPlan } from "./plan";
import { isObject, type JsonObject, own } from "./records";
import { readConfigs } from "./remote-state";
import { readState } from "./state";
import { type Ties, tiesOf } from "./ties";

export interface ReadOptions {
  /**
   * Whether attributes are read that none of our policies reads, for showing the document or for other policies. Of
   * resource types that none of them reads, all are read in any case.
   * @default false
   */
  readonly all?: boolean;
  /**
   * Whether each document also has all attributes in its {@link Document.whole}, as judging by bundles of one's own takes.
   * @default false
   */
  readonly whole?: boolean;
}

/** Documents with what was read of the same inputs with all attributes. */
export function withWhole(documents: readonly Document[], wholes: readonly Document[]): readonly Document[] {
  return documents.map((document, at) => {
    const whole = wholes[at];
    return whole === undefined ? document : { ...document, whole };
  });
}

/** An input: the text of a file, and its path, or a name for it, for messages. */
export interface Source {
  readonly text: string;
  readonly path: string;
}

/**
 * Reads an input: a `cdk.tf.json` (or another configuration in Terraform's JSON syntax), or the JSON that
 * `terraform show -json` prints for a plan or a state.
 *
 * @param text content of the file
 * @param path its path, or a name for it, for messages
 * @throws InputError where it cannot be judged: not JSON, not whole, or of a kind or version that is not known
 */
export function read(text: string, path: string, options: ReadOptions = {}): Document {
  const [document] = readAll([{ text, path }], options);
  if (document === undefined) {
    throw new InputError(path, "nothing was read.");
  }
  return document;
}

/**
 * Reads inputs that belong together: a stack that reads another's outputs (`terraform_remote_state`), or that names by its id what another
 * holds, refers to the resources of that other.
 *
 * @param among what they are to the other inputs of the run; nothing where there are no others
 * @returns a document for each input, in their order
 * @throws InputError where one of them cannot be judged
 */
export function readAll(
  sources: readonly Source[],
  options: ReadOptions = {},
  among: Partial<Among> = {},
): readonly Document[] {
  const inputs = parseAll(sources);
  const keys = among.keys ?? keysOf(inputs);
  const linked = (all: boolean) => linkByIds(documentsOf(inputs, keys, all), keys, among.elsewhere);
  const documents = linked(options.all ?? false);
  return options.whole === true ? withWhole(documents, linked(true)) : documents;
}

/**
 * Reads inputs apart from the others of a run, to find out what ties them to those.
 *
 * @param sources one, or all that read each other's outputs
 * @throws InputError where one of them cannot be judged
 */
export function readTied(sources: readonly Source[]): {
  readonly documents: readonly Document[];
  readonly ties: readonly Ties[];
} {
  const inputs = parseAll(sources);
  const documents = documentsOf(inputs, keysOf(inputs), false);
  const ties = documents.map((document, at) => {
    const input = inputs[at];
    return tiesOf(document, input?.kind === "config" ? input.root : undefined);
  });
  return { documents, ties };
}

/** An input by its kind, before its resources are read. */
interface Parsed {
  readonly root: JsonObject;
  readonly path: string;
  readonly kind: DocumentKind;
  /** Of a configuration. */
  readonly stack?: string | undefined;
}

function parseAll(sources: readonly Source[]): readonly Parsed[] {
  return sources.map((source) => {
    const parsed = guarded(source.path, () => parse(source));
    return parsed.kind === "config" ? { ...parsed, stack: stackNameOf(parsed.root) } : parsed;
  });
}

/** The documents of inputs, in their order, before ids link them. */
function documentsOf(inputs: readonly Parsed[], keys: readonly string[], all: boolean): readonly Document[] {
  const configs = readConfigs(
    inputs.flatMap((one, at) => (one.kind === "config" ? [{ ...one, key: keys[at] ?? one.path }] : [])),
    (path, readOne) => guarded(path, () => readOne(all)),
  )[Symbol.iterator]();
  return inputs.flatMap(({ root, path, kind }) =>
    kind === "config"
      ? (configs.next().value ?? [])
      : [guarded(path, () => (kind === "plan" ? readPlan(root, path, all) : readState(root, path, all)))],
  );
}

function guarded<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) {
      throw new InputError(path, "the JSON is nested too deeply to be read.");
    }
    if (error instanceof Unreadable) {
      throw new InputError(path, `it cannot be read: ${error.message}.`);
    }
    throw error;
  }
}

function parse({ text, path }: Source): Parsed {
  const root = parseJson(text, path);
  if (!isObject(root)) {
    throw new InputError(path, `${notOurs}; its outermost value is not an object.`);
  }
  refuseMisread(root, text, path);
  if (root["format_version"] !== undefined) {
    return { root, path, kind: kindOfFormat(root, path) };
  }
  const isConfig = ["resource", "data", "terraform", "module", "locals", "provider"].some((key) =>
    Object.hasOwn(root, key),
  );
  if (isConfig || (isObject(root["//"]) && own(root["//"], "metadata") !== undefined)) {
    return { root, path, kind: "config" };
  }
  if (Object.hasOwn(root, "serial") && Object.hasOwn(root, "lineage")) {
    throw new InputError(
      path,
      "this is a raw state file; its format is Terraform's own. Pass what `terraform show -json` prints.",
    );
  }
  throw new InputError(path, `${notOurs}.`);
}

const notOurs = "neither a cdk.tf.json nor the JSON of `terraform show -json` for a plan or a state";

function kindOfFormat(root: JsonObject, path: string): DocumentKind {
  const version = root["format_version"];
  if (typeof version !== "string" || !/^1\.\d+$/.test(version)) {
    const shown = JSON.stringify(version);
    const short = shown.length > 40 ? `${shown.slice(0, 40)}…` : shown;
    throw new InputError(path, `format_version is ${short}; this version reads format 1.`);
  }
  if (["errored", "planned_values", "resource_changes", "configuration"].some((key) => Object.hasOwn(root, key))) {
    return "plan";
  }
  const isEmptyState = Object.keys(root).every((key) => key === "format_version" || key === "terraform_version");
  if (isEmptyState || Object.hasOwn(root, "values")) {
    return "state";
  }
  throw new InputError(
    path,
    `${notOurs}: it has a format_version, but no planned_values, resource_changes, configuration or values.`,
  );
}
