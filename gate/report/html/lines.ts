import type { FlowOutcome } from "../../engine/index";
import { type ClusterView, endpointsId, flowOutcomes, type NumberedFlow, outcomeSigns } from "./cluster-view";
import { natGatewaysOf, type Plan } from "./plan";

/** A chip of the plan. */
export interface Stop {
  readonly column: number;
  readonly row: number;
  readonly chip: string;
  readonly subnet?: string;
}

/** A line from one chip to another, or to the internet. */
export interface Leg {
  readonly from: Stop;
  readonly to: Stop | "internet";
}

/** Flows that are drawn as one. */
export interface Line {
  /** Such as `3–5 ✓`. */
  readonly label: string;
  readonly outcome: FlowOutcome;
  readonly legs: readonly Leg[];
}

const mostLines = 16;

/** The lines to draw, and the numbers of flows that are not drawn: those that are allowed go first where there is no room. */
export function linesOf(view: ClusterView, plan: Plan): { readonly lines: readonly Line[]; readonly left: number } {
  const stops = stopsOf(plan);
  const groups = new Map<string, NumberedFlow[]>();
  for (const flow of view.flows) {
    const known = groups.get(flow.group);
    if (known === undefined) groups.set(flow.group, [flow]);
    else known.push(flow);
  }
  const carriers = [...view.cluster.carriers.keys()];
  const all = [...groups.values()].map((flows) => ({
    flows,
    turn: turnOf(flows, carriers),
    line: lineOf(flows, view, stops, turnOf(flows, carriers)),
  }));
  // Of what is allowed, all that the first carriers need says more than the same of every carrier.
  const byCarrier = [...all].sort((a, b) => a.turn - b.turn);
  const byWorst = flowOutcomes.flatMap((outcome) => byCarrier.filter(({ line }) => line?.outcome === outcome));
  const drawn = new Set(byWorst.slice(0, mostLines));
  const left = all.filter((each) => !drawn.has(each)).reduce((sum, { flows }) => sum + flows.length, 0);
  return { lines: all.flatMap((each) => (drawn.has(each) && each.line !== undefined ? [each.line] : [])), left };
}

type Stops = ReadonlyMap<string, readonly Stop[]>;

function stopsOf({ columns }: Plan): Stops {
  const stops = new Map<string, Stop[]>();
  for (const [column, { boxes }] of columns.entries()) {
    for (const [row, { chips, address }] of boxes) {
      for (const { id } of chips) {
        const known = stops.get(id) ?? [];
        known.push({ column, row, chip: id, ...(address === undefined ? {} : { subnet: address }) });
        stops.set(id, known);
      }
    }
  }
  return stops;
}

/** One line for all flows of a group, with the worst of their outcomes. Nothing where an end has no room in the drawing. */
function lineOf(flows: readonly NumberedFlow[], view: ClusterView, stops: Stops, turn: number): Line | undefined {
  const outcome = flowOutcomes.find((one) => flows.some(({ flow }) => flow.outcome === one)) ?? "undetermined";
  const worst = flows.find(({ flow }) => flow.outcome === outcome)?.flow;
  if (worst === undefined) return undefined;
  const { from, to } = worst;
  const toId = view.part.endpoints.has(to.id) ? endpointsId : to.id;
  const sources = stops.get(from.id) ?? [];
  const targets = stops.get(toId) ?? [];
  const hop = worst.hops.find((each) => each.outcome === outcome && outcome !== "allowed" && each.pair !== undefined);
  const numbers = flows.map(({ number }) => number);
  const label = `${range(numbers)} ${outcomeSigns[outcome]}`;
  if (toId === "internet") {
    const source =
      sources.find(({ subnet }) => subnet !== undefined && subnet === hop?.pair?.from) ?? turned(sources, turn);
    return source === undefined ? undefined : { label, outcome, legs: wayOut(source, view, stops) };
  }
  const pairs = sources.flatMap((source) => targets.map((target) => [source, target] as const));
  const pair =
    pairs.find(([a, b]) => hop !== undefined && a.subnet === hop.pair?.from && b.subnet === hop.pair?.to) ??
    turned(
      pairs.filter(([a, b]) => a.column === b.column),
      turn,
    ) ??
    pairs[0];
  return pair === undefined ? undefined : { label, outcome, legs: [{ from: pair[0], to: pair[1] }] };
}

/** The carrier that flows are of, as a number: carriers take turns with the zones, so that the lines do not all crowd in the first. */
function turnOf([first]: readonly NumberedFlow[], carriers: readonly string[]): number {
  const ends = first === undefined ? [] : [first.flow.from.id, first.flow.to.id];
  return Math.max(0, ...ends.map((id) => carriers.indexOf(id)));
}

/** To the internet by the NAT gateway that the source's table leads to, that of its own zone before others. */
function wayOut(source: Stop, view: ClusterView, stops: Stops): readonly Leg[] {
  const nats = source.subnet === undefined ? [] : natGatewaysOf(view, source.subnet);
  const found = nats.flatMap((nat) => stops.get(nat) ?? []);
  const nat = found.find(({ column }) => column === source.column) ?? found[0];
  return nat === undefined
    ? [{ from: source, to: "internet" }]
    : [
        { from: source, to: nat },
        { from: nat, to: "internet" },
      ];
}

function turned<T>(items: readonly T[], turn: number): T | undefined {
  return items.length === 0 ? undefined : items[turn % items.length];
}

/** `3`, `3–5` or `3, 7`. */
function range(numbers: readonly number[]): string {
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (first === undefined || last === undefined || first === last) return String(first ?? "");
  return last - first === numbers.length - 1 ? `${first}–${last}` : numbers.join(", ");
}
