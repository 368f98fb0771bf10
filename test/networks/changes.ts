import { halves, prefixLength } from "./addresses";
import type { AclEntry, Network, Peer, Rule } from "./model";
import { world } from "./platforms";

/** Every range in security groups, ACLs and prefix lists as its two halves. */
export function halved(network: Network): Network {
  return {
    ...network,
    groups: network.groups.map((group) => ({
      ...group,
      rules: group.rules.map((rule) => ({ ...rule, peers: rule.peers.flatMap(halvesOfPeer) })),
    })),
    acls: network.acls.map((acl) => ({ ...acl, entries: acl.entries.flatMap(halvesOfEntry) })),
    prefixLists: network.prefixLists.map(({ name, ranges }) =>
      ranges === undefined ? { name } : { name, ranges: ranges.flatMap(halvesOfRange) },
    ),
    tables: network.tables.map((table) => ({
      ...table,
      routes: table.routes.flatMap((route) => halvesOfRange(route.to).map((to) => ({ ...route, to }))),
    })),
  };
}

function halvesOfRange(range: string): readonly string[] {
  return range.includes(":") || prefixLength(range) === 32 ? [range] : halves(range);
}

function halvesOfPeer(peer: Peer): readonly Peer[] {
  return peer === "self" || !("range" in peer) ? [peer] : halvesOfRange(peer.range).map((range) => ({ range }));
}

/** The generator leaves room between the numbers. */
function halvesOfEntry(entry: AclEntry): readonly AclEntry[] {
  return halvesOfRange(entry.range).map((range, at) => ({ ...entry, range, number: entry.number + at }));
}

/** One of the changes that let more through, by a number that chooses it; the same network where there is nothing to change. */
export function opened(network: Network, choice: number): Network {
  return chosen(choice, network, [
    ...rulePlaces(network, (rule): readonly Rule[] => [
      rule,
      { name: "more", direction: rule.direction, protocol: "-1", peers: [world] },
    ]),
    ...rulePlaces(network, (rule) => [{ ...rule, protocol: "-1" }]),
    ...rulePlaces(network, (rule) => [{ ...rule, peers: [...rule.peers, world] }]),
    ...entryPlaces(network, (entry) => (entry.action === "deny" ? [{ ...entry, action: "allow" }] : undefined)),
    ...entryPlaces(network, (entry) => (entry.action === "deny" ? [] : undefined)),
  ]);
}

/** One of those that let less through. */
export function closed(network: Network, choice: number): Network {
  return chosen(choice, network, [
    ...rulePlaces(network, () => []),
    ...rulePlaces(network, (rule) => [{ ...rule, peers: rule.peers.slice(0, 1) }]),
    ...entryPlaces(network, (entry) => (entry.action === "allow" ? [{ ...entry, action: "deny" }] : undefined)),
    ...entryPlaces(network, (entry) => (entry.action === "allow" ? [] : undefined)),
  ]);
}

function chosen(choice: number, unchanged: Network, changed: readonly Network[]): Network {
  return changed[choice % Math.max(changed.length, 1)] ?? unchanged;
}

/** The network with one rule changed, for each rule. */
function rulePlaces(network: Network, change: (rule: Rule) => readonly Rule[]): readonly Network[] {
  return network.groups.flatMap((group) =>
    group.rules.map((rule) => {
      const rules = group.rules.flatMap((one) => (one === rule ? change(rule) : [one]));
      return { ...network, groups: network.groups.map((one) => (one === group ? { ...group, rules } : one)) };
    }),
  );
}

/** The network with one ACL entry changed, for each entry for which there is a change. */
export function entryPlaces(
  network: Network,
  change: (entry: AclEntry) => readonly AclEntry[] | undefined,
): readonly Network[] {
  return network.acls.flatMap((acl) =>
    acl.entries.flatMap((entry) => {
      const instead = change(entry);
      if (instead === undefined) return [];
      const entries = acl.entries.flatMap((one) => (one === entry ? instead : [one]));
      return [{ ...network, acls: network.acls.map((one) => (one === acl ? { ...acl, entries } : one)) }];
    }),
  );
}
