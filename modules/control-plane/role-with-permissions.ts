import type { ITerraformDependable } from "cdktf";

/** A role with what must be in place while it is used; `ClusterRole`, `NodeRole` and `FargatePodRole` are such. */
export interface RoleWithPermissions {
  /** ARN of the role. */
  readonly arn: string;
  /**
   * Policy attachments that it needs to do what it is for.
   * @default none: a role made elsewhere has them already
   */
  readonly permissions?: readonly ITerraformDependable[];
}
