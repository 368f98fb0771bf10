import type { Carrier, FlowOutcome, NeededFlow, NetworkCluster, PartNetworks, Placed } from "../../engine/index";
import { shortName } from "./names";

/** One cluster with what is told of its network. */
export interface ClusterView {
  readonly address: string;
  readonly cluster: NetworkCluster;
  readonly part: PartNetworks;
  /** In their order, from 1 on. */
  readonly flows: readonly NumberedFlow[];
  /** Endpoints with interfaces, of the VPCs that the cluster is in. */
  readonly endpoints: readonly Placed[];
}

export interface NumberedFlow {
  readonly number: number;
  readonly purpose: string;
  /** Flows that are drawn as one line: those between the same two ends for the same purpose. */
  readonly group: string;
  readonly flow: NeededFlow;
  /** Carriers with equal security groups, subnets and ports, for which it stands as well. */
  readonly alike: readonly string[];
}

/** What flows are for, by the rule that asks for them, in the order of their numbers. */
const purposes: readonly (readonly [string, string])[] = [
  ["networking/nodes-reach-api-server", "Kubernetes API"],
  ["networking/control-plane-reaches-kubelet", "kubelet"],
  ["networking/control-plane-reaches-webhooks", "webhooks"],
  ["networking/nodes-reach-cluster-dns", "cluster DNS"],
  ["networking/nodes-reach-aws-services", "AWS services"],
];

/** What stands for all endpoints in the drawing. */
export const endpointsId = "endpoints";

/** The outcomes of flows, from the worst on, with the words and the sign for each. */
export const flowOutcomes: readonly FlowOutcome[] = ["blocked", "undetermined", "allowed"];
export const outcomeWords = { allowed: "allowed", blocked: "blocked", undetermined: "not proven" } as const;
export const outcomeSigns = { allowed: "✓", blocked: "✕", undetermined: "?" } as const;

/** The clusters of a part, each with its own flows. Linear in their number. */
export function viewsOf(part: PartNetworks): readonly ClusterView[] {
  const flows = new Map<string, NeededFlow[]>();
  for (const flow of part.flows) {
    const known = flows.get(flow.cluster);
    if (known === undefined) flows.set(flow.cluster, [flow]);
    else known.push(flow);
  }
  return [...part.clusters].map(([address, cluster]) => {
    const own = flows.get(address) ?? [];
    const used = new Set(own.map(({ to }) => to.id));
    return {
      address,
      cluster,
      part,
      flows: numbered(own, part, cluster),
      endpoints: [...part.endpoints.values()].flatMap(({ interfaces }) =>
        interfaces !== undefined && used.has(interfaces.id) ? [interfaces] : [],
      ),
    };
  });
}

function numbered(
  flows: readonly NeededFlow[],
  part: PartNetworks,
  { carriers }: NetworkCluster,
): readonly NumberedFlow[] {
  return flows
    .map((flow) => {
      const at = purposes.findIndex(([rule]) => flow.rules.includes(rule));
      const names = purposes.filter(([rule]) => flow.rules.includes(rule)).map(([, name]) => name);
      const told = names.length === 0 ? flow.rules.join(", ") : names.join(", ");
      const purpose = flow.certain ? told : `${told} (perhaps needed)`;
      const to = part.endpoints.has(flow.to.id) ? endpointsId : flow.to.id;
      return { flow, purpose, group: JSON.stringify([flow.from.id, to, at]), at: at === -1 ? purposes.length : at };
    })
    .sort((a, b) => a.at - b.at || compare(a.group, b.group) || compareFlows(a.flow, b.flow))
    .map(({ flow, purpose, group }, index) => ({
      number: index + 1,
      purpose,
      group,
      flow,
      alike: carriers.has(flow.from.id) && carriers.has(flow.to.id) ? alikeOf(flow, carriers) : [],
    }));
}

/** Between carriers, one of those that are alike stands for all of them. */
function alikeOf({ from, to }: NeededFlow, carriers: NetworkCluster["carriers"]): readonly string[] {
  return [...carriers]
    .filter(([address, { like }]) => address !== like && (like === from.id || like === to.id))
    .map(([address]) => address);
}

function compareFlows(a: NeededFlow, b: NeededFlow): number {
  return compare(a.to.id, b.to.id) || compare(a.protocol, b.protocol) || a.port - b.port;
}

/** By code unit: the order must not depend on the machine's language. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many flows have each outcome, in words. */
export function flowCounts(flows: readonly NumberedFlow[]): string {
  return flowOutcomes
    .map((outcome) => [outcome, flows.filter(({ flow }) => flow.outcome === outcome).length] as const)
    .filter(([, number]) => number > 0)
    .map(([outcome, number]) => `${number} ${outcomeWords[outcome]}`)
    .join(", ");
}

/** What a carrier's interfaces are called in few words. */
export function carrierName(address: string, { kind }: Carrier): string {
  const noun = kind === "Fargate profile" ? "pods" : kind === "Auto Mode" ? "Auto Mode nodes" : "nodes";
  return `${noun}: ${shortName(address)}`;
}
