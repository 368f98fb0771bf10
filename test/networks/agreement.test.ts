import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { disagreements, Tally } from "./agreement";
import { networks } from "./generator";

// The slow suite asks about 10,000 others.
const options = { seed: 20261123, numRuns: 200 };

describe("the gate agrees with an evaluator that goes packet by packet", () => {
  it.each(["configuration", "plan"] as const)("on random networks as %s", (form) => {
    fc.assert(
      fc.property(networks, (network) => {
        expect(disagreements(network, [form])).toEqual([]);
      }),
      options,
    );
  });

  it("on networks in which much gets through and much does not", () => {
    const tally = new Tally();
    for (const network of fc.sample(networks, options)) tally.add(network);
    expect(tally.rarest()).toBeGreaterThan(0.01);
  });
});
