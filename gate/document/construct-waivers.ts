import type { ConstructWaiver } from "./document";
import { InputError } from "./errors";
import { isArray, isObject, own } from "./records";

const known: readonly string[] = ["construct", "rule", "reason", "owner", "expires", "fingerprint"];

/**
 * The waivers that the constructs of a configuration carry, as `Waiver.add` writes them: a list at `//.eksgate.waivers`. What they say is
 * checked where they are weighed.
 *
 * @throws InputError naming what is malformed: a waiver that nobody can read must not seem to hold
 */
export function constructWaivers(root: unknown, path: string): readonly ConstructWaiver[] {
  const list = own(own(own(root, "//"), "eksgate"), "waivers");
  if (list === undefined) {
    return [];
  }
  const at = '"//".eksgate.waivers';
  if (!isArray(list)) {
    throw new InputError(path, `${at} must be a list of waivers, as Waiver.add writes it.`);
  }
  const problems: string[] = [];
  const waivers = list.map((item, index) => {
    const text = (key: string): string => {
      const value = own(item, key);
      if (typeof value === "string") {
        return value;
      }
      problems.push(`${at}[${index}].${key} must be a text, and is ${JSON.stringify(value) ?? "absent"}`);
      return "";
    };
    const fingerprint = own(item, "fingerprint");
    const others = isObject(item) ? Object.keys(item).filter((key) => !known.includes(key)) : [];
    problems.push(...others.map((key) => `${at}[${index}].${key} is none of ${known.join(", ")}`));
    const construct = text("construct");
    return {
      rule: text("rule"),
      target: { construct },
      reason: text("reason"),
      owner: text("owner"),
      expires: text("expires"),
      ...(fingerprint === undefined ? {} : { fingerprint: text("fingerprint") }),
      from: `${path}, construct ${construct}`,
    };
  });
  if (problems.length > 0) {
    throw new InputError(path, `${problems.join("; ")}. Write waivers with Waiver.add.`);
  }
  return waivers;
}
