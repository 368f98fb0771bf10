import { withoutIndexes } from "./dependencies";
import { emptyDictionary, entriesOf, isArray, isObject, type JsonObject, own } from "./records";

/** A module as its configuration says, with the modules that it calls. */
interface ModuleConfig {
  readonly outputs: JsonObject;
  /** Resource and data source blocks by address without index. */
  readonly resources: ReadonlyMap<string, JsonObject>;
  readonly calls: ReadonlyMap<string, CallConfig>;
  readonly variables: JsonObject;
}

/** A `module` block. */
interface CallConfig {
  readonly dependsOn: unknown;
  readonly expressions: JsonObject;
  readonly forEach: unknown;
  /** Whether `count` or `for_each` makes instances of it; `none` where they certainly make none. */
  readonly repeated: boolean | "none";
  readonly module: ModuleConfig;
}

/** Where an argument stands: the module instance, and what its block repeats over. */
export interface Place {
  readonly module: Module;
  /** Expression of the block's `for_each`, which `each.value` is an element of. */
  readonly forEach?: unknown;
  /** The key of the instance. */
  readonly key?: string | number;
}

/** What a variable is given. */
export type Input =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "expression"; readonly place: Place; readonly expression: JsonObject };

/** One instance of a module; the root module is one too. */
export class Module {
  /** Instances by the name of the call. */
  readonly children = new Map<string, readonly Module[]>();

  constructor(
    /** Such as `module.network.module.subnets["a"]`; empty for the root module. */
    readonly address: string,
    readonly config: ModuleConfig,
    /** The module that calls it, and how; nothing for the root module. */
    readonly caller?: { readonly place: Place; readonly call: CallConfig },
    /** It stands for instances that the plan shows nothing of, if there are any: `count` may be 0. */
    readonly isAssumed = false,
  ) {}

  /** An address in this module as one in the whole input. */
  absolute(address: string): string {
    return this.address === "" ? address : `${this.address}.${address}`;
  }

  /**
   * What a variable of this module is given: a value, or an expression in the module that calls it. Nothing where the plan does not tell.
   *
   * @param variables `variables` of the plan: the values of the root module's
   */
  input(name: string, variables: unknown): Input | undefined {
    const byDefault = own(own(this.config.variables, name), "default");
    if (this.caller === undefined) {
      const given = own(variables, name);
      const value = isObject(given) ? given["value"] : byDefault;
      return value === undefined ? undefined : { kind: "value", value };
    }
    const { place, call } = this.caller;
    const expression = call.expressions[name];
    if (isObject(expression) && !Object.hasOwn(expression, "constant_value")) {
      return { kind: "expression", place, expression };
    }
    return { kind: "value", value: isObject(expression) ? expression["constant_value"] : byDefault };
  }

  /** What is written for an argument of a block of this module. */
  throughArgument(base: string, argument: string | undefined): (Input & { kind: "expression" }) | undefined {
    const block = this.config.resources.get(base);
    const expression = argument === undefined ? undefined : own(own(block, "expressions"), argument);
    const forEach = own(block, "for_each_expression");
    const place: Place = { module: this, ...(forEach === undefined ? {} : { forEach }) };
    return isObject(expression) ? { kind: "expression", place, expression } : undefined;
  }

  /** What a block of this module waits for: the addresses of its `depends_on`, and those of the modules that it is in, in the whole input. */
  waitsFor(dependsOn: unknown): string[] {
    const own = (isArray(dependsOn) ? dependsOn : []).flatMap((item) =>
      typeof item === "string" ? [withoutIndexes(this.absolute(item))] : [],
    );
    return this.caller === undefined ? own : [...own, ...this.caller.place.module.waitsFor(this.caller.call.dependsOn)];
  }

  /** A reference as written here, told apart from those of other modules. */
  qualified(reference: string): string {
    return this.address === "" ? reference : `${this.address}: ${reference}`;
  }
}

/** The module instances of a plan. */
export class Modules {
  readonly root: Module;
  private readonly byAddress = new Map<string, Module>();

  /**
   * @param root `configuration.root_module`
   * @param addresses module addresses that the plan shows
   */
  constructor(root: unknown, addresses: Iterable<string>) {
    const seen = keysByCall(addresses);
    this.root = new Module("", readModule(root));
    const pending = [this.root];
    for (let module = pending.pop(); module !== undefined; module = pending.pop()) {
      this.byAddress.set(module.address, module);
      for (const [name, call] of module.config.calls) {
        const children = instancesOf(module, name, call, seen);
        module.children.set(name, children);
        pending.push(...children);
      }
    }
  }

  at(address: string): Module | undefined {
    return this.byAddress.get(address);
  }

  all(): readonly Module[] {
    return [...this.byAddress.values()];
  }
}

function instancesOf(parent: Module, name: string, call: CallConfig, seen: KeysByCall): Module[] {
  const address = parent.absolute(`module.${name}`);
  const keys = call.repeated === false ? [undefined] : (seen.get(address) ?? []);
  const make = (key: string | number | undefined, isAssumed: boolean) => {
    const place: Place = {
      module: parent,
      ...(call.forEach === undefined ? {} : { forEach: call.forEach }),
      ...(key === undefined ? {} : { key }),
    };
    const own = key === undefined ? address : `${address}[${JSON.stringify(key)}]`;
    return new Module(own, call.module, { place, call }, isAssumed);
  };
  const known = [...keys].map((key) => make(key, parent.isAssumed));
  return known.length > 0 || call.repeated === "none" ? known : [make(undefined, true)];
}

/** The keys of each call's instances, by the call's address. */
type KeysByCall = ReadonlyMap<string, ReadonlySet<string | number | undefined>>;

const step = /module\.([^.[\]]+)(?:\[(?:(\d+)|("(?:[^"\\]|\\.)*"))\])?\.?/gy;

function keysByCall(addresses: Iterable<string>): KeysByCall {
  const keys = new Map<string, Set<string | number | undefined>>();
  for (const address of new Set(addresses)) {
    let parent = "";
    for (const [text, name, number, key] of address.matchAll(step)) {
      const call = `${parent}module.${name}`;
      const ofCall = keys.get(call) ?? new Set();
      keys.set(call, ofCall);
      ofCall.add(number !== undefined ? Number(number) : key === undefined ? undefined : unquoted(key));
      parent += text.endsWith(".") ? text : `${text}.`;
    }
  }
  return keys;
}

function unquoted(key: string): string {
  try {
    return String(JSON.parse(key));
  } catch {
    return key.slice(1, -1);
  }
}

function readModule(module: unknown): ModuleConfig {
  const resources = new Map<string, JsonObject>();
  const blocks = own(module, "resources");
  for (const block of isArray(blocks) ? blocks.filter(isObject) : []) {
    if (typeof block["address"] === "string" && typeof block["type"] === "string") {
      resources.set(block["address"], block);
    }
  }
  const calls = new Map<string, CallConfig>();
  const written = own(module, "module_calls");
  for (const [name, call] of entriesOf(written)) {
    calls.set(name, {
      dependsOn: own(call, "depends_on"),
      expressions: objectAt(call, "expressions"),
      forEach: own(call, "for_each_expression"),
      repeated: repetition(own(call, "count_expression") ?? own(call, "for_each_expression")),
      module: readModule(own(call, "module")),
    });
  }
  return { outputs: objectAt(module, "outputs"), resources, calls, variables: objectAt(module, "variables") };
}

function repetition(expression: unknown): CallConfig["repeated"] {
  const constant = own(expression, "constant_value");
  const isNone = constant === 0 || (typeof constant === "object" && Object.keys(constant ?? {}).length === 0);
  return isNone ? "none" : expression !== undefined;
}

function objectAt(value: unknown, key: string): JsonObject {
  const found = own(value, key);
  return isObject(found) ? found : emptyDictionary();
}
