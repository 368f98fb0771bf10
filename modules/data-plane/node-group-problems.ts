import type { NetworkSubnet } from "../network/network";
import type { Problems } from "../shared/problems";
import type { ManagedNodeGroupProps } from "./managed-node-group-props";
import { checkSize } from "./node-group-size";
import { checkInstanceTypes, type NodeImage } from "./node-image";
import { checkNodeRepair } from "./node-repair";
import { checkScheduling } from "./node-scheduling";
import { checkSecurityGroups, checkTemplate, checkZones, isBetween } from "./node-template-problems";
import { checkVersion } from "./node-version";
import { checkSchedules } from "./scaling-schedule";
import { checkUserData, isJoinable } from "./user-data";

/** What is wrong with the literals of a node group's props. */
export function checkNodeGroup(
  props: ManagedNodeGroupProps,
  image: NodeImage,
  subnets: readonly NetworkSubnet[],
  problems: Problems,
): void {
  const longest = props.useNamePrefix === false ? 63 : 36;
  problems.check(
    "name",
    props.name,
    (name) => /^[0-9A-Za-z][\w-]*$/.test(name) && name.length <= longest,
    `must have 1 to ${longest} letters, digits, hyphens and underscores, the first a letter or digit`,
  );
  checkInstanceTypes(props, image, 20, problems);
  checkSize(props.size, problems);
  checkScheduling(props, problems);
  checkUpdates(props, problems);
  checkNodeRepair(props.nodeRepair, problems);
  checkTemplate(props, image, problems);
  checkCapacity(props, problems);
  checkZones(props, subnets, problems);
  checkImage(props, image, problems);
  checkSecurityGroups(props.securityGroups, props, problems);
  checkSchedules(props.schedules, problems);
  for (const [property, time] of Object.entries(props.timeouts ?? {})) {
    const isTime = (text: string) => /^(\d+h)?(\d+m)?(\d+s)?$/.test(text) && text !== "";
    problems.check(`timeouts.${property}`, time, isTime, 'must be a time, such as "90m"');
  }
  checkNotOffered(props, problems);
}

function checkUpdates(props: ManagedNodeGroupProps, problems: Problems): void {
  const { maxUnavailable, maxUnavailablePercentage, version } = props;
  const percent = "must be 1 to 100 percent";
  problems.check("maxUnavailablePercentage", maxUnavailablePercentage, isBetween(1, 100), percent);
  problems.check("maxUnavailable", maxUnavailable, isBetween(1, 100), "must be 1 to 100 nodes");
  if (maxUnavailable !== undefined && maxUnavailablePercentage !== undefined) {
    problems.add("maxUnavailable", maxUnavailable, "must be left out beside maxUnavailablePercentage");
  }
  checkVersion(version, props.cluster.version, problems);
}

const CAPACITY_TYPES = ["ON_DEMAND", "SPOT", "CAPACITY_BLOCK"];

/** @see https://docs.aws.amazon.com/eks/latest/userguide/capacity-blocks-mng.html */
function checkCapacity(props: ManagedNodeGroupProps, problems: Problems): void {
  const { capacityType = "ON_DEMAND", capacityReservation: reservation, instanceTypes } = props;
  const known = `must be one of ${CAPACITY_TYPES.join(", ")}`;
  problems.check("capacityType", capacityType, (type) => CAPACITY_TYPES.includes(type), known);
  const isNamed = typeof reservation === "object";
  if (capacityType === "SPOT" && isNamed) {
    problems.add(
      "capacityReservation",
      reservation,
      "must be left out with capacityType SPOT: reservations hold on-demand capacity",
    );
  }
  if (capacityType !== "CAPACITY_BLOCK") return;
  if (!isNamed || !("id" in reservation)) {
    problems.add(
      "capacityReservation",
      reservation,
      'must be the block, such as { id: "cr-0123456789abcdef0" }, with capacityType CAPACITY_BLOCK',
    );
  }
  if (instanceTypes?.length !== 1) {
    problems.add(
      "instanceTypes",
      instanceTypes,
      "must be one type with capacityType CAPACITY_BLOCK, that of the block",
    );
  }
}

function checkImage(props: ManagedNodeGroupProps, image: NodeImage, problems: Problems): void {
  const joins = image.imageId !== undefined;
  checkUserData(props.userData, image.userData, joins, problems);
  if (!joins) {
    checkLatest(props, image, problems);
    if (props.serviceCidr !== undefined) {
      problems.add("serviceCidr", props.serviceCidr, "must be left out: EKS tells it to its own images itself");
    }
    return;
  }
  for (const property of ["version", "releaseVersion"] as const) {
    if (props[property] === undefined) continue;
    problems.add(property, props[property], "must be left out with an image of one's own, which decides it");
  }
  const isRaw = props.userData !== undefined && "raw" in props.userData;
  if (!isRaw && !isJoinable(props.cluster)) {
    problems.add(
      "cluster",
      props.cluster.clusterName,
      "must tell its endpoint and certificate authority, as a ControlPlane does, or userData be raw",
    );
  }
}

/** What is the latest is read from a parameter of the nodes' version. */
function checkLatest(
  { releaseVersion, version, cluster }: ManagedNodeGroupProps,
  image: NodeImage,
  problems: Problems,
): void {
  if (releaseVersion !== "latest") return;
  if (image.userData === "windows") {
    problems.add(
      "releaseVersion",
      releaseVersion,
      "must be left out, or be a release: AWS tells none of Windows as the latest",
    );
  }
  if (version === undefined && cluster.version === undefined) {
    problems.add(
      "version",
      version,
      "must be given with releaseVersion latest, where the cluster does not tell its own",
    );
  }
}

/** The types rule these out; files and JavaScript do not. */
function checkNotOffered(props: ManagedNodeGroupProps, problems: Problems): void {
  if (props.remoteAccess !== undefined) {
    const reason =
      "must be left out: EKS takes no SSH key beside a launch template. Use Session Manager: sessionManager of NodeRole";
    problems.add("remoteAccess", props.remoteAccess, reason);
  }
  if (props.diskSize !== undefined) {
    problems.add(
      "diskSize",
      props.diskSize,
      "must be left out: EKS takes none beside a launch template. Use volumeSize",
    );
  }
}
