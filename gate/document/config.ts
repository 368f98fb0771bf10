import { Budget, Unreadable } from "./budget";
import { argumentsOf, ConfigValues, instanceNames } from "./config-values";
import { constructWaivers } from "./construct-waivers";
import { DefaultTags } from "./default-tags";
import type { Document, Gap } from "./document";
import { elementsOf, evaluateJson, type Scope } from "./evaluate";
import { group } from "./group";
import { Block, Blocks, type Draft, draft } from "./instances";
import { emptyDictionary, entriesOf, isArray, isObject, type JsonObject, own } from "./records";
import { isRead } from "./sensitive";
import { settle } from "./settle";
import { bounded, opaque, renamed, type Term, wholeValue } from "./terms";

/** More resources than any state holds. */
const mostInstances = 100_000;

interface Declared {
  readonly block: Block;
  readonly body: JsonObject;
}

interface Instance {
  readonly draft: Draft;
  readonly body: JsonObject;
  readonly names: ReadonlyMap<string, Term>;
}

/** The name of the CDKTF stack that a configuration is of. */
export function stackNameOf(root: unknown): string | undefined {
  const stack = own(own(own(root, "//"), "metadata"), "stackName");
  return typeof stack === "string" ? stack : undefined;
}

/**
 * Reads a `cdk.tf.json`, or any configuration in Terraform's JSON syntax: one root module. Several that name each other's outputs are made
 * first, and read then.
 */
export class ConfigReader {
  private readonly blocks = new Blocks(true);
  private readonly gaps: Gap[] = [];
  private readonly declared = new Map<string, Declared>();
  private readonly locals = new Map<string, unknown>();
  private readonly localTerms = new Map<string, Term>();
  private readonly blockTerms = new Map<string, Term | undefined>();
  private readonly instances = new Map<Draft, Instance>();
  private readonly instanceTerms = new Map<Draft, Map<string, Term>>();
  /** What is being looked at, so that a circle in the input ends. */
  private readonly underway = new Set<unknown>();
  private readonly scope: Scope;
  private readonly defaultTags: DefaultTags;

  /** @param outputsOf the outputs of the state that a `terraform_remote_state` of that name reads, where its stack is at hand */
  constructor(
    private readonly root: JsonObject,
    private readonly outputsOf: (remoteState: string) => Term | undefined,
  ) {
    this.scope = {
      names: new Map(),
      budget: new Budget(),
      local: (name) => this.local(name),
      block: (base) => this.block(base),
      attribute: (instance, path) => this.attribute(instance, path),
    };
    this.defaultTags = new DefaultTags(root);
    for (const [name, value] of entriesOf(root["locals"])) {
      this.locals.set(name, value);
    }
    this.declare(root["resource"], "");
    this.declare(root["data"], "data.");
    for (const name of new Set(entriesOf(root["module"]).map(([module]) => module))) {
      if (name !== "//") {
        this.gaps.push({ address: `module.${name}`, reason: "child modules are not read by this version" });
      }
    }
  }

  read(path: string, all: boolean): Document {
    for (const base of this.declared.keys()) {
      this.block(base);
    }
    for (const { draft: instance } of this.instances.values()) {
      new ConfigValues(instance, all).read(this.termsOf(instance));
    }
    settle(this.blocks);
    const stack = stackNameOf(this.root);
    const waivers = constructWaivers(this.root, path);
    return {
      path,
      kind: "config",
      ...(stack === undefined ? {} : { stack }),
      gaps: this.gaps,
      resources: group(this.blocks.drafts()),
      ...(waivers.length === 0 ? {} : { waivers }),
      deleted: emptyDictionary(),
    };
  }

  /** The outputs of the stack, as others read them from its state. */
  outputs(): Term {
    const fields = new Map<string, Term>();
    for (const [name, output] of entriesOf(this.root["output"])) {
      const body = isArray(output) ? output[0] : output;
      fields.set(name, evaluateJson(own(body, "value"), this.scope));
    }
    return { kind: "object", fields };
  }

  private declare(blocks: unknown, prefix: "" | "data."): void {
    for (const [type, named] of entriesOf(blocks)) {
      for (const [name, written] of isRead(type) ? entriesOf(named) : []) {
        for (const body of isArray(written) ? written : [written]) {
          if (isObject(body) && name !== "//") {
            const base = `${prefix}${type}.${name}`;
            if (this.declared.has(base)) {
              throw new Unreadable(`${base} is written twice; only one of them could be judged`);
            }
            this.declared.set(base, { block: new Block(base, type, false), body });
          }
        }
      }
    }
  }

  private local(name: string): Term {
    const before = this.localTerms.get(name);
    if (before !== undefined) {
      return before;
    }
    const text = `local.${name}`;
    if (!this.locals.has(name) || this.underway.has(text)) {
      return opaque(text);
    }
    this.underway.add(text);
    const term = renamed(bounded(evaluateJson(this.locals.get(name), this.scope)), text);
    this.underway.delete(text);
    this.localTerms.set(name, term);
    return term;
  }

  /** A block as its instances; makes them when it is first asked for. */
  private block(base: string): Term | undefined {
    const remote = /^data\.terraform_remote_state\.(.+)$/.exec(base)?.[1];
    if (remote !== undefined) {
      const outputs = this.outputsOf(remote);
      return outputs === undefined ? undefined : { kind: "object", fields: new Map([["outputs", outputs]]) };
    }
    const declared = this.declared.get(base);
    if (declared === undefined || this.underway.has(base)) {
      return undefined;
    }
    if (!this.blockTerms.has(base)) {
      this.underway.add(base);
      this.blockTerms.set(base, this.expand(base, declared));
      this.underway.delete(base);
    }
    return this.blockTerms.get(base);
  }

  private expand(base: string, { block, body }: Declared): Term {
    const { count, for_each: forEach } = body;
    const add = (index: string | number | undefined, value: Term | undefined): Term => {
      const address = index === undefined ? base : `${base}[${JSON.stringify(index)}]`;
      if (this.instances.size >= mostInstances) {
        throw new Unreadable(`it makes more than ${mostInstances} resources`);
      }
      const instance = draft(address, block.type, base.startsWith("data.") ? "data" : "managed");
      if (index !== undefined) {
        instance.index = index;
      }
      addMetadata(instance, body);
      this.blocks.declare(base, block.type).add(instance);
      this.instances.set(instance, { draft: instance, body, names: instanceNames(index, value) });
      return { kind: "instance", instance, text: address };
    };
    if (forEach !== undefined && forEach !== null) {
      const elements = keyed(evaluateJson(forEach, this.scope));
      if (elements !== undefined) {
        this.blocks.declare(base, block.type);
        return { kind: "object", fields: new Map(elements.map(([key, value]) => [key, add(key, value)])) };
      }
      return this.standIn(base, block, body, "for_each");
    }
    if (count !== undefined && count !== null) {
      const number = Number(wholeValue(evaluateJson(count, this.scope))?.value);
      if (Number.isInteger(number) && number >= 0 && number <= 10_000) {
        this.blocks.declare(base, block.type);
        return { kind: "list", items: Array.from({ length: number }, (_, at) => add(at, undefined)) };
      }
      return this.standIn(base, block, body, "count");
    }
    return add(undefined, undefined);
  }

  /** One instance for however many there are. What is the same for all of them can be read; the gap keeps anything from being proved. */
  private standIn(base: string, block: Block, body: JsonObject, argument: "count" | "for_each"): Term {
    const instance = draft(base, block.type, base.startsWith("data.") ? "data" : "managed");
    addMetadata(instance, body);
    this.blocks.declare(base, block.type, true).add(instance);
    this.instances.set(instance, { draft: instance, body, names: new Map() });
    this.gaps.push({
      address: base,
      reason: `its instances hang on a \`${argument}\` that the configuration alone does not tell`,
    });
    const targets = [{ to: base, type: block.type, attribute: "id" }];
    return { kind: "opaque", references: [{ reference: base, certainty: "over", targets }] };
  }

  private termsOf(instance: Draft): Map<string, Term> {
    let terms = this.instanceTerms.get(instance);
    const from = this.instances.get(instance);
    if (terms === undefined) {
      terms = new Map<string, Term>();
      if (from !== undefined) {
        const scope = { ...this.scope, names: from.names };
        terms = argumentsOf(from.body, scope);
        this.defaultTags.addTo(terms, instance.type, from.body, scope);
      }
      this.instanceTerms.set(instance, terms);
    }
    return terms;
  }

  /** What the configuration says of an attribute of an instance; only what is written without a reference is followed further. */
  private attribute(instance: Draft, path: readonly string[]): Term | undefined {
    const from = this.instances.get(instance);
    const [name, ...rest] = path;
    const key = `${instance.address} ${name}`;
    if (from === undefined || name === undefined || !Object.hasOwn(from.body, name) || this.underway.has(key)) {
      return undefined;
    }
    this.underway.add(key);
    const evaluated = this.instanceTerms.get(instance)?.get(name);
    let term: Term | undefined = evaluated ?? evaluateJson(from.body[name], { ...this.scope, names: from.names });
    this.underway.delete(key);
    for (const segment of rest) {
      if (term?.kind === "object") {
        // A block that is written as an object is its own first element.
        term = segment === "0" && !term.fields.has("0") ? term : term.fields.get(segment);
      } else {
        term = term?.kind === "list" && /^\d+$/.test(segment) ? term.items[Number(segment)] : undefined;
      }
    }
    return term;
  }
}

/** The keys and values of a `for_each`: of a map, or of a set, whose elements are their own keys. */
function keyed(collection: Term): (readonly [string, Term])[] | undefined {
  if (collection.kind === "object") {
    return [...collection.fields];
  }
  const elements = elementsOf(collection)?.map(([, value]) => [wholeValue(value)?.value, value] as const);
  const isKeyed = (element: readonly [unknown, Term]): element is readonly [string, Term] =>
    typeof element[0] === "string";
  return elements?.every(isKeyed) ? [...new Map(elements)] : undefined;
}

function addMetadata(instance: Draft, body: JsonObject): void {
  const metadata = own(body["//"], "metadata");
  const construct = own(metadata, "path");
  const trace = own(metadata, "stackTrace");
  if (typeof construct === "string") {
    instance.construct = construct;
  }
  if (isArray(trace)) {
    instance.trace = trace.filter((line) => typeof line === "string");
  }
  const dependsOn = body["depends_on"];
  if (isArray(dependsOn) && dependsOn.length > 0) {
    instance.depends_on = dependsOn.flatMap((item) =>
      typeof item === "string" ? [item.replace(/^\$\{(.*)\}$/, "$1").replace(/\[.*$/, "")] : [],
    );
  }
}
