import type { EksAddonConfig } from "@cdktf/provider-aws/lib/eks-addon";
import type { EksClusterConfig } from "@cdktf/provider-aws/lib/eks-cluster";
import type { ITerraformDependable } from "cdktf";
import type { NetworkSubnet } from "../network/network";
import type { AddonOptions } from "./addon";
import { CONTROL_PLANE_LOG_TYPES, type ControlPlaneProps } from "./control-plane-props";
import type { EndpointAccess } from "./endpoint-access";

/** What a cluster needs that its props do not hold, or hold as a choice. */
export interface ClusterParts {
  readonly subnets: readonly NetworkSubnet[];
  readonly endpointAccess: EndpointAccess;
  readonly roleArn: string;
  readonly secretsKeyArn: string;
  readonly dependsOn: ITerraformDependable[];
}

/** Configuration of the cluster resource. */
export function clusterConfig(props: ControlPlaneProps, parts: ClusterParts): EksClusterConfig {
  const { serviceIpv4Cidr, tags } = props;
  return {
    name: props.name,
    version: props.version,
    roleArn: parts.roleArn,
    enabledClusterLogTypes: [...(props.logs?.types ?? CONTROL_PLANE_LOG_TYPES)],
    bootstrapSelfManagedAddons: false,
    deletionProtection: props.deletionProtection ?? true,
    accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
    encryptionConfig: { provider: { keyArn: parts.secretsKeyArn }, resources: ["secrets"] },
    ...(serviceIpv4Cidr === undefined ? {} : { kubernetesNetworkConfig: { serviceIpv4Cidr } }),
    upgradePolicy: { supportType: props.supportType ?? "STANDARD" },
    zonalShiftConfig: { enabled: props.zonalShift ?? true },
    vpcConfig: vpcConfig(props, parts),
    ...(tags === undefined ? {} : { tags: { ...tags } }),
    dependsOn: parts.dependsOn,
    lifecycle: {
      // EKS reads these once; Terraform would replace the cluster over a difference.
      ignoreChanges: ["access_config[0].bootstrap_cluster_creator_admin_permissions", "bootstrap_self_managed_addons"],
    },
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

/** Configuration of an add-on resource. */
export function addonConfig(name: string, clusterName: string, options: AddonOptions): EksAddonConfig {
  const { version, configuration, podIdentity, serviceAccountRoleArn, preserve, dependsOn } = options;
  return {
    clusterName,
    addonName: name,
    ...(version === undefined ? {} : { addonVersion: version }),
    ...(configuration === undefined ? {} : { configurationValues: JSON.stringify(configuration) }),
    ...(podIdentity === undefined ? {} : { podIdentityAssociation: [{ ...podIdentity }] }),
    ...(serviceAccountRoleArn === undefined ? {} : { serviceAccountRoleArn }),
    ...(preserve === undefined ? {} : { preserve }),
    ...(dependsOn === undefined ? {} : { dependsOn: [...dependsOn] }),
    resolveConflictsOnCreate: options.resolveConflictsOnCreate ?? "OVERWRITE",
    resolveConflictsOnUpdate: options.resolveConflictsOnUpdate ?? "OVERWRITE",
  };
}
