import { Token } from "cdktf";
import type { Problems } from "../shared/problems";
import { formatIpv4Block, parseIpv4Block } from "./ipv4-block";
import type { NetworkAclFlow, NetworkAclPeer, NetworkAclProps } from "./network-acl-props";
import { isIpv6Cidr } from "./network-checks";
import type { TierType } from "./tier-type";
import type { TierProps } from "./vpc-props";

/** A range at the other end of a flow. */
export interface PeerRange {
  /** What it is, as part of an address: `primary`, `tier`, `ipv6`. */
  readonly key: string;
  readonly cidr: string;
  readonly family: "ipv4" | "ipv6";
}

/** A rule of an ACL, without its ACL. */
export interface AclRule {
  /** `https-request-primary`: the flow, which half of the pair, and the range. */
  readonly key: string;
  readonly egress: boolean;
  readonly ruleNumber: number;
  readonly ruleAction: "allow" | "deny";
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
  readonly cidrBlock?: string;
  readonly ipv6CidrBlock?: string;
}

type Protocol = NonNullable<NetworkAclFlow["protocol"]>;

/** Ports that answers arrive at. NAT gateways, load balancers and Windows use more than Linux's 32768-60999. */
const EPHEMERAL: readonly [number, number] = [1024, 65535];
const ALL_PORTS: readonly [number, number] = [0, 65535];
const NUMBERS_PER_FLOW = 10;
const HIGHEST_ORDER = 3276;
const MOST_RULES = 40;
const PROTOCOLS = ["tcp", "udp", "icmp", "all"];
const FLOW_NAME = /^[A-Za-z][A-Za-z0-9-]{0,31}$/;

/** The rules of a flow: for each range a request and, where it is allowed, its answers. */
export function rulesOf(name: string, flow: NetworkAclFlow, peers: readonly PeerRange[]): AclRule[] {
  const { order, direction, protocol = "all", action = "allow" } = flow;
  const egress = direction === "outbound";
  return peers.flatMap(({ key, cidr, family }, position) => {
    // The last number is IPv6's, so that a further IPv4 range does not change it.
    const slot = family === "ipv6" ? NUMBERS_PER_FLOW - 1 : position;
    const common = {
      ruleNumber: order * NUMBERS_PER_FLOW + slot,
      ruleAction: action,
      ...(family === "ipv6" ? { ipv6CidrBlock: cidr } : { cidrBlock: cidr }),
    };
    const request: AclRule = {
      key: `${name}-request-${key}`,
      egress,
      ...common,
      ...matchOf(protocol, portsOf(flow.ports), family),
    };
    const answers: AclRule = {
      key: `${name}-answers-${key}`,
      egress: !egress,
      ...common,
      ...matchOf(protocol, EPHEMERAL, family),
    };
    return action === "deny" ? [request] : [request, answers];
  });
}

/** Finds what is wrong with the network ACLs of the tiers. @param ranges how many IPv4 ranges the VPC has */
export function checkNetworkAcls(
  tiers: Readonly<Record<string, TierProps>>,
  ranges: number,
  hasIpv6: boolean,
  problems: Problems,
): void {
  const types = new Map(Object.entries(tiers).map(([name, { type }]) => [name, type]));
  for (const [name, { networkAcl }] of Object.entries(tiers)) {
    if (networkAcl !== undefined) checkNetworkAcl(`tiers.${name}.networkAcl.flows`, networkAcl, types, problems);
    const rules = Object.values(networkAcl?.flows ?? {}).map((flow) => countOf(flow, ranges, hasIpv6));
    for (const direction of ["inbound", "outbound"] as const) {
      const count = rules.reduce((sum, flow) => sum + flow[direction], 0);
      const message = `makes ${count} ${direction} rules, and AWS allows at most ${MOST_RULES}: join flows, or name ranges`;
      if (count > MOST_RULES)
        problems.add(`tiers.${name}.networkAcl.flows`, Object.keys(networkAcl?.flows ?? {}), message);
    }
  }
}

function matchOf(
  protocol: Protocol,
  [fromPort, toPort]: readonly [number, number],
  family: PeerRange["family"],
): Pick<AclRule, "protocol" | "fromPort" | "toPort" | "icmpType" | "icmpCode"> {
  if (protocol === "all") return { protocol: "-1" };
  // ICMP for IPv6 is a protocol of its own, number 58.
  if (protocol === "icmp") return { protocol: family === "ipv6" ? "58" : "icmp", icmpType: -1, icmpCode: -1 };
  return { protocol, fromPort, toPort };
}

function portsOf(ports: NetworkAclFlow["ports"]): readonly [number, number] {
  if (ports === undefined) return ALL_PORTS;
  return typeof ports === "number" ? [ports, ports] : ports;
}

function countOf(
  { peer, direction, action }: NetworkAclFlow,
  ranges: number,
  hasIpv6: boolean,
): { inbound: number; outbound: number } {
  const perFamily = peer === "vpc" ? ranges : 1;
  const isRange = typeof peer === "object" && "cidr" in peer;
  const requests = isRange || !hasIpv6 ? perFamily : perFamily + 1;
  const answers = action === "deny" ? 0 : requests;
  return direction === "inbound" ? { inbound: requests, outbound: answers } : { inbound: answers, outbound: requests };
}

function checkNetworkAcl(
  property: string,
  { flows }: NetworkAclProps,
  tiers: ReadonlyMap<string, TierType>,
  problems: Problems,
): void {
  const orders = new Map<number, string>();
  for (const [name, flow] of Object.entries(flows)) {
    const at = `${property}.${name}`;
    if (!FLOW_NAME.test(name)) {
      problems.add(at, name, "must be named by a letter, then letters, digits and hyphens, at most 32 characters");
    }
    checkOrder(at, name, flow.order, orders, problems);
    const { direction, protocol = "all", action, ports } = flow;
    const isDirection = (value: string) => value === "inbound" || value === "outbound";
    problems.check(`${at}.direction`, direction, isDirection, "must be inbound or outbound");
    const isProtocol = (value: string) => PROTOCOLS.includes(value);
    problems.check(`${at}.protocol`, protocol, isProtocol, `must be one of ${PROTOCOLS.join(", ")}`);
    const isAction = (value: string) => value === "allow" || value === "deny";
    problems.check(`${at}.action`, action, isAction, "must be allow or deny");
    checkPorts(`${at}.ports`, ports, protocol, problems);
    checkPeer(`${at}.peer`, flow.peer, tiers, problems);
  }
}

function checkOrder(at: string, name: string, order: number, orders: Map<number, string>, problems: Problems): void {
  const isOrder = Number.isInteger(order) && order >= 1 && order <= HIGHEST_ORDER && !Token.isUnresolved(order);
  const message = `must be a whole number between 1 and ${HIGHEST_ORDER}, known when the program runs`;
  if (!isOrder) problems.add(`${at}.order`, order, message);
  const other = orders.get(order);
  if (other !== undefined) problems.add(`${at}.order`, order, `is the order of ${other} too`);
  orders.set(order, name);
}

function checkPorts(at: string, ports: NetworkAclFlow["ports"], protocol: Protocol, problems: Problems): void {
  if (ports === undefined) return;
  if (protocol !== "tcp" && protocol !== "udp") {
    problems.add(at, ports, `must be left out with protocol ${protocol}: tcp and udp alone have ports`);
    return;
  }
  const [first, last] = portsOf(ports);
  const isPort = (port: number) => Token.isUnresolved(port) || (Number.isInteger(port) && port >= 0 && port <= 65535);
  const isOrdered = Token.isUnresolved(first) || Token.isUnresolved(last) || first <= last;
  if (isPort(first) && isPort(last) && isOrdered) return;
  problems.add(at, ports, "must be a port between 0 and 65535, or the first and last of several");
}

function checkPeer(at: string, peer: NetworkAclPeer, tiers: ReadonlyMap<string, TierType>, problems: Problems): void {
  if (typeof peer === "string") {
    const isKnown = peer === "vpc" || peer === "anywhere";
    if (!isKnown) problems.add(at, peer, "must be vpc, anywhere, { tier } or { cidr }");
    return;
  }
  if ("tier" in peer) {
    const names = [...tiers.keys()].join(", ");
    if (!tiers.has(peer.tier)) problems.add(`${at}.tier`, peer.tier, `must be one of the tiers: ${names}`);
    return;
  }
  const message = "must be a range, such as 192.0.2.0/24 or 2001:db8::/32, that begins at its start";
  problems.check(`${at}.cidr`, peer.cidr, isRange, message);
}

function isRange(cidr: string): boolean {
  const block = parseIpv4Block(cidr);
  return block === undefined ? isIpv6Cidr(cidr) : formatIpv4Block(block) === cidr;
}
