import type { Resource } from "./document";
import { emptyDictionary } from "./records";

/** Instances by type and address. */
export function group(instances: Iterable<Resource>): Record<string, Record<string, Resource>> {
  const grouped = emptyDictionary<Record<string, Resource>>();
  for (const instance of instances) {
    let ofType = grouped[instance.type];
    if (ofType === undefined) {
      ofType = emptyDictionary();
      grouped[instance.type] = ofType;
    }
    ofType[instance.address] = instance;
  }
  return grouped;
}
