import { Token } from "cdktf";
import { prefixWithin } from "../shared/names";

/** A name prefix for a role made of what it belongs to and what it is for; none of a token, which cannot be cut to length. */
export function rolePrefix(owner: string, purpose: string): { readonly namePrefix?: string } {
  return Token.isUnresolved(owner) ? {} : { namePrefix: prefixWithin(38, `${owner}-${purpose}`) };
}
