import type { EksClusterConfig } from "@cdktf/provider-aws/lib/eks-cluster";
import type { ITerraformDependable } from "cdktf";
import type { NetworkSubnet } from "../network/network";
import { nodePoolsOf } from "./auto-mode";
import { CONTROL_PLANE_LOG_TYPES } from "./control-plane-logs";
import type { ControlPlaneProps } from "./control-plane-props";
import type { EndpointAccess } from "./endpoint-access";

/** What a cluster needs that its props do not hold, or hold as a choice. */
export interface ClusterParts {
  readonly subnets: readonly NetworkSubnet[];
  readonly endpointAccess: EndpointAccess;
  readonly roleArn: string;
  /** Absent on an Outpost. */
  readonly secretsKeyArn: string | undefined;
  /** Role of Auto Mode's nodes, where there are node pools. */
  readonly nodeRoleArn: string | undefined;
  readonly dependsOn: ITerraformDependable[];
}

/** Configuration of the cluster resource. */
export function clusterConfig(props: ControlPlaneProps, parts: ClusterParts): EksClusterConfig {
  const { tags, region, scalingTier, forceUpdateVersion, timeouts } = props;
  return {
    name: props.name,
    version: props.version,
    roleArn: parts.roleArn,
    enabledClusterLogTypes: [...(props.logs?.types ?? CONTROL_PLANE_LOG_TYPES)],
    bootstrapSelfManagedAddons: props.outpost !== undefined,
    deletionProtection: props.deletionProtection ?? true,
    accessConfig: accessConfig(props),
    ...secretsConfig(parts),
    ...kubernetesNetworkConfig(props),
    ...autoModeConfig(props, parts),
    ...remoteNetworkConfig(props),
    ...outpostConfig(props),
    ...regionalConfig(props),
    vpcConfig: vpcConfig(props, parts),
    ...(scalingTier === undefined ? {} : { controlPlaneScalingConfig: { tier: scalingTier } }),
    ...(forceUpdateVersion === undefined ? {} : { forceUpdateVersion }),
    ...(timeouts === undefined ? {} : { timeouts: { ...timeouts } }),
    ...(tags === undefined ? {} : { tags: { ...tags } }),
    ...(region === undefined ? {} : { region }),
    dependsOn: parts.dependsOn,
    lifecycle: {
      // EKS reads these once; Terraform would replace the cluster over a difference.
      ignoreChanges: ["access_config[0].bootstrap_cluster_creator_admin_permissions", "bootstrap_self_managed_addons"],
    },
  };
}

/** The mode of authentication: what is asked for, or what there is. */
export function authenticationModeOf(props: ControlPlaneProps): NonNullable<ControlPlaneProps["authenticationMode"]> {
  return props.authenticationMode ?? (props.outpost === undefined ? "API" : "CONFIG_MAP");
}

function accessConfig(props: ControlPlaneProps): NonNullable<EksClusterConfig["accessConfig"]> {
  // Without access entries the creator alone can let others in.
  const mode = authenticationModeOf(props);
  const creatorAdmin = props.creatorAdmin ?? mode === "CONFIG_MAP";
  return { authenticationMode: mode, bootstrapClusterCreatorAdminPermissions: creatorAdmin };
}

function secretsConfig({ secretsKeyArn }: ClusterParts): Pick<EksClusterConfig, "encryptionConfig"> {
  if (secretsKeyArn === undefined) return {};
  return { encryptionConfig: { provider: { keyArn: secretsKeyArn }, resources: ["secrets"] } };
}

/** Auto Mode's flag for load balancers is one of the network's. */
function kubernetesNetworkConfig(props: ControlPlaneProps): Pick<EksClusterConfig, "kubernetesNetworkConfig"> {
  const { serviceIpv4Cidr, ipFamily, autoMode } = props;
  const config = {
    ...(ipFamily === undefined ? {} : { ipFamily }),
    ...(serviceIpv4Cidr === undefined ? {} : { serviceIpv4Cidr }),
    ...(autoMode === undefined ? {} : { elasticLoadBalancing: { enabled: true } }),
  };
  return Object.keys(config).length === 0 ? {} : { kubernetesNetworkConfig: config };
}

function autoModeConfig(
  { autoMode }: ControlPlaneProps,
  { nodeRoleArn }: ClusterParts,
): Pick<EksClusterConfig, "computeConfig" | "storageConfig"> {
  if (autoMode === undefined) return {};
  const nodePools = autoMode === true ? nodePoolsOf({}) : nodePoolsOf(autoMode);
  return {
    computeConfig: {
      enabled: true,
      // EKS refuses the one without the other.
      ...(nodeRoleArn === undefined ? {} : { nodePools: [...nodePools], nodeRoleArn }),
    },
    storageConfig: { blockStorage: { enabled: true } },
  };
}

function remoteNetworkConfig({ remoteNetworks }: ControlPlaneProps): Pick<EksClusterConfig, "remoteNetworkConfig"> {
  if (remoteNetworks === undefined) return {};
  const { nodes, pods } = remoteNetworks;
  return {
    remoteNetworkConfig: {
      remoteNodeNetworks: { cidrs: [...nodes] },
      ...(pods === undefined || pods.length === 0 ? {} : { remotePodNetworks: { cidrs: [...pods] } }),
    },
  };
}

function outpostConfig({ outpost }: ControlPlaneProps): Pick<EksClusterConfig, "outpostConfig"> {
  if (outpost === undefined) return {};
  const { outpostArn, instanceType, placementGroup } = outpost;
  return {
    outpostConfig: {
      outpostArns: [outpostArn],
      controlPlaneInstanceType: instanceType,
      ...(placementGroup === undefined ? {} : { controlPlanePlacement: { groupName: placementGroup } }),
    },
  };
}

/** What only clusters in a region have. */
function regionalConfig(props: ControlPlaneProps): Pick<EksClusterConfig, "upgradePolicy" | "zonalShiftConfig"> {
  if (props.outpost !== undefined) return {};
  return {
    upgradePolicy: { supportType: props.supportType ?? "STANDARD" },
    zonalShiftConfig: { enabled: props.zonalShift ?? true },
  };
}

function vpcConfig({ securityGroups }: ControlPlaneProps, { subnets, endpointAccess }: ClusterParts) {
  const { privateAccess, publicAccess, publicCidrs } = endpointAccess;
  return {
    subnetIds: subnets.map((subnet) => subnet.id),
    ...(securityGroups === undefined ? {} : { securityGroupIds: securityGroups.map((group) => group.securityGroupId) }),
    endpointPrivateAccess: privateAccess,
    endpointPublicAccess: publicAccess,
    ...(publicAccess ? { publicAccessCidrs: [...publicCidrs] } : {}),
  };
}
