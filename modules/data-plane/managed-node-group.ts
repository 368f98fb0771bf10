import type { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { EksNodeGroup, type EksNodeGroupConfig } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate, type LaunchTemplateConfig } from "@cdktf/provider-aws/lib/launch-template";
import type { PlacementGroup } from "@cdktf/provider-aws/lib/placement-group";
import { Construct } from "constructs";
import { type RoleWithPermissions, rolePrefix, subnetsOf } from "../control-plane";
import { NodeRole } from "../identity";
import type { NetworkSubnet } from "../network/network";
import type { EfaSecurityGroup } from "../security-groups";
import { Problems } from "../shared/problems";
import { transformed } from "../shared/transform";
import { releaseParameter } from "./ami-parameter";
import type { ManagedNodeGroupProps } from "./managed-node-group-props";
import { checkNodeGroup } from "./node-group-problems";
import { DEFAULT_SIZE } from "./node-group-size";
import { imageOf, instanceTypesOf, type NodeImage } from "./node-image";
import { nodeLaunchTemplate } from "./node-launch-template";
import { nodeNetwork } from "./node-network";
import { nodeRepairConfig } from "./node-repair";
import type { Taint } from "./node-scheduling";
import { scalingSchedules } from "./scaling-schedule";
import { clusterEndpointOf, isJoinable, userDataBesideEks, userDataThatJoins } from "./user-data";

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
  /** The group that the fabric's traffic stays in; present with `efa`. */
  readonly efaSecurityGroup: EfaSecurityGroup | undefined;
  /** Present with `efa`, unless a group made elsewhere is named. */
  readonly placementGroup: PlacementGroup | undefined;
  /** The parameter that the release is read from; present with `releaseVersion: "latest"`. */
  readonly releaseParameter: DataAwsSsmParameter | undefined;
  /** Schedules by key. */
  readonly schedules: Readonly<Record<string, AutoscalingSchedule>>;

  /** @throws InvalidPropsError that lists everything wrong with the literals of the props */
  constructor(scope: Construct, id: string, props: ManagedNodeGroupProps) {
    super(scope, id);
    const problems = new Problems(`ManagedNodeGroup "${id}"`);
    const subnets = subnetsOf(props, problems);
    const image = imageOf(props, problems);
    checkNodeGroup(props, image, subnets, problems);
    problems.throwIfAny();

    this.role = props.role ?? this.makeRole(props);
    const { name, cluster, securityGroups, tags, transform } = props;
    const around = nodeNetwork(this, {
      name,
      cluster,
      network: props.network,
      options: props,
      securityGroups,
      tags,
      ...(transform === undefined ? {} : { transform }),
    });
    this.efaSecurityGroup = around.efaSecurityGroup;
    this.placementGroup = around.placementGroup;
    this.launchTemplate = new LaunchTemplate(
      this,
      "launch-template",
      transformed(
        nodeLaunchTemplate({
          name,
          clusterName: cluster.clusterName,
          options: props,
          image,
          securityGroupIds: around.securityGroupIds,
          placementGroup: around.placementGroupName,
          userData: userDataOf(props, image),
          tags: tags ?? {},
          more: capacityBlock(props),
        }),
        transform?.launchTemplate,
      ),
    );
    this.releaseParameter = this.readRelease(props, image);
    const config = this.nodeGroupConfig(props, image, subnets);
    this.nodeGroup = new EksNodeGroup(this, "node-group", transformed(config, transform?.nodeGroup));
    cluster.registerNodeGroup(this.nodeGroup);
    this.schedules = scalingSchedules(this, this.autoscalingGroupName, props.schedules, transform?.schedule);
  }

  /** Name of the auto scaling group that EKS makes. */
  get autoscalingGroupName(): string {
    return this.nodeGroup.resources.get(0).autoscalingGroups.get(0).name;
  }

  private readRelease(props: ManagedNodeGroupProps, { amiType }: NodeImage): DataAwsSsmParameter | undefined {
    const version = versionOf(props);
    if (props.releaseVersion !== "latest" || amiType === undefined || version === undefined) return undefined;
    const name = releaseParameter(amiType, version);
    return name === undefined ? undefined : new DataAwsSsmParameter(this, "release", { name });
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
    image: NodeImage,
    subnets: readonly NetworkSubnet[],
  ): EksNodeGroupConfig {
    const { capacityType = "ON_DEMAND", forceUpdateVersion, labels, taints, timeouts } = props;
    const version = image.amiType === undefined ? undefined : versionOf(props);
    const releaseVersion = this.releaseParameter?.insecureValue ?? props.releaseVersion;
    const { min, max, desired } = props.size ?? DEFAULT_SIZE;
    const isBlock = capacityType === "CAPACITY_BLOCK";
    const hasPrefix = props.useNamePrefix ?? true;
    return {
      clusterName: props.cluster.clusterName,
      ...(hasPrefix ? { nodeGroupNamePrefix: `${props.name}-` } : { nodeGroupName: props.name }),
      nodeRoleArn: this.role.arn,
      subnetIds: subnets.map((subnet) => subnet.id),
      ...(image.amiType === undefined ? {} : { amiType: image.amiType }),
      capacityType,
      ...(isBlock ? {} : { instanceTypes: [...instanceTypesOf(props, image)] }),
      ...(version === undefined ? {} : { version }),
      ...(releaseVersion === undefined ? {} : { releaseVersion }),
      ...(forceUpdateVersion === undefined ? {} : { forceUpdateVersion }),
      launchTemplate: {
        id: this.launchTemplate.id,
        version: this.launchTemplate.getStringAttribute("latest_version"),
      },
      scalingConfig: { minSize: min, maxSize: max, desiredSize: desired ?? (isBlock ? min : Math.max(min, 1)) },
      updateConfig:
        props.maxUnavailable === undefined
          ? { maxUnavailablePercentage: props.maxUnavailablePercentage ?? 33 }
          : { maxUnavailable: props.maxUnavailable },
      nodeRepairConfig: nodeRepairConfig(props.nodeRepair ?? true),
      ...(labels === undefined ? {} : { labels: { ...labels } }),
      ...(taints === undefined ? {} : { taint: taints.map((taint) => ({ ...taint, effect: EFFECTS[taint.effect] })) }),
      ...(timeouts === undefined ? {} : { timeouts: { ...timeouts } }),
      ...(props.tags === undefined ? {} : { tags: { ...props.tags } }),
      dependsOn: [...(this.role.permissions ?? []), ...(props.dependsOn ?? [])],
      lifecycle: {
        ...(hasPrefix ? { createBeforeDestroy: true } : {}),
        ignoreChanges: ["scaling_config[0].desired_size"],
      },
    };
  }
}

/** Nodes have the version of their cluster unless they are kept back. */
function versionOf({ version, cluster }: ManagedNodeGroupProps): string | undefined {
  return version ?? cluster.version;
}

/** An image of one's own is told all that it joins by; to its own images EKS tells that. */
function userDataOf(props: ManagedNodeGroupProps, image: NodeImage): string | undefined {
  const { userData, cluster, serviceCidr } = props;
  if (image.imageId === undefined || !isJoinable(cluster)) return userDataBesideEks(userData);
  return userDataThatJoins(image.userData, userData, clusterEndpointOf(cluster, serviceCidr));
}

/** EKS reads the instance type of a capacity block from the template. */
function capacityBlock({ capacityType, instanceTypes }: ManagedNodeGroupProps): Partial<LaunchTemplateConfig> {
  const instanceType = instanceTypes?.[0];
  if (capacityType !== "CAPACITY_BLOCK" || instanceType === undefined) return {};
  return { instanceType, instanceMarketOptions: { marketType: "capacity-block" } };
}
