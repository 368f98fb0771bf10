import type {
  LaunchTemplateBlockDeviceMappings,
  LaunchTemplateCapacityReservationSpecification,
  LaunchTemplateConfig,
  LaunchTemplateNetworkInterfaces,
  LaunchTemplateTagSpecifications,
} from "@cdktf/provider-aws/lib/launch-template";
import type { NodeImage } from "./node-image";
import type { CapacityReservation, NodeTemplateOptions } from "./node-template-props";
import { encodeUserData } from "./user-data";

export interface NodeLaunchTemplateOptions {
  /** Name of the node group. */
  readonly name: string;
  /** Name of the cluster; goes into the `Name` tag of the instances. */
  readonly clusterName: string;
  readonly options: NodeTemplateOptions;
  readonly image: NodeImage;
  /** All groups of the nodes; absent where EKS gives them the cluster security group. */
  readonly securityGroupIds: readonly string[] | undefined;
  /** Name of the placement group. */
  readonly placementGroup: string | undefined;
  /** User data as text. */
  readonly userData: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** What the kind of group adds. */
  readonly more?: Partial<LaunchTemplateConfig>;
}

/**
 * Launch template of nodes: metadata by session tokens only, encrypted gp3 volumes, tags on what it launches. It names no
 * subnet and no public address: those are the group's, or must not be there.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
 */
export function nodeLaunchTemplate(template: NodeLaunchTemplateOptions): LaunchTemplateConfig {
  const { name, clusterName, options, image, userData } = template;
  const tags = { Name: `${clusterName}-${name}`, ...template.tags };
  const { placementGroup } = template;
  return {
    namePrefix: `eks-${name}-`,
    description: `Nodes of the EKS node group ${name}`,
    updateDefaultVersion: true,
    ...(image.imageId === undefined ? {} : { imageId: image.imageId }),
    ...network(template),
    ...(userData === undefined ? {} : { userData: encodeUserData(userData) }),
    metadataOptions: {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: options.metadataHopLimit ?? 1,
    },
    blockDeviceMappings: blockDevices(template),
    ...(options.detailedMonitoring === undefined ? {} : { monitoring: { enabled: options.detailedMonitoring } }),
    ...(placementGroup === undefined ? {} : { placement: { groupName: placementGroup } }),
    ...(options.capacityReservation === undefined
      ? {}
      : { capacityReservationSpecification: reservation(options.capacityReservation) }),
    tagSpecifications: ["instance", "volume", "network-interface"].map(
      (resourceType): LaunchTemplateTagSpecifications => ({ resourceType, tags }),
    ),
    tags,
    lifecycle: { createBeforeDestroy: true },
    ...template.more,
  };
}

/** A template names the groups of its instances or of its interfaces, not both. */
function network({ options, securityGroupIds }: NodeLaunchTemplateOptions): Partial<LaunchTemplateConfig> {
  if (options.efa !== undefined)
    return { networkInterfaces: adapters(options.efa.networkCards, securityGroupIds ?? []) };
  return securityGroupIds === undefined ? {} : { vpcSecurityGroupIds: [...securityGroupIds] };
}

/**
 * The first adapter carries IP traffic too; the others only the fabric's, and take no addresses from the subnet.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html
 */
function adapters(cards: number, securityGroups: readonly string[]): LaunchTemplateNetworkInterfaces[] {
  return Array.from({ length: cards }, (_, card) => ({
    interfaceType: card === 0 ? "efa" : "efa-only",
    networkCardIndex: card,
    deviceIndex: card === 0 ? 0 : 1,
    deleteOnTermination: "true",
    securityGroups: [...securityGroups],
  }));
}

function reservation(wanted: CapacityReservation): LaunchTemplateCapacityReservationSpecification {
  if (wanted === "open" || wanted === "none") return { capacityReservationPreference: wanted };
  return {
    capacityReservationTarget:
      "id" in wanted
        ? { capacityReservationId: wanted.id }
        : { capacityReservationResourceGroupArn: wanted.resourceGroupArn },
  };
}

function blockDevices({ options, image }: NodeLaunchTemplateOptions): LaunchTemplateBlockDeviceMappings[] {
  const { volumeSize = 50, volumeKeyArn, volumeIops, volumeThroughput } = options;
  const ebs = {
    encrypted: "true",
    volumeType: "gp3",
    deleteOnTermination: "true",
    ...(volumeKeyArn === undefined ? {} : { kmsKeyId: volumeKeyArn }),
  };
  const speed = {
    ...(volumeIops === undefined ? {} : { iops: volumeIops }),
    ...(volumeThroughput === undefined ? {} : { throughput: volumeThroughput }),
  };
  const data = { deviceName: image.dataDevice, ebs: { ...ebs, ...speed, volumeSize } };
  return image.systemDevice === undefined ? [data] : [{ deviceName: image.systemDevice, ebs }, data];
}
