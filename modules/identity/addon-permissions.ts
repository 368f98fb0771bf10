import type { PolicyStatement } from "../shared/policy-document";

/** What an EKS add-on needs in AWS, and the pods that need it. */
export interface AddonPermissions {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Names of AWS's policies, by the keys of their attachments. */
  readonly policies: Readonly<Record<string, string>>;
}

/**
 * Add-ons that call AWS, with the policies that their pages name. Read on 2026-12-01; `aws eks describe-addon-configuration`
 * tells the same for one version.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
 */
export const ADDON_PERMISSIONS = {
  // https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
  "vpc-cni": { namespace: "kube-system", serviceAccount: "aws-node", policies: { cni: "AmazonEKS_CNI_Policy" } },
  // https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html
  "aws-ebs-csi-driver": {
    namespace: "kube-system",
    serviceAccount: "ebs-csi-controller-sa",
    policies: { "ebs-csi": "service-role/AmazonEBSCSIDriverPolicy" },
  },
  // https://docs.aws.amazon.com/eks/latest/userguide/efs-csi.html
  "aws-efs-csi-driver": {
    namespace: "kube-system",
    serviceAccount: "efs-csi-controller-sa",
    policies: { "efs-csi": "service-role/AmazonEFSCSIDriverPolicy" },
  },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-setup-EKS-addon.html
  "amazon-cloudwatch-observability": {
    namespace: "amazon-cloudwatch",
    serviceAccount: "cloudwatch-agent",
    policies: { agent: "CloudWatchAgentServerPolicy", traces: "AWSXrayWriteOnlyAccess" },
  },
} as const satisfies Readonly<Record<string, AddonPermissions>>;

/** An add-on whose permissions this release knows. */
export type AddonWithPermissions = keyof typeof ADDON_PERMISSIONS;

/** Whether this release knows what an add-on needs in AWS. */
export function hasKnownPermissions(addon: string): addon is AddonWithPermissions {
  return Object.hasOwn(ADDON_PERMISSIONS, addon);
}

/**
 * What the VPC CNI does in an IPv6 cluster; AWS manages no policy for it.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html#cni-iam-role-create-ipv6-policy
 */
export function cniIpv6Statements(partition: string): readonly PolicyStatement[] {
  return [
    {
      Effect: "Allow",
      Action: [
        "ec2:AssignIpv6Addresses",
        "ec2:DescribeInstances",
        "ec2:DescribeTags",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeInstanceTypes",
      ],
      Resource: "*",
    },
    { Effect: "Allow", Action: "ec2:CreateTags", Resource: `arn:${partition}:ec2:*:*:network-interface/*` },
  ];
}
