import type { ReservedZones } from "./address-plan";
import type { DhcpOptionsProps } from "./dhcp-options";
import type { EndpointsProps } from "./endpoints-props";
import type { FlowLogsProps } from "./flow-logs";
import type { Ipv4Range } from "./ipv4-ranges";
import type { Ipv6Range } from "./ipv6-range";
import type { DefaultNetworkAclMode, NetworkAclProps } from "./network-acl-props";
import type { TierType } from "./tier-type";
import type { VpcTransforms } from "./vpc-transforms";

/** A tier: one subnet of the same kind and size in every zone. */
export interface TierProps {
  /** How its subnets reach the world. */
  readonly type: TierType;
  /**
   * Prefix length of each subnet, 16 to 28. AWS keeps five addresses of each for itself.
   * @default private: 3 longer than the VPC's; isolated: 4 longer; public: 6 longer; controlPlane: 28. Never above 28
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
   */
  readonly prefixLength?: number;
  /**
   * Whether the AWS Load Balancer Controller may place load balancers here: public subnets get the tag
   * `kubernetes.io/role/elb`, private and isolated ones `kubernetes.io/role/internal-elb`.
   * @default true, and always false for controlPlane
   * @see https://docs.aws.amazon.com/eks/latest/userguide/alb-ingress.html
   */
  readonly loadBalancers?: boolean;
  /**
   * Name of the cluster whose Karpenter starts nodes here: subnets get the tag `karpenter.sh/discovery`, for the
   * `subnetSelectorTerms` of its node classes. Not for controlPlane.
   * @default none
   * @see https://karpenter.sh/docs/concepts/nodeclasses/
   */
  readonly karpenterDiscovery?: string;
  /**
   * Whether instances get a public address when they start. For public tiers alone.
   * @default false
   */
  readonly mapPublicIpOnLaunch?: boolean;
  /**
   * Name of the secondary range that the tier lies in.
   * @default the primary range
   */
  readonly range?: string;
  /**
   * Whether its subnets have an IPv6 range, a /64 each, and give every instance an address of it. Pods of an IPv6 cluster
   * need it, and so do the subnets of its control plane.
   * @default true where the VPC has an IPv6 range
   * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html
   */
  readonly ipv6?: boolean;
  /**
   * A network ACL of the tier's own.
   * @default none: its subnets are held by the VPC's default ACL
   */
  readonly networkAcl?: NetworkAclProps;
  /**
   * Tags of the tier's subnets, route tables and network ACL, on top of the VPC's.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * NAT gateways of the private tiers: none, one for all (cheaper, but its zone takes the others along when it fails), one
 * for each zone, or one that AWS spreads over all zones (`regional`, which needs provider 6.24 or later, and no public tier).
 * A gateway costs about 35 USD a month, a regional one that for each zone, and traffic about 0.05 USD for each GB.
 */
export type NatMode = "none" | "single" | "perZone" | "regional";

/** What a `Vpc` is made from. */
export interface VpcProps {
  /**
   * IPv4 range, /16 to /28, such as `10.0.0.0/16`, or the IPAM pool that gives it. Its size must be known when the program
   * runs, since the address plan is made then.
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
   */
  readonly cidrBlock: Ipv4Range;
  /**
   * Further IPv4 ranges by name: a letter, then letters, digits and hyphens, at most 32 characters. Tiers are placed in them
   * by `range`. AWS allows four of them unless the quota is raised, and 100.64.0.0/10 beside any primary range.
   * @default none
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
   */
  readonly secondaryCidrBlocks?: Readonly<Record<string, Ipv4Range>>;
  /**
   * IPv6 range: `amazonProvided`, a /56, or the IPAM pool that gives it. Subnets take a /64 each by the position of tier and
   * zone. Public tiers leave by the internet gateway, private ones by an egress-only gateway, the others not at all.
   * @default none
   */
  readonly ipv6?: Ipv6Range;
  /**
   * Names of the availability zones, at least two, all of one region, such as `["eu-central-1a", "eu-central-1b"]`. A zone
   * takes its addresses by its position: add zones at the end.
   */
  readonly zones: readonly string[];
  /**
   * How many zones every tier keeps room for: 2, 4 or 8. To change it moves subnets, which replaces them.
   * @default 4
   */
  readonly reservedZones?: ReservedZones;
  /**
   * Tiers by name: a letter, then letters, digits and hyphens, at most 32 characters. The order of the record is the order
   * of the address plan: add tiers at the end.
   * @default `public`, `private` and `controlPlane`, each of the type of its name
   */
  readonly tiers?: Readonly<Record<string, TierProps>>;
  /**
   * Whether instances share hardware with other accounts (`default`) or not. EKS runs no Fargate pods in a VPC of dedicated
   * tenancy, and each instance type has its own price there.
   * @default default
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/dedicated-instance.html
   */
  readonly tenancy?: "default" | "dedicated";
  /**
   * NAT gateways. They stand in the first public tier.
   * @default perZone where there is a private tier, else none
   */
  readonly nat?: NatMode;
  /**
   * Allocation ids of elastic IPs that exist, by the name of the zone whose NAT gateway has them:
   * `{ "eu-central-1a": "eipalloc-0a1b2c3d" }`. With `regional` for every zone or for none.
   * @default each gateway gets a new one
   */
  readonly natElasticIps?: Readonly<Record<string, string>>;
  /**
   * What becomes of the VPC's default network ACL.
   * @default empty where every tier has a network ACL of its own, else leave
   */
  readonly defaultNetworkAcl?: DefaultNetworkAclMode;
  /**
   * VPC endpoints.
   * @default none
   */
  readonly endpoints?: EndpointsProps;
  /**
   * DHCP options of its own.
   * @default those of the region, whose name server is AmazonProvidedDNS
   */
  readonly dhcpOptions?: DhcpOptionsProps;
  /**
   * Flow logs of the VPC, or false for none.
   * @default all traffic, to a CloudWatch log group that keeps it for 90 days
   */
  readonly flowLogs?: FlowLogsProps | false;
  /**
   * Name of the network: `Name` tags begin with it, and so do the names of its security group, log group and role.
   * Letters, digits and hyphens, at most 64 characters.
   * @default the construct's path, joined by hyphens
   */
  readonly name?: string;
  /**
   * Tags of everything in the network that can be tagged.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Hooks that change the configuration of the resources, by kind.
   * @default none
   */
  readonly transform?: VpcTransforms;
}
