import { known, mixed, oneOf, referencesIn, type Term, textOf, wholeValue } from "./terms";

type Called = (args: readonly Term[], text: string) => Term | undefined;

/** The elements of a term that is a list as far as can be seen: a reference to a whole list counts as an element that is one. */
function itemsOf(term: Term): readonly Term[] | undefined {
  return term.kind === "list" ? term.items : term.kind === "reference" ? [{ ...term, many: true }] : undefined;
}

function elements(args: readonly Term[], unordered: boolean): (Term & { kind: "list" }) | undefined {
  const lists = args.map(itemsOf);
  if (!lists.every((list) => list !== undefined)) {
    return undefined;
  }
  const before = args.some((arg) => arg.kind === "list" && arg.unordered === true);
  return { kind: "list", items: lists.flat(), unordered: unordered || before };
}

const keepsElements: Called = (args) => elements(args, false);
const keepsButReorders: Called = (args) => elements(args, true);

/** The element of a list at an index, where both can be told. */
export function elementAt(list: Term, index: unknown, text: string): Term | undefined {
  if (list.kind !== "list" || list.items.length === 0) {
    return undefined;
  }
  // A reference to a list is not one element of it.
  const even = list.unordered !== true && list.items.every((item) => item.kind !== "reference" || !item.many);
  const known = typeof index === "number" && Number.isInteger(index) && index >= 0;
  return known && even ? list.items[index] : oneOf(text, list.items);
}

function flat(term: Term): readonly Term[] | undefined {
  if (term.kind !== "list") {
    return term.kind === "reference" || term.kind === "known" ? [term] : undefined;
  }
  const items = term.items.map(flat);
  return items.every((item) => item !== undefined) ? items.flat() : undefined;
}

const oneElement: Called = ([list, index], text) => {
  const at = index === undefined ? undefined : wholeValue(index)?.value;
  const wrapped = typeof at === "number" && list?.kind === "list" ? at % Math.max(list.items.length, 1) : at;
  return list === undefined ? undefined : elementAt(list, wrapped, text);
};

function scalars(args: readonly Term[]): (string | number | boolean)[] | undefined {
  const values = args.map((arg) => wholeValue(arg)?.value);
  const isScalar = (value: unknown): value is string | number | boolean =>
    ["string", "number", "boolean"].includes(typeof value);
  return values.every(isScalar) ? values : undefined;
}

function ofStrings(apply: (...texts: string[]) => string | undefined): Called {
  return (args) => {
    const result = scalars(args);
    const value = result === undefined ? undefined : apply(...result.map(String));
    return value === undefined ? undefined : known(value, args.flatMap(referencesIn));
  };
}

/** Terraform functions that are followed; every other one makes its result unknown, from any of the resources in its arguments. */
const functions: Readonly<Record<string, Called>> = {
  concat: keepsElements,
  tolist: keepsElements,
  toset: keepsButReorders,
  distinct: keepsButReorders,
  sort: keepsButReorders,
  setunion: keepsButReorders,
  compact: (args) => {
    const list = elements(args, false);
    const isEmpty = (item: Term) => item.kind === "known" && (item.value === "" || item.value === null);
    return list !== undefined ? { ...list, items: list.items.filter((item) => !isEmpty(item)) } : undefined;
  },
  flatten: ([list]) => {
    const items = list === undefined ? undefined : flat(list);
    return items === undefined ? undefined : { kind: "list", items };
  },
  element: oneElement,
  one: ([list], text) => (list?.kind === "list" ? oneOf(text, list.items) : undefined),
  coalesce: (args, text) => {
    const given = args.filter((arg) => !(arg.kind === "known" && (arg.value === null || arg.value === "")));
    const [first] = given;
    return first?.kind === "known" ? first : given.length === 0 ? undefined : oneOf(text, given);
  },
  try: ([first]) => (first?.kind === "known" ? first : undefined),
  merge: (args) => {
    const fields = new Map<string, Term>();
    for (const arg of args) {
      if (arg.kind !== "object") {
        return undefined;
      }
      for (const [key, field] of arg.fields) {
        fields.set(key, field);
      }
    }
    return { kind: "object", fields };
  },
  lookup: ([map, key, otherwise]) => {
    const name = key === undefined ? undefined : wholeValue(key)?.value;
    return map?.kind === "object" && typeof name === "string" ? (map.fields.get(name) ?? otherwise) : undefined;
  },
  keys: ([map]) =>
    map?.kind === "object"
      ? { kind: "list", items: [...map.fields.keys()].sort().map((key) => known(key)) }
      : undefined,
  values: ([map]) =>
    map?.kind === "object"
      ? { kind: "list", items: [...map.fields].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, field]) => field) }
      : undefined,
  length: ([list]) =>
    list?.kind === "object"
      ? known(list.fields.size)
      : list?.kind === "list" &&
          list.unordered !== true &&
          list.items.every((item) => item.kind !== "reference" || !item.many)
        ? known(list.items.length)
        : undefined,
  tostring: ofStrings((text) => text),
  tonumber: ([value]) => {
    const [scalar] = scalars(value === undefined ? [] : [value]) ?? [];
    const number = Number(scalar);
    return scalar === undefined || Number.isNaN(number) ? undefined : known(number);
  },
  lower: ofStrings((text) => text.toLowerCase()),
  upper: ofStrings((text) => text.toUpperCase()),
  base64encode: ([value], name) => {
    if (value?.kind === "known" && value.value !== null) {
      return known(Buffer.from(String(value.value)).toString("base64"), value.references);
    }
    return value === undefined ? undefined : { ...mixed(name, [value]), text: { ...textOf([value]), encoded: true } };
  },
  // The compressed bytes are Terraform's to choose; what they hold is known all the same.
  base64gzip: ([value], name) =>
    value === undefined ? undefined : { ...mixed(name, [value]), text: { ...textOf([value]), encoded: true } },
  join: ([separator, list], name) => {
    const texts = list?.kind === "list" ? scalars(list.items) : undefined;
    const between = separator === undefined ? undefined : wholeValue(separator)?.value;
    if (list?.kind !== "list" || typeof between !== "string") {
      return undefined;
    }
    if (texts !== undefined) {
      return known(texts.map(String).join(between), referencesIn(list));
    }
    const parts = list.items.flatMap((item, at) => (at === 0 ? [item] : [known(between), item]));
    return { ...mixed(name, list.items), text: textOf(parts) };
  },
  jsonencode: ([value]) => {
    const plain = value === undefined ? undefined : wholeValue(value);
    return plain === undefined || value === undefined
      ? undefined
      : known(JSON.stringify(plain.value), referencesIn(value));
  },
  cidrsubnet: (args) => {
    const [prefix, bits, number] = scalars(args) ?? [];
    const subnet = prefix === undefined ? undefined : cidrSubnet(String(prefix), Number(bits), Number(number));
    return subnet === undefined ? undefined : known(subnet);
  },
};

export function call(name: string, args: readonly Term[], text: string): Term {
  const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
  return called?.(args, text) ?? mixed(text, args);
}

/** `cidrsubnet` for IPv4; the other family is left unknown. */
function cidrSubnet(prefix: string, newBits: number, number: number): string | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(prefix);
  const parts = match?.slice(1).map(Number) ?? [];
  const [a, b, c, d, length] = parts;
  if (a === undefined || b === undefined || c === undefined || d === undefined || length === undefined) {
    return undefined;
  }
  const bits = length + newBits;
  if (
    ![a, b, c, d].every((octet) => octet < 256) ||
    !(newBits >= 0) ||
    bits > 32 ||
    !(number >= 0 && number < 2 ** newBits)
  ) {
    return undefined;
  }
  const whole = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const network = whole - (whole % 2 ** (32 - length)) + number * 2 ** (32 - bits);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join(".")}/${bits}`;
}
