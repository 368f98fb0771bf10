import type { Part } from "./parts";
import { asText, fromBase64, hasHole } from "./text";

export type SecretKind = "AWS access key id" | "AWS secret access key" | "private key" | "password";

/** Where a secret is written: never the secret. Parts and lines count from one. */
export interface Secret {
  readonly kind: SecretKind;
  readonly part: number;
  readonly line: number;
}

const accessKeyId = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/;
const secretAccessKey = /secret_?access_?key["']?[ \t]{0,8}[=: \t][ \t]{0,8}["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/i;
const privateKey = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
const assignment =
  /([\w-]{0,64}(?:password|passwd|passphrase|api[_-]?key|auth[_-]?token|secret[_-]?key))["']?[ \t]{0,8}(?:=>|:=|[=:])[ \t]{0,8}(["']?)([^\s"';,&|]{1,200})/gi;
const option =
  /()--(?:password|passphrase|api-key|secret-key|auth-token)[ =]{1,4}(["']?)([^\s"';,&|-][^\s"';,&|]{0,200})/gi;
const piped =
  /()echo[ \t]{1,8}(?:-\w{1,4}[ \t]{1,8})?(["']?)[\w-]{1,32}:([^\s"'|]{1,200})["']?[ \t]{0,8}\|[ \t]{0,8}(?:sudo[ \t]{1,8})?chpasswd/gi;

/** Names that end like a secret and hold none. */
const otherNames = /(?:lock_passwd|chpasswd|passwordauthentication)$/i;
/** What is no secret itself: a variable, a command, a value that another template fills in, a flag. */
const otherValues = /^(?:\$(?![0-9a-z]{1,2}\$)|`|%|<|\{|\[|[>|]$|(?:true|false|yes|no|null|none|-)$)/i;

/** Base64 within a text, long enough to hold something. */
const encoded = /[A-Za-z0-9+/]{32,}={0,2}/g;
const deepest = 3;

/** The secrets that parts of user data hold. */
export function secretsIn(parts: readonly Part[]): readonly Secret[] {
  return parts.flatMap(({ text }, at) =>
    text
      .split("\n")
      .flatMap((line, below) => kindsIn(line, 0).map((kind): Secret => ({ kind, part: at + 1, line: below + 1 }))),
  );
}

function kindsIn(line: string, depth: number): readonly SecretKind[] {
  const kinds = new Set<SecretKind>();
  if (accessKeyId.test(line)) {
    kinds.add("AWS access key id");
  }
  if (secretAccessKey.test(line)) {
    kinds.add("AWS secret access key");
  }
  if (privateKey.test(line)) {
    kinds.add("private key");
  }
  if ([assignment, option, piped].some((pattern) => [...line.matchAll(pattern)].some(isSecret))) {
    kinds.add("password");
  }
  for (const [written] of depth < deepest ? line.matchAll(encoded) : []) {
    const bytes = fromBase64(written);
    const inner = bytes === undefined ? undefined : asText(bytes);
    for (const within of inner !== undefined && "text" in inner ? inner.text.split("\n") : []) {
      for (const kind of kindsIn(within, depth + 1)) {
        kinds.add(kind);
      }
    }
  }
  return [...kinds];
}

function isSecret([, name = "", quote = "", value = ""]: RegExpMatchArray): boolean {
  // Between single quotes nothing is a variable; a piece that is not known is told by its reference.
  const isLiteral = quote === "'" ? !/^(?:%|<|\{)/.test(value) : !otherValues.test(value);
  return isLiteral && !hasHole(value) && !otherNames.test(name);
}
