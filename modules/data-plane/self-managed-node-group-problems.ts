import { Token } from "cdktf";
import type { NetworkSubnet } from "../network/network";
import type { Problems } from "../shared/problems";
import { checkSize } from "./node-group-size";
import { checkInstanceTypes, type NodeImage } from "./node-image";
import { checkScheduling } from "./node-scheduling";
import { checkSecurityGroups, checkTemplate, checkZones, isBetween } from "./node-template-problems";
import { checkVersion } from "./node-version";
import { checkSchedules } from "./scaling-schedule";
import type { LifecycleHook, MixedInstances, SelfManagedNodeGroupProps } from "./self-managed-node-group-props";
import { checkUserData } from "./user-data";

/** What is wrong with the literals of a self-managed group's props. */
export function checkSelfManagedNodeGroup(
  props: SelfManagedNodeGroupProps,
  image: NodeImage,
  subnets: readonly NetworkSubnet[],
  problems: Problems,
): void {
  problems.check(
    "name",
    props.name,
    (name) => /^[0-9A-Za-z][\w-]{0,35}$/.test(name),
    "must have 1 to 36 letters, digits, hyphens and underscores, the first a letter or digit",
  );
  checkInstanceTypes(props, image, 40, problems);
  checkSize(props.size, problems);
  checkScheduling(props, problems);
  checkImage(props, image, problems);
  checkTemplate(props, image, problems);
  checkZones(props, subnets, problems);
  checkSecurityGroups(props.securityGroups, props, problems);
  checkMixed(props, props.mixedInstances, problems);
  checkWarmPool(props, problems);
  checkRefresh(props, problems);
  for (const [key, hook] of Object.entries(props.lifecycleHooks ?? {})) checkHook(key, hook, problems);
  problems.check("maxInstanceLifetimeDays", props.maxInstanceLifetimeDays, isBetween(1, 365), "must be 1 to 365 days");
  checkSchedules(props.schedules, problems);
}

function checkImage(props: SelfManagedNodeGroupProps, image: NodeImage, problems: Problems): void {
  checkUserData(props.userData, image.userData, true, problems);
  if (props.userData !== undefined && "raw" in props.userData) {
    for (const property of ["labels", "taints", "serviceCidr"] as const) {
      if (props[property] === undefined) continue;
      problems.add(
        property,
        props[property],
        "must be left out with raw user data, which alone decides how nodes register",
      );
    }
  }
  for (const property of ["version", "releaseVersion"] as const) {
    if (props[property] === undefined || image.imageId === undefined) continue;
    problems.add(property, props[property], "must be left out with an image of one's own, which decides it");
  }
  checkVersion(props.version, props.cluster.version, problems);
  if (image.userData === "windows" && image.imageId === undefined && props.releaseVersion !== undefined) {
    problems.add(
      "releaseVersion",
      props.releaseVersion,
      "must be left out: AWS publishes the newest image of Windows alone",
    );
  }
}

function checkMixed(
  { instanceTypes, capacityReservation }: SelfManagedNodeGroupProps,
  mixed: MixedInstances | undefined,
  problems: Problems,
): void {
  if (mixed === undefined) return;
  const { onDemandBase, onDemandPercentage, weights } = mixed;
  const isCount = (value: number) => Number.isInteger(value) && value >= 0;
  problems.check("mixedInstances.onDemandBase", onDemandBase, isCount, "must be 0 or more instances");
  problems.check(
    "mixedInstances.onDemandPercentage",
    onDemandPercentage,
    isBetween(0, 100),
    "must be 0 to 100 percent",
  );
  if (usesSpot(mixed) && typeof capacityReservation === "object") {
    problems.add(
      "capacityReservation",
      capacityReservation,
      "must be left out with spot: reservations hold on-demand capacity",
    );
  }
  if (weights === undefined) return;
  const types = instanceTypes ?? [];
  for (const [type, weight] of Object.entries(weights)) {
    const at = `mixedInstances.weights.${type}`;
    problems.check(at, weight, isBetween(1, 999), "must be 1 to 999");
    if (!types.includes(type)) problems.add(at, weight, "is for a type that is not among instanceTypes");
  }
  const without = types.filter((type) => !Token.isUnresolved(type) && weights[type] === undefined);
  if (without.length > 0)
    problems.add("mixedInstances.weights", weights, `must have all types or none: ${without.join(", ")} are missing`);
}

/** Whether any instance may be spot. */
export function usesSpot(mixed: MixedInstances | undefined): boolean {
  return (mixed?.onDemandPercentage ?? 100) < 100;
}

function checkWarmPool({ warmPool, mixedInstances, size }: SelfManagedNodeGroupProps, problems: Problems): void {
  if (warmPool === undefined) return;
  if (usesSpot(mixedInstances))
    problems.add("warmPool", warmPool, "must be left out with spot instances, which cannot be stopped");
  const isCount = (value: number) => Number.isInteger(value) && value >= 0;
  problems.check("warmPool.min", warmPool.min, isCount, "must be 0 or more instances");
  const { maxPrepared } = warmPool;
  const least = Math.max(size?.min ?? 0, warmPool.min ?? 0);
  problems.check(
    "warmPool.maxPrepared",
    maxPrepared,
    (value) => isCount(value) && value >= least,
    `must be ${least} or more instances`,
  );
  const states = ["Stopped", "Hibernated", "Running"];
  problems.check(
    "warmPool.state",
    warmPool.state,
    (one) => states.includes(one),
    `must be one of ${states.join(", ")}`,
  );
}

function checkRefresh({ instanceRefresh }: SelfManagedNodeGroupProps, problems: Problems): void {
  if (instanceRefresh === undefined || instanceRefresh === false) return;
  const { minHealthyPercentage: min = 100, maxHealthyPercentage: max = 110, warmupSeconds } = instanceRefresh;
  problems.check("instanceRefresh.minHealthyPercentage", min, isBetween(0, 100), "must be 0 to 100 percent");
  problems.check("instanceRefresh.maxHealthyPercentage", max, isBetween(100, 200), "must be 100 to 200 percent");
  if (!Token.isUnresolved(min) && !Token.isUnresolved(max) && max - min > 100) {
    problems.add(
      "instanceRefresh.maxHealthyPercentage",
      max,
      `must be at most 100 above minHealthyPercentage, which is ${min}`,
    );
  }
  if (min === 100 && max === 100) {
    problems.add(
      "instanceRefresh.maxHealthyPercentage",
      max,
      "must be above 100, or minHealthyPercentage below it: nothing could be replaced",
    );
  }
  const isSeconds = (value: number) => Number.isInteger(value) && value >= 0;
  problems.check("instanceRefresh.warmupSeconds", warmupSeconds, isSeconds, "must be 0 or more seconds");
}

function checkHook(key: string, hook: LifecycleHook, problems: Problems): void {
  const at = `lifecycleHooks.${key}`;
  if (!/^[\w/-]{1,255}$/.test(key))
    problems.add(at, key, "must be named by letters, digits, hyphens, underscores and slashes");
  const transitions = ["launching", "terminating"];
  problems.check(
    `${at}.transition`,
    hook.transition,
    (one) => transitions.includes(one),
    "must be launching or terminating",
  );
  problems.check(`${at}.heartbeatSeconds`, hook.heartbeatSeconds, isBetween(30, 7200), "must be 30 to 7200 seconds");
  const results = ["CONTINUE", "ABANDON"];
  problems.check(
    `${at}.defaultResult`,
    hook.defaultResult,
    (one) => results.includes(one),
    "must be CONTINUE or ABANDON",
  );
  if ((hook.notificationTargetArn === undefined) !== (hook.roleArn === undefined)) {
    problems.add(`${at}.roleArn`, hook.roleArn, "must be given together with notificationTargetArn");
  }
  problems.check(`${at}.metadata`, hook.metadata, (text) => text.length <= 1023, "must have at most 1023 characters");
}
