import type { Timeouts } from "../shared/durations";
import type { AutoModeOptions } from "./auto-mode";
import type { OutpostOptions } from "./outpost";
import type { RemoteNetworks } from "./remote-networks";

/** Ways to tell who may use the Kubernetes API. */
export const AUTHENTICATION_MODES = ["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"] as const;

/** Way to tell who may use the Kubernetes API. */
export type AuthenticationMode = (typeof AUTHENTICATION_MODES)[number];

/** Capacity tiers of a control plane that this release knows. */
export const SCALING_TIERS = ["standard", "tier-xl", "tier-2xl", "tier-4xl", "tier-8xl"] as const;

/** Capacity tier of a control plane. */
export type ScalingTier = (typeof SCALING_TIERS)[number];

/** Arguments of the cluster that need no other resource. */
export interface ClusterOptions {
  /**
   * Family of the addresses of pods and services. `ipv6` needs subnets with IPv6 ranges, and excludes `serviceIpv4Cidr` and
   * `remoteNetworks`. Changing it replaces the cluster.
   * @default "ipv4"
   * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html
   */
  readonly ipFamily?: "ipv4" | "ipv6";
  /**
   * Range of service addresses: /12 to /24 within 10/8, 172.16/12 or 192.168/16, apart from the network's ranges.
   * Changing it replaces the cluster.
   * @default EKS takes 10.100.0.0/16 or 172.20.0.0/16; with `ipv6` a unique local range
   */
  readonly serviceIpv4Cidr?: string;
  /**
   * Networks outside AWS from which hybrid nodes join.
   * @default none
   */
  readonly remoteNetworks?: RemoteNetworks;
  /**
   * Turns EKS Auto Mode on: its three flags, the policies of the cluster's role, node pools and a role for their nodes. The add-ons
   * that it replaces are then left out, unless `compute` says what else runs pods.
   * @default off
   */
  readonly autoMode?: true | AutoModeOptions;
  /**
   * Whether EKS upgrades the cluster when standard support of its version ends (`STANDARD`), or charges for extended support.
   * @default "STANDARD"
   * @see https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html
   */
  readonly supportType?: "STANDARD" | "EXTENDED";
  /**
   * Whether the control plane is upgraded even where EKS's insights find something that the new version would break.
   * @default false
   * @see https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html
   */
  readonly forceUpdateVersion?: boolean;
  /**
   * Whether traffic may be shifted away from an impaired zone.
   * @default true
   * @see https://docs.aws.amazon.com/eks/latest/userguide/zone-shift.html
   */
  readonly zonalShift?: boolean;
  /**
   * Whether the cluster refuses to be deleted. Needs provider 6.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * Capacity that the control plane always has; each tier but `standard` costs by the hour. Needs provider 6.
   * @default "standard", which EKS scales by itself
   * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-provisioned-control-plane.html
   */
  readonly scalingTier?: ScalingTier | (string & {});
  /**
   * How it is told who may use the Kubernetes API. `API_AND_CONFIG_MAP` is for clusters on their way to `API`, from which there is
   * no way back; `CONFIG_MAP` has no access entries.
   * @default "API"
   * @see https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
   */
  readonly authenticationMode?: AuthenticationMode;
  /**
   * Whether who creates the cluster becomes its administrator. EKS reads it once; later changes are ignored, since they would
   * replace the cluster.
   * @default false
   */
  readonly creatorAdmin?: boolean;
  /**
   * Makes a local cluster on an Outpost.
   * @default the control plane runs in the region
   */
  readonly outpost?: OutpostOptions;
  /**
   * AWS region of all resources, where it is another than the provider's. Needs provider 6. A change replaces everything.
   * @default that of the provider
   */
  readonly region?: string;
  /**
   * How long Terraform waits for the cluster.
   * @default 30m to create, 60m to update, 15m to delete
   */
  readonly timeouts?: Timeouts;
}
