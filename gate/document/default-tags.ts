import { evaluateJson, type Scope } from "./evaluate";
import { entriesOf, isArray, isObject, type JsonObject, own } from "./records";
import { mixed, type Term } from "./terms";
import { shapeOf } from "./values";

/**
 * The tags that the `default_tags` of a provider give to its resources, which a plan shows as `tags_all` and a configuration states once. It
 * is all that is read of a provider block.
 */
export class DefaultTags {
  /** By the name that a resource calls its provider: `aws`, `aws.west`. */
  private readonly byProvider = new Map<string, unknown>();

  constructor(root: JsonObject) {
    for (const [provider, written] of entriesOf(root["provider"])) {
      for (const body of isArray(written) ? written : [written]) {
        const alias = own(body, "alias");
        const blocks = own(body, "default_tags");
        const block = isArray(blocks) ? blocks[0] : blocks;
        if (isObject(block)) {
          this.byProvider.set(typeof alias === "string" ? `${provider}.${alias}` : provider, block["tags"]);
        }
      }
    }
  }

  /** The arguments of a resource with its `tags_all`: what the provider gives, and over that its own. */
  addTo(fields: Map<string, Term>, type: string, body: JsonObject, scope: Scope): void {
    const given = body["provider"];
    const provider = typeof given === "string" ? given.replace(/^\$\{(.*)\}$/, "$1") : (type.split("_", 1)[0] ?? "");
    const written = this.byProvider.get(provider);
    if (written === undefined || shapeOf(type)?.["tags_all"] === undefined) {
      return;
    }
    const byDefault = evaluateJson(written, scope);
    const own: Term = fields.get("tags") ?? { kind: "object", fields: new Map() };
    fields.set(
      "tags_all",
      byDefault.kind === "object" && own.kind === "object"
        ? { kind: "object", fields: new Map([...byDefault.fields, ...own.fields]) }
        : mixed("the default tags of the provider", [byDefault, own]),
    );
  }
}
