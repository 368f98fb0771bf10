/**
 * A shape is `"string"`, `"number"` or `"boolean"`; `[shape]` for a list (of objects: a nested block); an object for
 * named attributes; `{ "*": shape }` for a map with keys of the user's.
 */
export type Shape = "string" | "number" | "boolean" | readonly [Shape] | { readonly [attribute: string]: Shape };

/** The attributes of resource types. */
export type TypeTable = Readonly<Record<string, Readonly<Record<string, Shape>>>>;

export const tags = { "*": "string" } as const;
/** The tags of a resource: its own, and together with those that its provider gives by default. */
export const tagged = { tags, tags_all: tags } as const;
export const strings = ["string"] as const;

/** How a node group names its launch template. */
export const launchTemplateReference = [{ id: "string", name: "string", version: "string" }] as const;

/**
 * What user data says as far as policies ask: the text itself is never kept. Either `unreadable`, the reason, or the rest. The name of a
 * bootstrap is the cluster's, where it is written out; the booleans are true where the value is given, in whatever way.
 */
export const userDataFacts = [
  {
    bootstraps: [
      {
        certificate_authority: "boolean",
        cluster_name: "string",
        endpoint: "boolean",
        service_range: "boolean",
        way: "string",
      },
    ],
    kinds: strings,
    secrets: [{ kind: "string", line: "number", part: "number" }],
    unreadable: "string",
  },
] as const;
