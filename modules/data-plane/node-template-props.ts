import type { AmiFamily, AmiType } from "./ami-types";
import type { Architecture } from "./instance-types";
import type { NodeUserData, UserDataFormat } from "./user-data";

/** An image of one's own. */
export interface OwnImage {
  /** Id of the AMI. */
  readonly id: string;
  /** How it takes its user data: that of the image it was built from. */
  readonly userData: UserDataFormat;
  /**
   * Its architecture, which instance types are checked against.
   * @default not known, and not checked
   */
  readonly architecture?: Architecture;
  /**
   * Device name of the volume that images and containers are stored on.
   * @default that of AWS's images with the same user data
   */
  readonly dataDevice?: string;
}

/** Which image nodes run, on which instance types. */
export interface NodeImageOptions {
  /**
   * AMI type.
   * @default "AL2023_x86_64_STANDARD"
   * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html
   */
  readonly amiType?: AmiType;
  /**
   * Family of AMI types, in place of `amiType`: architecture and drivers follow from the first instance type.
   * @default the family of `amiType`
   */
  readonly amiFamily?: AmiFamily;
  /**
   * An image of one's own, in place of `amiType`. EKS then adds nothing to the user data: unless `userData` is raw, it is
   * rendered here with all that nodes need to join.
   * @default an image of AWS
   * @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-custom-ami
   */
  readonly image?: OwnImage;
  /**
   * Instance types of the image's architecture and accelerator, best first. At most 20.
   * @default ["m7i.large"], for ARM images ["m7g.large"]
   */
  readonly instanceTypes?: readonly string[];
  /**
   * Where the drivers of accelerators come from: the image, or something in the cluster such as the GPU operator.
   * @default "image"
   */
  readonly drivers?: "image" | "cluster";
}

/** Capacity that was reserved beforehand. */
export type CapacityReservation =
  /** Any open reservation that fits. */
  | "open"
  /** None, though open ones may fit. */
  | "none"
  /** A reservation or capacity block by its id, `cr-...`. */
  | { readonly id: string }
  /** The reservations of a resource group. */
  | { readonly resourceGroupArn: string };

/** Elastic Fabric Adapters. */
export interface EfaOptions {
  /**
   * How many network cards of the instance type carry an adapter, 1-32: 4 of p4d.24xlarge, 32 of p5.48xlarge, 16 of
   * p5en.48xlarge, 1 of most others.
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa.html#efa-instance-types
   */
  readonly networkCards: number;
}

/** What a launch template of nodes is made from. */
export interface NodeTemplateOptions extends NodeImageOptions {
  /**
   * Size of the volume for images and containers, GiB, 20-16384; for Windows at least 50.
   * @default 50
   */
  readonly volumeSize?: number;
  /**
   * I/O operations a second of that volume, 3000-16000.
   * @default 3000, gp3's own
   */
  readonly volumeIops?: number;
  /**
   * Throughput of that volume, MiB/s, 125-1000.
   * @default 125, gp3's own
   */
  readonly volumeThroughput?: number;
  /**
   * ARN of a KMS key for the nodes' volumes, whose policy lets the Auto Scaling service role use it.
   * @default the account's key for EBS
   */
  readonly volumeKeyArn?: string;
  /**
   * How many hops the instance metadata service answers over: 1 keeps it from pods, 2 lets them borrow the node's role.
   * @default 1
   */
  readonly metadataHopLimit?: number;
  /**
   * Whether CloudWatch gets the instances' metrics every minute instead of every five. Costs by metric and instance.
   * @default false
   */
  readonly detailedMonitoring?: boolean;
  /**
   * Elastic Fabric Adapters, with a security group in which all traffic stays among its members, and a cluster placement
   * group unless another is named. The nodes must be in one zone.
   * @default none
   * @see https://docs.aws.amazon.com/eks/latest/userguide/node-efa.html
   */
  readonly efa?: EfaOptions;
  /**
   * Name of a placement group made elsewhere.
   * @default with `efa` a group of strategy `cluster` is made, else none
   */
  readonly placementGroup?: string;
  /**
   * Capacity that was reserved beforehand.
   * @default "open", EC2's own
   */
  readonly capacityReservation?: CapacityReservation;
  /**
   * What nodes are told as they start.
   * @default nothing beside what they need to join
   */
  readonly userData?: NodeUserData;
  /**
   * Ids of security groups beside those that nodes carry anyway.
   * @default none
   */
  readonly extraSecurityGroupIds?: readonly string[];
}
