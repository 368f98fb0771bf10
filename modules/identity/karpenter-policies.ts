import { type PolicyConditions, type PolicyStatement, policyDocument } from "../shared/policy-document";

/** What the policies of Karpenter's controller are cut to. */
export interface KarpenterScope {
  /** Name of the cluster, as text: it becomes part of condition keys. */
  readonly clusterName: string;
  /** Region of the cluster, such as `eu-central-1`. */
  readonly region: string;
  /** Account of the cluster: 12 digits. */
  readonly accountId: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** ARN of the role that nodes get. */
  readonly nodeRoleArn: string;
  /** ARN of the queue of interruptions. */
  readonly queueArn: string;
}

/** Release of Karpenter whose template the permissions were read from, and when. */
export const KARPENTER_POLICIES_OF = { release: "1.14", read: "2026-12-01" } as const;

const MADE_BY_LAUNCH = [
  "fleet",
  "instance",
  "volume",
  "network-interface",
  "launch-template",
  "spot-instances-request",
];
const USED_BY_LAUNCH = ["security-group", "subnet", "capacity-reservation", "placement-group"];
const READ = [
  "CapacityReservations",
  "Images",
  "Instances",
  "InstanceStatus",
  "InstanceTypeOfferings",
  "InstanceTypes",
  "LaunchTemplates",
  "PlacementGroups",
  "SecurityGroups",
  "SpotPriceHistory",
  "Subnets",
];

/**
 * The policies of Karpenter's controller, by name: it makes, tags and ends what carries the cluster's tags, and nothing else.
 * @see https://karpenter.sh/docs/reference/cloudformation/
 */
export function karpenterPolicies(scope: KarpenterScope): Record<string, string> {
  return {
    "karpenter-node-lifecycle": policyDocument(...nodeLifecycle(scope)),
    "karpenter-instance-profiles": policyDocument(...instanceProfiles(scope)),
    "karpenter-discovery": policyDocument(...discovery(scope)),
  };
}

const NODE_POOL = "karpenter.sh/nodepool";
const NODE_CLASS = "karpenter.k8s.aws/ec2nodeclass";

function nodeLifecycle(scope: KarpenterScope): PolicyStatement[] {
  const { partition, region, clusterName } = scope;
  const owned = ownedTag(clusterName);
  const ec2 = (kinds: readonly string[], account = "*") =>
    kinds.map((kind) => `arn:${partition}:ec2:${region}:${account}:${kind}/*`);
  const existing: PolicyConditions = {
    StringEquals: { [`aws:ResourceTag/${owned}`]: "owned" },
    StringLike: { [`aws:ResourceTag/${NODE_POOL}`]: "*" },
  };
  const requested = { [`aws:RequestTag/${owned}`]: "owned", "aws:RequestTag/eks:eks-cluster-name": clusterName };
  const anyPool = { [`aws:RequestTag/${NODE_POOL}`]: "*" };
  const launch = ["ec2:RunInstances", "ec2:CreateFleet"];
  return [
    allow("LaunchWithWhatIsThere", launch, [...ec2(["image", "snapshot"], ""), ...ec2(USED_BY_LAUNCH)]),
    allow("LaunchFromOwnTemplates", launch, ec2(["launch-template"]), existing),
    allow("LaunchWithTags", [...launch, "ec2:CreateLaunchTemplate"], ec2(MADE_BY_LAUNCH), {
      StringEquals: requested,
      StringLike: anyPool,
    }),
    allow("TagWhatIsLaunched", ["ec2:CreateTags"], ec2(MADE_BY_LAUNCH), {
      StringEquals: { ...requested, "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"] },
      StringLike: anyPool,
    }),
    allow("TagOwnInstances", ["ec2:CreateTags"], ec2(["instance"]), {
      ...existing,
      StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": clusterName },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"] },
    }),
    allow(
      "EndWhatIsItsOwn",
      ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
      ec2(["instance", "launch-template"]),
      existing,
    ),
  ];
}

function instanceProfiles(scope: KarpenterScope): PolicyStatement[] {
  const { partition, accountId, region, clusterName, nodeRoleArn } = scope;
  const profiles = [`arn:${partition}:iam::${accountId}:instance-profile/*`];
  const tags = (of: "RequestTag" | "ResourceTag") => ({
    [`aws:${of}/${ownedTag(clusterName)}`]: "owned",
    [`aws:${of}/topology.kubernetes.io/region`]: region,
  });
  const requested = { ...tags("RequestTag"), "aws:RequestTag/eks:eks-cluster-name": clusterName };
  const anyClass = (of: "RequestTag" | "ResourceTag") => ({ [`aws:${of}/${NODE_CLASS}`]: "*" });
  return [
    allow("GiveNodesTheirRole", ["iam:PassRole"], [nodeRoleArn], {
      StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] },
    }),
    allow("MakeProfiles", ["iam:CreateInstanceProfile"], profiles, {
      StringEquals: requested,
      StringLike: anyClass("RequestTag"),
    }),
    allow("TagOwnProfiles", ["iam:TagInstanceProfile"], profiles, {
      StringEquals: { ...tags("ResourceTag"), ...requested },
      StringLike: { ...anyClass("ResourceTag"), ...anyClass("RequestTag") },
    }),
    allow(
      "ChangeOwnProfiles",
      ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
      profiles,
      { StringEquals: tags("ResourceTag"), StringLike: anyClass("ResourceTag") },
    ),
    allow("ReadProfiles", ["iam:GetInstanceProfile"], profiles),
    allow("ListProfiles", ["iam:ListInstanceProfiles"], ["*"]),
  ];
}

function discovery(scope: KarpenterScope): PolicyStatement[] {
  const { partition, region, accountId, clusterName, queueArn } = scope;
  const cluster = `arn:${partition}:eks:${region}:${accountId}:cluster/${clusterName}`;
  return [
    allow(
      "ReadTheRegion",
      READ.map((what) => `ec2:Describe${what}`),
      ["*"],
      {
        StringEquals: { "aws:RequestedRegion": region },
      },
    ),
    allow("ReadImageIds", ["ssm:GetParameter"], [`arn:${partition}:ssm:${region}::parameter/aws/service/*`]),
    allow("ReadPrices", ["pricing:GetProducts"], ["*"]),
    allow("FindTheCluster", ["eks:DescribeCluster"], [cluster]),
    allow("ReadZonalShift", ["arc-zonal-shift:GetManagedResource"], ["*"], {
      StringEquals: { "arc-zonal-shift:ResourceIdentifier": cluster },
    }),
    allow("HearOfInterruptions", ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"], [queueArn]),
  ];
}

function ownedTag(clusterName: string): string {
  return `kubernetes.io/cluster/${clusterName}`;
}

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: PolicyConditions,
): PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}
