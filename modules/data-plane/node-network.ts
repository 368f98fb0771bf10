import { PlacementGroup, type PlacementGroupConfig } from "@cdktf/provider-aws/lib/placement-group";
import type { Construct } from "constructs";
import type { Cluster } from "../control-plane";
import type { Network } from "../network/network";
import { EfaSecurityGroup, type EfaSecurityGroupTransform } from "../security-groups";
import { type Transform, transformed } from "../shared/transform";
import type { NodeTemplateOptions } from "./node-template-props";

/** What is made around the nodes of one group, for where they stand and who reaches them. */
export interface NodeNetwork {
  /** Present with `efa`. */
  readonly efaSecurityGroup: EfaSecurityGroup | undefined;
  /** Present with `efa`, unless a group made elsewhere is named. */
  readonly placementGroup: PlacementGroup | undefined;
  readonly placementGroupName: string | undefined;
  /** All groups of the nodes; absent where EKS gives them the cluster security group. */
  readonly securityGroupIds: readonly string[] | undefined;
}

interface NodeNetworkProps {
  readonly name: string;
  readonly cluster: Cluster;
  readonly network: Network;
  readonly options: NodeTemplateOptions;
  readonly securityGroups: readonly { readonly securityGroupId: string }[] | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly transform?: {
    readonly placementGroup?: Transform<PlacementGroupConfig>;
    readonly efaSecurityGroup?: EfaSecurityGroupTransform;
  };
}

/** Makes the fabric's security group and placement group where nodes have adapters. */
export function nodeNetwork(scope: Construct, props: NodeNetworkProps): NodeNetwork {
  const { name, cluster, options, tags, transform } = props;
  const hasFabric = options.efa !== undefined;
  const efaSecurityGroup = hasFabric
    ? new EfaSecurityGroup(scope, "efa-security-group", {
        vpcId: props.network.vpcId,
        clusterName: cluster.clusterName,
        ...(tags === undefined ? {} : { tags }),
        ...(transform?.efaSecurityGroup === undefined ? {} : { transform: transform.efaSecurityGroup }),
      })
    : undefined;
  const placementGroup =
    hasFabric && options.placementGroup === undefined
      ? new PlacementGroup(
          scope,
          "placement-group",
          transformed(
            {
              name: `${cluster.clusterName}-${name}`,
              strategy: "cluster",
              ...(tags === undefined ? {} : { tags: { ...tags } }),
            },
            transform?.placementGroup,
          ),
        )
      : undefined;
  const extra = [
    ...(efaSecurityGroup === undefined ? [] : [efaSecurityGroup.securityGroupId]),
    ...(options.extraSecurityGroupIds ?? []),
  ];
  const own = props.securityGroups?.map((group) => group.securityGroupId);
  // A template that names groups gets no cluster security group from EKS.
  const base = own ?? (extra.length === 0 ? undefined : [cluster.clusterSecurityGroupId]);
  return {
    efaSecurityGroup,
    placementGroup,
    placementGroupName: options.placementGroup ?? placementGroup?.name,
    securityGroupIds: base === undefined ? undefined : [...base, ...extra],
  };
}
