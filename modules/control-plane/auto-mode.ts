import type { Problems } from "../shared/problems";
import type { RoleWithPermissions } from "./role-with-permissions";

/** Node pools that EKS Auto Mode brings. */
export const AUTO_MODE_NODE_POOLS = ["general-purpose", "system"] as const;

/** A node pool that EKS Auto Mode brings. */
export type AutoModeNodePool = (typeof AUTO_MODE_NODE_POOLS)[number];

/**
 * EKS Auto Mode: EKS runs nodes, block storage, load balancers and pod networking of the cluster. One switch for the three
 * flags of the cluster, which EKS takes only together.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/automode.html
 */
export interface AutoModeOptions {
  /**
   * Node pools of EKS's own; an empty list where node pools are made in the cluster alone. Those need a node class with a role
   * of their own, and an access entry of type `EC2` for it.
   * @default ["general-purpose", "system"]
   * @see https://docs.aws.amazon.com/eks/latest/userguide/set-builtin-node-pools.html
   */
  readonly nodePools?: readonly AutoModeNodePool[];
  /**
   * The role of the nodes of these pools. It cannot be changed while the pools are there.
   * @default an `AutoModeNodeRole` is made, where there are node pools
   */
  readonly nodeRole?: RoleWithPermissions;
}

/** The node pools that are asked for. */
export function nodePoolsOf({ nodePools }: AutoModeOptions): readonly AutoModeNodePool[] {
  return nodePools ?? AUTO_MODE_NODE_POOLS;
}

/** Finds what is wrong with Auto Mode's own options. */
export function checkAutoMode(options: AutoModeOptions, problems: Problems): void {
  const known: readonly string[] = AUTO_MODE_NODE_POOLS;
  const pools = nodePoolsOf(options);
  for (const [index, pool] of pools.entries()) {
    const property = `nodePools[${index}]`;
    problems.check(property, pool, (name) => known.includes(name), `must be one of ${known.join(", ")}`);
    if (pools.indexOf(pool) < index) problems.add(property, pool, "must be there once");
  }
  if (pools.length === 0 && options.nodeRole !== undefined) {
    problems.add("nodeRole", options.nodeRole.arn, "must be left out without nodePools: EKS takes it for them alone");
  }
}
