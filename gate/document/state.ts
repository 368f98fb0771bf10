import type { Document } from "./document";
import { RuleEchoes, unwritten } from "./echoes";
import { InputError } from "./errors";
import { group } from "./group";
import { Blocks, draft } from "./instances";
import { PlanExpressions } from "./plan-expressions";
import { KnownNames } from "./plan-known";
import { Modules } from "./plan-modules";
import { PlanValues } from "./plan-values";
import { ProviderArguments } from "./provider-arguments";
import { emptyDictionary, isArray, isObject, type JsonObject, own } from "./records";
import { isRead } from "./sensitive";
import { settle } from "./settle";

/**
 * Reads the JSON of `terraform show -json` for a state. All values are known; what names what is told by ids, ARNs and names alone, which
 * become references where the state holds the resource that has them.
 */
export function readState(state: JsonObject, path: string, all: boolean): Document {
  const entries = resourcesOf(own(state["values"], "root_module"), path);
  const blocks = new Blocks(true);
  const echoes = new RuleEchoes(entries.map(({ type, values }) => ({ type, change: { before: values } })));
  const nothingWritten = new PlanExpressions(blocks, undefined, new KnownNames(() => []));
  const provided = new ProviderArguments();
  const place = { module: new Modules(undefined, []).root };
  const addresses = new Set<string>();
  for (const { address, type, mode, module, entry, values } of entries) {
    if (addresses.has(address)) {
      throw new InputError(path, `${address} stands twice in it; only one of them could be judged.`);
    }
    addresses.add(address);
    const instance = draft(address, type, mode);
    const { index, depends_on: dependsOn } = entry;
    if (typeof index === "string" || typeof index === "number") {
      instance.index = index;
    }
    if (module !== undefined) {
      instance.module = module;
    }
    if (isArray(dependsOn) && dependsOn.length > 0) {
      instance.depends_on = dependsOn.filter((item) => typeof item === "string");
    }
    provided.note(instance, values, undefined);
    const own = echoes.without(type, values, undefined);
    const readBack = unwritten(type, own, undefined);
    if (readBack.length > 0) {
      instance.read_back = readBack;
    }
    new PlanValues(instance, nothingWritten, place, false, all).read(
      own,
      undefined,
      entry["sensitive_values"],
      undefined,
    );
    blocks.declare(address, type).add(instance);
  }
  settle(blocks);
  return { path, kind: "state", gaps: [], resources: group(blocks.drafts()), deleted: emptyDictionary() };
}

interface Entry {
  readonly address: string;
  readonly type: string;
  readonly mode: "managed" | "data";
  readonly module?: string;
  readonly entry: JsonObject;
  readonly values: JsonObject;
}

/** The resources of a module and of the modules in it. One that is not what Terraform writes would be a resource lost. */
function resourcesOf(module: unknown, path: string): Entry[] {
  const address = own(module, "address");
  const resources = own(module, "resources") ?? [];
  const children = own(module, "child_modules") ?? [];
  if (!isArray(resources) || !isArray(children)) {
    throw new InputError(path, `${String(address ?? "values.root_module")} has no lists of resources and modules.`);
  }
  return [
    ...resources.flatMap((entry, at): Entry[] => {
      const [name, type, values] = ["address", "type", "values"].map((key) => own(entry, key));
      if (!isObject(entry) || typeof name !== "string" || typeof type !== "string" || !isObject(values)) {
        const where = typeof address === "string" ? address : "values.root_module";
        throw new InputError(path, `${where}.resources[${at}] is not a resource with address, type and values.`);
      }
      // What is deposed waits to be destroyed; what stands in its place has an entry of its own.
      if (!isRead(type) || entry["deposed_key"] !== undefined) {
        return [];
      }
      const mode = entry["mode"] === "data" ? "data" : "managed";
      return [
        { address: name, type, mode, ...(typeof address === "string" ? { module: address } : {}), entry, values },
      ];
    }),
    ...children.flatMap((child) => resourcesOf(child, path)),
  ];
}
