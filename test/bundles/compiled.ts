/**
 * WebAssembly with the interface of compiled Rego, and answers that are fixed: bundles for tests, made without OPA, of every kind that OPA
 * would not make too.
 *
 * @see https://www.openpolicyagent.org/docs/wasm
 */

/** What an entrypoint does: answers, aborts as a conflict in Rego does, or takes memory until there is no more. */
export type Behaviour = { readonly answers: unknown } | { readonly aborts: string } | "grows" | "is undefined";

export interface CompiledOptions {
  readonly entrypoints: Readonly<Record<string, Behaviour>>;
  /** Names of the builtins that it asks its host for. */
  readonly builtins?: readonly string[];
  /** @default 1.3 */
  readonly abi?: readonly [major: number, minor: number];
  /** Exports that it lacks. */
  readonly without?: readonly string[];
  /** A function that it imports beside those of OPA's hosts. */
  readonly imports?: readonly [module: string, name: string];
}

/** Addresses: texts from the first, allocations from the second, the heap from the third. */
const [textsAt, allocateAt, heapAt] = [1024, 2 ** 20, 2 ** 21];

/** Types of functions, by the numbers of their parameters and results. */
const types = { none: 0, one: 1, take: 2, two: 3, seven: 4 } as const;

export function compiledRego({
  entrypoints,
  builtins = [],
  abi = [1, 3],
  without = [],
  imports,
}: CompiledOptions): Uint8Array {
  const texts = new Texts();
  const names = Object.keys(entrypoints);
  const numbered = (all: readonly string[]): string =>
    JSON.stringify(Object.fromEntries(all.map((name, at) => [name, at])));
  const evaluations = Object.values(entrypoints).map((behaviour) => behaviourCode(behaviour, texts));
  // One after the other: where the entrypoint is the n-th, this answers.
  const evaluate = evaluations.flatMap((code, at) => [
    0x20,
    1,
    0x41,
    ...signed(at),
    0x46,
    0x04,
    0x40,
    ...code,
    0x0f,
    0x0b,
  ]);
  const functions: readonly [name: string, type: number, code: readonly number[]][] = [
    ["builtins", types.none, constant(texts.put(numbered(builtins)))],
    ["entrypoints", types.none, constant(texts.put(numbered(names)))],
    ["opa_eval", types.seven, [...evaluate, 0x00]],
    ["opa_heap_ptr_get", types.none, constant(heapAt)],
    ["opa_heap_ptr_set", types.take, []],
    ["opa_json_dump", types.one, [0x20, 0]],
    ["opa_json_parse", types.two, constant(1)],
    ["opa_malloc", types.one, constant(allocateAt)],
  ];
  const imported = [
    [...name("env"), ...name("opa_abort"), 0x00, types.take],
    ...(imports === undefined ? [] : [[...name(imports[0]), ...name(imports[1]), 0x00, types.none]]),
  ];
  const exported = functions.flatMap(([each], at) =>
    without.includes(each) ? [] : [[...name(each), 0x00, ...unsigned(at + imported.length)]],
  );
  const globals = ["opa_wasm_abi_version", "opa_wasm_abi_minor_version"].flatMap((each, at) =>
    without.includes(each) ? [] : [[...name(each), 0x03, at]],
  );
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [type(0, 1), type(1, 1), type(1, 0), type(2, 1), type(7, 1)]),
    ...section(2, [...imported, [...name("env"), ...name("memory"), 0x02, 0x00, 64]]),
    ...section(
      3,
      functions.map(([, each]) => [each]),
    ),
    ...section(
      6,
      abi.map((version) => [0x7f, 0x00, ...constant(version), 0x0b]),
    ),
    ...section(7, [...exported, ...globals]),
    ...section(
      10,
      functions.map(([, , code]) => sized([0, ...code, 0x0b])),
    ),
    ...section(11, [[0x00, ...constant(textsAt), 0x0b, ...sized(texts.bytes)]]),
  ]);
}

function behaviourCode(behaviour: Behaviour, texts: Texts): readonly number[] {
  const abort = (text: string): readonly number[] => [...constant(texts.put(text)), 0x10, 0, 0x00];
  if (behaviour === "is undefined") return constant(texts.put("[]"));
  if (behaviour === "grows") {
    return [0x03, 0x40, 0x41, 16, 0x40, 0x00, 0x41, ...signed(-1), 0x47, 0x0d, 0, 0x0b, ...abort("opa_malloc: failed")];
  }
  if ("aborts" in behaviour) return abort(behaviour.aborts);
  return constant(texts.put(JSON.stringify([{ result: behaviour.answers }])));
}

/** Texts in memory, each with a zero at its end. */
class Texts {
  readonly bytes: number[] = [];

  put(text: string): number {
    const address = textsAt + this.bytes.length;
    this.bytes.push(...new TextEncoder().encode(text), 0);
    return address;
  }
}

function constant(value: number): readonly number[] {
  return [0x41, ...signed(value)];
}

function type(parameters: number, results: number): readonly number[] {
  const many = (count: number): number[] => [count, ...Array.from({ length: count }, () => 0x7f)];
  return [0x60, ...many(parameters), ...many(results)];
}

function section(id: number, items: readonly (readonly number[])[]): readonly number[] {
  return [id, ...sized([...unsigned(items.length), ...items.flat()])];
}

function name(text: string): readonly number[] {
  return sized([...new TextEncoder().encode(text)]);
}

function sized(bytes: readonly number[]): readonly number[] {
  return [...unsigned(bytes.length), ...bytes];
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const byte = value & 0x7f;
  const rest = value >> 7;
  const isLast = (rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0);
  return isLast ? [byte] : [byte | 0x80, ...signed(rest)];
}
