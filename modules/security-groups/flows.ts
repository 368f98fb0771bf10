/** The parties that traffic inside a cluster runs between. */
export type FlowParty = "controlPlane" | "nodes" | "fargate" | "anywhere";

/** Which of the flows are opened: see `ClusterTraffic`. */
export type FlowChoice = "recommended" | "strict";

/** One kind of traffic that a cluster needs, in Kubernetes' terms: who calls whom, on which ports, and why. */
export interface Flow {
  readonly from: Exclude<FlowParty, "anywhere">;
  readonly to: FlowParty;
  readonly protocol: "tcp" | "udp" | "all";
  /** First and last port; absent for all protocols. */
  readonly ports?: readonly [from: number, to: number];
  /** The choices that open it. */
  readonly choices: readonly FlowChoice[];
  /** Present where it is a matter of EC2 nodes beside Fargate pods in one cluster. */
  readonly onlyBesideFargate?: true;
  /** Ends up as the description of the rules. */
  readonly description: string;
}

const both = ["recommended", "strict"] as const;
const recommended = ["recommended"] as const;

/** Kubelet, the port that the control plane calls for logs, exec and metrics. */
const KUBELET_PORT = 10250;

/** First port above those that need a privileged process; the range that AWS opens between nodes. */
const FIRST_HIGH_PORT = 1025;

/** Last port there is. */
const LAST_PORT = 65535;

/** TLS ports that admission webhooks and aggregated API servers listen on, other than 443. */
export const DEFAULT_WEBHOOK_PORTS: readonly number[] = [8443, 9443];

/**
 * The flows of a cluster, by key. The high ports leave the kubelet's out, so that every port is opened by exactly one flow of
 * a source and taking one away closes what it names. Beside Fargate the control plane's interfaces carry the pods' group too,
 * and reach the kubelets by either's flow.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
export const FLOWS = {
  api: {
    from: "nodes",
    to: "controlPlane",
    protocol: "tcp",
    ports: [443, 443],
    choices: both,
    description: "Kubernetes API",
  },
  kubelet: {
    from: "controlPlane",
    to: "nodes",
    protocol: "tcp",
    ports: [KUBELET_PORT, KUBELET_PORT],
    choices: both,
    description: "Kubelet: logs, exec, metrics",
  },
  "webhooks-443": {
    from: "controlPlane",
    to: "nodes",
    protocol: "tcp",
    ports: [443, 443],
    choices: both,
    description: "Admission webhooks and aggregated APIs on 443",
  },
  "high-ports-below-kubelet": {
    from: "controlPlane",
    to: "nodes",
    protocol: "tcp",
    ports: [FIRST_HIGH_PORT, KUBELET_PORT - 1],
    choices: recommended,
    description: "Webhooks, aggregated APIs and the API server proxy on unprivileged ports",
  },
  "high-ports-above-kubelet": {
    from: "controlPlane",
    to: "nodes",
    protocol: "tcp",
    ports: [KUBELET_PORT + 1, LAST_PORT],
    choices: recommended,
    description: "Webhooks, aggregated APIs and the API server proxy on unprivileged ports",
  },
  "dns-tcp": {
    from: "nodes",
    to: "nodes",
    protocol: "tcp",
    ports: [53, 53],
    choices: both,
    description: "Cluster DNS over TCP",
  },
  "dns-udp": {
    from: "nodes",
    to: "nodes",
    protocol: "udp",
    ports: [53, 53],
    choices: both,
    description: "Cluster DNS over UDP",
  },
  "high-ports": {
    from: "nodes",
    to: "nodes",
    protocol: "tcp",
    ports: [FIRST_HIGH_PORT, LAST_PORT],
    choices: recommended,
    description: "Pods and nodes among each other on unprivileged ports",
  },
  all: {
    from: "nodes",
    to: "anywhere",
    protocol: "all",
    choices: recommended,
    description: "Images, AWS services and whatever the workloads call",
  },
  https: {
    from: "nodes",
    to: "anywhere",
    protocol: "tcp",
    ports: [443, 443],
    choices: ["strict"],
    description: "Images, AWS services and the Kubernetes API",
  },
  "fargate-dns-tcp": {
    from: "nodes",
    to: "fargate",
    protocol: "tcp",
    ports: [53, 53],
    choices: both,
    onlyBesideFargate: true,
    description: "Cluster DNS over TCP, served from Fargate",
  },
  "fargate-dns-udp": {
    from: "nodes",
    to: "fargate",
    protocol: "udp",
    ports: [53, 53],
    choices: both,
    onlyBesideFargate: true,
    description: "Cluster DNS over UDP, served from Fargate",
  },
  "fargate-high-ports": {
    from: "nodes",
    to: "fargate",
    protocol: "tcp",
    ports: [FIRST_HIGH_PORT, LAST_PORT],
    choices: recommended,
    onlyBesideFargate: true,
    description: "Pods on nodes to pods on Fargate, on unprivileged ports",
  },
  "node-dns-tcp": {
    from: "fargate",
    to: "nodes",
    protocol: "tcp",
    ports: [53, 53],
    choices: both,
    onlyBesideFargate: true,
    description: "Cluster DNS over TCP, served from nodes",
  },
  "node-dns-udp": {
    from: "fargate",
    to: "nodes",
    protocol: "udp",
    ports: [53, 53],
    choices: both,
    onlyBesideFargate: true,
    description: "Cluster DNS over UDP, served from nodes",
  },
  "node-kubelet": {
    from: "fargate",
    to: "nodes",
    protocol: "tcp",
    ports: [KUBELET_PORT, KUBELET_PORT],
    choices: recommended,
    onlyBesideFargate: true,
    description: "Kubelets on nodes, for metrics collected on Fargate",
  },
  "node-high-ports-below-kubelet": {
    from: "fargate",
    to: "nodes",
    protocol: "tcp",
    ports: [FIRST_HIGH_PORT, KUBELET_PORT - 1],
    choices: recommended,
    onlyBesideFargate: true,
    description: "Pods on Fargate to pods on nodes, on unprivileged ports",
  },
  "node-high-ports-above-kubelet": {
    from: "fargate",
    to: "nodes",
    protocol: "tcp",
    ports: [KUBELET_PORT + 1, LAST_PORT],
    choices: recommended,
    onlyBesideFargate: true,
    description: "Pods on Fargate to pods on nodes, on unprivileged ports",
  },
} as const satisfies Readonly<Record<string, Flow>>;

/** Key of a flow in `FLOWS`. */
export type FlowName = keyof typeof FLOWS;
