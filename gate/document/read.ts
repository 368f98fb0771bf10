import { readConfig } from "./config";
import type { Document } from "./document";
import { InputError } from "./errors";
import { parseJson, refuseDuplicateKeys } from "./json";
import { readPlan } from "./plan";
import { isObject, type JsonObject, own } from "./records";
import { readState } from "./state";

export interface ReadOptions {
  /**
   * Whether attributes are read that none of our policies reads, for showing the document or for other policies. Of
   * resource types that none of them reads, all are read in any case.
   * @default false
   */
  readonly all?: boolean;
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
  const root = parseJson(text, path);
  try {
    return readParsed(root, text, path, options.all ?? false);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new InputError(path, "the JSON is nested too deeply to be read.");
    }
    throw error;
  }
}

function readParsed(root: unknown, text: string, path: string, all: boolean): Document {
  if (!isObject(root)) {
    throw new InputError(path, `${notOurs}; its outermost value is not an object.`);
  }
  if (root["format_version"] !== undefined) {
    return readFormat(root, path, all);
  }
  if (["resource", "data", "terraform", "module", "locals", "provider"].some((key) => Object.hasOwn(root, key))) {
    refuseDuplicateKeys(text, path);
    return readConfig(root, path, all);
  }
  if (isObject(root["//"]) && own(root["//"], "metadata") !== undefined) {
    refuseDuplicateKeys(text, path);
    return readConfig(root, path, all);
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

function readFormat(root: JsonObject, path: string, all: boolean): Document {
  const version = root["format_version"];
  if (typeof version !== "string" || !/^1\.\d+$/.test(version)) {
    throw new InputError(path, `format_version is ${JSON.stringify(version)}; this version reads format 1.`);
  }
  const isPlan = ["planned_values", "resource_changes", "configuration"].some((key) => Object.hasOwn(root, key));
  if (root["errored"] === true || isPlan) {
    return readPlan(root, path, all);
  }
  if (
    Object.hasOwn(root, "values") ||
    Object.keys(root).every((key) => key === "format_version" || key === "terraform_version")
  ) {
    return readState(root, path, all);
  }
  throw new InputError(
    path,
    `${notOurs}: it has a format_version, but no planned_values, resource_changes, configuration or values.`,
  );
}
