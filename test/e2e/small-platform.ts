import { providerVersion } from "./terraform";

/** Arguments of a resource, in Terraform's JSON syntax. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A configuration in Terraform's JSON syntax. */
export interface Configuration {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly [block: string]: unknown;
}

const services = ["ec2", "eks", "iam", "kms", "logs", "sts"];

/** A reference, such as `aws_vpc.main.id`. */
export const ref = (attribute: string): string => `\${${attribute}}`;

const trust = (service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });

const attachment = (role: string, policy: string): Arguments => ({
  role: ref(`aws_iam_role.${role}.name`),
  policy_arn: `arn:aws:iam::aws:policy/${policy}`,
});

export const subnet = (range: string, zone: string): Arguments => ({
  vpc_id: ref("aws_vpc.main.id"),
  cidr_block: range,
  availability_zone: `eu-central-1${zone}`,
});

const nodeGroup = (name: Arguments): Arguments => ({
  ...name,
  cluster_name: ref("aws_eks_cluster.main.name"),
  node_role_arn: ref("aws_iam_role.node.arn"),
  subnet_ids: [ref("aws_subnet.a.id"), ref("aws_subnet.b.id")],
  instance_types: ["m7i.large"],
  version: "1.33",
  scaling_config: [{ desired_size: 3, max_size: 9, min_size: 2 }],
  lifecycle: { create_before_destroy: true, ignore_changes: ["scaling_config[0].desired_size"] },
});

/** The least that every rule about change has something to say about, on an emulator. */
export function smallPlatform(url: string): Configuration {
  return {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: providerVersion } } },
    provider: {
      aws: {
        region: "eu-central-1",
        skip_metadata_api_check: "true",
        skip_region_validation: true,
        endpoints: [Object.fromEntries(services.map((service) => [service, url]))],
      },
    },
    resource: {
      aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: {
        a: subnet("10.0.0.0/20", "a"),
        b: subnet("10.0.16.0/20", "b"),
        public: subnet("10.0.240.0/24", "a"),
      },
      aws_internet_gateway: { main: { vpc_id: ref("aws_vpc.main.id") } },
      aws_eip: { nat: { domain: "vpc" } },
      aws_nat_gateway: { main: { allocation_id: ref("aws_eip.nat.id"), subnet_id: ref("aws_subnet.public.id") } },
      aws_route_table: { private: { vpc_id: ref("aws_vpc.main.id") } },
      aws_route: {
        private: {
          route_table_id: ref("aws_route_table.private.id"),
          destination_cidr_block: "0.0.0.0/0",
          nat_gateway_id: ref("aws_nat_gateway.main.id"),
        },
      },
      aws_iam_role: {
        cluster: { name: "cluster", assume_role_policy: trust("eks.amazonaws.com") },
        node: { name: "node", assume_role_policy: trust("ec2.amazonaws.com") },
      },
      aws_iam_role_policy_attachment: {
        cluster: attachment("cluster", "AmazonEKSClusterPolicy"),
        worker: attachment("node", "AmazonEKSWorkerNodePolicy"),
        pull: attachment("node", "AmazonEC2ContainerRegistryPullOnly"),
      },
      aws_kms_key: { secrets: { description: "Secrets of the cluster", enable_key_rotation: true } },
      aws_cloudwatch_log_group: { main: { name: "/aws/eks/main/cluster", retention_in_days: 90 } },
      aws_eks_cluster: {
        main: {
          name: "main",
          version: "1.33",
          role_arn: ref("aws_iam_role.cluster.arn"),
          enabled_cluster_log_types: ["api", "audit"],
          encryption_config: [{ resources: ["secrets"], provider: [{ key_arn: ref("aws_kms_key.secrets.arn") }] }],
          vpc_config: [{ subnet_ids: [ref("aws_subnet.a.id"), ref("aws_subnet.b.id")] }],
          depends_on: ["aws_cloudwatch_log_group.main", "aws_iam_role_policy_attachment.cluster"],
        },
      },
      aws_eks_node_group: {
        named: nodeGroup({ node_group_name: "named" }),
        other: nodeGroup({ node_group_name: "other" }),
        prefixed: nodeGroup({ node_group_name_prefix: "prefixed-" }),
      },
    },
  };
}

/** The configuration with arguments of a resource changed; an argument that is `undefined` is left out. */
export function changed(configuration: Configuration, address: string, args: Arguments): Configuration {
  const [type = "", name = ""] = address.split(".");
  const before = configuration.resource[type]?.[name] ?? {};
  return withResource(configuration, address, { ...before, ...args });
}

/** The configuration with one more resource, or another one in its place. */
export function withResource(configuration: Configuration, address: string, args: Arguments): Configuration {
  const [type = "", name = ""] = address.split(".");
  const { resource } = configuration;
  return { ...configuration, resource: { ...resource, [type]: { ...resource[type], [name]: args } } };
}

/** The configuration without a resource. Terraform takes no type without one. */
export function without(configuration: Configuration, address: string): Configuration {
  const [type = "", name = ""] = address.split(".");
  const { [name]: _, ...left } = configuration.resource[type] ?? {};
  const { [type]: __, ...others } = configuration.resource;
  const isLeft = Object.keys(left).length > 0;
  return { ...configuration, resource: isLeft ? { ...others, [type]: left } : others };
}

/** The configuration with a resource under another name, and nothing that tells Terraform so. */
export function renamed(configuration: Configuration, address: string, name: string): Configuration {
  const [type = "", old = ""] = address.split(".");
  const moved = configuration.resource[type]?.[old] ?? {};
  return withResource(without(configuration, address), `${type}.${name}`, moved);
}

/** The configuration after several changes, one after the other. */
export function all(configuration: Configuration, ...steps: readonly Step[]): Configuration {
  return steps.reduce((so, step) => step(so), configuration);
}

/** A change of a configuration. */
export type Step = (configuration: Configuration) => Configuration;
