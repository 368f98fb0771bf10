import { Token } from "cdktf";
import type { Problems } from "./problems";

/** Beginnings of region names by the partition that they are in; every other region is in `aws`. */
const REGION_PREFIXES: Readonly<Record<string, string>> = {
  "cn-": "aws-cn",
  "us-gov-": "aws-us-gov",
  "us-iso-": "aws-iso",
  "us-isob-": "aws-iso-b",
  "us-isof-": "aws-iso-f",
  "eu-isoe-": "aws-iso-e",
  "eusc-": "aws-eusc",
};

/**
 * The AWS partition of a region, the second part of every ARN in it; `aws` where the region is not known.
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
export function partitionOf(region: string | undefined): string {
  if (region === undefined || Token.isUnresolved(region)) return "aws";
  return Object.entries(REGION_PREFIXES).find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}

/** The region of zones, where one of them is known and tells it: `eu-central-1` of `eu-central-1a`. */
export function regionOfZones(zones: readonly string[]): string | undefined {
  const zone = zones.find((name) => !Token.isUnresolved(name) && /^[a-z]{2,}(-[a-z]+)+-\d+[a-z]$/.test(name));
  return zone?.slice(0, -1);
}

/** Finds an ARN that is in another partition: nothing reaches across. */
export function checkArnPartition(
  property: string,
  arn: string | undefined,
  partition: string,
  problems: Problems,
): void {
  const isInPartition = (text: string): boolean => !text.startsWith("arn:") || text.startsWith(`arn:${partition}:`);
  problems.check(property, arn, isInPartition, `must be in the partition of the cluster, ${partition}`);
}

/** Finds a region or partition that is none, and a partition that its region is not in. */
export function checkPartition(
  { region, partition }: { readonly region?: string; readonly partition?: string },
  problems: Problems,
): void {
  const isRegion = (text: string): boolean => /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text);
  problems.check("region", region, isRegion, 'must be an AWS region, such as "eu-central-1"');
  const message = "must be a partition, such as aws, aws-cn or aws-us-gov";
  problems.check("partition", partition, (text) => /^aws(-[a-z]+)*$/.test(text), message);
  if (region === undefined || Token.isUnresolved(region) || !isRegion(region)) return;
  const own = partitionOf(region);
  problems.check("partition", partition, (text) => text === own, `must be ${own}, which the region ${region} is in`);
}
