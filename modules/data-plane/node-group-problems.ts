import { Token } from "cdktf";
import type { Problems } from "../shared/problems";
import { AMI_TYPE_NAMES, AMI_TYPES, architectureOf, isAmiType } from "./ami-types";
import type { ManagedNodeGroupProps } from "./managed-node-group-props";

/** Label domains that the kubelet or EKS keep for themselves, and the parts of them that nodes may carry. */
const RESERVED_LABELS = /^([^/]+\.)?(kubernetes\.io|k8s\.io)\/|^eks\.amazonaws\.com\//;
const ALLOWED_LABELS = /^([^/]+\.)?(node|kubelet)\.kubernetes\.io\//;
const EFFECTS: readonly string[] = ["NoSchedule", "NoExecute", "PreferNoSchedule"];

/** What is wrong with the literals of a node group's props. */
export function checkNodeGroup(props: ManagedNodeGroupProps, problems: Problems): void {
  problems.check(
    "name",
    props.name,
    (name) => /^[0-9A-Za-z][\w-]{0,35}$/.test(name),
    "must have 1 to 36 letters, digits, hyphens and underscores, the first a letter or digit",
  );
  checkImages(props, problems);
  checkSize(props, problems);
  checkScheduling(props, problems);
  const isBetween = (min: number, max: number) => (value: number) =>
    Number.isInteger(value) && value >= min && value <= max;
  problems.check(
    "maxUnavailablePercentage",
    props.maxUnavailablePercentage,
    isBetween(1, 100),
    "must be 1 to 100 percent",
  );
  problems.check("volumeSize", props.volumeSize, isBetween(20, 16384), "must be 20 to 16384 GiB");
  problems.check("metadataHopLimit", props.metadataHopLimit, isBetween(1, 64), "must be 1 to 64");
  problems.check(
    "version",
    props.version,
    (version) => /^1\.[1-9]\d$/.test(version),
    'must be a minor version, such as "1.35"',
  );
  problems.check(
    "securityGroups",
    props.securityGroups?.length,
    (count) => count >= 1 && count <= 5,
    "must be 1 to 5 groups",
  );
}

function checkImages({ amiType, instanceTypes }: ManagedNodeGroupProps, problems: Problems): void {
  problems.check("amiType", amiType, isAmiType, `must be one of ${AMI_TYPE_NAMES.join(", ")}`);
  problems.check(
    "instanceTypes",
    instanceTypes,
    (list) => list.length >= 1 && list.length <= 20,
    "must be 1 to 20 types",
  );
  if (amiType !== undefined && !isAmiType(amiType)) return;
  const { architecture } = AMI_TYPES[amiType ?? "AL2023_x86_64_STANDARD"];
  for (const [index, type] of (instanceTypes ?? []).entries()) {
    const at = `instanceTypes[${index}]`;
    if (!Token.isUnresolved(type) && !/^[a-z][a-z\d-]*\.[a-z\d-]+$/.test(type)) {
      problems.add(at, type, 'must be an instance type, such as "m7i.large"');
      continue;
    }
    const message = `must be of architecture ${architecture}, that of the AMI type ${amiType ?? "AL2023_x86_64_STANDARD"}`;
    problems.check(at, type, (name) => architectureOf(name) === architecture, message);
  }
}

function checkSize({ size }: ManagedNodeGroupProps, problems: Problems): void {
  if (size === undefined) return;
  const { min, max, desired } = size;
  const isCount = (value: number) => Number.isInteger(value) && value >= 0;
  problems.check("size.min", min, isCount, "must be a whole number, 0 or more");
  problems.check("size.max", max, (value) => isCount(value) && value >= 1, "must be a whole number, 1 or more");
  if (Token.isUnresolved(min) || Token.isUnresolved(max)) return;
  if (min > max) problems.add("size.min", min, `is above size.max, which is ${max}`);
  problems.check(
    "size.desired",
    desired,
    (value) => isCount(value) && value >= min && value <= max,
    `must be ${min} to ${max}`,
  );
}

function checkScheduling({ labels, taints }: ManagedNodeGroupProps, problems: Problems): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (RESERVED_LABELS.test(key) && !ALLOWED_LABELS.test(key)) {
      problems.add(`labels.${key}`, value, "is in a domain that Kubernetes and EKS keep for themselves");
    }
    problems.check(
      `labels.${key}`,
      value,
      (text) => /^([A-Za-z\d]([\w.-]{0,61}[A-Za-z\d])?)?$/.test(text),
      "must have at most 63 letters, digits, hyphens, underscores and dots, the first and last a letter or digit",
    );
  }
  problems.check("taints", taints?.length, (count) => count <= 50, "must be at most 50 taints");
  for (const [index, taint] of (taints ?? []).entries()) {
    problems.check(
      `taints[${index}].key`,
      taint.key,
      (key) => key.length >= 1 && key.length <= 63,
      "must have 1 to 63 characters",
    );
    problems.check(
      `taints[${index}].value`,
      taint.value,
      (value) => value.length <= 63,
      "must have at most 63 characters",
    );
    problems.check(
      `taints[${index}].effect`,
      taint.effect,
      (effect) => EFFECTS.includes(effect),
      `must be one of ${EFFECTS.join(", ")}`,
    );
  }
}
