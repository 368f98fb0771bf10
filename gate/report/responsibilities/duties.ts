import type { responsibilities, Side } from "../../engine/index";

/** What a row of the shared-responsibility table is about. */
export interface Duty {
  /** On AWS's side what AWS runs, and what is left to choose; on the other what is owed. One sentence. */
  readonly text: string;
  /** The AWS page that says so. */
  readonly page: string;
}

type Duties = { readonly [S in Side]: Readonly<Record<(typeof responsibilities)[S][number], Duty>> };

const guide = "https://docs.aws.amazon.com/eks/latest/userguide";
const practices = "https://docs.aws.amazon.com/eks/latest/best-practices";

export const duties: Duties = {
  aws: {
    etcd: {
      text: "AWS runs etcd and encrypts its volumes; whose key encrypts the Secrets is your choice.",
      page: `${guide}/clusters.html`,
    },
    "API server": {
      text: "AWS runs at least two API servers behind one endpoint; you say who reaches it and which of its logs are kept.",
      page: `${guide}/cluster-endpoint.html`,
    },
    scheduler: {
      text: "AWS runs the scheduler; whether its log is kept is your choice.",
      page: `${guide}/control-plane-logs.html`,
    },
    "controller manager": {
      text: "AWS runs the controllers of Kubernetes; whether their log is kept is your choice.",
      page: `${guide}/control-plane-logs.html`,
    },
    "VPC networking": {
      text: "AWS attaches the control plane to the subnets that you name; they need free addresses, and must let its traffic pass.",
      page: `${guide}/network-reqs.html`,
    },
    HA: {
      text: "AWS runs the control plane in several zones and replaces what fails; you give it subnets in at least two.",
      page: `${guide}/disaster-recovery-resiliency.html`,
    },
    backups: {
      text: "AWS keeps the state of a running cluster; guarding it against deletion and backing it up is your choice.",
      page: `${guide}/integration-backup.html`,
    },
    updates: {
      text: "AWS patches the control plane and carries version updates out; you start them before support of a version ends.",
      page: `${guide}/kubernetes-versions.html`,
    },
    scaling: {
      text: "AWS scales the control plane, and in Auto Mode the nodes as well, with the permissions that you give it.",
      page: `${guide}/automode.html`,
    },
  },
  you: {
    "worker nodes": {
      text: "Nodes that join the cluster, reach what they need and give nothing away.",
      page: `${guide}/eks-compute.html`,
    },
    "OS patches": {
      text: "Node images that still get security fixes, and nodes that get those images.",
      page: `${practices}/protecting-the-infrastructure.html`,
    },
    "node upgrades": {
      text: "Nodes that follow the control plane's version, without taking too many away at once.",
      page: `${practices}/cluster-upgrades.html`,
    },
    workloads: {
      text: "What runs in the cluster, and the add-ons without which it does not run.",
      page: `${guide}/eks-add-ons.html`,
    },
    namespaces: {
      text: "Namespaces that keep tenants apart, and the Fargate profiles that select them.",
      page: `${practices}/tenant-isolation.html`,
    },
    RBAC: {
      text: "Who may do what in the cluster: access entries, their policies and Kubernetes groups.",
      page: `${guide}/access-entries.html`,
    },
    CRDs: {
      text: "Custom resources, and the webhooks behind them, which the control plane must reach.",
      page: `${practices}/control-plane.html`,
    },
    "pod configuration": {
      text: "What pods may do and whom they may reach: their roles, network policies and instance metadata.",
      page: `${practices}/pod-security.html`,
    },
    VPC: {
      text: "Address ranges, subnets, routes and ways out, in which everything else lies.",
      page: `${practices}/subnets.html`,
    },
    "security groups": {
      text: "What flows between control plane, nodes, pods and endpoints, and what does not come in from the world.",
      page: `${guide}/sec-group-reqs.html`,
    },
    "IAM roles": {
      text: "Roles of cluster, nodes and pods that have what they need, and no more.",
      page: `${practices}/identity-and-access-management.html`,
    },
  },
};
