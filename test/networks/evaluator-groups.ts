import { holds } from "./addresses";
import { anyOf, type Verdict } from "./evaluator-verdicts";
import { type Direction, type Group, groupNamed, type Network, type Peer, type Ports, type Rule } from "./model";

/** A request, by the ends that address ranges tell apart. */
export interface Packet {
  readonly source: number;
  readonly target: number;
  readonly protocol: "tcp" | "udp";
  readonly port: number;
}

/** Network interfaces that are in the same groups. */
export interface Interface {
  readonly groups: readonly string[];
}

/** Groups are stateful: what they let out, they let the answer to back in. The rules of all groups of an interface add up. */
export function letsOut(network: Network, source: Interface, target: Interface, packet: Packet): Verdict {
  return lets(network, "egress", source, target, packet, packet.target);
}

export function letsIn(network: Network, source: Interface, target: Interface, packet: Packet): Verdict {
  return lets(network, "ingress", target, source, packet, packet.source);
}

function lets(
  network: Network,
  direction: Direction,
  own: Interface,
  peer: Interface,
  packet: Packet,
  peerAddress: number,
): Verdict {
  const through = (group: Group): Verdict[] =>
    rulesOf(group)
      .filter((rule) => rule.direction === direction && isFor(rule, packet))
      .flatMap(({ peers }) => peers.map((one) => matches(network, one, group, peer, peerAddress)));
  return anyOf([
    ...own.groups.flatMap((name) => {
      const group = groupNamed(network, name);
      // What is made elsewhere may let anything through.
      return isLookedUp(group) ? [...through(group), "undetermined" as const] : through(group);
    }),
    // What a data source has not found yet may be one of the interface's groups, with the rules that it gets here.
    ...network.groups
      .filter((group) => isLookedUp(group) && !own.groups.includes(group.name))
      .flatMap(through)
      .map((verdict) => (verdict === "allowed" ? "undetermined" : verdict)),
  ]);
}

function isLookedUp({ origin }: Group): boolean {
  return origin === "data";
}

const open: Peer = { range: "0.0.0.0/0" };

/** What AWS puts into the groups that it makes itself: all traffic from the group, and all traffic out. */
const byAws: readonly Rule[] = [
  { name: "self", direction: "ingress", protocol: "-1", peers: ["self"] },
  { name: "out", direction: "egress", protocol: "-1", peers: [open] },
];

/** Terraform takes the rule that lets everything out away from a group that it makes, and all rules from one that it adopts. */
function rulesOf({ origin, rules }: Group): readonly Rule[] {
  return origin === "cluster" || origin === "default" ? [...byAws, ...rules] : rules;
}

function matches(network: Network, peer: Peer, own: Group, other: Interface, address: number): Verdict {
  if (peer === "self") return isIn(network, own, other);
  if ("group" in peer) return isIn(network, groupNamed(network, peer.group), other);
  if ("range" in peer) return holds(peer.range, address) ? "allowed" : "blocked";
  const list = network.prefixLists.find(({ name }) => name === peer.prefixList);
  if (list === undefined) throw new Error(`there is no prefix list ${peer.prefixList}`);
  if (list.ranges === undefined) return "undetermined";
  return list.ranges.some((range) => holds(range, address)) ? "allowed" : "blocked";
}

/** Whether an interface is in a group. One that is looked up may turn out to be any other. */
function isIn(network: Network, group: Group, { groups }: Interface): Verdict {
  if (groups.includes(group.name)) return "allowed";
  return isLookedUp(group) || groups.some((name) => isLookedUp(groupNamed(network, name))) ? "undetermined" : "blocked";
}

/** Whether a rule is about this protocol and port. */
export function isFor(ports: Ports, { protocol, port }: Pick<Packet, "protocol" | "port">): boolean {
  return (
    isForAll(ports) || (isForProtocol(ports, protocol) && (ports.from ?? 0) <= port && port <= (ports.to ?? 65535))
  );
}

/** A rule for all protocols is for all ports, whatever ports it names. */
function isForAll({ protocol }: Ports): boolean {
  return protocol === "-1" || protocol === "all";
}

function isForProtocol({ protocol }: Ports, wanted: "tcp" | "udp"): boolean {
  return protocol === wanted || protocol === (wanted === "tcp" ? "6" : "17");
}
