import { TerraformElement, Token } from "cdktf";
import { Construct } from "constructs";

import { isArray, isObject, own } from "../document/records";
import { unknownValue } from "./blocks";

/** A property that is not as wanted. */
export interface Difference {
  /** Such as `vpcConfig.subnetIds[0]`. */
  readonly path: string;
  readonly wanted: unknown;
  /** `undefined` where it is not there, `unknownValue` where a plan does not tell it. */
  readonly found: unknown;
}

/** `expect.anything()`, `expect.stringContaining("…")` and the like. */
interface AsymmetricMatcher {
  asymmetricMatch(other: unknown): boolean;
}

/** Maps whose keys are the user's, not names of arguments. */
const userKeyed: ReadonlySet<string> = new Set(["tags", "tags_all", "tagsAll", "environment", "labels"]);

/**
 * The properties that are not as wanted. Names are those of the constructs (`vpcConfig`) or of Terraform (`vpc_config`); what is not named may be
 * anything, and what is wanted `undefined` must not be set. Lists have the same length and order; a block that a plan shows as a list of one is compared as that one.
 */
export function differencesOf(wanted: unknown, found: unknown, path = ""): readonly Difference[] {
  if (found === unknownValue) return [{ path, wanted, found }];
  if (isAsymmetric(wanted)) {
    return wanted.asymmetricMatch(found) || wanted.asymmetricMatch(asConstruct(found)) ? [] : [{ path, wanted, found }];
  }
  if (isArray(wanted)) {
    if (!isArray(found) || found.length !== wanted.length) return [{ path, wanted, found }];
    return wanted.flatMap((item, at) => differencesOf(item, found[at], `${path}[${at}]`));
  }
  if (isObject(wanted)) {
    const block = isArray(found) && found.length === 1 ? found[0] : found;
    if (block === unknownValue) return [{ path, wanted, found: block }];
    if (!isObject(block)) return [{ path, wanted, found }];
    const exact = userKeyed.has(path.split(".").at(-1) ?? "");
    return Object.entries(wanted).flatMap(([key, value]) => {
      const name = Object.hasOwn(block, key) || exact ? key : nameIn(block, key);
      return differencesOf(value, own(block, name), path === "" ? key : `${path}.${key}`);
    });
  }
  const isSame = Object.is(wanted, found) || (wanted === undefined && found === null);
  return isSame ? [] : [{ path, wanted, found }];
}

/** Tokens and constructs as they are synthesized. Matchers stay. */
export function resolved(wanted: unknown, resolve: (token: unknown) => unknown): unknown {
  if (isAsymmetric(wanted)) return wanted;
  // What `dependsOn` takes: without the braces of an expression.
  if (Construct.isConstruct(wanted) && TerraformElement.isTerraformElement(wanted)) {
    const name = "fqn" in wanted ? resolve(wanted.fqn) : undefined;
    return typeof name === "string" ? name.replace(/^\$\{(.*)\}$/, "$1") : name;
  }
  if (Token.isUnresolved(wanted)) return resolve(wanted);
  if (isArray(wanted)) return wanted.map((item) => resolved(item, resolve));
  if (!isObject(wanted)) return wanted;
  return Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, resolved(value, resolve)]));
}

export function isAsymmetric(value: unknown): value is AsymmetricMatcher {
  return isObject(value) && typeof value["asymmetricMatch"] === "function";
}

/** The argument that a property of a construct became. */
function nameIn(block: Readonly<Record<string, unknown>>, property: string): string {
  return Object.keys(block).find((name) => camelCase(name) === property) ?? property;
}

/** The same with the names of constructs, for matchers that look into objects. */
function asConstruct(value: unknown): unknown {
  if (isArray(value)) return value.map(asConstruct);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [camelCase(name), userKeyed.has(name) ? item : asConstruct(item)]),
  );
}

function camelCase(name: string): string {
  return name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
