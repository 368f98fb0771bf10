import { type Document, documentKinds, type Resource } from "../gate/document/document";
import type { Manifest, Rule } from "../gate/engine/manifest";

/** A rule of a catalogue that a test makes up. */
export function ruleOf(id: string, severity: Rule["severity"], kinds: Rule["kinds"] = documentKinds): Rule {
  return {
    id,
    severity,
    title: `${id} holds`,
    description: "",
    remediation: "change it",
    references: [],
    settings: [],
    kinds,
    aliases: [],
  };
}

/** A catalogue of such rules. */
export function manifestOf(reads: Manifest["reads"], rules: readonly Rule[]): Manifest {
  return {
    name: "test",
    revision: "1",
    opa: "1.22.2",
    wasm: { sha256: "0".repeat(64), bytes: 1 },
    entrypoints: ["eksgate/results"],
    reads,
    settings: {},
    rules,
  };
}

/** A managed resource of the root module, without values unless they are given. */
export function resourceOf(address: string, parts: Partial<Resource> = {}): Resource {
  const [type = ""] = address.split(".");
  return { address, type, mode: "managed", values: {}, unknown: {}, edges: {}, ...parts };
}

/** A configuration with these resources, unless something else is said of it. */
export function documentWith(resources: readonly Resource[], parts: Partial<Document> = {}): Document {
  const byType: Record<string, Record<string, Resource>> = {};
  for (const one of resources) byType[one.type] = { ...byType[one.type], [one.address]: one };
  return { path: "cdk.tf.json", kind: "config", gaps: [], resources: byType, deleted: {}, ...parts };
}
