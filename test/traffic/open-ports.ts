import { type Interface, letsIn, letsOut, type Packet } from "../networks/evaluator-groups";
import type { Network } from "../networks/model";
import { clusterGroup, type Emitted } from "./emitted";

/** Who may talk to whom; `vpc` is whatever else is in the VPC, `internet` what is outside of it. */
export type Party = "nodes" | "controlPlane" | "fargate" | "vpc" | "internet";

/** Parties whose interfaces carry groups of the stack. */
type Member = Exclude<Party, "vpc" | "internet">;

/** What is open, by `nodes > controlPlane`: `tcp 443; udp 53`. What is closed on every port is left out. */
export type Open = Readonly<Record<string, string>>;

const protocols = ["tcp", "udp"] as const;

/** By party, an address of it. No rule is for a part of the world, so that one stands for all. */
const addresses: Readonly<Record<Party, number>> = {
  nodes: 0x0a_00_20_01,
  controlPlane: 0x0a_00_10_01,
  fargate: 0x0a_00_21_01,
  vpc: 0x0a_00_f0_01,
  internet: 0xcb_00_71_01,
};

/**
 * On which of all ports of tcp and udp each party reaches each: let out by the groups of the one and into those of the other. Of what
 * carries none of the groups the other end alone decides.
 */
export function openFlows(stack: Emitted, members: readonly Member[]): Open {
  const { letOut, letIn } = hops(stack);
  return openBetween(stack, members, (from, to, packet) => letOut(from, to, packet) && letIn(from, to, packet));
}

/** The ports that the groups of each party let out to each, whatever the other end does. */
export function openOut(stack: Emitted, members: readonly Member[]): Open {
  return openBetween(stack, members, (from, to, packet) => isMember(from) && hops(stack).letOut(from, to, packet));
}

/** The ports that the groups of each party let in from each, whatever the other end does. */
export function openIn(stack: Emitted, members: readonly Member[]): Open {
  return openBetween(stack, members, (from, to, packet) => isMember(to) && hops(stack).letIn(from, to, packet));
}

type Asks = (from: Party, to: Party, packet: Packet) => boolean;

function hops(stack: Emitted): { readonly letOut: Asks; readonly letIn: Asks } {
  const { network } = stack;
  const some = (from: Party, to: Party, lets: (source: Interface, target: Interface) => string): boolean =>
    interfacesOf(stack, from).some((source) =>
      interfacesOf(stack, to).some((target) => lets(source, target) === "allowed"),
    );
  return {
    letOut: (from, to, packet) =>
      !isMember(from) || some(from, to, (source, target) => letsOut(network, source, target, packet)),
    letIn: (from, to, packet) =>
      !isMember(to) || some(from, to, (source, target) => letsIn(network, source, target, packet)),
  };
}

/** The kinds of interfaces of a party, by their groups: one open for some of them is open. */
function interfacesOf({ controlPlane, nodeGroups }: Emitted, party: Party): readonly Interface[] {
  switch (party) {
    case "controlPlane":
      return [{ groups: controlPlane }];
    case "nodes":
      return nodeGroups.map((groups) => ({ groups }));
    case "fargate":
      return [{ groups: [clusterGroup] }];
    default:
      return [{ groups: [] }];
  }
}

function openBetween({ network }: Emitted, members: readonly Member[], isOpen: Asks): Open {
  const parties: readonly Party[] = [...members, "vpc", "internet"];
  const starts = startsOf(network);
  const pairs = parties.flatMap((from) => parties.map((to) => [from, to] as const));
  return Object.fromEntries(
    pairs
      .filter(([from, to]) => isMember(from) || isMember(to))
      .flatMap(([from, to]) => {
        const ends = { source: addresses[from], target: addresses[to] };
        const open = protocols.flatMap((protocol) => {
          const runs = runsOf(starts, (port) => isOpen(from, to, { ...ends, protocol, port }));
          return runs.length === 0 ? [] : [`${protocol} ${runs.join(", ")}`];
        });
        return open.length === 0 ? [] : [[`${from} > ${to}`, open.join("; ")]];
      }),
  );
}

const ports = 65_536;

/** The ports at which some rule begins, or has ended: what holds for one of them holds for all up to the next. */
function startsOf({ groups }: Network): readonly number[] {
  const bounds = groups.flatMap(({ rules }) => rules.flatMap(({ from = 0, to = ports - 1 }) => [from, to + 1]));
  return [...new Set([0, ...bounds])].filter((port) => port < ports).sort((one, other) => one - other);
}

/** All ports there are, in runs of those that are open. */
function runsOf(starts: readonly number[], isOpen: (port: number) => boolean): readonly string[] {
  const runs: { readonly first: number; last: number }[] = [];
  for (const [index, first] of starts.entries()) {
    if (!isOpen(first)) continue;
    const last = (starts[index + 1] ?? ports) - 1;
    const before = runs.at(-1);
    if (before?.last === first - 1) before.last = last;
    else runs.push({ first, last });
  }
  return runs.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
}

function isMember(party: Party): party is Member {
  return party !== "vpc" && party !== "internet";
}
