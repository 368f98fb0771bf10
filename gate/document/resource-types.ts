/**
 * The resource types and attributes that the policies read, with the shape of each value. One table, three uses: the readers
 * convert values and tell blocks from maps by it, the JSON Schema that the Rego is type-checked against is generated
 * from it (an attribute that is not here does not compile there), and what it leaves out never enters the Wasm.
 *
 * A shape is `"string"`, `"number"` or `"boolean"`; `[shape]` for a list (of objects: a nested block); an object for
 * named attributes; `{ "*": shape }` for a map with keys of the user's.
 */
export type Shape = "string" | "number" | "boolean" | readonly [Shape] | { readonly [attribute: string]: Shape };

const tags = { "*": "string" } as const;
const strings = ["string"] as const;

const routeTargets = {
  carrier_gateway_id: "string",
  core_network_arn: "string",
  egress_only_gateway_id: "string",
  gateway_id: "string",
  local_gateway_id: "string",
  nat_gateway_id: "string",
  network_interface_id: "string",
  odb_network_arn: "string",
  transit_gateway_id: "string",
  vpc_endpoint_id: "string",
  vpc_peering_connection_id: "string",
} as const;

const inlineRoute = [
  { cidr_block: "string", ipv6_cidr_block: "string", destination_prefix_list_id: "string", ...routeTargets },
] as const;

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

const metadataOptions = [
  { http_endpoint: "string", http_tokens: "string", http_put_response_hop_limit: "number" },
] as const;

const launchTemplateReference = [{ id: "string", name: "string", version: "string" }] as const;

const policyStatement = [
  {
    sid: "string",
    effect: "string",
    actions: strings,
    not_actions: strings,
    resources: strings,
    not_resources: strings,
    principals: [{ type: "string", identifiers: strings }],
    not_principals: [{ type: "string", identifiers: strings }],
    condition: [{ test: "string", variable: "string", values: strings }],
  },
] as const;

export const resourceTypes = {
  aws_autoscaling_group: {
    launch_configuration: "string",
    launch_template: launchTemplateReference,
    mixed_instances_policy: [
      {
        launch_template: [
          {
            launch_template_specification: [
              { launch_template_id: "string", launch_template_name: "string", version: "string" },
            ],
            override: [
              {
                launch_template_specification: [
                  { launch_template_id: "string", launch_template_name: "string", version: "string" },
                ],
              },
            ],
          },
        ],
      },
    ],
    tag: [{ key: "string", value: "string" }],
    vpc_zone_identifier: strings,
  },
  aws_default_network_acl: {
    default_network_acl_id: "string",
    subnet_ids: strings,
    ingress: inlineAclEntry,
    egress: inlineAclEntry,
  },
  aws_default_route_table: { default_route_table_id: "string", route: inlineRoute },
  aws_default_security_group: { vpc_id: "string", ingress: inlineRule, egress: inlineRule, tags },
  aws_ec2_managed_prefix_list: {
    id: "string",
    name: "string",
    entry: [{ cidr: "string" }],
    entries: [{ cidr: "string" }],
  },
  aws_ec2_managed_prefix_list_entry: { prefix_list_id: "string", cidr: "string" },
  aws_egress_only_internet_gateway: { vpc_id: "string" },
  aws_eip: { public_ip: "string", public_ipv4_pool: "string" },
  aws_eks_addon: {
    addon_name: "string",
    addon_version: "string",
    cluster_name: "string",
    configuration_values: "string",
    pod_identity_association: [{ role_arn: "string", service_account: "string" }],
    service_account_role_arn: "string",
  },
  aws_eks_cluster: {
    name: "string",
    version: "string",
    role_arn: "string",
    compute_config: [{ enabled: "boolean", node_pools: strings, node_role_arn: "string" }],
    enabled_cluster_log_types: strings,
    encryption_config: [{ resources: strings, provider: [{ key_arn: "string" }] }],
    kubernetes_network_config: [{ ip_family: "string", service_ipv4_cidr: "string" }],
    outpost_config: [{ outpost_arns: strings }],
    upgrade_policy: [{ support_type: "string" }],
    vpc_config: [
      {
        endpoint_private_access: "boolean",
        endpoint_public_access: "boolean",
        public_access_cidrs: strings,
        security_group_ids: strings,
        subnet_ids: strings,
        cluster_security_group_id: "string",
      },
    ],
    identity: [{ oidc: [{ issuer: "string" }] }],
  },
  aws_eks_fargate_profile: {
    cluster_name: "string",
    fargate_profile_name: "string",
    pod_execution_role_arn: "string",
    selector: [{ namespace: "string", labels: tags }],
    subnet_ids: strings,
  },
  aws_eks_node_group: {
    ami_type: "string",
    cluster_name: "string",
    launch_template: launchTemplateReference,
    node_group_name: "string",
    node_role_arn: "string",
    remote_access: [{ ec2_ssh_key: "string", source_security_group_ids: strings }],
    subnet_ids: strings,
    taint: [{ key: "string", value: "string", effect: "string" }],
  },
  aws_eks_pod_identity_association: {
    cluster_name: "string",
    namespace: "string",
    role_arn: "string",
    service_account: "string",
  },
  aws_iam_instance_profile: { arn: "string", name: "string", role: "string" },
  aws_iam_openid_connect_provider: { url: "string" },
  aws_iam_policy: { arn: "string", name: "string", policy: "string" },
  aws_iam_policy_attachment: { policy_arn: "string", roles: strings },
  aws_iam_policy_document: {
    json: "string",
    override_policy_documents: strings,
    source_policy_documents: strings,
    statement: policyStatement,
    version: "string",
  },
  aws_iam_role: {
    arn: "string",
    name: "string",
    assume_role_policy: "string",
    managed_policy_arns: strings,
    inline_policy: [{ name: "string", policy: "string" }],
  },
  aws_iam_role_policy: { role: "string", policy: "string" },
  aws_iam_role_policy_attachment: { role: "string", policy_arn: "string" },
  aws_iam_role_policy_attachments_exclusive: { role_name: "string", policy_arns: strings },
  aws_internet_gateway: { vpc_id: "string" },
  aws_internet_gateway_attachment: { internet_gateway_id: "string", vpc_id: "string" },
  aws_kms_alias: { name: "string", target_key_id: "string" },
  aws_kms_key: {
    arn: "string",
    customer_master_key_spec: "string",
    enable_key_rotation: "boolean",
    is_enabled: "boolean",
    key_usage: "string",
  },
  aws_launch_configuration: {
    associate_public_ip_address: "boolean",
    iam_instance_profile: "string",
    image_id: "string",
    metadata_options: metadataOptions,
    name: "string",
    security_groups: strings,
  },
  aws_launch_template: {
    iam_instance_profile: [{ arn: "string", name: "string" }],
    image_id: "string",
    metadata_options: metadataOptions,
    name: "string",
    network_interfaces: [
      {
        associate_public_ip_address: "boolean",
        device_index: "number",
        network_card_index: "number",
        network_interface_id: "string",
        security_groups: strings,
        subnet_id: "string",
      },
    ],
    security_group_names: strings,
    update_default_version: "boolean",
    vpc_security_group_ids: strings,
  },
  aws_main_route_table_association: { route_table_id: "string", vpc_id: "string" },
  aws_nat_gateway: {
    allocation_id: "string",
    availability_mode: "string",
    connectivity_type: "string",
    subnet_id: "string",
    vpc_id: "string",
  },
  aws_network_acl: { vpc_id: "string", subnet_ids: strings, ingress: inlineAclEntry, egress: inlineAclEntry },
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
  aws_route: {
    route_table_id: "string",
    destination_cidr_block: "string",
    destination_ipv6_cidr_block: "string",
    destination_prefix_list_id: "string",
    ...routeTargets,
  },
  aws_route_table: { vpc_id: "string", route: inlineRoute },
  aws_route_table_association: { gateway_id: "string", route_table_id: "string", subnet_id: "string" },
  aws_security_group: { vpc_id: "string", ingress: inlineRule, egress: inlineRule, name: "string", tags },
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
  aws_subnet: {
    assign_ipv6_address_on_creation: "boolean",
    availability_zone: "string",
    availability_zone_id: "string",
    cidr_block: "string",
    ipv6_cidr_block: "string",
    map_public_ip_on_launch: "boolean",
    outpost_arn: "string",
    tags,
    vpc_id: "string",
  },
  aws_vpc: {
    cidr_block: "string",
    enable_dns_hostnames: "boolean",
    enable_dns_support: "boolean",
    ipv6_cidr_block: "string",
    tags,
  },
  aws_vpc_endpoint: {
    policy: "string",
    private_dns_enabled: "boolean",
    route_table_ids: strings,
    security_group_ids: strings,
    service_name: "string",
    subnet_ids: strings,
    vpc_endpoint_type: "string",
    vpc_id: "string",
  },
  aws_vpc_endpoint_policy: { policy: "string", vpc_endpoint_id: "string" },
  aws_vpc_endpoint_route_table_association: { route_table_id: "string", vpc_endpoint_id: "string" },
  aws_vpc_endpoint_security_group_association: {
    replace_default_association: "boolean",
    security_group_id: "string",
    vpc_endpoint_id: "string",
  },
  aws_vpc_endpoint_subnet_association: { subnet_id: "string", vpc_endpoint_id: "string" },
  aws_vpc_ipv4_cidr_block_association: { cidr_block: "string", vpc_id: "string" },
  aws_vpc_security_group_egress_rule: ruleResource,
  aws_vpc_security_group_ingress_rule: ruleResource,
  aws_vpc_security_group_rules_exclusive: { security_group_id: "string" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Shape>>>>;

/** A resource type that the policies read. */
export type ResourceType = keyof typeof resourceTypes;
