import { DefaultTokenResolver, StringConcat, Token, Tokenization } from "cdktf";
import type { Construct } from "constructs";

/**
 * A text with its tokens replaced by the expressions that they become. Two references to one attribute are two tokens, of which this
 * is the same.
 */
export function resolvedText(scope: Construct, text: string): string {
  if (!Token.isUnresolved(text)) return text;
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved: unknown = Tokenization.resolve(text, { scope, resolver, preparing: false });
  return typeof resolved === "string" ? resolved : text;
}
