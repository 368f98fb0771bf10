import { Token } from "cdktf";
import type { ComputeKind } from "../modules/control-plane";
import type { TierType } from "../modules/network";
import type { CollectedProblems } from "./collected-problems";
import type { EksPlatformStackProps } from "./eks-platform-props";
import { tiersOf, zonesOf } from "./stand-ins";

/** What runs the pods of a platform. */
export function computeOf({ nodeGroups, fargateProfiles, controlPlane }: EksPlatformStackProps): ComputeKind {
  const hasNodes = Object.keys(nodeGroups ?? {}).length > 0;
  if (!hasNodes && controlPlane?.autoMode !== undefined) return "autoMode";
  if (Object.keys(fargateProfiles ?? {}).length === 0) return "ec2";
  return hasNodes ? "ec2AndFargate" : "fargate";
}

/** Where control plane and compute are placed unless it is said otherwise. */
export function defaultTiers(props: EksPlatformStackProps): {
  readonly controlPlane: string;
  readonly compute: string;
} {
  const tiers = Object.entries(tiersOf(props));
  const first = (type: TierType) => tiers.find(([, tier]) => tier.type === type)?.[0];
  const compute = first("private") ?? first("isolated") ?? "private";
  // Node pools of Auto Mode start their nodes in the cluster's own subnets.
  const controlPlane = props.controlPlane?.autoMode === undefined ? first("controlPlane") : undefined;
  return { compute, controlPlane: props.controlPlaneTier ?? controlPlane ?? compute };
}

/** What is wrong with a platform that none of its parts can see. */
export function checkPlatform(props: EksPlatformStackProps, problems: CollectedProblems): void {
  const { account, region, network, existingNetwork, nodeGroups, fargateProfiles, traffic } = props;
  if (!Token.isUnresolved(account) && !/^\d{12}$/.test(account))
    problems.add("account", account, "must have 12 digits");
  if (!Token.isUnresolved(region) && !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    problems.add("region", region, 'must be an AWS region, such as "eu-central-1"');
  } else {
    // The network itself finds zones that are not in the region of the first.
    const [[property, zone] = ["", undefined]] = Object.entries(zonesOf(props));
    if (zone !== undefined && !Token.isUnresolved(zone) && !Token.isUnresolved(region) && !zone.startsWith(region)) {
      problems.add(property, zone, `must be in the region of the stack, ${region}`);
    }
  }
  if (network === undefined && existingNetwork === undefined) {
    problems.add("network", undefined, "is missing; it must be a map of keys, unless existingNetwork is one");
  }
  if (network !== undefined && existingNetwork !== undefined) {
    problems.add(
      "existingNetwork",
      Object.keys(existingNetwork),
      "must be left out where network is given: one is used",
    );
  }
  const compute = computeOf(props);
  if (compute === "ec2" && Object.keys(nodeGroups ?? {}).length === 0) {
    problems.add(
      "nodeGroups",
      nodeGroups,
      "must have a node group, unless fargateProfiles has a profile or autoMode is on: nothing would run pods",
    );
  }
  const needsClusterGroup = traffic !== undefined && traffic !== "clusterSecurityGroupOnly";
  if (compute === "autoMode" && needsClusterGroup) {
    problems.add(
      "traffic",
      traffic,
      "must be clusterSecurityGroupOnly with Auto Mode alone: its nodes carry that group",
    );
  }
  if (compute !== "fargate") return;
  const selectors = Object.values(fargateProfiles ?? {}).flatMap((profile) => profile.selectors);
  if (!selectors.some(({ namespace }) => Token.isUnresolved(namespace) || matches(namespace, "kube-system"))) {
    problems.add(
      "fargateProfiles",
      Object.keys(fargateProfiles ?? {}),
      "must have a selector for namespace kube-system: cluster DNS runs there",
    );
  }
  if (needsClusterGroup) {
    problems.add("traffic", traffic, "must be clusterSecurityGroupOnly with Fargate alone: its pods carry that group");
  }
}

function matches(pattern: string, namespace: string): boolean {
  const expression = pattern.replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(namespace);
}
