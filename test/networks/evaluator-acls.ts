import { holds } from "./addresses";
import { isFor, type Packet } from "./evaluator-groups";
import type { Verdict } from "./evaluator-verdicts";
import type { Acl, AclEntry, Direction, Network, Subnet } from "./model";

/** Whose ephemeral ports an answer goes to; what AWS's page on ephemeral ports says of each, and what Linux and Windows take by default. */
export type Answer = "linux" | "windows" | "nat" | "control plane";

const ephemeral: Readonly<Record<Answer, readonly [from: number, to: number]>> = {
  linux: [32768, 60999],
  windows: [49152, 65535],
  nat: [1024, 65535],
  "control plane": [1024, 65535],
};

/** Whether the ACL of a subnet passes a packet with this peer, to one port, or to every port that an answer may go to. */
export function passesAcl(
  network: Network,
  subnet: Subnet,
  direction: Direction,
  peer: number,
  { protocol }: Pick<Packet, "protocol">,
  to: number | Answer,
): Verdict {
  const entries = entriesOf(network, subnet)
    .filter((entry) => entry.direction === direction && holds(entry.range, peer))
    .sort((a, b) => a.number - b.number);
  const passes = (port: number) => entries.find((entry) => isFor(entry, { protocol, port }))?.action === "allow";
  if (typeof to === "number") return passes(to) ? "allowed" : "blocked";
  const [first, last] = ephemeral[to];
  if (portsBetween(entries, first, last).every(passes)) return "allowed";
  if (to !== "control plane") return "blocked";
  // It is not documented which ports the control plane asks from; Linux's are the likely ones.
  const [likelyFirst, likelyLast] = ephemeral.linux;
  return portsBetween(entries, likelyFirst, likelyLast).some(passes) ? "undetermined" : "blocked";
}

/** One port of each part that a range of ports falls into. */
function portsBetween(entries: readonly AclEntry[], first: number, last: number): readonly number[] {
  const starts = entries.flatMap(({ from = 0, to = 65535 }) => [from, to + 1]);
  return [first, ...starts.filter((start) => first < start && start <= last)];
}

const left: readonly AclEntry[] = (["ingress", "egress"] as const).map((direction) => ({
  number: 100,
  direction,
  action: "allow",
  protocol: "-1",
  range: "0.0.0.0/0",
}));

/** A subnet that is associated with no ACL has the VPC's default one, which passes everything until it is changed. */
function entriesOf({ acls }: Network, subnet: Subnet): readonly AclEntry[] {
  const isDefault = ({ origin }: Acl) => origin !== "made";
  const acl = acls.find(({ name }) => name === subnet.acl) ?? acls.find(isDefault);
  if (acl === undefined) return left;
  return acl.origin === "default" ? [...left, ...acl.entries] : acl.entries;
}
