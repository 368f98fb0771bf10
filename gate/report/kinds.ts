import { count } from "./terminal";

/** What people call the resource types that a platform is made of, singular and plural. */
const names: Readonly<Record<string, readonly [string, string]>> = {
  aws_cloudwatch_log_group: ["log group", "log groups"],
  aws_eip: ["elastic IP", "elastic IPs"],
  aws_eks_access_entry: ["access entry", "access entries"],
  aws_eks_access_policy_association: ["access policy", "access policies"],
  aws_eks_addon: ["add-on", "add-ons"],
  aws_eks_cluster: ["EKS cluster", "EKS clusters"],
  aws_eks_fargate_profile: ["Fargate profile", "Fargate profiles"],
  aws_eks_node_group: ["node group", "node groups"],
  aws_eks_pod_identity_association: ["pod identity", "pod identities"],
  aws_flow_log: ["flow log", "flow logs"],
  aws_iam_openid_connect_provider: ["OIDC provider", "OIDC providers"],
  aws_iam_policy: ["IAM policy", "IAM policies"],
  aws_iam_role: ["IAM role", "IAM roles"],
  aws_iam_role_policy: ["inline policy", "inline policies"],
  aws_iam_role_policy_attachment: ["policy attachment", "policy attachments"],
  aws_kms_alias: ["key alias", "key aliases"],
  aws_kms_key: ["KMS key", "KMS keys"],
  aws_nat_gateway: ["NAT gateway", "NAT gateways"],
  aws_network_acl: ["network ACL", "network ACLs"],
  aws_network_acl_rule: ["network ACL rule", "network ACL rules"],
  aws_vpc: ["VPC", "VPCs"],
  aws_vpc_dhcp_options: ["set of DHCP options", "sets of DHCP options"],
  aws_vpc_endpoint: ["VPC endpoint", "VPC endpoints"],
  aws_vpc_endpoint_route_table_association: ["endpoint route", "endpoint routes"],
  aws_vpc_security_group_egress_rule: ["security group rule", "security group rules"],
  aws_vpc_security_group_ingress_rule: ["security group rule", "security group rules"],
  aws_security_group_rule: ["security group rule", "security group rules"],
};

/** The parts that a platform is told in, in this order; the first pattern that fits a type decides. */
const areas: readonly (readonly [string, RegExp])[] = [
  ["traffic", /security_group|network_acl/],
  ["network", /^aws_(vpc|subnet|internet_gateway|nat_gateway|eip|egress_only|default_route|route|main_route|flow_log)/],
  ["data plane", /^aws_(eks_(node_group|fargate_profile)|launch_template|autoscaling)/],
  ["identity", /^aws_(iam|eks_pod_identity)/],
  ["control plane", /^aws_(eks|kms|cloudwatch)/],
];

const order = ["network", "traffic", "control plane", "data plane", "identity", "other"];

/** Kinds that a part begins with; the others follow by type. */
const first = ["VPC", "subnet", "security group", "EKS cluster", "node group", "Fargate profile", "IAM role"];

/** One part of a platform, with what it is made of: `1 VPC`, `9 subnets`. */
export interface Area {
  readonly name: string;
  readonly kinds: readonly string[];
}

/** What was made, of managed instances counted by resource type. */
export function areasOf(managed: Readonly<Record<string, number>>): readonly Area[] {
  const counts = new Map<string, { number: number; plural: string; area: string }>();
  for (const [type, number] of Object.entries(managed)) {
    const [singular, plural] = names[type] ?? namesFromType(type);
    const known = counts.get(singular);
    if (known !== undefined) known.number += number;
    else
      counts.set(singular, { number, plural, area: areas.find(([, pattern]) => pattern.test(type))?.[0] ?? "other" });
  }
  const rank = (singular: string): number => (first.includes(singular) ? first.indexOf(singular) : first.length);
  return order.flatMap((name) => {
    const kinds = [...counts]
      .filter(([, { area }]) => area === name)
      .sort(([a], [b]) => rank(a) - rank(b))
      .map(([singular, { number, plural }]) => count(number, singular, plural));
    return kinds.length === 0 ? [] : [{ name, kinds }];
  });
}

function namesFromType(type: string): readonly [string, string] {
  const words = type
    .replace(/^[a-z0-9]+_/, "")
    .replaceAll("_", " ")
    .replace(/\bvpc\b/, "VPC")
    .replace(/\bdb\b/, "DB");
  return [words, words.endsWith("y") ? `${words.slice(0, -1)}ies` : `${words}s`];
}
