import { ConfigReader } from "./config";
import type { Document } from "./document";
import { entriesOf, isArray, isObject, type JsonObject, own } from "./records";
import { foreign, type Term } from "./terms";

/** Reads one configuration, with whatever guards that takes. */
type Guard = <T>(path: string, readOne: (all: boolean) => T) => T;

/** A configuration, with what others call it. */
export interface KeyedConfig {
  readonly root: JsonObject;
  readonly path: string;
  readonly key: string;
}

/** Where a configuration keeps its state: the kind of its backend, and what is said of it. */
export type StatePlace = readonly [kind: string, body: JsonObject];

interface Stack extends KeyedConfig {
  readonly reader: ConfigReader;
  /** The places of the states that it reads, by the names of its `terraform_remote_state`s. */
  readonly reads: ReadonlyMap<string, JsonObject>;
  readonly keeps: StatePlace | undefined;
  outputs?: Term;
}

/**
 * Reads configurations, in their order. Where one reads the outputs of another's state (`terraform_remote_state`, by the place that the
 * other's backend names), what it refers to are the resources of the other.
 */
export function readConfigs(configs: readonly KeyedConfig[], guard: Guard): readonly Document[] {
  const stacks: Stack[] = configs.map(({ root, path, key }) => {
    const reads = remoteStatesOf(root);
    const outputs = (name: string): Term | undefined => {
      const place = reads.get(name);
      const [owner, ...others] = place === undefined ? [] : stacks.filter(({ keeps }) => holds(keeps, place));
      // Two that keep their state in one place are copies of one stack: which of them is meant is not known.
      return owner === undefined || others.length > 0 || owner.root === root ? undefined : outputsOf(owner);
    };
    const reader = guard(path, () => new ConfigReader(root, outputs));
    return { root, path, key, reader, reads, keeps: stateOf(root) };
  });
  return stacks.map(({ path, reader }) => guard(path, (all) => reader.read(path, all)));
}

function outputsOf(stack: Stack): Term {
  stack.outputs ??= foreign(stack.reader.outputs(), stack.key);
  return stack.outputs;
}

/** The bodies of `terraform_remote_state` data sources, with literal places. */
export function remoteStatesOf(root: JsonObject): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const [type, named] of entriesOf(root["data"])) {
    for (const [name, body] of type === "terraform_remote_state" ? entriesOf(named) : []) {
      const written = isArray(body) ? body[0] : body;
      if (isObject(written) && isDefaultWorkspace(written["workspace"])) {
        found.set(name, written);
      }
    }
  }
  return found;
}

/** The workspace that the other stack is deployed in too. */
function isDefaultWorkspace(workspace: unknown): boolean {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of Terraform's
  return workspace === undefined || workspace === "default" || workspace === "${terraform.workspace}";
}

/** What tells one state of a backend from another. */
const places: readonly string[] = ["key", "path", "prefix", "address", "workspaces", "conn_str", "secret_suffix"];

/** Where a configuration keeps its state, if it says so. */
export function stateOf(root: JsonObject): StatePlace | undefined {
  const terraform = isArray(root["terraform"]) ? root["terraform"][0] : root["terraform"];
  const [kind, body] = [...entriesOf(own(terraform, "backend")), ...cloudOf(terraform)][0] ?? [];
  const written = isArray(body) ? body[0] : body;
  return kind === undefined || !isObject(written) ? undefined : [kind, written];
}

/** Whether a configuration keeps its state in the place that a `terraform_remote_state` reads. */
export function holds(keeps: StatePlace | undefined, { backend, config }: JsonObject): boolean {
  const [kind, written] = keeps ?? [];
  if (written === undefined || kind !== backend || !isObject(config)) {
    return false;
  }
  const shared = Object.keys(config).filter((key) => Object.hasOwn(written, key));
  return shared.some((key) => places.includes(key)) && shared.every((key) => isSame(config[key], written[key]));
}

/** HCP Terraform is read through the backend `remote`. */
function cloudOf(terraform: unknown): [string, unknown][] {
  const cloud = own(terraform, "cloud");
  return cloud === undefined ? [] : [["remote", cloud]];
}

/** Equal literals; of expressions it is not known. */
function isSame(a: unknown, b: unknown): boolean {
  const text = JSON.stringify(a);
  return text === JSON.stringify(b) && !text.includes("${");
}
