import { strings, type TypeTable, tagged } from "./shape";

const inlineRule = [
  {
    protocol: "string",
    from_port: "number",
    to_port: "number",
    cidr_blocks: strings,
    ipv6_cidr_blocks: strings,
    prefix_list_ids: strings,
    security_groups: strings,
    self: "boolean",
    description: "string",
  },
] as const;

const ruleResource = {
  security_group_id: "string",
  ip_protocol: "string",
  from_port: "number",
  to_port: "number",
  cidr_ipv4: "string",
  cidr_ipv6: "string",
  prefix_list_id: "string",
  referenced_security_group_id: "string",
  description: "string",
  ...tagged,
} as const;

const inlineAclEntry = [
  {
    rule_no: "number",
    action: "string",
    protocol: "string",
    from_port: "number",
    to_port: "number",
    cidr_block: "string",
    ipv6_cidr_block: "string",
  },
] as const;

/** What filters traffic: security groups, network ACLs and prefix lists. */
export const filterTypes = {
  aws_default_network_acl: {
    default_network_acl_id: "string",
    subnet_ids: strings,
    ingress: inlineAclEntry,
    egress: inlineAclEntry,
    ...tagged,
  },
  aws_default_security_group: { vpc_id: "string", ingress: inlineRule, egress: inlineRule, ...tagged },
  aws_ec2_managed_prefix_list: {
    id: "string",
    name: "string",
    entry: [{ cidr: "string" }],
    entries: [{ cidr: "string" }],
    ...tagged,
  },
  aws_ec2_managed_prefix_list_entry: { prefix_list_id: "string", cidr: "string" },
  aws_network_acl: {
    vpc_id: "string",
    subnet_ids: strings,
    ingress: inlineAclEntry,
    egress: inlineAclEntry,
    ...tagged,
  },
  aws_network_acl_association: { network_acl_id: "string", subnet_id: "string" },
  aws_network_acl_rule: {
    network_acl_id: "string",
    rule_number: "number",
    egress: "boolean",
    protocol: "string",
    rule_action: "string",
    cidr_block: "string",
    ipv6_cidr_block: "string",
    from_port: "number",
    to_port: "number",
  },
  aws_prefix_list: { id: "string", name: "string", cidr_blocks: strings },
  aws_security_group: {
    description: "string",
    egress: inlineRule,
    id: "string",
    ingress: inlineRule,
    name: "string",
    ...tagged,
    vpc_id: "string",
  },
  aws_security_group_rule: {
    type: "string",
    security_group_id: "string",
    protocol: "string",
    from_port: "number",
    to_port: "number",
    cidr_blocks: strings,
    ipv6_cidr_blocks: strings,
    prefix_list_ids: strings,
    source_security_group_id: "string",
    self: "boolean",
    description: "string",
  },
  aws_vpc_security_group_egress_rule: ruleResource,
  aws_vpc_security_group_ingress_rule: ruleResource,
  aws_vpc_security_group_rules_exclusive: {
    egress_rule_ids: strings,
    ingress_rule_ids: strings,
    security_group_id: "string",
  },
} as const satisfies TypeTable;
