import fc from "fast-check";
import { often, ranges } from "./generator-menus";
import type { Group, Peer, Ports, Rule } from "./model";
import { groupPeer, rule, world } from "./platforms";

const peers: readonly Peer[] = [
  "self",
  ...["eni", "node", "cluster", "other", "vpc", "shared"].map(groupPeer),
  ...["subnets", "world", "elsewhere"].map((prefixList) => ({ prefixList })),
  ...ranges.map((range) => ({ range })),
];

const ports: readonly Ports[] = [
  { protocol: "tcp", from: 443, to: 443 },
  { protocol: "tcp", from: 10250, to: 10250 },
  { protocol: "tcp", from: 53, to: 53 },
  { protocol: "udp", from: 53, to: 53 },
  { protocol: "-1" },
  { protocol: "6", from: 0, to: 65535 },
  { protocol: "17", from: 0, to: 65535 },
  { protocol: "tcp", from: 0, to: 0 },
  { protocol: "tcp", from: 444, to: 65535 },
  { protocol: "tcp", from: 0, to: 443 },
  { protocol: "tcp", from: 1025, to: 65535 },
  { protocol: "udp", from: 54, to: 10250 },
  { protocol: "icmp", from: 3, to: 4 },
];

const anyPeers = fc.uniqueArray(fc.constantFrom(...peers), { minLength: 1, maxLength: 3 });

const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    direction: fc.constantFrom("ingress" as const, "egress" as const),
    ports: fc.constantFrom(...ports),
    peers: anyPeers,
  })
  .map(({ direction, ports: own, peers: others }) => ({ name: "any", direction, ...own, peers: others }));

/** A rule that is needed: as it is, in two parts, with something of it changed, or not at all. */
function nearly(needed: Rule): fc.Arbitrary<readonly Rule[]> {
  return fc.oneof(
    { weight: 16, arbitrary: fc.constant([needed]) },
    { weight: 2, arbitrary: fc.constant(inTwo(needed)) },
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: anyPeers.map((others) => [{ ...needed, peers: others }]) },
    { weight: 1, arbitrary: fc.constantFrom(...ports).map((own) => [{ ...withoutPorts(needed), ...own }]) },
    {
      weight: 1,
      arbitrary: fc.constant([{ ...needed, direction: needed.direction === "egress" ? "ingress" : "egress" }]),
    },
  );
}

function withoutPorts({ name, direction, peers: own }: Rule): Omit<Rule, "protocol" | "from" | "to"> {
  return { name, direction, peers: own };
}

function inTwo(needed: Rule): readonly Rule[] {
  return ["0.0.0.0/1", "128.0.0.0/1"].map((range) => ({ ...needed, peers: [{ range }] }));
}

function group(name: string, origin: Group["origin"], needed: readonly Rule[]): fc.Arbitrary<Group> {
  const encodings: readonly Group["encoding"][] =
    origin === "made" || origin === "adopted" ? ["rule-by-direction", "inline", "rule"] : ["rule-by-direction", "rule"];
  return fc
    .record({
      encoding: fc.constantFrom(...encodings),
      needed: fc.tuple(...needed.map(nearly)),
      more: fc.array(anyRule, { maxLength: 2 }),
    })
    .map(({ encoding, needed: own, more }) => ({
      name,
      origin,
      encoding,
      rules: [...own.flat(), ...more].map((one, at) => ({ ...one, name: `${one.name}_${at}` })),
    }));
}

const [fromNodes, fromSubnets] = [groupPeer("node"), { prefixList: "subnets" }];

/** The groups that `memberships` speak of. */
export const generatedGroups: fc.Arbitrary<readonly Group[]> = often<readonly Peer[]>([
  [fromNodes],
  [fromSubnets],
  [{ range: "10.0.32.0/19" }, { range: "100.64.0.0/16" }],
]).chain((nodes) =>
  fc
    .tuple(
      group("eni", "made", [
        rule("ingress", "api", "tcp 443", ...nodes),
        rule("egress", "kubelet", "tcp 10250", ...nodes),
      ]),
      group("node", "made", [
        rule("ingress", "kubelet", "tcp 10250", groupPeer("eni"), groupPeer("cluster")),
        rule("ingress", "dns_tcp", "tcp 53", "self", groupPeer("cluster")),
        rule("ingress", "dns_udp", "udp 53", "self", groupPeer("cluster")),
        rule("egress", "out", "-1", world),
      ]),
      group("other", "made", [rule("egress", "out", "-1", world)]),
      group("cluster", "cluster", [rule("ingress", "nodes", "-1", ...nodes)]),
      fc.constantFrom("default" as const, "adopted" as const).chain((origin) => group("vpc", origin, [])),
      group("shared", "data", []),
    )
    .map((groups) => groups),
);
