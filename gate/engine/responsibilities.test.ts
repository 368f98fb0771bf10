import { describe, expect, it } from "vitest";

import { loadBundle } from "./bundle";
import { responsibilities } from "./responsibilities";

const rules = loadBundle().manifest.rules.filter(({ deprecated }) => deprecated === undefined);
const rows = (["aws", "you"] as const).flatMap((side) => responsibilities[side].map((item) => ({ side, item })));

describe("the shared-responsibility table", () => {
  it.each(rows)("has a rule that watches $item, on the side of $side", ({ side, item }) => {
    const watching = rules.filter(({ party }) => party?.side === side && party.items.includes(item));
    expect(watching).not.toEqual([]);
  });
});
