import type { Block } from "./blocks";
import type { Verdict } from "./evaluator-verdicts";
import { type Flow, flows } from "./judged";
import type { Acl, Carrier, Group, Network, NodeGroup, Route, Rule, Subnet } from "./model";

/** A small platform, and what gets through it by AWS's documents. */
export interface Case {
  readonly title: string;
  readonly network: Network;
  /** What does not get through: `api blocked, dns undetermined`. All other flows are allowed. */
  readonly but?: string;
  /** What a plan, which pools the references of inline lists, leaves undetermined besides. */
  readonly butInPlans?: string | undefined;
  /** Of which carrier. @default the node group `main` */
  readonly carrier?: string;
  /** What the model cannot state; the evaluator is not asked then. */
  readonly blocks?: (blocks: readonly Block[]) => readonly Block[];
}

/** The verdict of every flow, from what does not get through. */
export function wanted(...exceptions: readonly (string | undefined)[]): Readonly<Record<Flow, Verdict>> {
  const all: Record<Flow, Verdict> = { api: "allowed", kubelet: "allowed", dns: "allowed", egress: "allowed" };
  for (const exception of exceptions.flatMap((text) => text?.split(", ") ?? [])) {
    const [flow, verdict] = exception.split(" ");
    const known = flows.find((one) => one === flow);
    if (known === undefined || (verdict !== "blocked" && verdict !== "undetermined")) {
      throw new Error(`${exception} names no flow, or no verdict`);
    }
    all[known] = verdict;
  }
  return all;
}

export function withGroup(network: Network, name: string, change: Partial<Group>): Network {
  const known = network.groups.find((group) => group.name === name);
  const group: Group = { name, origin: "made", encoding: "rule-by-direction", rules: [], ...known, ...change };
  return { ...network, groups: [...network.groups.filter((one) => one !== known), group] };
}

/** A group with one of its rules replaced, or taken away, or with others beside its own. */
export function withRule(
  network: Network,
  group: string,
  name: string | undefined,
  ...rules: readonly Rule[]
): Network {
  const own = network.groups.find((one) => one.name === group)?.rules ?? [];
  return withGroup(network, group, { rules: [...own.filter((rule) => rule.name !== name), ...rules] });
}

export function encoded(network: Network, group: string, encoding: Group["encoding"]): Network {
  return withGroup(network, group, { encoding });
}

/** An ACL with the subnets that have it. */
export function withAcl(network: Network, acl: Acl, ...subnets: readonly string[]): Network {
  return {
    ...withSubnets(network, (subnet) => (subnets.includes(subnet.name) ? { ...subnet, acl: acl.name } : subnet)),
    acls: [...network.acls, acl],
  };
}

export function withSubnets(network: Network, change: (subnet: Subnet) => Subnet): Network {
  return { ...network, subnets: network.subnets.map(change) };
}

export function withRoutes(network: Network, table: string, ...routes: readonly Route[]): Network {
  return { ...network, tables: network.tables.map((one) => (one.name === table ? { ...one, routes } : one)) };
}

/** The node group `main` changed. */
export function withNodes(network: Network, change: Partial<NodeGroup>): Network {
  const changed = (carrier: Carrier): Carrier => (carrier.kind === "nodes" ? { ...carrier, ...change } : carrier);
  return { ...network, carriers: network.carriers.map(changed) };
}

/** The node group `main` with these groups on its launch template. */
export function inGroups(network: Network, ...groups: readonly string[]): Network {
  return withNodes(network, { template: { groups, place: "template" } });
}
