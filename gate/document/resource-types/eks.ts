import { launchTemplateReference, strings, type TypeTable, tags } from "./shape";

/** EKS. */
export const eksTypes = {
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
    bootstrap_self_managed_addons: "boolean",
    compute_config: [{ enabled: "boolean", node_pools: strings, node_role_arn: "string" }],
    enabled_cluster_log_types: strings,
    encryption_config: [{ resources: strings, provider: [{ key_arn: "string" }] }],
    kubernetes_network_config: [
      {
        elastic_load_balancing: [{ enabled: "boolean" }],
        ip_family: "string",
        service_ipv4_cidr: "string",
        service_ipv6_cidr: "string",
      },
    ],
    outpost_config: [{ outpost_arns: strings }],
    remote_network_config: [{ remote_node_networks: [{ cidrs: strings }], remote_pod_networks: [{ cidrs: strings }] }],
    tags,
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
    capacity_type: "string",
    cluster_name: "string",
    instance_types: strings,
    launch_template: launchTemplateReference,
    node_group_name: "string",
    node_role_arn: "string",
    remote_access: [{ ec2_ssh_key: "string", source_security_group_ids: strings }],
    scaling_config: [{ desired_size: "number", max_size: "number", min_size: "number" }],
    subnet_ids: strings,
    taint: [{ key: "string", value: "string", effect: "string" }],
  },
  aws_eks_pod_identity_association: {
    cluster_name: "string",
    namespace: "string",
    role_arn: "string",
    service_account: "string",
  },
} as const satisfies TypeTable;
