import type { SecurityGroupConfig } from "@cdktf/provider-aws/lib/security-group";
import {
  VpcSecurityGroupEgressRule,
  type VpcSecurityGroupEgressRuleConfig,
} from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import {
  VpcSecurityGroupIngressRule,
  type VpcSecurityGroupIngressRuleConfig,
} from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { Construct } from "constructs";
import { type Transform, transformed } from "../shared/transform";
import { ClusterSecurityGroupBase, type ClusterSecurityGroupProps } from "./security-group-base";

/** Hooks of `EfaSecurityGroup`. */
export interface EfaSecurityGroupTransform {
  readonly securityGroup?: Transform<SecurityGroupConfig>;
  readonly ingress?: Transform<VpcSecurityGroupIngressRuleConfig>;
  readonly egress?: Transform<VpcSecurityGroupEgressRuleConfig>;
}

export interface EfaSecurityGroupProps extends Omit<ClusterSecurityGroupProps, "transform"> {
  /**
   * Hooks that change the configuration of the resources, by kind.
   * @default none
   */
  readonly transform?: EfaSecurityGroupTransform;
}

/**
 * The group of nodes with Elastic Fabric Adapters: the fabric works only where all traffic may pass among its members, both
 * ways. Nothing else is let in or out. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-start.html
 */
export class EfaSecurityGroup extends ClusterSecurityGroupBase {
  readonly ingress: VpcSecurityGroupIngressRule;
  readonly egress: VpcSecurityGroupEgressRule;

  /** @throws InvalidPropsError if the cluster's name has no or more than 100 characters */
  constructor(scope: Construct, id: string, props: EfaSecurityGroupProps) {
    const { transform, ...base } = props;
    super(
      scope,
      id,
      { ...base, ...(transform?.securityGroup === undefined ? {} : { transform: transform.securityGroup }) },
      {
        construct: "EfaSecurityGroup",
        suffix: "efa",
        description: "Nodes with Elastic Fabric Adapters of the EKS cluster",
      },
    );
    const config = (
      description: string,
      key: string,
    ): VpcSecurityGroupIngressRuleConfig & VpcSecurityGroupEgressRuleConfig => ({
      securityGroupId: this.securityGroupId,
      referencedSecurityGroupId: this.securityGroupId,
      ipProtocol: "-1",
      description,
      tags: { Name: key },
    });
    this.ingress = new VpcSecurityGroupIngressRule(
      this,
      "ingress-fabric",
      transformed<VpcSecurityGroupIngressRuleConfig>(
        config("Elastic Fabric Adapter, from the group itself", "efa-ingress-fabric"),
        transform?.ingress,
      ),
    );
    this.egress = new VpcSecurityGroupEgressRule(
      this,
      "egress-fabric",
      transformed<VpcSecurityGroupEgressRuleConfig>(
        config("Elastic Fabric Adapter, to the group itself", "efa-egress-fabric"),
        transform?.egress,
      ),
    );
  }
}
