import type {
  LaunchTemplateBlockDeviceMappings,
  LaunchTemplateConfig,
  LaunchTemplateTagSpecifications,
} from "@cdktf/provider-aws/lib/launch-template";
import { AMI_TYPES, type AmiType } from "./ami-types";

export interface NodeLaunchTemplateOptions {
  /** Name of the node group. */
  readonly name: string;
  /** Name of the cluster; goes into the `Name` tag of the instances. */
  readonly clusterName: string;
  readonly amiType: AmiType;
  readonly securityGroupIds: readonly string[] | undefined;
  readonly volumeSize: number;
  readonly volumeKeyArn: string | undefined;
  readonly metadataHopLimit: number;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Launch template of a managed node group: metadata by session tokens only, encrypted gp3 volumes, tags on what it
 * launches. It names no subnet, no instance type, no profile and no public address: those are the node group's, or must
 * not be there.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
 */
export function nodeLaunchTemplate(options: NodeLaunchTemplateOptions): LaunchTemplateConfig {
  const { name, clusterName, securityGroupIds, metadataHopLimit } = options;
  const tags = { Name: `${clusterName}-${name}`, ...options.tags };
  return {
    namePrefix: `eks-${name}-`,
    description: `Nodes of the EKS node group ${name}`,
    updateDefaultVersion: true,
    ...(securityGroupIds === undefined ? {} : { vpcSecurityGroupIds: [...securityGroupIds] }),
    metadataOptions: {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: metadataHopLimit,
    },
    blockDeviceMappings: blockDevices(options),
    tagSpecifications: ["instance", "volume", "network-interface"].map(
      (resourceType): LaunchTemplateTagSpecifications => ({ resourceType, tags }),
    ),
    tags,
    lifecycle: { createBeforeDestroy: true },
  };
}

function blockDevices({
  amiType,
  volumeSize,
  volumeKeyArn,
}: NodeLaunchTemplateOptions): LaunchTemplateBlockDeviceMappings[] {
  const facts: { readonly dataDevice: string; readonly systemDevice?: string } = AMI_TYPES[amiType];
  const ebs = {
    encrypted: "true",
    volumeType: "gp3",
    deleteOnTermination: "true",
    ...(volumeKeyArn === undefined ? {} : { kmsKeyId: volumeKeyArn }),
  };
  const data = { deviceName: facts.dataDevice, ebs: { ...ebs, volumeSize } };
  return facts.systemDevice === undefined ? [data] : [{ deviceName: facts.systemDevice, ebs }, data];
}
