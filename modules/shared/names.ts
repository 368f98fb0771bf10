import type { Construct } from "constructs";

/** Leaves room for what is put behind the name within the 255 characters of a security group's name. */
const LONGEST_NAME = 200;

/**
 * A name for a construct where the caller gives none: its path, joined by hyphens. Within one app it is unique, so that
 * two networks of one account do not claim the same log group or role.
 */
export function nameFromPath(construct: Construct): string {
  return trimmed(construct.node.path.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(-LONGEST_NAME));
}

/**
 * A prefix of at most `limit` characters that ends in a hyphen, for Terraform to complete. Where it is too long the
 * beginning goes: the end of a construct's path says what the thing is, the beginning only where it stands.
 */
export function prefixWithin(limit: number, name: string): string {
  return `${trimmed(name.slice(-(limit - 1)))}-`;
}

function trimmed(name: string): string {
  return name.replaceAll(/^-+|-+$/g, "");
}
