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
  return anyOf(
    own.groups.flatMap((name) => {
      const group = groupNamed(network, name);
      const rules = rulesOf(group).filter((rule) => rule.direction === direction && isFor(rule, packet));
      const verdicts = rules.flatMap(({ peers }) =>
        peers.map((one) => matches(network, one, group, peer, peerAddress)),
      );
      // What is made elsewhere may let anything through.
      return group.origin === "data" ? [...verdicts, "undetermined" as const] : verdicts;
    }),
  );
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
  if (peer === "self") return other.groups.includes(own.name) ? "allowed" : "blocked";
  if ("group" in peer) return other.groups.includes(peer.group) ? "allowed" : "blocked";
  if ("range" in peer) return holds(peer.range, address) ? "allowed" : "blocked";
  const list = network.prefixLists.find(({ name }) => name === peer.prefixList);
  if (list === undefined) throw new Error(`there is no prefix list ${peer.prefixList}`);
  if (list.ranges === undefined) return "undetermined";
  return list.ranges.some((range) => holds(range, address)) ? "allowed" : "blocked";
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
