import { Token } from "cdktf";
import type { CollectedProblems } from "./collected-problems";
import type { NodeGroupSettings, SelfManagedNodeGroupSettings } from "./data-plane-props";
import type { EksPlatformStackProps } from "./eks-platform-props";
import { computeOf, isAsked, trafficOf } from "./platform-plan";

/** What does not fit together in a data plane: none of its parts can see it alone. */
export function checkDataPlane(props: EksPlatformStackProps, problems: CollectedProblems): void {
  checkCompute(props, problems);
  checkTraffic(props, problems);
  checkClusterDns(props, problems);
  checkWindows(props, problems);
  checkAccessEntries(props, problems);
  checkKarpenter(props, problems);
}

function checkCompute({ dataPlane }: EksPlatformStackProps, problems: CollectedProblems): void {
  const { nodeGroups, selfManaged, fargate, autoMode } = dataPlane;
  if (autoMode !== undefined || [nodeGroups, selfManaged, fargate].some(isAsked)) return;
  problems.add(
    "dataPlane",
    dataPlane,
    "must have a node group, a Fargate profile or autoMode: nothing would run pods, Karpenter's controller among them",
  );
}

function checkTraffic(props: EksPlatformStackProps, problems: CollectedProblems): void {
  const { choice } = trafficOf(props);
  if (choice === "clusterSecurityGroupOnly") return;
  const compute = computeOf(props);
  if (compute === "autoMode") {
    problems.add(
      "traffic",
      choice,
      "must be clusterSecurityGroupOnly with Auto Mode alone: its nodes carry that group",
    );
  }
  if (compute === "fargate") {
    problems.add("traffic", choice, "must be clusterSecurityGroupOnly with Fargate alone: its pods carry that group");
  }
}

/** Cluster DNS runs on Linux. */
function checkClusterDns(props: EksPlatformStackProps, problems: CollectedProblems): void {
  const { nodeGroups, selfManaged, fargate, autoMode } = props.dataPlane;
  if (autoMode !== undefined || runsClusterDns(props)) return;
  const groups = [...Object.values(nodeGroups ?? {}), ...Object.values(selfManaged ?? {})];
  if (groups.length === 0 && isAsked(fargate)) {
    problems.add(
      "dataPlane.fargate",
      Object.keys(fargate ?? {}),
      "must have a selector for namespace kube-system: cluster DNS runs there",
    );
  }
  if (groups.length > 0 && groups.every(isWindows)) {
    problems.add(
      isAsked(nodeGroups) ? "dataPlane.nodeGroups" : "dataPlane.selfManaged",
      Object.keys({ ...nodeGroups, ...selfManaged }),
      "must have a group of Linux nodes, unless a Fargate profile takes kube-system: cluster DNS does not run on Windows",
    );
  }
}

function runsClusterDns({ dataPlane }: EksPlatformStackProps): boolean {
  const selectors = Object.values(dataPlane.fargate ?? {}).flatMap((profile) => profile.selectors);
  return selectors.some(({ namespace }) => Token.isUnresolved(namespace) || matches(namespace, "kube-system"));
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/windows-support.html */
function checkWindows({ dataPlane, controlPlane }: EksPlatformStackProps, problems: CollectedProblems): void {
  if (controlPlane?.ipFamily !== "ipv6") return;
  for (const kind of ["nodeGroups", "selfManaged"] as const) {
    for (const [name, group] of Object.entries(dataPlane[kind] ?? {})) {
      if (!isWindows(group)) continue;
      problems.add(`dataPlane.${kind}.${name}`, name, "must be of Linux nodes: Windows takes no IPv6 for pods");
    }
  }
}

/** Nodes that EKS does not make itself join by an access entry, which a ConfigMap alone does not have. */
function checkAccessEntries({ dataPlane, controlPlane }: EksPlatformStackProps, problems: CollectedProblems): void {
  if (controlPlane?.authenticationMode !== "CONFIG_MAP") return;
  const { selfManaged, karpenter } = dataPlane;
  const needed = { selfManaged: isAsked(selfManaged), karpenter: karpenter !== undefined };
  for (const [kind, isNeeded] of Object.entries(needed)) {
    if (!isNeeded) continue;
    problems.add(
      "controlPlane.authenticationMode",
      "CONFIG_MAP",
      `must be API or API_AND_CONFIG_MAP with dataPlane.${kind}: its nodes join by an access entry`,
    );
  }
}

/** The agent of pod identity does not run on Fargate. */
function checkKarpenter(props: EksPlatformStackProps, problems: CollectedProblems): void {
  const { karpenter, autoMode } = props.dataPlane;
  if (karpenter === undefined) return;
  if (computeOf(props) === "fargate") {
    problems.add(
      "dataPlane.karpenter",
      karpenter,
      "needs a node group or autoMode for its controller: it gets its role by pod identity, which Fargate does not have",
    );
  }
  const isWithoutPools = autoMode !== undefined && autoMode !== true && autoMode.nodePools?.length === 0;
  if (computeOf(props) === "autoMode" && isWithoutPools) {
    problems.add(
      "dataPlane.autoMode.nodePools",
      [],
      "must have a node pool, or dataPlane a node group: nothing would run Karpenter's controller",
    );
  }
}

function isWindows({ amiType, amiFamily, image }: NodeGroupSettings | SelfManagedNodeGroupSettings): boolean {
  if (image !== undefined) return image.userData === "windows";
  return (amiFamily ?? amiType ?? "").toUpperCase().startsWith("WINDOWS");
}

function matches(pattern: string, namespace: string): boolean {
  const expression = pattern.replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(namespace);
}
