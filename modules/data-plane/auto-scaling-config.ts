import type {
  AutoscalingGroupConfig,
  AutoscalingGroupInstanceRefresh,
  AutoscalingGroupMixedInstancesPolicy,
  AutoscalingGroupWarmPool,
} from "@cdktf/provider-aws/lib/autoscaling-group";
import type { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import type { NetworkSubnet } from "../network/network";
import { DEFAULT_SIZE } from "./node-group-size";
import { usesSpot } from "./self-managed-node-group-problems";
import type { InstanceRefresh, SelfManagedNodeGroupProps, WarmPool } from "./self-managed-node-group-props";

/** Whether a group needs a policy for several types or ways to buy. */
export function isMixed({ mixedInstances, instanceTypes }: SelfManagedNodeGroupProps): boolean {
  return mixedInstances !== undefined || (instanceTypes?.length ?? 1) > 1;
}

/** The auto scaling group of a self-managed group. */
export function autoScalingConfig(
  props: SelfManagedNodeGroupProps,
  instanceTypes: readonly string[],
  template: LaunchTemplate,
  subnets: readonly NetworkSubnet[],
): AutoscalingGroupConfig {
  const { min, max, desired } = props.size ?? DEFAULT_SIZE;
  const version = template.getStringAttribute("latest_version");
  const { warmPool, instanceRefresh, maxInstanceLifetimeDays } = props;
  const { clusterName } = props.cluster;
  const tags = {
    Name: `${clusterName}-${props.name}`,
    [`kubernetes.io/cluster/${clusterName}`]: "owned",
    ...props.tags,
  };
  return {
    namePrefix: `${props.name}-`,
    vpcZoneIdentifier: subnets.map((subnet) => subnet.id),
    minSize: min,
    maxSize: max,
    desiredCapacity: desired ?? Math.max(min, 1),
    healthCheckType: "EC2",
    ...(isMixed(props)
      ? { mixedInstancesPolicy: mixedInstances(props, instanceTypes, template.id, version) }
      : { launchTemplate: { id: template.id, version } }),
    ...(usesSpot(props.mixedInstances) ? { capacityRebalance: true } : {}),
    ...(warmPool === undefined ? {} : { warmPool: warmPoolConfig(warmPool) }),
    ...(instanceRefresh === false ? {} : { instanceRefresh: refresh(instanceRefresh ?? {}) }),
    ...(maxInstanceLifetimeDays === undefined ? {} : { maxInstanceLifetime: maxInstanceLifetimeDays * 86400 }),
    tag: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
    lifecycle: { createBeforeDestroy: true, ignoreChanges: ["desired_capacity"] },
  };
}

function mixedInstances(
  { mixedInstances: mixed = {} }: SelfManagedNodeGroupProps,
  instanceTypes: readonly string[],
  launchTemplateId: string,
  version: string,
): AutoscalingGroupMixedInstancesPolicy {
  const { weights } = mixed;
  return {
    instancesDistribution: {
      onDemandAllocationStrategy: mixed.onDemandStrategy ?? "prioritized",
      onDemandBaseCapacity: mixed.onDemandBase ?? 0,
      onDemandPercentageAboveBaseCapacity: mixed.onDemandPercentage ?? 100,
      spotAllocationStrategy: mixed.spotStrategy ?? "price-capacity-optimized",
    },
    launchTemplate: {
      launchTemplateSpecification: { launchTemplateId, version },
      override: instanceTypes.map((instanceType) => {
        const weight = weights?.[instanceType];
        return { instanceType, ...(weight === undefined ? {} : { weightedCapacity: String(weight) }) };
      }),
    },
  };
}

function warmPoolConfig({ min, maxPrepared, state, reuse }: WarmPool): AutoscalingGroupWarmPool {
  return {
    minSize: min ?? 0,
    ...(maxPrepared === undefined ? {} : { maxGroupPreparedCapacity: maxPrepared }),
    poolState: state ?? "Stopped",
    instanceReusePolicy: { reuseOnScaleIn: reuse ?? false },
  };
}

function refresh(wanted: InstanceRefresh): AutoscalingGroupInstanceRefresh {
  return {
    strategy: "Rolling",
    preferences: {
      minHealthyPercentage: wanted.minHealthyPercentage ?? 100,
      maxHealthyPercentage: wanted.maxHealthyPercentage ?? 110,
      instanceWarmup: String(wanted.warmupSeconds ?? 300),
      autoRollback: wanted.autoRollback ?? false,
    },
  };
}
