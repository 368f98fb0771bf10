export { complete } from "./complete";
export type {
  Document,
  Resource,
} from "./document";
export { decodeText } from "./encoding";
export { InputError } from "./errors";
export { type Among, addressPrefix, groupsOf, joined } from "./link";
export { modelOf } from "./model";
export { prune } from "./prune";
export { type ReadOptions, read, readAll, readTied, type Source, withWhole } from "./read";
export { resourceTypes } from "./resource-types";
export { policyInputSchema } from "./schema";
export { type Scope, scopes } from "./scope";
export { groupsByStates, groupsByTies, type TiedGroup, type Ties } from "./ties";
