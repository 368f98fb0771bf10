import type { FLOWS } from "./flow-table";

/**
 * The parties that traffic inside a cluster runs between. `fargate` are pods on Fargate, and nodes of Auto Mode, which carry the
 * cluster security group; `endpoints` are interface endpoints with a group that lets in whoever is named.
 */
export type FlowParty = "controlPlane" | "nodes" | "fargate" | "endpoints" | "anywhere";

/** The parties of the flows of pods with a security group of their own, `pods`. */
export type PodFlowParty = FlowParty | "pods";

/** Which of the flows are opened: see `ClusterTraffic`. */
export type FlowChoice = "recommended" | "strict";

/** What the flows of clusters and of pods have in common. */
interface FlowBase {
  readonly protocol: "tcp" | "udp" | "all";
  /** First and last port; absent for all protocols. */
  readonly ports?: readonly [from: number, to: number];
  /** The choices that open it; none, where it is opened by hand alone. */
  readonly choices: readonly FlowChoice[];
  /** Present where it is a matter of EC2 nodes, or of pods with groups of their own, beside Fargate pods in one cluster. */
  readonly onlyBesideFargate?: true;
  /** Ends up as the description of the rules. */
  readonly description: string;
}

/** One kind of traffic that a cluster needs, in Kubernetes' terms: who calls whom, on which ports, and why. */
export interface Flow extends FlowBase {
  readonly from: Exclude<FlowParty, "endpoints" | "anywhere">;
  readonly to: FlowParty;
  /** Present where it is one of the ports that `webhookPorts` says in its place. */
  readonly webhook?: true;
  /** The add-on that needs it, where nothing else does. */
  readonly addon?: string;
  /** Ids of the policies that want it open. */
  readonly askedBy?: readonly string[];
}

/** One kind of traffic of pods with a security group of their own. */
export interface PodFlow extends FlowBase {
  readonly from: Exclude<PodFlowParty, "endpoints" | "anywhere">;
  readonly to: PodFlowParty;
}

/** Key of a flow in `FLOWS`. */
export type FlowName = keyof typeof FLOWS;
