import { describe, expect, it } from "vitest";

import { decodeText } from "./encoding";

const text = '{\n  "a": "ä€😀"\n}';
const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");

describe("text is read from", () => {
  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${text}`)],
    ["UTF-16, little end first", utf16],
    ["UTF-16, big end first", Buffer.from(utf16).swap16()],
  ])("%s", (_, bytes) => {
    expect(decodeText(bytes, "a.json")).toBe(text);
  });

  it("nothing, which is an empty text", () => {
    expect(decodeText(Buffer.alloc(0), "a.json")).toBe("");
  });
});

describe("what is not text is refused:", () => {
  it.each([
    ["a byte that UTF-8 has not", Buffer.from("7b0a220a22ff", "hex"), "line 3 is not UTF-8 (at byte 5 of the file)"],
    ["a character that is cut off", Buffer.from("7be2", "hex"), "line 1 is not UTF-8 (at byte 1 of the file)"],
    ["a surrogate in UTF-8", Buffer.from("22eda08022", "hex"), "line 1 is not UTF-8 (at byte 1 of the file)"],
    ["a long way to it", Buffer.concat([Buffer.alloc(99_999, "é\n"), Buffer.from([0xc0])]), "(at byte 99999 of the"],
    ["nothing but such bytes", Buffer.alloc(1_000_000, 0x80), "line 1 is not UTF-8 (at byte 0 of the file)"],
    ["UTF-16 without a mark", utf16.subarray(2), "looks like UTF-16 or UTF-32 without a byte order mark"],
    ["half a surrogate pair in UTF-16", utf16.subarray(0, -8), "starts as UTF-16 does and is not that throughout"],
    ["UTF-16 with a byte too many", utf16.subarray(0, -1), "starts as UTF-16 does and is not that throughout"],
  ])("%s", (_, bytes, words) => {
    expect(() => decodeText(bytes, "a.json")).toThrow(words);
    expect(() => decodeText(bytes, "a.json")).toThrow(/^a\.json: .*[Ss]ave .*UTF-8\.$/);
  });
});
