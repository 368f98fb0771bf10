import type { NetworkSubnet } from "../network/network";
import { partitionOf, regionOfZones } from "../shared/partitions";
import type { ComputeKind } from "./addon";
import type { AddonSurroundings } from "./addon-problems";
import type { ControlPlaneProps } from "./control-plane-props";

/** What runs the pods of a cluster: what is said, else Auto Mode where that is on. */
function computeOf({ compute, autoMode }: ControlPlaneProps): ComputeKind {
  return compute ?? (autoMode === undefined ? "ec2" : "autoMode");
}

/** What of a cluster decides which add-ons it takes, and how. */
export function surroundingsOf(props: ControlPlaneProps): AddonSurroundings {
  return {
    compute: computeOf(props),
    ipFamily: props.ipFamily ?? "ipv4",
    hasOidcProvider: hasOidcProvider(props),
  };
}

/** The region that the cluster is in: what is said, else that of its subnets where their zones tell it. */
export function regionOf({ region }: ControlPlaneProps, subnets: readonly NetworkSubnet[]): string | undefined {
  return region ?? regionOfZones(subnets.map((subnet) => subnet.zone));
}

/** The partition of all ARNs: what is said, else that of the region. */
export function partitionOfCluster(props: ControlPlaneProps, subnets: readonly NetworkSubnet[]): string {
  return props.partition ?? partitionOf(regionOf(props, subnets));
}

/** Whether the cluster gets an OIDC provider. */
export function hasOidcProvider({ oidcProvider, outpost }: ControlPlaneProps): boolean {
  return oidcProvider !== false && outpost === undefined;
}
