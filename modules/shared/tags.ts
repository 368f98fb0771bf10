import type { Problems } from "./problems";

/**
 * Finds tags that AWS takes on no resource.
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export function checkTags(tags: Readonly<Record<string, string>> | undefined, problems: Problems): void {
  const entries = Object.entries(tags ?? {});
  if (entries.length > 50) problems.add("tags", entries.length, "must be at most 50");
  for (const [key, value] of entries) {
    const property = `tags.${key}`;
    if (key.length < 1 || key.length > 128) problems.add(property, value, "must have a key of 1 to 128 characters");
    if (/^aws:/i.test(key)) problems.add(property, value, 'must not have a key that starts with "aws:"');
    problems.check(property, value, (text) => text.length <= 256, "must have at most 256 characters");
  }
}

/** The tag that Karpenter's node classes find subnets and security groups by, for one cluster. */
export function karpenterDiscoveryTags(clusterName: string): Record<string, string> {
  return { "karpenter.sh/discovery": clusterName };
}
