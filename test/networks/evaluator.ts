import { publicSamples, samples, spanOf } from "./addresses";
import { type Answer, passesAcl } from "./evaluator-acls";
import { type Interface, letsIn, letsOut, type Packet } from "./evaluator-groups";
import { routeFrom } from "./evaluator-routes";
import { allOf, anyOf, everywhere, type Verdict } from "./evaluator-verdicts";
import {
  type Carrier,
  carrierAddress,
  type Direction,
  type Nat,
  type Network,
  type Subnet,
  subnetNamed,
} from "./model";

/** What of a carrier gets through. */
export interface Verdicts {
  /** From it to the Kubernetes API. */
  readonly api: Verdict;
  /** From the control plane to it. */
  readonly kubelet: Verdict;
  /** From it to wherever CoreDNS may run; nothing where it may run nowhere. */
  readonly dns: Verdict | undefined;
  /** From it to the AWS services that it needs, by a way out or by endpoints. */
  readonly egress: Verdict;
}

/**
 * Says what gets through a network, packet by packet, as AWS documents it: the user guides of Amazon VPC ("Security group rules", "Network ACLs",
 * "Configure route tables", "NAT gateways") and of Amazon EKS ("Security group requirements", "Networking requirements", "Private clusters").
 * It shares nothing with the policies. Slow, and meant to be read.
 *
 * @returns by the address of the carrier
 */
export function evaluate(network: Network): ReadonlyMap<string, Verdicts> {
  const controlPlane = controlPlaneOf(network);
  const hosts = network.carriers.filter(mayHostDns).map((carrier) => sideOf(carrier));
  return new Map(
    network.carriers.map((carrier) => {
      const side = sideOf(carrier);
      const out = egress(network, side, carrier);
      const toInterfaces = flow(network, side, controlPlane, "tcp", 443);
      const dns = hosts.flatMap((host) => [flow(network, side, host, "tcp", 53), flow(network, side, host, "udp", 53)]);
      const verdicts: Verdicts = {
        api: network.cluster.endpoint === "public" ? out : toInterfaces,
        kubelet: flow(network, controlPlane, side, "tcp", 10250),
        dns: hosts.length === 0 ? undefined : allOf(dns),
        egress: anyOf([out, hasEndpoints(network, carrier) ? "allowed" : "blocked"]),
      };
      return [carrierAddress(carrier), verdicts] as const;
    }),
  );
}

/** One end of a flow: interfaces in the same groups, in any of some subnets. */
interface Side extends Interface {
  readonly subnets: readonly string[];
  /** Where the answers to what it asks arrive. */
  readonly clientPorts: Answer;
}

/** The control plane's interfaces are in the group that EKS creates and in those that the cluster names. */
function controlPlaneOf({ cluster }: Network): Side {
  return { subnets: cluster.subnets, groups: ["cluster", ...cluster.groups], clientPorts: "control plane" };
}

/** A template that names groups replaces the one of the cluster; Fargate pods have the one of the cluster. */
function sideOf(carrier: Carrier): Side {
  const groups = carrier.kind === "nodes" ? (carrier.template?.groups ?? []) : [];
  return {
    subnets: carrier.subnets,
    groups: groups.length === 0 ? ["cluster"] : groups,
    clientPorts: carrier.kind === "nodes" && carrier.isWindows === true ? "windows" : "linux",
  };
}

function mayHostDns(carrier: Carrier): boolean {
  return carrier.kind === "nodes" ? carrier.isTainted !== true : carrier.namespace === "kube-system";
}

function flow(network: Network, source: Side, target: Side, protocol: "tcp" | "udp", port: number): Verdict {
  const pairs = source.subnets.flatMap((from) => target.subnets.map((to) => [from, to] as const));
  return allOf(
    pairs.map(([from, to]) => {
      const [here, there] = [subnetNamed(network, from), subnetNamed(network, to)];
      const packets = packetsBetween(network, here, there, protocol, port);
      const groups = packets.map((packet) =>
        allOf([letsOut(network, source, target, packet), letsIn(network, source, target, packet)]),
      );
      // Every packet must pass the groups; ACLs and routes take no part within a subnet.
      return allOf([...groups, ...(from === to ? [] : between(network, here, there, packets, source.clientPorts))]);
    }),
  );
}

function between(
  network: Network,
  here: Subnet,
  there: Subnet,
  packets: readonly Packet[],
  clientPorts: Answer,
): Verdict[] {
  const hop = (subnet: Subnet, direction: "ingress" | "egress", peer: "source" | "target") =>
    everywhere(packets.map((packet) => passesAcl(network, subnet, direction, packet[peer], packet, packet.port)));
  const answer = (subnet: Subnet, direction: "ingress" | "egress", peer: "source" | "target") =>
    everywhere(packets.map((packet) => passesAcl(network, subnet, direction, packet[peer], packet, clientPorts)));
  return [
    hop(here, "egress", "target"),
    hop(there, "ingress", "source"),
    answer(there, "egress", "source"),
    answer(here, "ingress", "target"),
    ...packets.map(({ target }) => isLocal(network, here, target)),
    ...packets.map(({ source }) => isLocal(network, there, source)),
  ];
}

/** Every VPC routes within itself, unless a narrower route leads to something else, which may pass the traffic on or not. */
function isLocal(network: Network, subnet: Subnet, address: number): Verdict {
  return routeFrom(network, subnet, address) === "local" ? "allowed" : "undetermined";
}

function packetsBetween(network: Network, here: Subnet, there: Subnet, protocol: "tcp" | "udp", port: number) {
  const ranges = rangesOf(network);
  return samplesOf(here, ranges).flatMap((source) =>
    samplesOf(there, ranges).map((target): Packet => ({ source, target, protocol, port })),
  );
}

function samplesOf(subnet: Subnet, ranges: readonly string[]): readonly number[] {
  const span = spanOf(subnet.range);
  return span === undefined ? [] : samples(span, ranges);
}

/** Every range that anything in the network tells apart. */
function rangesOf({ vpc, tables, acls, groups, prefixLists }: Network): readonly string[] {
  return [
    ...vpc.ranges,
    ...tables.flatMap(({ routes }) => routes.map(({ to }) => to)),
    ...acls.flatMap(({ entries }) => entries.map(({ range }) => range)),
    ...groups
      .flatMap(({ rules }) => rules.flatMap(({ peers }) => peers))
      .flatMap((peer) => (typeof peer === "object" && "range" in peer ? [peer.range] : [])),
    ...prefixLists.flatMap(({ ranges }) => ranges ?? []),
  ];
}

/** From every subnet of a carrier to the internet on tcp 443, whatever the public address. */
function egress(network: Network, side: Side, carrier: Carrier): Verdict {
  const packets = publicSamples(rangesOf(network)).map(
    (target): Packet => ({ source: 0, target, protocol: "tcp", port: 443 }),
  );
  return allOf(
    side.subnets.flatMap((name) => {
      const subnet = subnetNamed(network, name);
      return [
        everywhere(packets.map((packet) => letsOut(network, side, { groups: [] }, packet))),
        routed(packets.map(({ target }) => waysOut(network, subnet, carrier, target))),
        ...aclsOnTheWayOut(network, subnet, packets, side.clientPorts),
      ];
    }),
  );
}

/** A part of the internet that a route leads to, and that is not reached, blocks; one that no route is for may not be needed. */
function routed(verdicts: readonly (Verdict | "no route")[]): Verdict {
  const led = verdicts.flatMap((verdict) => (verdict === "no route" ? [] : [verdict]));
  if (led.length === verdicts.length) return allOf(led);
  return anyOf(led) === "blocked" ? "blocked" : "undetermined";
}

function waysOut(network: Network, subnet: Subnet, carrier: Carrier, address: number): Verdict | "no route" {
  const target = routeFrom(network, subnet, address);
  // An internet gateway translates public addresses of instances; it does nothing for an interface without one.
  if (target === "internet") {
    return carrier.kind === "nodes" && subnet.givesPublicAddresses === true ? "allowed" : "blocked";
  }
  if (target === "nowhere" || target === "local" || target === "egress-only") return "no route";
  if (typeof target !== "object") return "undetermined";
  const { subnet: own } = natNamed(network, target.nat);
  if (own === undefined) return network.hasInternetGateway ? "allowed" : "blocked";
  // A NAT gateway is a way out where its own subnet leads to an internet gateway.
  const onward = publicSamples(rangesOf(network)).map((one) => routeFrom(network, subnetNamed(network, own), one));
  return routed(
    onward.map((way) => {
      if (way === "nowhere" || way === "local" || way === "egress-only") return "no route";
      if (typeof way === "object") return "blocked";
      return way === "internet" ? "allowed" : "undetermined";
    }),
  );
}

/** The ACL of the subnet sees request and answer, and that of a NAT gateway's subnet sees both twice. */
function aclsOnTheWayOut(
  network: Network,
  subnet: Subnet,
  packets: readonly Packet[],
  clientPorts: Answer,
): readonly Verdict[] {
  const targets = packets.map(({ target }) => routeFrom(network, subnet, target));
  const names = new Set(targets.flatMap((target) => (typeof target === "object" ? [target.nat] : [])));
  const nats = [...names].flatMap((name) => natNamed(network, name).subnet ?? []);
  const hop = (of: Subnet, direction: Direction, peers: readonly number[], to: number | Answer) =>
    everywhere(peers.map((peer) => passesAcl(network, of, direction, peer, { protocol: "tcp" }, to)));
  const internet = packets.map(({ target }) => target);
  return [
    hop(subnet, "egress", internet, 443),
    hop(subnet, "ingress", internet, clientPorts),
    ...nats.flatMap((name) => {
      const [nat, sources] = [subnetNamed(network, name), samplesOf(subnet, rangesOf(network))];
      const outside = [hop(nat, "egress", internet, 443), hop(nat, "ingress", internet, "nat")];
      const inside = [hop(nat, "ingress", sources, 443), hop(nat, "egress", sources, clientPorts)];
      return name === subnet.name ? outside : [...outside, ...inside];
    }),
  ];
}

function natNamed({ nats }: Network, name: string): Nat {
  const found = nats.find((nat) => nat.name === name);
  if (found === undefined) throw new Error(`there is no NAT gateway ${name}`);
  return found;
}

function hasEndpoints({ endpoints }: Network, carrier: Carrier): boolean {
  const needed = ["ecr.api", "ecr.dkr", "s3", ...(carrier.kind === "nodes" ? ["ec2"] : [])];
  return needed.every((service) => endpoints.includes(service));
}
