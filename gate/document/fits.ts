import type { Shape } from "./resource-types";
import { isListShape, isResourceType, shapeOf } from "./values";

/** What an argument that names another resource takes: resource type → attributes of it that give the value, the usual one first. */
export type Fit = Readonly<Record<string, readonly string[]>>;

const securityGroup: Fit = {
  aws_security_group: ["id"],
  aws_default_security_group: ["id"],
  aws_eks_cluster: ["vpc_config.0.cluster_security_group_id"],
  aws_vpc: ["default_security_group_id"],
  aws_default_vpc: ["default_security_group_id"],
  aws_security_groups: ["ids"],
};
const subnet: Fit = { aws_subnet: ["id"], aws_default_subnet: ["id"], aws_subnets: ["ids"] };
const vpc: Fit = { aws_vpc: ["id"], aws_default_vpc: ["id"] };
const routeTable: Fit = {
  aws_route_table: ["id"],
  aws_default_route_table: ["id", "default_route_table_id"],
  aws_vpc: ["main_route_table_id", "default_route_table_id"],
  aws_default_vpc: ["main_route_table_id", "default_route_table_id"],
  aws_route_tables: ["ids"],
};
const networkAcl: Fit = {
  aws_network_acl: ["id"],
  aws_default_network_acl: ["id", "default_network_acl_id"],
  aws_vpc: ["default_network_acl_id"],
  aws_default_vpc: ["default_network_acl_id"],
  aws_network_acls: ["ids"],
};
const prefixList: Fit = {
  aws_ec2_managed_prefix_list: ["id"],
  aws_prefix_list: ["id", "prefix_list_id"],
  aws_vpc_endpoint: ["prefix_list_id"],
};
const roleArn: Fit = { aws_iam_role: ["arn"] };
const roleName: Fit = { aws_iam_role: ["name", "id"] };
const instanceProfile: Fit = { aws_iam_instance_profile: ["arn", "name", "id"] };
const policyArn: Fit = { aws_iam_policy: ["arn", "id"] };
const key: Fit = {
  aws_kms_key: ["arn", "key_id", "id"],
  aws_kms_alias: ["target_key_arn", "target_key_id", "arn", "name", "id"],
  aws_kms_replica_key: ["arn", "key_id", "id"],
  aws_kms_external_key: ["arn", "id"],
};
const issuer: Fit = {
  aws_eks_cluster: ["identity.0.oidc.0.issuer", "identity.0.oidc.0", "identity.0.oidc", "identity.0", "identity"],
};
const launchTemplateId: Fit = { aws_launch_template: ["id"] };
const launchTemplateName: Fit = { aws_launch_template: ["name"] };

const elasticIp: Fit = { aws_eip: ["id", "allocation_id"] };
const publicAddress: Fit = { aws_eip: ["public_ip"], aws_nat_gateway: ["public_ip"] };

const fits: Readonly<Record<string, Fit>> = {
  security_group_id: securityGroup,
  security_group_ids: securityGroup,
  security_groups: securityGroup,
  vpc_security_group_ids: securityGroup,
  source_security_group_id: securityGroup,
  source_security_group_ids: securityGroup,
  referenced_security_group_id: securityGroup,
  subnet_id: subnet,
  subnet_ids: subnet,
  vpc_zone_identifier: subnet,
  vpc_id: vpc,
  route_table_id: routeTable,
  route_table_ids: routeTable,
  default_route_table_id: routeTable,
  network_acl_id: networkAcl,
  default_network_acl_id: networkAcl,
  prefix_list_id: prefixList,
  prefix_list_ids: prefixList,
  destination_prefix_list_id: prefixList,
  resource_id: {
    ...subnet,
    aws_vpc: ["id"],
    aws_security_group: ["id"],
    aws_eks_cluster: ["vpc_config.0.cluster_security_group_id"],
  },
  dhcp_options_id: { aws_vpc_dhcp_options: ["id"], aws_default_vpc_dhcp_options: ["id"] },
  zone_id: { aws_route53_zone: ["zone_id", "id"] },
  internet_gateway_id: { aws_internet_gateway: ["id"] },
  egress_only_gateway_id: { aws_egress_only_internet_gateway: ["id"] },
  nat_gateway_id: { aws_nat_gateway: ["id"] },
  vpc_endpoint_id: { aws_vpc_endpoint: ["id"] },
  gateway_id: {
    aws_internet_gateway: ["id"],
    aws_vpn_gateway: ["id"],
    aws_vpc_endpoint: ["id"],
    aws_egress_only_internet_gateway: ["id"],
  },
  allocation_id: elasticIp,
  allocation_ids: elasticIp,
  secondary_allocation_ids: elasticIp,
  public_access_cidrs: publicAddress,
  cluster_name: { aws_eks_cluster: ["name", "id"] },
  role_arn: roleArn,
  node_role_arn: roleArn,
  pod_execution_role_arn: roleArn,
  service_account_role_arn: roleArn,
  iam_instance_profile: instanceProfile,
  "iam_instance_profile.arn": instanceProfile,
  "iam_instance_profile.name": instanceProfile,
  role: roleName,
  role_name: roleName,
  roles: roleName,
  policy_arn: policyArn,
  policy_arns: policyArn,
  managed_policy_arns: policyArn,
  key_arn: key,
  target_key_id: key,
  url: issuer,
  launch_configuration: { aws_launch_configuration: ["name", "id"] },
  launch_template_id: launchTemplateId,
  launch_template_name: launchTemplateName,
  "launch_template.id": launchTemplateId,
  "launch_template.name": launchTemplateName,
};

const byPath = new Map<string, Fit | null>();

/**
 * What the argument at a path takes, where it names another resource and the policies read it; `undefined` elsewhere. An edge of
 * such an argument always ends in a type and attribute that fit, so that a policy need not ask what else it might be.
 */
export function fitOf(type: string, path: string): Fit | undefined {
  if (!isResourceType(type)) {
    return undefined;
  }
  let fit = byPath.get(path);
  if (fit === undefined) {
    const names = path.split(".").filter((segment) => !/^\d+$/.test(segment));
    const last = names.at(-1) ?? "";
    const two = names.slice(-2).join(".");
    fit = Object.hasOwn(fits, two) ? (fits[two] ?? null) : Object.hasOwn(fits, last) ? (fits[last] ?? null) : null;
    byPath.set(path, fit);
  }
  return fit ?? undefined;
}

/** Whether a value of this type's attribute is what the argument takes. */
export function fitsArgument(fit: Fit, type: string, attribute: string): boolean {
  return attributesFor(fit, type).includes(attribute);
}

/** The attributes of a type that give the value of an argument; empty where none does. */
export function attributesFor(fit: Fit, type: string): readonly string[] {
  return Object.hasOwn(fit, type) ? (fit[type] ?? []) : [];
}

/** The attribute that a reference means which a plan shows without one, such as `aws_subnet.private` for a splat. */
export function usualAttribute(fit: Fit | undefined, type: string): string {
  return (fit === undefined ? undefined : attributesFor(fit, type)[0]) ?? "id";
}

const pairs = new Map<Fit, readonly (readonly [type: string, attribute: string])[]>();

/** The pairs of type and attribute that an argument takes. */
export function takenBy(fit: Fit): readonly (readonly [type: string, attribute: string])[] {
  let taken = pairs.get(fit);
  if (taken === undefined) {
    taken = Object.entries(fit).flatMap(([type, attributes]) =>
      attributes.map((attribute) => [type, attribute] as const),
    );
    pairs.set(fit, taken);
  }
  return taken;
}

export function allFits(): readonly Fit[] {
  return [...new Set(Object.values(fits))];
}

/** An argument that names another resource: the names on the way to it, with `*` for the index of a block. */
export interface NamingArgument {
  readonly way: readonly string[];
  readonly fit: Fit;
}

const argumentsByType = new Map<string, readonly NamingArgument[]>();

/** The arguments of a type that name other resources. */
export function namingArguments(type: string): readonly NamingArgument[] {
  let known = argumentsByType.get(type);
  if (known === undefined) {
    const shape = shapeOf(type);
    known = shape === undefined ? [] : collect(type, shape, []);
    argumentsByType.set(type, known);
  }
  return known;
}

function collect(
  type: string,
  shape: { readonly [attribute: string]: Shape },
  way: readonly string[],
): NamingArgument[] {
  return Object.entries(shape).flatMap(([name, of]): NamingArgument[] => {
    const here = [...way, name];
    const element = isListShape(of) ? of[0] : of;
    if (typeof element === "object" && !isListShape(element)) {
      return isListShape(of) ? collect(type, element, [...here, "*"]) : [];
    }
    const fit = fitOf(type, here.filter((segment) => segment !== "*").join("."));
    return fit === undefined ? [] : [{ way: here, fit }];
  });
}
