import { resourceTypes, type Shape } from "./resource-types";

/** A JSON Schema, as far as the one below goes. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * The JSON Schema (draft-07) of what a policy sees as `input`. `opa check --schema` tests the Rego against it: an attribute that is not in the
 * table of resource types does not compile. OPA takes every object with `properties` as closed, and one without as anything.
 */
export function policyInputSchema(): JsonSchema {
  const types = Object.entries(resourceTypes);
  const byType = Object.fromEntries(types.map(([type]) => [type, mapByVariable({ $ref: `#/definitions/${type}` })]));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Input of the eksgate policies",
    ...closed(
      {
        kind: { enum: ["config", "plan", "state"], type: "string" },
        date: { type: "string", description: "The date of judgement, YYYY-MM-DD." },
        profile: { enum: ["production", "development"], type: "string" },
        settings: { type: "object", additionalProperties: true },
        only: { type: "array", items: string, description: "The rules to evaluate; all of them where absent." },
        query: {
          ...closed({ from: string, to: string, protocol: string, port: { type: "number" } }, [
            "from",
            "to",
            "protocol",
          ]),
          description: "The flow that `eksgate/flow` is asked about.",
        },
        gaps: { type: "array", items: closed({ address: string, reason: string }, ["address", "reason"]) },
        resources: closed(byType, []),
        deleted: closed(byType, []),
      },
      ["kind", "date", "profile", "settings", "gaps", "resources", "deleted"],
    ),
    definitions: Object.fromEntries(types.map(([type, attributes]) => [type, instance(ofShape(attributes))])),
  };
}

const string: JsonSchema = { type: "string" };

function closed(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[]): JsonSchema {
  return { type: "object", properties, ...(required.length > 0 ? { required } : {}), additionalProperties: false };
}

function mapOf(schema: JsonSchema): JsonSchema {
  return { type: "object", additionalProperties: schema };
}

/**
 * A map whose keys a policy never spells out. OPA takes an object without `properties` for one of anything, whatever its
 * `additionalProperties` say; with one property, what a variable picks from it is of that property's type.
 */
function mapByVariable(schema: JsonSchema): JsonSchema {
  return { type: "object", properties: { "*": schema }, additionalProperties: schema };
}

function instance(values: JsonSchema): JsonSchema {
  const target = closed({ to: string, type: string, attribute: string }, ["to", "type", "attribute"]);
  const reference = closed(
    {
      reference: string,
      certainty: { enum: ["exact", "over", "unknown"], type: "string" },
      targets: { type: "array", items: target },
    },
    ["reference", "certainty", "targets"],
  );
  return closed(
    {
      address: string,
      type: string,
      mode: { enum: ["managed", "data"], type: "string" },
      module: string,
      index: { type: ["string", "number"] },
      values,
      unknown: mapOf({ type: "boolean" }),
      edges: mapOf({ type: "array", items: reference }),
      depends_on: { type: "array", items: string },
      actions: { type: "array", items: string },
      read_back: { type: "array", items: string },
      lacks: { type: "array", items: string },
      before: values,
      before_unknown: mapOf({ type: "boolean" }),
      replace_paths: { type: "array", items: string },
    },
    ["address", "type", "mode", "values", "unknown", "edges"],
  );
}

function ofShape(shape: Shape): JsonSchema {
  if (typeof shape === "string") {
    return { type: shape };
  }
  if (isList(shape)) {
    return { type: "array", items: ofShape(shape[0]) };
  }
  const any = shape["*"];
  if (any !== undefined) {
    return mapOf(ofShape(any));
  }
  return closed(Object.fromEntries(Object.entries(shape).map(([name, of]) => [name, ofShape(of)])), []);
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
