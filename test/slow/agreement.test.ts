import fc from "fast-check";
import { expect, it } from "vitest";
import { disagreements } from "../networks/agreement";
import { networks } from "../networks/generator";

const timeout = 3_600_000;

it(
  "the gate agrees with an evaluator that goes packet by packet, on 10,000 random networks in both forms",
  () => {
    fc.assert(
      fc.property(networks, (network) => {
        expect(disagreements(network, ["configuration", "plan"])).toEqual([]);
      }),
      { seed: 1, numRuns: 10_000 },
    );
  },
  timeout,
);
