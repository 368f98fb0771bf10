export { complete } from "./complete";
export type {
  Document,
  Resource,
} from "./document";
export { InputError } from "./errors";
export { addressPrefix, groupsOf, joined } from "./link";
export { modelOf } from "./model";
export { prune } from "./prune";
export { type ReadOptions, read, readAll, type Source, withWhole } from "./read";
export { resourceTypes } from "./resource-types";
export { policyInputSchema } from "./schema";
export { type Scope, scopes } from "./scope";
