import type { Action, Document, Gap } from "./document";
import { isForgotten, RuleEchoes } from "./echoes";
import { InputError } from "./errors";
import { group } from "./group";
import { Blocks, type Draft, draft } from "./instances";
import { PlanExpressions } from "./plan-expressions";
import { PlanValues } from "./plan-values";
import { isArray, isObject, type JsonObject, own } from "./records";
import { isRead } from "./sensitive";
import { settle } from "./settle";

/** Reads the JSON of `terraform show -json` for a plan: its root module. */
export function readPlan(plan: JsonObject, path: string, all: boolean): Document {
  if (plan["errored"] === true) {
    throw new InputError(
      path,
      "the plan is of a run that failed (`errored` is true), so that it is not whole; plan again.",
    );
  }
  const changes = wellFormed(plan["resource_changes"] ?? [], path);
  const root = own(plan["configuration"], "root_module");
  if (!isObject(root)) {
    // What was written tells an absent argument from an unknown one.
    throw new InputError(path, "the plan has no `configuration.root_module`, without which it cannot be judged.");
  }
  const written = new Map<string, JsonObject>();
  const complete = plan["complete"] !== false;
  const blocks = new Blocks(complete && plan["deferred_changes"] === undefined);
  for (const block of objects(own(root, "resources"))) {
    const { address, type } = block;
    if (typeof address === "string" && typeof type === "string" && isRead(type)) {
      written.set(address, block);
      blocks.declare(address, type);
    }
  }

  const deleted: Draft[] = [];
  const reading: { draft: Draft; after: JsonObject; change: JsonObject; block: JsonObject | undefined }[] = [];
  const echoes = new RuleEchoes(changes);
  for (const entry of changes) {
    const change = own(entry, "change");
    const instance = instanceOf(entry);
    if (!isObject(change) || instance === undefined || entry["deposed"] !== undefined) {
      continue;
    }
    const actions = (isArray(change["actions"]) ? change["actions"] : []).filter(isAction);
    instance.actions = actions;
    const block = written.get(baseOf(entry));
    const after = change["after"];
    const isOnlyDeleted = actions.length === 1 && actions[0] === "delete";
    if (isForgotten(entry) || (isOnlyDeleted && outlivesDeletion.has(instance.type))) {
      if (isObject(change["before"])) {
        const asItIs: JsonObject = { after_sensitive: change["before_sensitive"] };
        reading.push({ draft: instance, after: change["before"], change: asItIs, block: undefined });
        blocks.declare(baseOf(entry), instance.type).add(instance);
      }
    } else if (isOnlyDeleted) {
      const before = isObject(change["before"]) ? change["before"] : {};
      new PlanValues(instance, new PlanExpressions(new Blocks(false), undefined), false, all).read(
        before,
        undefined,
        change["before_sensitive"],
        undefined,
      );
      deleted.push(instance);
    } else if (isObject(after)) {
      reading.push({ draft: instance, after, change, block });
      blocks.declare(baseOf(entry), instance.type).add(instance);
    }
  }
  for (const entry of objects(own(own(own(plan["prior_state"], "values"), "root_module"), "resources"))) {
    const instance = instanceOf(entry);
    const values = own(entry, "values");
    const known = instance === undefined ? undefined : blocks.get(baseOf(entry))?.at(instance.index ?? "");
    if (instance?.mode === "data" && isObject(values) && known === undefined) {
      const change: JsonObject = { after_sensitive: entry["sensitive_values"] };
      reading.push({ draft: instance, after: values, change, block: written.get(baseOf(entry)) });
      blocks.declare(baseOf(entry), instance.type).add(instance);
    }
  }

  const expressions = new PlanExpressions(blocks, plan["variables"]);
  for (const { draft: instance, after, change, block } of reading) {
    const create = block !== undefined && (instance.actions?.includes("create") ?? false);
    const given = own(block, "expressions");
    const expressionsOfBlock = isObject(given) ? given : undefined;
    const refreshed = create ? after : echoes.without(instance.type, after, expressionsOfBlock);
    const values = new PlanValues(instance, expressions, create, all);
    values.read(refreshed, change["after_unknown"], change["after_sensitive"], expressionsOfBlock);
    const dependsOn = own(block, "depends_on");
    if (isArray(dependsOn) && dependsOn.length > 0) {
      instance.depends_on = dependsOn.filter((item) => typeof item === "string");
    }
    if (isObject(change["before"]) && !instance.actions?.includes("no-op")) {
      const before = draft(instance.address, instance.type, instance.mode);
      new PlanValues(before, expressions, false, all).read(
        change["before"],
        undefined,
        change["before_sensitive"],
        undefined,
      );
      instance.before = before.values;
    }
  }
  settle(blocks);
  return {
    path,
    kind: "plan",
    gaps: gaps(plan, root, changes),
    resources: group(blocks.drafts()),
    deleted: group(deleted),
  };
}

function gaps(plan: JsonObject, root: unknown, changes: readonly JsonObject[]): Gap[] {
  const found = new Map<string, Gap>();
  const add = (address: string, reason: string) => found.set(address, { address, reason });
  const child = "child modules are not read by this version";
  const calls = own(root, "module_calls");
  for (const name of isObject(calls) ? Object.keys(calls) : []) {
    add(`module.${name}`, child);
  }
  for (const entry of changes) {
    const inModule = entry["module_address"];
    const actions = own(entry["change"], "actions");
    if (typeof inModule === "string" && !(isArray(actions) && actions.length === 1 && actions[0] === "delete")) {
      add(/^module\.[^.[]+/.exec(inModule)?.[0] ?? inModule, child);
    }
  }
  for (const entry of objects(plan["deferred_changes"])) {
    const address = own(entry["resource_change"], "address");
    add(typeof address === "string" ? address : "deferred_changes", "Terraform defers its change to a later plan");
  }
  if (plan["complete"] === false && found.size === 0) {
    add("plan", "the plan is not complete (`-target`, or changes that Terraform defers)");
  } else if (plan["complete"] === false) {
    add("plan", "the plan is not complete");
  }
  return [...found.values()];
}

/** The entries of `resource_changes`; one that is not what Terraform writes would be a resource lost. */
function wellFormed(entries: unknown, path: string): JsonObject[] {
  const all = isArray(entries) ? entries : [entries];
  return all.map((entry, at) => {
    const change = own(entry, "change");
    const named = ["address", "type", "name"].every((key) => typeof own(entry, key) === "string");
    if (!isObject(entry) || !named || !isObject(change) || !isArray(change["actions"])) {
      throw new InputError(path, `resource_changes[${at}] is not a change with address, type, name and actions.`);
    }
    return entry;
  });
}

function objects(value: unknown): JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

/** What a VPC has in any case: to delete these takes them out of the state, and leaves them in AWS as they are. */
const outlivesDeletion: ReadonlySet<string> = new Set([
  "aws_default_network_acl",
  "aws_default_route_table",
  "aws_default_security_group",
]);

/** An instance of the root module; what is in child modules is a gap. */
function instanceOf(entry: JsonObject): Draft | undefined {
  const { address, type, mode, index } = entry;
  if (
    typeof address !== "string" ||
    typeof type !== "string" ||
    !isRead(type) ||
    entry["module_address"] !== undefined
  ) {
    return undefined;
  }
  const instance = draft(address, type, mode === "data" ? "data" : "managed");
  if (typeof index === "string" || typeof index === "number") {
    instance.index = index;
  }
  return instance;
}

function baseOf(entry: JsonObject): string {
  const base = `${String(entry["type"])}.${String(entry["name"])}`;
  return entry["mode"] === "data" ? `data.${base}` : base;
}

const actionNames: readonly string[] = ["no-op", "create", "read", "update", "delete", "forget"] satisfies Action[];

function isAction(value: unknown): value is Action {
  return typeof value === "string" && actionNames.includes(value);
}
