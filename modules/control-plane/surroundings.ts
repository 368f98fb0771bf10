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

/** Whether the cluster gets an OIDC provider. */
export function hasOidcProvider({ oidcProvider, outpost }: ControlPlaneProps): boolean {
  return oidcProvider !== false && outpost === undefined;
}
