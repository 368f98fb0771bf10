import { SecurityGroup, type SecurityGroupConfig } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import { Problems } from "../shared/problems";
import { type Transform, transformed } from "../shared/transform";

/** What the security groups of a cluster have in common. */
export interface ClusterSecurityGroupProps {
  /** The VPC that the group is made in. */
  readonly vpcId: string;
  /** Name of the cluster: 1-100 characters. */
  readonly clusterName: string;
  /**
   * Tags of the group, beside `Name`.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /** Hook for the group's configuration. */
  readonly transform?: Transform<SecurityGroupConfig>;
}

/** A security group without rules: they come one by one from `ClusterTraffic` or `PodTraffic`. */
export abstract class ClusterSecurityGroupBase extends Construct {
  /** The group. */
  readonly securityGroup: SecurityGroup;
  /** Its id. */
  readonly securityGroupId: string;

  protected constructor(
    scope: Construct,
    id: string,
    props: ClusterSecurityGroupProps,
    role: { readonly construct: string; readonly suffix: string; readonly description: string },
    ownTags: Readonly<Record<string, string>> = {},
    checkMore: (problems: Problems) => void = () => undefined,
  ) {
    super(scope, id);
    const problems = new Problems(`${role.construct} "${id}"`);
    problems.check(
      "clusterName",
      props.clusterName,
      (name) => name.length > 0 && name.length <= 100,
      "must have 1 to 100 characters",
    );
    checkMore(problems);
    problems.throwIfAny();

    const name = `eks-${props.clusterName}-${role.suffix}`;
    this.securityGroup = new SecurityGroup(
      this,
      "security-group",
      transformed(
        {
          namePrefix: `${name}-`,
          description: role.description,
          vpcId: props.vpcId,
          tags: { Name: name, ...ownTags, ...props.tags },
          lifecycle: { createBeforeDestroy: true },
        },
        props.transform,
      ),
    );
    this.securityGroupId = this.securityGroup.id;
  }
}
