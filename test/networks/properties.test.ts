import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf, type Block } from "./blocks";
import { closed, halved, opened } from "./changes";
import { rank } from "./evaluator-verdicts";
import { networks } from "./generator";
import { type Form, flows, type Judged, judge } from "./judged";
import { isPooledInPlans } from "./pooled";
import { blocksOf } from "./resources";
import { gathered, type Moved, renamed, reordered, unrelated } from "./transform";

/** Chooses among changes. */
const choices = fc.nat();
const options = { seed: 20261124, numRuns: 40 };
const forms: readonly Form[] = ["configuration", "plan"];

/** Verdicts as text, by the address that a carrier had. */
function told(judged: Judged, addresses?: ReadonlyMap<string, string>): readonly string[] {
  const before = new Map([...(addresses ?? [])].map(([was, is]) => [is, was]));
  return [...judged]
    .map(([address, verdicts]) => {
      const all = flows.map((flow) => `${flow} ${verdicts[flow]}`);
      return `${before.get(address) ?? address}: ${all.join(", ")}`;
    })
    .sort();
}

const still = (blocks: readonly Block[]): Moved => ({ blocks, addresses: new Map() });

describe.each(forms)("no verdict on a %s changes", (form) => {
  it.each<[string, (blocks: readonly Block[], seed: number) => Moved]>([
    ["with names", renamed],
    ["with the order", (blocks, seed) => still(reordered(blocks, seed))],
    ["with what has nothing to do with the cluster", (blocks) => still([...blocks, ...unrelated])],
    ["where resources become instances of one by count", (blocks) => gathered(blocks, "count")],
    ["where resources become instances of one by for_each", (blocks) => gathered(blocks, "for_each")],
  ])("%s", (_, change) => {
    fc.assert(
      fc.property(networks, choices, (network, seed) => {
        const blocks = blocksOf(network);
        const { blocks: changed, addresses } = change(blocks, seed);
        expect(told(judge(changed, form), addresses)).toEqual(told(judge(blocks, form)));
      }),
      options,
    );
  });

  it("where ranges are split into their halves", () => {
    fc.assert(
      fc.property(networks, (network) => {
        expect(told(judge(blocksOf(halved(network)), form))).toEqual(told(judge(blocksOf(network), form)));
      }),
      options,
    );
  });
});

it("no verdict on a plan is another one where resources move into a module, though less may be proven there", () => {
  fc.assert(
    fc.property(networks, choices, (network, seed) => {
      const blocks = blocksOf(network);
      const isMoved = (block: Block) => (blocks.indexOf(block) * 7919 + seed) % 3 === 0;
      const addresses = new Map(
        blocks.filter(isMoved).map((block) => [addressOf(block), `module.inner.${addressOf(block)}`]),
      );
      const inRoot = judge(blocks, "plan");
      const moved = judge(blocks, "plan", { inModule: isMoved });
      for (const [address, verdicts] of inRoot) {
        const after = moved.get(addresses.get(address) ?? address);
        // A list that an input gives looks like one that is chosen from, so that a plan proves less of it.
        for (const flow of flows) expect([verdicts[flow], "undetermined"]).toContain(after?.[flow]);
      }
    }),
    options,
  );
});

describe("what lets more through", () => {
  const least = (judged: Judged, address: string, flow: (typeof flows)[number]) =>
    rank(judged.get(address)?.[flow] ?? "allowed");

  it.each([
    ["opening a rule or an entry never lets less through", opened, 1],
    ["taking one away never lets more through", closed, -1],
  ] as const)("%s", (_, change, sign) => {
    fc.assert(
      fc.property(networks, choices, (network, choice) => {
        const before = judge(blocksOf(network), "configuration");
        const after = judge(blocksOf(change(network, choice)), "configuration");
        for (const address of before.keys()) {
          for (const flow of flows) {
            const difference = least(after, address, flow) - least(before, address, flow);
            expect(difference * sign).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      options,
    );
  });
});

it("configuration and plan of a network have the same verdicts", () => {
  fc.assert(
    fc.property(
      networks.filter((network) => !isPooledInPlans(network)),
      (network) => {
        const blocks = blocksOf(network);
        expect(told(judge(blocks, "plan"))).toEqual(told(judge(blocks, "configuration")));
      },
    ),
    options,
  );
});
