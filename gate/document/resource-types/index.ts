import { computeTypes } from "./compute";
import { eksTypes } from "./eks";
import { filterTypes } from "./filters";
import { iamTypes } from "./iam";
import { vpcTypes } from "./vpc";

export type { Shape } from "./shape";

/**
 * The resource types and attributes that the policies read, with the shape of each value. One table, three uses: the readers
 * convert values and tell blocks from maps by it, the JSON Schema that the Rego is type-checked against is generated
 * from it (an attribute that is not here does not compile there), and what it leaves out never enters the Wasm.
 */
export const resourceTypes = { ...computeTypes, ...eksTypes, ...filterTypes, ...iamTypes, ...vpcTypes } as const;

/** A resource type that the policies read. */
export type ResourceType = keyof typeof resourceTypes;
