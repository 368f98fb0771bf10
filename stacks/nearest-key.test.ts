import { describe, expect, it } from "vitest";
import { nearest } from "./nearest-key";

describe("the nearest key", () => {
  it.each([
    ["versoin", "version"],
    ["Version", "version"],
    ["nodegroup", "nodeGroups"],
    ["zone", "zones"],
  ])("to %s is %s", (word, key) => {
    expect(nearest(word, ["zones", "version", "nodeGroups", "network"])).toBe(key);
  });

  it("is none where nothing is near", () => {
    expect(nearest("colour", ["zones", "version"])).toBeUndefined();
    expect(nearest("x", [])).toBeUndefined();
  });
});
