import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import {
  AutoscalingLifecycleHook,
  type AutoscalingLifecycleHookConfig,
} from "@cdktf/provider-aws/lib/autoscaling-lifecycle-hook";
import type { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { EksAccessEntry, type EksAccessEntryConfig } from "@cdktf/provider-aws/lib/eks-access-entry";
import { IamInstanceProfile, type IamInstanceProfileConfig } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { LaunchTemplate, type LaunchTemplateConfig } from "@cdktf/provider-aws/lib/launch-template";
import type { PlacementGroup } from "@cdktf/provider-aws/lib/placement-group";
import { Construct } from "constructs";
import { rolePrefix, subnetsOf } from "../control-plane";
import { NodeRole } from "../identity";
import type { EfaSecurityGroup } from "../security-groups";
import { prefixWithin } from "../shared/names";
import { Problems } from "../shared/problems";
import { transformed } from "../shared/transform";
import { amiParameter } from "./ami-parameter";
import { autoScalingConfig, isMixed } from "./auto-scaling-config";
import { imageOf, instanceTypesOf, type NodeImage } from "./node-image";
import { nodeLaunchTemplate } from "./node-launch-template";
import { nodeNetwork } from "./node-network";
import { withRegistration } from "./node-registration";
import { scalingSchedules } from "./scaling-schedule";
import { checkSelfManagedNodeGroup } from "./self-managed-node-group-problems";
import type { LifecycleHook, NamedRole, SelfManagedNodeGroupProps } from "./self-managed-node-group-props";
import { clusterEndpointOf, userDataThatJoins } from "./user-data";

/**
 * Nodes in an auto scaling group of one's own, for what managed groups lack: mixed instances, warm pools, lifecycle hooks.
 * With a role, an instance profile, an access entry and a launch template. Costs what its instances and volumes cost.
 *
 * ```ts
 * new SelfManagedNodeGroup(this, "batch", {
 *   cluster: controlPlane,
 *   name: "batch",
 *   network: vpc,
 *   tier: "private",
 *   securityGroups: [nodeSecurityGroup],
 *   instanceTypes: ["m7i.xlarge", "m6i.xlarge", "m7a.xlarge"],
 *   mixedInstances: { onDemandBase: 1, onDemandPercentage: 0 },
 * });
 * ```
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/worker.html
 */
export class SelfManagedNodeGroup extends Construct {
  /** The auto scaling group. */
  readonly autoscalingGroup: AutoscalingGroup;
  readonly launchTemplate: LaunchTemplate;
  /** The nodes' role, made or given. */
  readonly role: NamedRole;
  readonly instanceProfile: IamInstanceProfile;
  /** Absent where another group of the same role made it. */
  readonly accessEntry: EksAccessEntry | undefined;
  /** The parameter that the image's id is read from; absent with an image of one's own. */
  readonly imageParameter: DataAwsSsmParameter | undefined;
  /** The group that the fabric's traffic stays in; present with `efa`. */
  readonly efaSecurityGroup: EfaSecurityGroup | undefined;
  /** Present with `efa`, unless a group made elsewhere is named. */
  readonly placementGroup: PlacementGroup | undefined;
  /** Lifecycle hooks by key. */
  readonly lifecycleHooks: Readonly<Record<string, AutoscalingLifecycleHook>>;
  /** Schedules by key. */
  readonly schedules: Readonly<Record<string, AutoscalingSchedule>>;

  /** @throws InvalidPropsError that lists everything wrong with the literals of the props */
  constructor(scope: Construct, id: string, props: SelfManagedNodeGroupProps) {
    super(scope, id);
    const problems = new Problems(`SelfManagedNodeGroup "${id}"`);
    const subnets = subnetsOf(props, problems);
    const image = imageOf(props, problems);
    checkSelfManagedNodeGroup(props, image, subnets, problems);
    problems.throwIfAny();

    const { cluster, transform } = props;
    this.role = props.role ?? this.makeRole(props);
    this.instanceProfile = this.makeInstanceProfile(props);
    this.accessEntry = props.accessEntry === false ? undefined : this.makeAccessEntry(props, image);
    this.imageParameter = this.readImage(props, image);
    const { name, securityGroups, tags } = props;
    const around = nodeNetwork(this, {
      name,
      cluster,
      network: props.network,
      options: props,
      securityGroups: securityGroups ?? [{ securityGroupId: cluster.clusterSecurityGroupId }],
      tags,
      ...(transform === undefined ? {} : { transform }),
    });
    this.efaSecurityGroup = around.efaSecurityGroup;
    this.placementGroup = around.placementGroup;
    const instanceTypes = instanceTypesOf(props, image);
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
          more: this.templateOfOwn(props, instanceTypes),
        }),
        transform?.launchTemplate,
      ),
    );
    this.autoscalingGroup = new AutoscalingGroup(
      this,
      "autoscaling-group",
      transformed(
        {
          ...autoScalingConfig(props, instanceTypes, this.launchTemplate, subnets),
          dependsOn: [
            ...(this.role.permissions ?? []),
            ...(this.accessEntry === undefined ? [] : [this.accessEntry]),
            ...(props.dependsOn ?? []),
          ],
        },
        transform?.autoscalingGroup,
      ),
    );
    cluster.registerNodeGroup(this.autoscalingGroup);
    this.lifecycleHooks = Object.fromEntries(
      Object.entries(props.lifecycleHooks ?? {}).map(([key, hook]) => [key, this.makeHook(key, hook, props)]),
    );
    this.schedules = scalingSchedules(this, this.autoscalingGroup.name, props.schedules, transform?.schedule);
  }

  private makeRole({ name, partition, tags }: SelfManagedNodeGroupProps): NodeRole {
    return new NodeRole(this, "role", {
      ...rolePrefix(name, "nodes"),
      partition: partition ?? "aws",
      ...(tags === undefined ? {} : { tags: { ...tags } }),
    });
  }

  private makeInstanceProfile({ name, tags, transform }: SelfManagedNodeGroupProps): IamInstanceProfile {
    const config: IamInstanceProfileConfig = {
      namePrefix: prefixWithin(38, `${name}-nodes`),
      role: this.role.role.name,
      ...(tags === undefined ? {} : { tags: { ...tags } }),
      lifecycle: { createBeforeDestroy: true },
    };
    return new IamInstanceProfile(this, "instance-profile", transformed(config, transform?.instanceProfile));
  }

  /** EKS makes the entry of its own groups' roles itself; that of other nodes must be made. */
  private makeAccessEntry({ cluster, tags, transform }: SelfManagedNodeGroupProps, image: NodeImage): EksAccessEntry {
    const config: EksAccessEntryConfig = {
      clusterName: cluster.clusterName,
      principalArn: this.role.arn,
      type: image.userData === "windows" ? "EC2_WINDOWS" : "EC2_LINUX",
      ...(tags === undefined ? {} : { tags: { ...tags } }),
    };
    return new EksAccessEntry(this, "access-entry", transformed(config, transform?.accessEntry));
  }

  private readImage(props: SelfManagedNodeGroupProps, image: NodeImage): DataAwsSsmParameter | undefined {
    if (image.amiType === undefined) return undefined;
    const version = props.version ?? props.cluster.version;
    return new DataAwsSsmParameter(this, "image", { name: amiParameter(image.amiType, version, props.releaseVersion) });
  }

  private templateOfOwn(
    props: SelfManagedNodeGroupProps,
    instanceTypes: readonly string[],
  ): Partial<LaunchTemplateConfig> {
    const first = instanceTypes[0];
    return {
      iamInstanceProfile: { arn: this.instanceProfile.arn },
      ...(this.imageParameter === undefined ? {} : { imageId: this.imageParameter.insecureValue }),
      ...(isMixed(props) || first === undefined ? {} : { instanceType: first }),
    };
  }

  private makeHook(key: string, hook: LifecycleHook, props: SelfManagedNodeGroupProps): AutoscalingLifecycleHook {
    const { notificationTargetArn, roleArn, metadata } = hook;
    const config: AutoscalingLifecycleHookConfig = {
      name: key,
      autoscalingGroupName: this.autoscalingGroup.name,
      lifecycleTransition: `autoscaling:EC2_INSTANCE_${hook.transition.toUpperCase()}`,
      heartbeatTimeout: hook.heartbeatSeconds ?? 300,
      defaultResult: hook.defaultResult ?? "CONTINUE",
      ...(notificationTargetArn === undefined ? {} : { notificationTargetArn }),
      ...(roleArn === undefined ? {} : { roleArn }),
      ...(metadata === undefined ? {} : { notificationMetadata: metadata }),
    };
    return new AutoscalingLifecycleHook(
      this,
      `lifecycle-hook-${key}`,
      transformed(config, props.transform?.lifecycleHook),
    );
  }
}

function userDataOf(props: SelfManagedNodeGroupProps, image: NodeImage): string {
  const userData = withRegistration(image.userData, props.userData, props);
  return userDataThatJoins(image.userData, userData, clusterEndpointOf(props.cluster, props.serviceCidr));
}
