import type { Group, Network, Peer, RouteTable } from "./model";

/**
 * Whether a plan of the network hides which reference belongs where: it lists the references of all inline rules, or routes, of one resource
 * together. Such a plan may leave undetermined what the configuration decides.
 */
export function isPooledInPlans({ groups, tables }: Network): boolean {
  return groups.some(isPooledGroup) || tables.some(isPooledTable);
}

function isPooledGroup({ encoding, rules }: Group): boolean {
  return (
    encoding === "inline" &&
    (["ingress", "egress"] as const).some((direction) => {
      const peers = rules.filter((rule) => rule.direction === direction).flatMap((rule) => rule.peers);
      return new Set(peers.flatMap(referredTo)).size > 1;
    })
  );
}

function referredTo(peer: Peer): string[] {
  if (peer === "self" || "range" in peer) return [];
  return ["group" in peer ? `group ${peer.group}` : `list ${peer.prefixList}`];
}

function isPooledTable({ encoding, routes }: RouteTable): boolean {
  const targets = routes.flatMap(({ via }) => (typeof via === "object" ? [via.nat] : via === "internet" ? [via] : []));
  return encoding === "inline" && new Set(targets).size > 1;
}
