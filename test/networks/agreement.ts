import { evaluate } from "./evaluator";
import { type Form, flows, judge } from "./judged";
import type { Network } from "./model";
import { isPooledInPlans } from "./pooled";
import { blocksOf } from "./resources";

/** Where the gate says something else of a network than the evaluator, as text. */
export function disagreements(network: Network, forms: readonly Form[]): readonly string[] {
  const blocks = blocksOf(network);
  const verdicts = evaluate(network);
  return forms.flatMap((form) => {
    const judged = judge(blocks, form);
    const mayBeOpen = form === "plan" && isPooledInPlans(network);
    return [...verdicts].flatMap(([address, wanted]) =>
      flows.flatMap((flow) => {
        const found = judged.get(address)?.[flow];
        const agrees = found === wanted[flow] || (mayBeOpen && found === "undetermined");
        return agrees ? [] : [`${address} ${flow}: ${found} by the gate, ${wanted[flow]} by the evaluator, as ${form}`];
      }),
    );
  });
}

/** How often each flow has each verdict, of those that the evaluator gives. */
export class Tally {
  private readonly counts = new Map<string, number>();
  private total = 0;

  add(network: Network): void {
    for (const verdicts of evaluate(network).values()) {
      this.total += 1;
      for (const flow of flows) {
        const key = `${flow} ${verdicts[flow]}`;
        this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
      }
    }
  }

  /** The share of what is so often rare that a test of it says nothing. */
  rarest(): number {
    const wanted = flows.flatMap((flow) => [`${flow} allowed`, `${flow} blocked`, `${flow} undetermined`]);
    return Math.min(...wanted.map((key) => this.counts.get(key) ?? 0)) / this.total;
  }
}
