import { DefaultNetworkAcl, type DefaultNetworkAclConfig } from "@cdktf/provider-aws/lib/default-network-acl";
import { DefaultRouteTable, type DefaultRouteTableConfig } from "@cdktf/provider-aws/lib/default-route-table";
import { DefaultSecurityGroup, type DefaultSecurityGroupConfig } from "@cdktf/provider-aws/lib/default-security-group";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { Construct } from "constructs";
import { transformed } from "../shared/transform";
import type { DefaultNetworkAclMode } from "./network-acl-props";
import type { VpcTransforms } from "./vpc-transforms";

/** What AWS makes with every VPC, and Terraform has adopted. */
export interface AdoptedDefaults {
  readonly securityGroup: DefaultSecurityGroup;
  readonly routeTable: DefaultRouteTable;
  readonly networkAcl: DefaultNetworkAcl | undefined;
}

interface AdoptionSettings {
  readonly vpc: Vpc;
  readonly mode: DefaultNetworkAclMode;
  readonly tags: Readonly<Record<string, string>>;
  /** What the `Name` tags begin with. */
  readonly name: string;
  readonly transform: VpcTransforms;
}

/** AWS's own two rules: everything of either family. The number of the IPv6 rule is AWS's too. */
const EVERYTHING = [
  { ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" },
  { ruleNo: 101, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlock: "::/0" },
];

/** Takes the rules out of the default security group, the routes out of the default route table, and minds the default ACL. */
export function adoptDefaults(scope: Construct, settings: AdoptionSettings): AdoptedDefaults {
  const { vpc, transform } = settings;
  const tags = { ...settings.tags, Name: `${settings.name}-default` };
  const group: DefaultSecurityGroupConfig = { vpcId: vpc.id, ingress: [], egress: [], tags };
  const table: DefaultRouteTableConfig = { defaultRouteTableId: vpc.defaultRouteTableId, route: [], tags };
  return {
    securityGroup: new DefaultSecurityGroup(
      scope,
      "default-security-group",
      transformed(group, transform.defaultSecurityGroup),
    ),
    routeTable: new DefaultRouteTable(scope, "default-route-table", transformed(table, transform.defaultRouteTable)),
    networkAcl: settings.mode === "leave" ? undefined : adoptNetworkAcl(scope, settings, tags),
  };
}

function adoptNetworkAcl(
  scope: Construct,
  { vpc, mode, transform }: AdoptionSettings,
  tags: Record<string, string>,
): DefaultNetworkAcl {
  const rules = mode === "adopt" ? EVERYTHING : [];
  const config: DefaultNetworkAclConfig = {
    defaultNetworkAclId: vpc.defaultNetworkAclId,
    ingress: rules,
    egress: rules,
    tags,
    // Subnets come and go by their own ACLs; this one has whatever is left.
    lifecycle: { ignoreChanges: ["subnet_ids"] },
  };
  return new DefaultNetworkAcl(scope, "default-network-acl", transformed(config, transform.defaultNetworkAcl));
}
