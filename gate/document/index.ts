export type {
  Document,
  Resource,
} from "./document";
export { InputError } from "./errors";
export { prune } from "./prune";
export { read } from "./read";
export { resourceTypes } from "./resource-types";
export { policyInputSchema } from "./schema";
export { type Scope, scopes } from "./scope";
