/** Who runs something: AWS, where the customer still chooses, or the customer. */
export type Side = keyof typeof responsibilities;

/**
 * The shared-responsibility table of Amazon EKS: what AWS runs, and what the customer does. Every rule names the rows that it serves.
 *
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/security.html
 */
export const responsibilities = {
  aws: [
    "etcd",
    "API server",
    "scheduler",
    "controller manager",
    "VPC networking",
    "HA",
    "backups",
    "updates",
    "scaling",
  ],
  you: [
    "worker nodes",
    "OS patches",
    "node upgrades",
    "workloads",
    "namespaces",
    "RBAC",
    "CRDs",
    "pod configuration",
    "VPC",
    "security groups",
    "IAM roles",
  ],
} as const;

/** Rows of the table that a rule serves. */
export interface Party {
  readonly side: Side;
  readonly items: readonly string[];
}

/** What a rule says of its party, where it is well formed: a side of the table, and rows of it. */
export function asParty(value: { readonly side?: unknown; readonly items?: unknown }): Party | undefined {
  const { side, items } = value;
  if ((side !== "aws" && side !== "you") || !Array.isArray(items) || items.length === 0) {
    return undefined;
  }
  const rows: readonly string[] = responsibilities[side];
  return items.every((item) => rows.includes(item)) ? { side, items } : undefined;
}

/** Such as `AWS: API server, scheduler`. */
export function partyText({ side, items }: Party): string {
  return `${side === "aws" ? "AWS" : "you"}: ${items.join(", ")}`;
}
