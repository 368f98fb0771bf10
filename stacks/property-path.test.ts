import { describe, expect, it } from "vitest";
import { splitProperty } from "./property-path";

describe("a property path", () => {
  it("is split at dots and brackets", () => {
    expect(splitProperty("a.b[2].c", {})).toEqual(["a", "b", 2, "c"]);
    expect(splitProperty("a[0][1]", {})).toEqual(["a", 0, 1]);
    expect(splitProperty("", {})).toEqual([]);
  });

  it("takes keys with dots and slashes whole, where the settings have them", () => {
    const settings = { labels: { "example.com/team": "x", example: { com: 1 } } };
    expect(splitProperty("labels.example.com/team", settings)).toEqual(["labels", "example.com/team"]);
    expect(splitProperty("labels.example.com", settings)).toEqual(["labels", "example", "com"]);
  });
});
