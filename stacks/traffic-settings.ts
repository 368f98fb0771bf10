import type { ClusterTrafficChoice, ClusterTrafficProps } from "../modules/security-groups";
import type { EksPlatformStackProps } from "./eks-platform-props";
import { computeOf } from "./platform-plan";

/** Which traffic the security groups of a platform let through, where a choice alone does not say it. */
export interface TrafficSettings extends Pick<ClusterTrafficProps, "webhookPorts" | "nodePorts" | "extraRules"> {
  /**
   * The choice.
   * @default as where `traffic` is left out
   */
  readonly choice?: ClusterTrafficChoice;
}

/** The traffic of a platform as settings, with the choice that it comes to. */
export function trafficOf(props: EksPlatformStackProps): TrafficSettings & { readonly choice: ClusterTrafficChoice } {
  const { traffic } = props;
  const settings = typeof traffic === "string" ? { choice: traffic } : traffic;
  const compute = computeOf(props);
  // Fargate pods and nodes of Auto Mode carry the cluster security group anyway.
  const isShared = compute === "fargate" || compute === "autoMode";
  return { ...settings, choice: settings?.choice ?? (isShared ? "clusterSecurityGroupOnly" : "recommended") };
}
