import opa from "@open-policy-agent/opa-wasm";

import { EngineError } from "../errors";
import { maximumPages, thrownText } from "../wasm-policy";

/** Node's type declarations lack it; those of browsers would bring in far too much. */
declare const WebAssembly: {
  readonly Module: {
    new (bytes: Uint8Array): object;
    exports(module: object): readonly { readonly name: string; readonly kind: string }[];
    imports(module: object): readonly { readonly module: string; readonly name: string; readonly kind: string }[];
  };
};

/** Compiled Rego, with what may be asked of it. */
export interface CompiledRego {
  readonly module: object;
  readonly entrypoints: readonly string[];
}

/** What compiled Rego exports, in every version that is read. */
const exported = [
  "builtins",
  "entrypoints",
  "opa_eval",
  "opa_heap_ptr_get",
  "opa_heap_ptr_set",
  "opa_json_dump",
  "opa_json_parse",
  "opa_malloc",
  "opa_wasm_abi_minor_version",
  "opa_wasm_abi_version",
] as const;

/** Functions of OPA that compiled Rego may ask its host for, and that the SDK has. */
export const hostBuiltins: readonly string[] = [
  "json.is_valid",
  "regex.split",
  "sprintf",
  "yaml.is_valid",
  "yaml.marshal",
  "yaml.unmarshal",
];

/** ABI 1.2 came with OPA 0.27; the ones before are evaluated in another way. */
const leastMinor = 2;

/** Enough to start with, and no more than there is. */
const memory = { initial: 1024, maximum: maximumPages } as const;

/**
 * Compiles WebAssembly, and makes sure that the engine can run it.
 *
 * @param path what errors call it
 * @throws EngineError if it is no WebAssembly, not from OPA, of another ABI, or calls builtins that are not here, naming each
 */
export function compileRego(wasm: Uint8Array, path: string): CompiledRego {
  let module: object;
  try {
    module = new WebAssembly.Module(Uint8Array.from(wasm));
  } catch (error) {
    throw new EngineError(`${path} does not hold valid WebAssembly: ${thrownText(error)}.`, { cause: error });
  }
  requireAbi(module, path);
  let policy: ReturnType<typeof opa.loadPolicySync>;
  try {
    policy = opa.loadPolicySync(module, { ...memory });
  } catch (error) {
    throw new EngineError(`The compiled policies of ${path} do not start: ${thrownText(error)}.`, { cause: error });
  }
  const minor: unknown = policy.minorVersion;
  if (typeof minor !== "number" || minor < leastMinor) {
    throw new EngineError(
      `${path} has the ABI version 1.${String(minor)}; this version reads 1.${leastMinor} and newer. Build it with OPA 0.27 or newer.`,
    );
  }
  const missing = builtinsOf(policy, path).filter((name) => !hostBuiltins.includes(name));
  if (missing.length > 0) {
    throw new EngineError(
      `${path} calls ${missing.map((name) => `\`${name}\``).join(", ")}, which OPA has and compiled policies do not. Take ${missing.length === 1 ? "it" : "them"} out of the Rego; docs/own-policies.md tells which builtins there are.`,
    );
  }
  return { module, entrypoints: keysOf(policy.entrypoints).sort() };
}

function requireAbi(module: object, path: string): void {
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  const absent = exported.filter((name) => !names.includes(name));
  if (absent.length > 0) {
    throw new EngineError(
      `${path} holds WebAssembly that \`opa build --target wasm\` did not make: it does not export ${absent.join(", ")}.`,
    );
  }
  const strangers = WebAssembly.Module.imports(module).filter(
    ({ module: from, name }) => from !== "env" || !/^(memory|opa_(abort|builtin[0-4]))$/.test(name),
  );
  if (strangers.length > 0) {
    throw new EngineError(
      `${path} holds WebAssembly that a current \`opa build --target wasm\` does not make: it imports ${strangers.map((each) => `${each.module}.${each.name}`).join(", ")}.`,
    );
  }
}

/** The builtins that it asks its host for: the SDK reads them too, but does not tell. */
function builtinsOf(policy: ReturnType<typeof opa.loadPolicySync>, path: string): readonly string[] {
  const exports: unknown = "exports" in policy.wasmInstance ? policy.wasmInstance.exports : undefined;
  const call = (name: string, ...args: readonly unknown[]): number => {
    const found: unknown = typeof exports === "object" && exports !== null ? Reflect.get(exports, name) : undefined;
    const result: unknown = typeof found === "function" ? Reflect.apply(found, undefined, args) : undefined;
    if (typeof result === "number") return result;
    throw new EngineError(`${path}: its export ${name} does not answer with a number.`);
  };
  const start = call("opa_json_dump", call("builtins"));
  const bytes = new Uint8Array(policy.mem.buffer);
  const end = bytes.indexOf(0, start);
  const text = new TextDecoder().decode(bytes.subarray(start, end));
  return keysOf(JSON.parse(text)).sort();
}

function keysOf(value: unknown): string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}
