import type { Problems } from "../shared/problems";
import type { ControlPlaneProps } from "./control-plane-props";

/**
 * A local cluster: its control plane runs on instances on an Outpost, in the customer's account. EKS offers less there: no
 * add-ons, access entries, secrets key, OIDC provider, IPv6, Fargate, Auto Mode, remote networks or public endpoint.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-outposts-local-cluster-overview.html
 */
export interface OutpostOptions {
  /** ARN of the Outpost, such as `arn:aws:outposts:eu-central-1:111122223333:outpost/op-0123456789abcdef0`. */
  readonly outpostArn: string;
  /** Instance type of the three control plane instances, such as `m5.large`. It cannot be changed later. */
  readonly instanceType: string;
  /**
   * Name of a placement group for these instances.
   * @default none
   */
  readonly placementGroup?: string;
}

const OUTPOST_ARN = /^arn:aws[a-z-]*:outposts:[a-z0-9-]+:\d{12}:outpost\/op-[0-9a-f]+$/;

/** Finds what is wrong with the options, and what of the other props a local cluster does not take. */
export function checkOutpost(options: OutpostOptions, props: ControlPlaneProps, problems: Problems): void {
  problems.check(
    "outpost.outpostArn",
    options.outpostArn,
    (arn) => OUTPOST_ARN.test(arn),
    "must be the ARN of an Outpost",
  );
  const isType = (type: string): boolean => /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(type);
  problems.check("outpost.instanceType", options.instanceType, isType, "must be an instance type, such as m5.large");
  const refused = {
    autoMode: props.autoMode,
    remoteNetworks: props.remoteNetworks,
    serviceIpv4Cidr: props.serviceIpv4Cidr,
    scalingTier: props.scalingTier,
    secretsKey: props.secretsKey,
    secretsKeyArn: props.secretsKeyArn,
    identityProvider: props.identityProvider,
    capabilities: props.capabilities,
    zonalShift: props.zonalShift === false ? undefined : props.zonalShift,
    oidcProvider: props.oidcProvider === false ? undefined : props.oidcProvider,
    ipFamily: props.ipFamily === "ipv4" ? undefined : props.ipFamily,
    compute: props.compute === "ec2" ? undefined : props.compute,
  };
  for (const [property, value] of Object.entries(refused)) {
    if (value !== undefined) problems.add(property, value, "must be left out: local clusters on Outposts have none");
  }
  if (Object.values(props.addons ?? {}).some((addon) => addon !== false)) {
    problems.add(
      "addons",
      Object.keys(props.addons ?? {}),
      "must be left out: local clusters on Outposts take no EKS add-ons",
    );
  }
  if (props.endpointAccess?.publicAccess === true) {
    problems.add(
      "endpointAccess",
      props.endpointAccess,
      "must be private: local clusters on Outposts have no public endpoint",
    );
  }
}
