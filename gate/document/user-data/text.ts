import { gunzipSync } from "node:zlib";
import type { Reference } from "../document";

/** A text, of which some pieces may be known by their references alone. */
export type Pieces = readonly (string | readonly Reference[])[];

/** More than EC2 takes (16 KiB before base64), and little enough to look through. */
const mostBytes = 1 << 20;

/** Such as `\uE0003\uE001`: stands for the fourth piece that is not known. */
const hole = /\uE000(\d{1,6})\uE001/g;

/** The pieces as one text, with a mark for each that is not known. */
export function marked(pieces: Pieces): string {
  return pieces
    .map((piece, at) => (typeof piece === "string" ? piece.replace(/[\uE000\uE001]/g, "?") : `\uE000${at}\uE001`))
    .join("");
}

export function hasHole(text: string): boolean {
  return text.includes("\uE000");
}

/** The references behind the marks of a text. */
export function behind(text: string, pieces: Pieces): Reference[] {
  return [...text.matchAll(hole)].flatMap(([, at]) => {
    const piece = pieces[Number(at)];
    return typeof piece === "object" ? piece : [];
  });
}

/** A text, or why there is none. */
export type Decoded = { readonly text: string } | { readonly why: string };

/** The bytes that base64 stands for; `undefined` where it is not base64. */
export function fromBase64(encoded: string): Buffer | undefined {
  const plain = encoded.replace(/\s/g, "");
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain) ? Buffer.from(plain, "base64") : undefined;
}

/** The text that bytes are, compressed with gzip or not. */
export function asText(bytes: Buffer): Decoded {
  if (bytes.length > mostBytes) {
    return { why: "it is longer than user data may be" };
  }
  let plain = bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      // A few bytes can stand for gigabytes.
      plain = gunzipSync(bytes, { maxOutputLength: mostBytes });
    } catch {
      return { why: "it cannot be decompressed" };
    }
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(plain).replace(/[\uE000\uE001]/g, "?") };
  } catch {
    return { why: "it is not text" };
  }
}
