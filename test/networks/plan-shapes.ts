/** What a plan shows of arguments that nobody gave, as provider 5.100 and 6 do. */
export interface Shape {
  /** Shown as unknown: AWS decides. */
  readonly computed: readonly string[];
  /** Shown as null. */
  readonly absent?: readonly string[];
  /** Blocks, which are shown as an empty list. */
  readonly blocks?: readonly string[];
  /** Lists of objects that are one value to Terraform, each object with all of these. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string | boolean | readonly never[] | null>>>>;
}

const rule = {
  cidr_blocks: [],
  description: "",
  ipv6_cidr_blocks: [],
  prefix_list_ids: [],
  security_groups: [],
  self: false,
};

const route = {
  carrier_gateway_id: "",
  cidr_block: "",
  core_network_arn: "",
  destination_prefix_list_id: "",
  egress_only_gateway_id: "",
  gateway_id: "",
  ipv6_cidr_block: "",
  local_gateway_id: "",
  nat_gateway_id: "",
  network_interface_id: "",
  transit_gateway_id: "",
  vpc_endpoint_id: "",
  vpc_peering_connection_id: "",
};

const entry = { cidr_block: "", icmp_code: null, icmp_type: null, ipv6_cidr_block: "" };

const ruleByDirection: Shape = {
  computed: ["arn", "id", "security_group_rule_id"],
  absent: [
    "cidr_ipv4",
    "cidr_ipv6",
    "description",
    "from_port",
    "prefix_list_id",
    "referenced_security_group_id",
  ].concat("to_port"),
};

const byType: Readonly<Record<string, Shape>> = {
  aws_default_network_acl: {
    computed: ["arn", "id", "owner_id", "vpc_id"],
    absent: ["subnet_ids"],
    blocks: ["ingress", "egress"],
  },
  aws_default_route_table: { computed: ["arn", "id", "owner_id", "route", "vpc_id"], values: { route } },
  aws_default_security_group: {
    computed: ["arn", "description", "egress", "id", "ingress", "name", "owner_id"],
    values: { ingress: rule, egress: rule },
  },
  aws_ec2_managed_prefix_list: { computed: ["arn", "id", "owner_id", "version"] },
  aws_eip: { computed: ["allocation_id", "id", "public_ip"], absent: ["instance", "public_ipv4_pool"] },
  aws_eks_cluster: {
    computed: ["access_config", "arn", "endpoint", "id", "identity", "kubernetes_network_config", "upgrade_policy"],
    absent: ["enabled_cluster_log_types"],
    blocks: ["compute_config", "encryption_config", "outpost_config", "remote_network_config"],
  },
  aws_eks_fargate_profile: { computed: ["arn", "id", "status"] },
  aws_eks_node_group: {
    computed: ["arn", "capacity_type", "disk_size", "id", "instance_types", "resources", "version"],
    absent: ["labels"],
    blocks: ["launch_template", "remote_access", "taint"],
  },
  aws_internet_gateway: { computed: ["arn", "id", "owner_id"] },
  aws_launch_template: {
    computed: ["arn", "default_version", "id", "latest_version", "vpc_security_group_ids"],
    absent: ["image_id", "instance_type", "security_group_names", "user_data"],
    blocks: ["iam_instance_profile", "metadata_options", "network_interfaces", "tag_specifications"],
  },
  aws_nat_gateway: {
    computed: ["association_id", "id", "network_interface_id", "private_ip", "public_ip"],
    absent: ["secondary_allocation_ids"],
  },
  aws_network_acl: {
    computed: ["arn", "egress", "id", "ingress", "owner_id", "subnet_ids"],
    values: { ingress: entry, egress: entry },
  },
  aws_network_acl_rule: { computed: ["id"], absent: ["cidr_block", "icmp_code", "icmp_type", "ipv6_cidr_block"] },
  aws_route: { computed: ["id", "instance_id", "origin", "state"], absent: Object.keys(route) },
  aws_route_table: { computed: ["arn", "id", "owner_id", "route"], values: { route } },
  aws_route_table_association: { computed: ["id"], absent: ["gateway_id"] },
  aws_security_group: {
    computed: ["arn", "egress", "id", "ingress", "owner_id"],
    values: { ingress: rule, egress: rule },
  },
  aws_security_group_rule: {
    computed: ["id", "security_group_rule_id", "source_security_group_id"],
    absent: ["cidr_blocks", "description", "ipv6_cidr_blocks", "prefix_list_ids", "self"],
  },
  aws_subnet: {
    computed: ["arn", "availability_zone_id", "id", "owner_id"],
    absent: ["ipv6_cidr_block", "outpost_arn"],
  },
  aws_vpc: {
    computed: ["arn", "default_network_acl_id", "default_route_table_id", "default_security_group_id", "id"].concat(
      "ipv6_cidr_block",
      "main_route_table_id",
    ),
    absent: ["assign_generated_ipv6_cidr_block", "ipv6_ipam_pool_id"],
  },
  aws_vpc_endpoint: {
    computed: ["arn", "id", "ip_address_type", "policy", "prefix_list_id", "private_dns_enabled"].concat(
      "route_table_ids",
      "security_group_ids",
      "subnet_ids",
    ),
  },
  aws_vpc_security_group_egress_rule: ruleByDirection,
  aws_vpc_security_group_ingress_rule: ruleByDirection,
};

/** Nested blocks show what was left out of them as well. */
const inBlocks: Readonly<Record<string, Shape>> = {
  "aws_eks_cluster.vpc_config": { computed: ["cluster_security_group_id", "public_access_cidrs", "vpc_id"] },
  "aws_eks_node_group.launch_template": { computed: ["name"] },
  "aws_launch_template.network_interfaces": {
    computed: [],
    absent: ["associate_public_ip_address", "security_groups"],
  },
};

export function shapeOfType(type: string): Shape {
  return byType[type] ?? { computed: ["id"] };
}

export function shapeOfBlock(type: string, name: string): Shape {
  return inBlocks[`${type}.${name}`] ?? { computed: [] };
}
