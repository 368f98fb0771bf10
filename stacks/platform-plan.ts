import { Token } from "cdktf";
import type { ComputeKind } from "../modules/control-plane";
import type { TierType } from "../modules/network";
import type { ClusterTrafficChoice } from "../modules/security-groups";
import type { CollectedProblems } from "./collected-problems";
import type { EksPlatformStackProps, TrafficSettings } from "./eks-platform-props";
import { tiersOf, zonesOf } from "./stand-ins";

/** What runs the pods of a platform. */
export function computeOf({ dataPlane }: EksPlatformStackProps): ComputeKind {
  const hasNodes = isAsked(dataPlane.nodeGroups) || isAsked(dataPlane.selfManaged);
  if (!hasNodes && dataPlane.autoMode !== undefined) return "autoMode";
  if (!isAsked(dataPlane.fargate)) return "ec2";
  return hasNodes ? "ec2AndFargate" : "fargate";
}

/** The traffic of a platform as settings, with the choice that it comes to. */
export function trafficOf(props: EksPlatformStackProps): TrafficSettings & { readonly choice: ClusterTrafficChoice } {
  const settings = typeof props.traffic === "string" ? { choice: props.traffic } : props.traffic;
  const compute = computeOf(props);
  // Fargate pods and nodes of Auto Mode carry the cluster security group anyway.
  const isShared = compute === "fargate" || compute === "autoMode";
  return { ...settings, choice: settings?.choice ?? (isShared ? "clusterSecurityGroupOnly" : "recommended") };
}

/** Whether a record has anything in it. */
export function isAsked(parts: Readonly<Record<string, unknown>> | undefined): boolean {
  return Object.keys(parts ?? {}).length > 0;
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
  const controlPlane = props.dataPlane.autoMode === undefined ? first("controlPlane") : undefined;
  return { compute, controlPlane: props.controlPlaneTier ?? controlPlane ?? compute };
}

/** What is wrong with a platform that none of its parts can see. */
export function checkPlatform(props: EksPlatformStackProps, problems: CollectedProblems): void {
  const { account, region, network, existingNetwork } = props;
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
}
