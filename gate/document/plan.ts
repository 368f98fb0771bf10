import type { Action, Document, Gap } from "./document";
import { isForgotten, RuleEchoes, unwritten } from "./echoes";
import { InputError } from "./errors";
import { group } from "./group";
import { Blocks, type Draft, draft } from "./instances";
import { PlanExpressions } from "./plan-expressions";
import { KnownNames } from "./plan-known";
import { Modules, type Place } from "./plan-modules";
import { PlanValues } from "./plan-values";
import { ProviderArguments } from "./provider-arguments";
import { isArray, isObject, type JsonObject, own } from "./records";
import { isRead } from "./sensitive";
import { settle } from "./settle";

/** Reads the JSON of `terraform show -json` for a plan, with its modules at any depth. */
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
  const priorData = dataOf(own(own(plan["prior_state"], "values"), "root_module"));
  const modules = new Modules(
    root,
    [...changes, ...priorData].flatMap((entry) => moduleOf(entry) ?? []),
  );
  const blocks = new Blocks(plan["complete"] !== false && plan["deferred_changes"] === undefined);
  for (const module of modules.all()) {
    for (const [base, { type }] of module.isAssumed ? [] : module.config.resources) {
      if (typeof type === "string" && isRead(type)) {
        blocks.declare(module.absolute(base), type);
      }
    }
  }

  const deleted: Draft[] = [];
  const reading: Reading[] = [];
  const echoes = new RuleEchoes(changes);
  for (const entry of changes) {
    const change = own(entry, "change");
    const instance = instanceOf(entry);
    if (!isObject(change) || instance === undefined || entry["deposed"] !== undefined) {
      continue;
    }
    const actions = (isArray(change["actions"]) ? change["actions"] : []).filter(isAction);
    instance.actions = actions;
    const written = writtenOf(modules, entry);
    const after = change["after"];
    const isOnlyDeleted = actions.length === 1 && actions[0] === "delete";
    if (isForgotten(entry) || (isOnlyDeleted && outlivesDeletion.has(instance.type))) {
      if (isObject(change["before"])) {
        const asItIs: JsonObject = { after_sensitive: change["before_sensitive"] };
        reading.push({ draft: instance, after: change["before"], change: asItIs, place: written.place });
        blocks.declare(baseOf(entry), instance.type).add(instance);
      }
    } else if (isOnlyDeleted) {
      const before = isObject(change["before"]) ? change["before"] : {};
      new PlanValues(instance, nothingWritten, written.place, false, all).read(
        before,
        undefined,
        change["before_sensitive"],
        undefined,
      );
      deleted.push(instance);
    } else if (isObject(after)) {
      reading.push({ draft: instance, after, change, ...written });
      blocks.declare(baseOf(entry), instance.type).add(instance);
    }
  }
  for (const entry of priorData) {
    const instance = instanceOf(entry);
    const values = own(entry, "values");
    const known = instance === undefined ? undefined : blocks.get(baseOf(entry))?.at(instance.index ?? "");
    if (instance !== undefined && isObject(values) && known === undefined) {
      const change: JsonObject = { after_sensitive: entry["sensitive_values"] };
      reading.push({ draft: instance, after: values, change, ...writtenOf(modules, entry) });
      blocks.declare(baseOf(entry), instance.type).add(instance);
    }
  }

  const provided = new ProviderArguments();
  const expressions = new PlanExpressions(blocks, plan["variables"], new KnownNames(() => reading));
  for (const { draft: instance, after, change, place, block } of reading) {
    provided.note(instance, after, change["after_unknown"]);
    const create = block !== undefined && (instance.actions?.includes("create") ?? false);
    const given = own(block, "expressions");
    const expressionsOfBlock = isObject(given) ? given : undefined;
    const refreshed = create ? after : echoes.without(instance.type, after, expressionsOfBlock);
    const readBack = create ? [] : unwritten(instance.type, refreshed, expressionsOfBlock);
    if (readBack.length > 0) {
      instance.read_back = readBack;
    }
    const values = new PlanValues(instance, expressions, place, create, all);
    values.read(refreshed, change["after_unknown"], change["after_sensitive"], expressionsOfBlock);
    const dependsOn = place.module.waitsFor(own(block, "depends_on"));
    if (dependsOn.length > 0) {
      instance.depends_on = dependsOn;
    }
    if (isObject(change["before"]) && !instance.actions?.includes("no-op")) {
      const before = draft(instance.address, instance.type, instance.mode);
      new PlanValues(before, expressions, place, false, all).read(
        change["before"],
        undefined,
        change["before_sensitive"],
        undefined,
      );
      instance.before = before.values;
      if (Object.keys(before.unknown).length > 0) {
        instance.before_unknown = before.unknown;
      }
    }
    const replacePaths = change["replace_paths"];
    if (isArray(replacePaths) && replacePaths.length > 0) {
      instance.replace_paths = replacePaths.map((steps) => (isArray(steps) ? steps.join(".") : String(steps)));
    }
  }
  settle(blocks);
  return {
    path,
    kind: "plan",
    gaps: gaps(plan, modules, changes),
    resources: group(blocks.drafts()),
    deleted: group(deleted),
  };
}

interface Reading extends Written {
  readonly draft: Draft;
  readonly after: JsonObject;
  readonly change: JsonObject;
}

/** What the configuration holds of an instance. */
interface Written {
  readonly place: Place;
  readonly block?: JsonObject;
}

const nothingWritten = new PlanExpressions(new Blocks(false), undefined, new KnownNames(() => []));

function writtenOf(modules: Modules, entry: JsonObject): Written {
  const module = modules.at(moduleOf(entry) ?? "");
  const block = module?.config.resources.get(localBaseOf(entry));
  if (module === undefined || block === undefined) {
    return { place: { module: module ?? modules.root } };
  }
  const { index } = entry;
  const forEach = block["for_each_expression"];
  const key = typeof index === "string" || typeof index === "number" ? { key: index } : {};
  return { place: { module, ...(forEach === undefined ? {} : { forEach }), ...key }, block };
}

/** The data sources of a module of the prior state, and of the modules in it. */
function dataOf(module: unknown): JsonObject[] {
  return [
    ...objects(own(module, "resources")).flatMap((entry) =>
      entry["mode"] === "data" ? [{ ...entry, module_address: own(module, "address") }] : [],
    ),
    ...objects(own(module, "child_modules")).flatMap(dataOf),
  ];
}

function gaps(plan: JsonObject, modules: Modules, changes: readonly JsonObject[]): Gap[] {
  const found = new Map<string, Gap>();
  const add = (address: string, reason: string) => found.set(address, { address, reason });
  for (const entry of changes) {
    const address = moduleOf(entry) ?? "";
    if (!isGone(own(entry["change"], "actions")) && modules.at(address) === undefined) {
      add(address, "the plan holds resources of the module, but not its configuration");
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
  const addresses = new Set<unknown>();
  return all.map((entry, at) => {
    const change = own(entry, "change");
    const named = ["address", "type", "name"].every((key) => typeof own(entry, key) === "string");
    if (!isObject(entry) || !named || !isObject(change) || !isArray(change["actions"])) {
      throw new InputError(path, `resource_changes[${at}] is not a change with address, type, name and actions.`);
    }
    const { address, type, name, deposed } = entry;
    if (
      !String(address)
        .replace(/\[[^[]*\]$/, "")
        .endsWith(`${type}.${name}`)
    ) {
      throw new InputError(path, `resource_changes[${at}] has an address that is not of its type and name.`);
    }
    // Beside an instance there may be deposed ones, which wait to be destroyed.
    if (deposed === undefined && addresses.has(address)) {
      throw new InputError(
        path,
        `resource_changes[${at}] has the address of an earlier one; only one could be judged.`,
      );
    }
    if (deposed === undefined) {
      addresses.add(address);
      const goes = isGone(change["actions"]);
      if (!isObject(goes ? change["before"] : change["after"])) {
        const side = goes ? "before" : "after";
        throw new InputError(
          path,
          `resource_changes[${at}] has no values ${side} its change, by which it could be judged.`,
        );
      }
    }
    return entry;
  });
}

/** Whether Terraform destroys or forgets it. */
function isGone(actions: unknown): boolean {
  return (
    isArray(actions) && actions.length > 0 && actions.every((action) => action === "delete" || action === "forget")
  );
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

function moduleOf(entry: JsonObject): string | undefined {
  const address = entry["module_address"];
  return typeof address === "string" && address !== "" ? address : undefined;
}

function instanceOf(entry: JsonObject): Draft | undefined {
  const { address, type, mode, index } = entry;
  if (typeof address !== "string" || typeof type !== "string" || !isRead(type)) {
    return undefined;
  }
  const instance = draft(address, type, mode === "data" ? "data" : "managed");
  const module = moduleOf(entry);
  if (module !== undefined) {
    instance.module = module;
  }
  if (typeof index === "string" || typeof index === "number") {
    instance.index = index;
  }
  return instance;
}

/** Address without index, within the module. */
function localBaseOf(entry: JsonObject): string {
  const base = `${String(entry["type"])}.${String(entry["name"])}`;
  return entry["mode"] === "data" ? `data.${base}` : base;
}

/** Address without index. */
function baseOf(entry: JsonObject): string {
  const module = moduleOf(entry);
  return module === undefined ? localBaseOf(entry) : `${module}.${localBaseOf(entry)}`;
}

const actionNames: readonly string[] = ["no-op", "create", "read", "update", "delete", "forget"] satisfies Action[];

function isAction(value: unknown): value is Action {
  return typeof value === "string" && actionNames.includes(value);
}
