import { Token } from "cdktf";
import { blocksOverlap, type Ipv4Block } from "../network/ipv4-block";
import type { Problems } from "../shared/problems";
import { isWithin, parseIpv4Cidr } from "./cidr";

/**
 * Networks outside AWS from which hybrid nodes join the cluster. Needs routes to them from the VPC, and back.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html
 */
export interface RemoteNetworks {
  /** IPv4 ranges of the nodes, such as `["192.168.0.0/20"]`: private ones, apart from the VPC's and from that of services. */
  readonly nodes: readonly string[];
  /**
   * IPv4 ranges of the pods on these nodes, where webhooks run there or pods are to be reached from the VPC.
   * @default none: the pods' addresses are translated to those of their nodes
   */
  readonly pods?: readonly string[];
}

/** Ranges that no one else on the internet has: RFC 1918, and RFC 6598. */
const REMOTE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** A range that remote networks must keep clear of. */
export interface TakenRange {
  readonly cidr: string;
  /** What has it, such as `the network's range`. */
  readonly owner: string;
}

/** Finds what is wrong with remote networks by themselves, and where they lie over what is taken. */
export function checkRemoteNetworks(
  { nodes, pods = [] }: RemoteNetworks,
  taken: readonly TakenRange[],
  problems: Problems,
): void {
  problems.check("nodes", nodes, (list) => list.length > 0, "must have at least one range");
  const earlier: { readonly property: string; readonly cidr: string; readonly block: Ipv4Block }[] = [];
  const asked = [
    ...nodes.map((cidr, index) => ({ property: `nodes[${index}]`, cidr })),
    ...pods.map((cidr, index) => ({ property: `pods[${index}]`, cidr })),
  ];
  for (const { property, cidr } of asked) {
    if (Token.isUnresolved(cidr)) continue;
    const block = parseIpv4Cidr(cidr);
    if (block === undefined || !isWithin(block, REMOTE_RANGES)) {
      problems.add(property, cidr, `must be an IPv4 range of /8 to /32 within ${REMOTE_RANGES.join(", ")}`);
      continue;
    }
    for (const other of earlier.filter((candidate) => blocksOverlap(candidate.block, block))) {
      problems.add(property, cidr, `must not overlap ${other.property}, ${other.cidr}`);
    }
    for (const { cidr: range, owner } of taken) {
      const rangeBlock = Token.isUnresolved(range) ? undefined : parseIpv4Cidr(range);
      if (rangeBlock !== undefined && blocksOverlap(rangeBlock, block)) {
        problems.add(property, cidr, `must not overlap ${owner}, ${range}`);
      }
    }
    earlier.push({ property, cidr, block });
  }
}
