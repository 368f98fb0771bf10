/**
 * What `../shared/corpus/INDEX.md` says is true of other people's plans, in the words of this project's rules: the finding that each change
 * to a plan must lead to, and those that a sound plan has because of what its authors chose.
 */

/** A changed plan and the rule that must not pass on it: it fails, or where the plan does not hold what decides it, it is not proven. */
export interface Mutant {
  readonly file: string;
  readonly rule: string;
  /** `fail` where the plan holds all that decides it. */
  readonly outcome: "fail" | "fail or undetermined";
}

export const mutants: readonly Mutant[] = [
  {
    file: "bp-bottlerocket--private-default-route-to-igw",
    rule: "networking/nodes-reach-aws-services",
    outcome: "fail",
  },
  {
    file: "bp-bottlerocket--private-default-route-to-igw",
    rule: "networking/nodes-in-private-subnets",
    outcome: "fail or undetermined",
  },
  { file: "bp-bottlerocket--single-az-one-subnet", rule: "networking/cluster-subnets-span-zones", outcome: "fail" },
  {
    file: "bp-bottlerocket--subnets-slash-28",
    rule: "networking/node-subnets-have-addresses",
    outcome: "fail or undetermined",
  },
  {
    file: "bp-fully-private-cluster--endpoint-private-dns-off",
    rule: "networking/interface-endpoints-usable",
    outcome: "fail or undetermined",
  },
  {
    file: "bp-fully-private-cluster--no-sts-endpoint",
    rule: "networking/nodes-reach-aws-services",
    outcome: "fail or undetermined",
  },
  {
    file: "bp-fully-private-cluster--public-only-endpoint-no-egress",
    rule: "networking/nodes-reach-api-server",
    outcome: "fail or undetermined",
  },
  {
    file: "bp-fully-private-cluster--public-only-endpoint-no-egress",
    rule: "networking/private-endpoint-on-without-egress",
    outcome: "fail or undetermined",
  },
  {
    file: "bp-fully-private-cluster--s3-gateway-not-on-route-tables",
    rule: "networking/gateway-endpoints-routed",
    outcome: "fail or undetermined",
  },
  {
    file: "bp-ipv6-eks-cluster--node-sg-no-ipv6-egress",
    rule: "networking/ipv6-cluster-complete",
    outcome: "fail or undetermined",
  },
  {
    file: "bp-private-public-ingress--nacl-denies-ephemeral",
    rule: "networking/nodes-reach-aws-services",
    outcome: "fail",
  },
  {
    file: "eks-karpenter--all-subnets-public",
    rule: "networking/nodes-in-private-subnets",
    outcome: "fail or undetermined",
  },
  { file: "eks-karpenter--all-subnets-public", rule: "networking/nodes-reach-aws-services", outcome: "fail" },
  {
    file: "eks-karpenter--cluster-sg-no-443-from-nodes",
    rule: "networking/nodes-reach-api-server",
    outcome: "fail or undetermined",
  },
  {
    file: "eks-karpenter--no-elb-subnet-tags",
    rule: "networking/load-balancer-subnets-tagged",
    outcome: "fail or undetermined",
  },
  {
    file: "eks-karpenter--node-sg-no-10250-from-cluster",
    rule: "networking/control-plane-reaches-kubelet",
    outcome: "fail or undetermined",
  },
  {
    file: "eks-karpenter--node-sg-open-to-world",
    rule: "networking/no-ingress-from-world",
    outcome: "fail or undetermined",
  },
  {
    file: "eks-karpenter--nodes-in-public-subnets-no-public-ip",
    rule: "networking/nodes-reach-aws-services",
    outcome: "fail or undetermined",
  },
  {
    file: "eks-karpenter--nodes-in-public-subnets-no-public-ip",
    rule: "networking/public-nodes-have-addresses",
    outcome: "fail or undetermined",
  },
  {
    file: "eks-karpenter--public-open-private-off",
    rule: "networking/public-endpoint-not-open-to-world",
    outcome: "fail",
  },
  { file: "eks-karpenter--public-open-private-off", rule: "networking/private-endpoint-enabled", outcome: "fail" },
  {
    file: "eks-karpenter--two-owned-tagged-sgs-primary",
    rule: "networking/one-tagged-security-group-per-node",
    outcome: "fail or undetermined",
  },
  {
    file: "eks-test-fargate-profile--fargate-on-public-subnet",
    rule: "networking/fargate-subnets-private",
    outcome: "fail or undetermined",
  },
  {
    file: "eks-test-fast-addons--custom-subnets-no-route-table",
    rule: "networking/pod-subnets-routed",
    outcome: "fail or undetermined",
  },
  {
    file: "eks-test-managed-node-group--ssh-sg-from-world",
    rule: "networking/no-ingress-from-world",
    outcome: "fail or undetermined",
  },
  {
    file: "existing-ppi--delete-443-rule",
    rule: "networking/nodes-reach-api-server",
    outcome: "fail or undetermined",
  },
  {
    file: "existing-ppi--public-cidrs-restricted-private-off",
    rule: "networking/public-access-cidrs-admit-nodes",
    outcome: "fail",
  },
];

/** Rules that must not fail on a changed plan, since the change is none for them. */
export const benign: readonly { readonly file: string; readonly rule: string }[] = [
  {
    file: "eks-karpenter--BENIGN-nodes-in-public-subnets-with-public-ip",
    rule: "networking/nodes-reach-aws-services",
  },
  {
    file: "eks-karpenter--BENIGN-nodes-in-public-subnets-with-public-ip",
    rule: "networking/public-nodes-have-addresses",
  },
  {
    file: "eks-karpenter--BENIGN-public-cidrs-restricted-private-on",
    rule: "networking/public-access-cidrs-admit-nodes",
  },
  {
    file: "eks-karpenter--BENIGN-public-cidrs-restricted-private-on",
    rule: "networking/public-endpoint-not-open-to-world",
  },
];

/** What fails at critical or high in plans that are sound but for what their authors chose, as the notes tell. */
export const upstream: readonly { readonly file: string; readonly rule: string; readonly subject: RegExp }[] = [
  // "public ep. YES, 0.0.0.0/0"
  { file: "any", rule: "networking/public-endpoint-not-open-to-world", subject: /aws_eks_cluster/ },
];
