import { createHash } from "node:crypto";

import type { Result } from "./result";

/**
 * Names a finding by what it says: rule, address, attributes and the facts that decided it. The same finding has the same
 * fingerprint in every run and wherever the input lies; it changes when the facts do.
 */
export function fingerprint({ rule, address, outcome, attributes, related, message, missing }: Result): string {
  const facts = [rule, address, outcome, [...attributes].sort(), [...related].sort(), message, [...missing].sort()];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 32);
}
