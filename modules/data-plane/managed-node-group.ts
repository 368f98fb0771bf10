import { EksNodeGroup, type EksNodeGroupConfig } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Construct } from "constructs";
import { type RoleWithPermissions, rolePrefix, subnetsOf } from "../control-plane";
import { NodeRole } from "../identity";
import type { NetworkSubnet } from "../network/network";
import { Problems } from "../shared/problems";
import { transformed } from "../shared/transform";
import { AMI_TYPES, type AmiType } from "./ami-types";
import type { ManagedNodeGroupProps, NodeGroupSize, Taint } from "./managed-node-group-props";
import { checkNodeGroup } from "./node-group-problems";
import { nodeLaunchTemplate } from "./node-launch-template";

const DEFAULT_SIZE: NodeGroupSize = { min: 2, max: 4 };
const EFFECTS: Readonly<Record<Taint["effect"], string>> = {
  NoSchedule: "NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
};

/**
 * A managed node group with a role and a launch template of its own. Costs what its instances and volumes cost.
 *
 * ```ts
 * new ManagedNodeGroup(this, "general", {
 *   cluster: controlPlane,
 *   name: "general",
 *   network: vpc,
 *   tier: "private",
 *   securityGroups: [nodeSecurityGroup],
 *   size: { min: 3, max: 6 },
 * });
 * ```
 *
 * Replaced by a new group that comes up before the old one goes, where a change cannot be made in place.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
 */
export class ManagedNodeGroup extends Construct {
  /** The node group. */
  readonly nodeGroup: EksNodeGroup;
  /** Its launch template. */
  readonly launchTemplate: LaunchTemplate;
  /** The nodes' role, made or given. */
  readonly role: RoleWithPermissions;

  /** @throws InvalidPropsError that lists everything wrong with the literals of the props */
  constructor(scope: Construct, id: string, props: ManagedNodeGroupProps) {
    super(scope, id);
    const problems = new Problems(`ManagedNodeGroup "${id}"`);
    const subnets = subnetsOf(props, problems);
    checkNodeGroup(props, problems);
    problems.throwIfAny();

    const amiType = props.amiType ?? "AL2023_x86_64_STANDARD";
    this.role = props.role ?? this.makeRole(props);
    this.launchTemplate = new LaunchTemplate(
      this,
      "launch-template",
      transformed(
        nodeLaunchTemplate({
          name: props.name,
          clusterName: props.cluster.clusterName,
          amiType,
          securityGroupIds: props.securityGroups?.map((group) => group.securityGroupId),
          volumeSize: props.volumeSize ?? 50,
          volumeKeyArn: props.volumeKeyArn,
          metadataHopLimit: props.metadataHopLimit ?? 1,
          tags: props.tags ?? {},
        }),
        props.transform?.launchTemplate,
      ),
    );
    const config = this.nodeGroupConfig(props, amiType, subnets);
    this.nodeGroup = new EksNodeGroup(this, "node-group", transformed(config, props.transform?.nodeGroup));
    props.cluster.registerNodeGroup(this.nodeGroup);
  }

  private makeRole(props: ManagedNodeGroupProps): NodeRole {
    return new NodeRole(this, "role", {
      ...rolePrefix(props.name, "nodes"),
      partition: props.partition ?? "aws",
      ...(props.tags === undefined ? {} : { tags: { ...props.tags } }),
    });
  }

  private nodeGroupConfig(
    props: ManagedNodeGroupProps,
    amiType: AmiType,
    subnets: readonly NetworkSubnet[],
  ): EksNodeGroupConfig {
    const { min, max, desired } = props.size ?? DEFAULT_SIZE;
    const defaultInstanceType = AMI_TYPES[amiType].architecture === "arm64" ? "m7g.large" : "m7i.large";
    return {
      clusterName: props.cluster.clusterName,
      nodeGroupNamePrefix: `${props.name}-`,
      nodeRoleArn: this.role.arn,
      subnetIds: subnets.map((subnet) => subnet.id),
      amiType,
      capacityType: props.capacityType ?? "ON_DEMAND",
      instanceTypes: [...(props.instanceTypes ?? [defaultInstanceType])],
      ...(props.version === undefined ? {} : { version: props.version }),
      ...(props.releaseVersion === undefined ? {} : { releaseVersion: props.releaseVersion }),
      launchTemplate: {
        id: this.launchTemplate.id,
        version: this.launchTemplate.getStringAttribute("latest_version"),
      },
      scalingConfig: { minSize: min, maxSize: max, desiredSize: desired ?? Math.max(min, 1) },
      updateConfig: { maxUnavailablePercentage: props.maxUnavailablePercentage ?? 33 },
      nodeRepairConfig: { enabled: props.nodeRepair ?? true },
      ...(props.labels === undefined ? {} : { labels: { ...props.labels } }),
      ...(props.taints === undefined
        ? {}
        : { taint: props.taints.map((taint) => ({ ...taint, effect: EFFECTS[taint.effect] })) }),
      ...(props.tags === undefined ? {} : { tags: { ...props.tags } }),
      dependsOn: [...(this.role.permissions ?? []), ...(props.dependsOn ?? [])],
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ["scaling_config[0].desired_size"] },
    };
  }
}
