import { NetworkAcl, type NetworkAclConfig } from "@cdktf/provider-aws/lib/network-acl";
import { NetworkAclAssociation } from "@cdktf/provider-aws/lib/network-acl-association";
import { NetworkAclRule, type NetworkAclRuleConfig } from "@cdktf/provider-aws/lib/network-acl-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { transformed } from "../shared/transform";
import type { AclRule } from "./network-acl-flows";
import type { NetworkSubnet } from "./network-subnet";
import type { NetworkAclTransforms } from "./vpc-transforms";

/** What the network ACL of a tier is made from; `Vpc` fills it in. */
export interface TierNetworkAclSettings {
  readonly vpcId: string;
  readonly subnets: readonly NetworkSubnet[];
  readonly rules: readonly AclRule[];
  readonly tags: Readonly<Record<string, string>>;
  readonly transform: NetworkAclTransforms;
}

/** The network ACL of a tier. Rules and associations are resources of their own, so that a new flow or zone adds some and changes none. */
export class TierNetworkAcl extends Construct {
  readonly networkAcl: NetworkAcl;
  /** Rules, by flow, half of the pair, and range: `https-request-primary`, `https-answers-primary`. */
  readonly rules: Readonly<Record<string, NetworkAclRule>>;
  /** Associations with the tier's subnets, by zone. */
  readonly associations: Readonly<Record<string, NetworkAclAssociation>>;

  constructor(scope: Construct, id: string, { vpcId, subnets, rules, tags, transform }: TierNetworkAclSettings) {
    super(scope, id);
    const config: NetworkAclConfig = { vpcId, tags: { ...tags } };
    this.networkAcl = new NetworkAcl(this, "acl", transformed(config, transform.networkAcl));
    this.rules = Object.fromEntries(
      rules.map(({ key, ...rule }) => {
        const ruleConfig: NetworkAclRuleConfig = { networkAclId: this.networkAcl.id, ...rule };
        return [key, new NetworkAclRule(this, key, transformed(ruleConfig, transform.networkAclRule))];
      }),
    );
    this.associations = Object.fromEntries(
      subnets.map(({ id: subnetId, zone }) => {
        const association = { networkAclId: this.networkAcl.id, subnetId };
        const made = transformed(association, transform.networkAclAssociation);
        return [zone, new NetworkAclAssociation(this, `association-${zone}`, made)];
      }),
    );
  }

  /** What must exist before the traffic passes that it lets pass. */
  get passage(): readonly ITerraformDependable[] {
    return [this.rules, this.associations].flatMap(Object.values<ITerraformDependable>);
  }
}
