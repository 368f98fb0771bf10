import { isUtf8 } from "node:buffer";
import { InputError } from "./errors";

/**
 * The text of a file of JSON: UTF-8 with or without a byte order mark, or UTF-16 with one, as PowerShell writes what a program prints.
 *
 * @throws InputError where it is neither, saying what to do: a character that is guessed could make two addresses one
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return utf16(bytes, path);
  }
  if (first === 0xfe && second === 0xff) {
    return utf16(swapped(bytes), path);
  }
  if (isUtf8(bytes)) {
    return decoded(() => new TextDecoder("utf-8").decode(bytes), path);
  }
  if (first === 0 || second === 0) {
    throw new InputError(path, "the text looks like UTF-16 or UTF-32 without a byte order mark. Save it as UTF-8.");
  }
  const { line, byte } = firstInvalid(bytes);
  throw new InputError(path, `line ${line} is not UTF-8 (at byte ${byte} of the file). Save the file as UTF-8.`);
}

/** @param bytes little-endian, with the mark before them */
function utf16(bytes: Uint8Array, path: string): string {
  return decoded(() => {
    try {
      return new TextDecoder("utf-16le", { fatal: true }).decode(bytes);
    } catch (error) {
      if (error instanceof RangeError) {
        throw error;
      }
      throw new InputError(path, "the text starts as UTF-16 does and is not that throughout. Save it as UTF-8.");
    }
  }, path);
}

/** JavaScript has no text longer than 512 MiB. */
function decoded(decode: () => string, path: string): string {
  try {
    return decode();
  } catch (error) {
    if (error instanceof InputError) {
      throw error;
    }
    throw new InputError(path, "the file is longer than can be read (512 MiB of text). Judge its parts one by one.");
  }
}

function swapped(bytes: Uint8Array): Uint8Array {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  const copy = Buffer.from(even).swap16();
  return even.length === bytes.length ? copy : Buffer.concat([copy, bytes.subarray(even.length)]);
}

/** Where bytes stop being UTF-8, found by halving. */
function firstInvalid(bytes: Uint8Array): { line: number; byte: number } {
  let [valid, invalid] = [0, bytes.length];
  while (invalid - valid > 4) {
    const middle = characterStart(bytes, Math.floor((valid + invalid) / 2), valid);
    if (middle === valid) {
      break;
    }
    if (isUtf8(bytes.subarray(valid, middle))) {
      valid = middle;
    } else {
      invalid = middle;
    }
  }
  for (let length = 1; length <= 4 && valid < bytes.length; length += 1) {
    if (isUtf8(bytes.subarray(valid, valid + length))) {
      valid += length;
      length = 0;
    }
  }
  const before = bytes.subarray(0, valid);
  return { line: before.reduce((lines, byte) => (byte === 0x0a ? lines + 1 : lines), 1), byte: valid };
}

/** The start of the character that a byte is part of, but not before `least`. */
function characterStart(bytes: Uint8Array, at: number, least: number): number {
  let start = at;
  while (start > least && ((bytes[start] ?? 0) & 0xc0) === 0x80) {
    start -= 1;
  }
  return start;
}
