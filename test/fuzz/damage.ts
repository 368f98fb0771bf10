import { isArray, isObject, type JsonObject } from "../../gate/document/records";
import type { Random } from "./random";

/** Damages a text, as a disk, a pipe or an editor may. */
export interface TextDamage {
  readonly name: string;
  readonly apply: (text: string, random: Random) => string;
}

function spliced(text: string, at: number, length: number, put: string): string {
  return text.slice(0, at) + put + text.slice(at + length);
}

/** Somewhere where the text has the pattern; nowhere where it has not. */
function placeOf(text: string, pattern: RegExp, random: Random): RegExpExecArray | undefined {
  const from = random.below(text.length);
  const search = new RegExp(pattern.source, "g");
  search.lastIndex = from;
  return search.exec(text) ?? undefined;
}

function replaced(text: string, pattern: RegExp, random: Random, by: (found: string) => string): string {
  const place = placeOf(text, pattern, random);
  return place === undefined ? text : spliced(text, place.index, place[0].length, by(place[0]));
}

const numbers = ["1e999", "-0", "1E400", "123456789012345678901234567890", "0.5", "-1", "00", "1e-400", "4294967296"];
const texts = [
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"__proto__"',
  '"10.0.0.0/0"',
  '"arn:aws:iam::aws:policy/x"',
  "null",
  "[]",
  "{}",
];

export const textDamages: readonly TextDamage[] = [
  { name: "cut off", apply: (text, random) => text.slice(0, random.below(text.length)) },
  {
    name: "a character changed",
    apply: (text, random) =>
      spliced(
        text,
        random.below(text.length),
        1,
        String.fromCharCode(random.one([0x20, 0x22, 0x2c, 0x5c, 0x7b, 0x41, 0xfe, random.below(128)]) ?? 0),
      ),
  },
  { name: "a part lost", apply: (text, random) => spliced(text, random.below(text.length), random.below(200), "") },
  {
    name: "a bracket swapped",
    apply: (text, random) => replaced(text, /[[\]{}]/, random, (one) => ({ "[": "{", "]": "}", "{": "[" })[one] ?? "]"),
  },
  {
    name: "a number made huge",
    apply: (text, random) => replaced(text, /(?<=[:[,])-?\d+(?=[,\]}])/, random, () => random.one(numbers) ?? ""),
  },
  {
    name: "a text replaced",
    apply: (text, random) => replaced(text, /(?<=[:[,])"[^"\\]*"(?=[,\]}])/, random, () => random.one(texts) ?? ""),
  },
  {
    name: "a key twice",
    apply: (text, random) =>
      replaced(text, /(?<=[{,])"[a-z_]+":(?:true|false|\d+)(?=[,}])/, random, (one) => `${one},${one}`),
  },
  {
    name: "a key renamed",
    apply: (text, random) =>
      replaced(
        text,
        /"[a-z_]+"(?=:)/,
        random,
        () => random.one(['"__proto__"', '"constructor"', '"//"', '""', '"id"']) ?? "",
      ),
  },
];

/** A list or object of the input, and something in it. */
interface Slot {
  readonly get: () => unknown;
  readonly set: (value: unknown) => void;
  readonly remove: () => void;
}

/** Every place in a value that holds another. */
function slotsOf(root: unknown): readonly Slot[] {
  const slots: Slot[] = [];
  const pending: unknown[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (Array.isArray(value)) {
      const list: unknown[] = value;
      list.forEach((item, at) => {
        slots.push({
          get: () => list[at],
          set: (put) => list.splice(at, 1, put),
          remove: () => list.splice(at, 1),
        });
        pending.push(item);
      });
    } else if (isObject(value)) {
      const object = value;
      for (const key of Object.keys(object)) {
        slots.push({
          get: () => object[key],
          set: (put) => {
            object[key] = put;
          },
          remove: () => Reflect.deleteProperty(object, key),
        });
        pending.push(object[key]);
      }
    }
  }
  return slots;
}

const stand: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e21,
  "",
  "x",
  "0.0.0.0/0",
  [],
  {},
  [[]],
  [null],
  { "": {} },
];

/** Changes what a text says, in place. Whatever comes out is another input, of which nothing is promised but an end. */
export function breakStructure(root: unknown, random: Random): string {
  const slots = slotsOf(root);
  const [slot, other] = [random.one(slots), random.one(slots)];
  switch (random.below(6)) {
    case 0:
      slot?.remove();
      return "removed";
    case 1:
      slot?.set(random.one(stand));
      return "replaced";
    case 2:
      slot?.set(structuredClone(other?.get()));
      return "put from elsewhere";
    case 3: {
      const [one, another] = [slot?.get(), other?.get()];
      slot?.set(structuredClone(another));
      other?.set(structuredClone(one));
      return "swapped";
    }
    case 4: {
      const lists = slots.map(({ get }) => get()).filter((value): value is unknown[] => Array.isArray(value));
      const list = random.one(lists);
      list?.push(structuredClone(random.one(list)));
      return "doubled";
    }
    default: {
      const texts = slots.filter(({ get }) => typeof get() === "string");
      random.one(texts)?.set(random.one(texts)?.get());
      return "another text";
    }
  }
}

/**
 * Takes knowledge out of a plan, in place, and puts nothing there: a value that was written becomes unknown or sensitive, the plan is said not to be
 * complete, or what only repeats its changes goes. Whatever was certain may become undetermined by it, and nothing else.
 */
export function hide(root: unknown, random: Random): string | undefined {
  if (!isObject(root) || !isArray(root["resource_changes"])) return undefined;
  if (random.below(10) === 0) {
    root["complete"] = false;
    return "not complete";
  }
  if (random.below(20) === 0) {
    delete root["planned_values"];
    return "planned values gone";
  }
  const written = writtenBlocks(root);
  const entry = random.one(root["resource_changes"]);
  const change = isObject(entry) ? entry["change"] : undefined;
  const after = isObject(change) ? change["after"] : undefined;
  if (!isObject(entry) || !isObject(change) || !isObject(after)) return undefined;
  const expressions = written.get(`${entry["mode"] === "data" ? "data." : ""}${entry["type"]}.${entry["name"]}`) ?? {};
  const names = Object.keys(after).filter((name) => Object.hasOwn(expressions, name) && after[name] !== null);
  const name = random.one(names);
  if (name === undefined) return undefined;
  const key = random.below(2) === 0 ? "after_unknown" : "after_sensitive";
  const before = change[key];
  change[key] = { ...(isObject(before) ? before : {}), [name]: true };
  if (key === "after_unknown") delete after[name];
  return `${String(entry["address"])} ${name} ${key}`;
}

function writtenBlocks(root: JsonObject): ReadonlyMap<string, JsonObject> {
  const configuration = root["configuration"];
  const module = isObject(configuration) ? configuration["root_module"] : undefined;
  const resources = isObject(module) ? module["resources"] : undefined;
  return new Map(
    (isArray(resources) ? resources : []).flatMap((block) =>
      isObject(block) && isObject(block["expressions"])
        ? [[String(block["address"]), block["expressions"]] as const]
        : [],
    ),
  );
}
