export type {
  Action,
  Certainty,
  Document,
  DocumentKind,
  Edge,
  Gap,
  Reference,
  Resource,
} from "./document";
export { InputError } from "./errors";
export { type Pruned, prune, type Reads } from "./prune";
export { type ReadOptions, read } from "./read";
export { type ResourceType, resourceTypes, type Shape } from "./resource-types";
export { policyInputSchema } from "./schema";
export { type Scope, scopes } from "./scope";
