import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { ControlPlane } from "../control-plane";
import type { Network } from "../network/network";
import { KarpenterPrerequisites, type KarpenterPrerequisitesProps } from "./index";

type Resource = Record<string, unknown>;
type Resources = Record<string, Record<string, Resource>>;
interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

const network: Network = {
  vpcId: "vpc-1",
  ipv4CidrBlocks: ["10.0.0.0/16"],
  tierNames: ["private"],
  subnets: (tier) => ["a", "b"].map((zone) => ({ id: `subnet-${zone}`, zone: `eu-central-1${zone}`, tier })),
};

function synthesize(given: Partial<KarpenterPrerequisitesProps> = {}, name = "demo") {
  const stack = new TerraformStack(Testing.app(), "test");
  const cluster = new ControlPlane(stack, "control-plane", { name, version: "1.35", network, tier: "private" });
  const construct = new KarpenterPrerequisites(stack, "karpenter", {
    cluster,
    accountId: "111122223333",
    region: "eu-central-1",
    ...given,
  });
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  const all = (type: string): Resource[] => Object.values(resource[type] ?? {});
  const policies = all("aws_iam_role_policy").filter((one) => String(one["name"]).startsWith("karpenter-"));
  const statements = policies.flatMap((one): Statement[] => JSON.parse(String(one["policy"])).Statement);
  return { construct, all, policies, statements };
}

// https://karpenter.sh/v1.14/reference/cloudformation/ and the template that it explains.
describe("the controller of Karpenter", () => {
  const { all, statements } = synthesize();
  const of = (action: string) => statements.filter((one) => [one.Action].flat().includes(action));

  it("gets its role by pod identity, in the namespace and by the account that its chart uses", () => {
    expect(all("aws_eks_pod_identity_association")).toContainEqual(
      expect.objectContaining({ namespace: "kube-system", service_account: "karpenter" }),
    );
  });

  it("may do what the template says, and no more", () => {
    const actions = [...new Set(statements.flatMap((one) => one.Action))].sort();
    expect(actions).toEqual([
      "arc-zonal-shift:GetManagedResource",
      "ec2:CreateFleet",
      "ec2:CreateLaunchTemplate",
      "ec2:CreateTags",
      "ec2:DeleteLaunchTemplate",
      "ec2:DescribeCapacityReservations",
      "ec2:DescribeImages",
      "ec2:DescribeInstanceStatus",
      "ec2:DescribeInstanceTypeOfferings",
      "ec2:DescribeInstanceTypes",
      "ec2:DescribeInstances",
      "ec2:DescribeLaunchTemplates",
      "ec2:DescribePlacementGroups",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSpotPriceHistory",
      "ec2:DescribeSubnets",
      "ec2:RunInstances",
      "ec2:TerminateInstances",
      "eks:DescribeCluster",
      "iam:AddRoleToInstanceProfile",
      "iam:CreateInstanceProfile",
      "iam:DeleteInstanceProfile",
      "iam:GetInstanceProfile",
      "iam:ListInstanceProfiles",
      "iam:PassRole",
      "iam:RemoveRoleFromInstanceProfile",
      "iam:TagInstanceProfile",
      "pricing:GetProducts",
      "sqs:DeleteMessage",
      "sqs:GetQueueUrl",
      "sqs:ReceiveMessage",
      "ssm:GetParameter",
    ]);
  });

  it("ends only what carries the cluster's tags", () => {
    expect(of("ec2:TerminateInstances")).toEqual([
      expect.objectContaining({
        Resource: ["arn:aws:ec2:eu-central-1:*:instance/*", "arn:aws:ec2:eu-central-1:*:launch-template/*"],
        Condition: {
          StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/demo": "owned" },
          StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
        },
      }),
    ]);
  });

  it("launches only with the cluster's tags, from what is there or from templates of its own", () => {
    const conditions = of("ec2:RunInstances").map(({ Condition }) => Condition);
    expect(conditions).toEqual([
      undefined,
      {
        StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/demo": "owned" },
        StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
      },
      {
        StringEquals: {
          "aws:RequestTag/kubernetes.io/cluster/demo": "owned",
          "aws:RequestTag/eks:eks-cluster-name": "demo",
        },
        StringLike: { "aws:RequestTag/karpenter.sh/nodepool": "*" },
      },
    ]);
    expect(of("ec2:RunInstances")[0]?.Resource).toEqual([
      "arn:aws:ec2:eu-central-1::image/*",
      "arn:aws:ec2:eu-central-1::snapshot/*",
      ...["security-group", "subnet", "capacity-reservation", "placement-group"].map(
        (kind) => `arn:aws:ec2:eu-central-1:*:${kind}/*`,
      ),
    ]);
  });

  it("passes on the nodes' role alone, to EC2", () => {
    expect(of("iam:PassRole")).toEqual([
      expect.objectContaining({
        Resource: ["arn:aws:iam::111122223333:role/demo-karpenter-nodes"],
        Condition: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] } },
      }),
    ]);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: 10,240 characters, white space aside.
  it("has policies that fit a role, however long the cluster's name", () => {
    const { policies } = synthesize({ queueName: "queue", nodeRoleName: "nodes" }, "c".repeat(100));
    expect(policies).toHaveLength(3);
    const characters = policies.map((one) => String(one["policy"]).length).reduce((sum, length) => sum + length, 0);
    expect(characters).toBeLessThan(10240);
  });
});

describe("the nodes of Karpenter", () => {
  it("have a role that may join the cluster", () => {
    const { all } = synthesize({ nodeRoleName: "karpenter-nodes" });
    expect(all("aws_iam_role")).toContainEqual(expect.objectContaining({ name: "karpenter-nodes" }));
    expect(all("aws_eks_access_entry")).toMatchObject([
      { type: "EC2_LINUX", principal_arn: expect.stringContaining("karpenter_node-role_") },
    ]);
    expect(synthesize({ windows: true }).all("aws_eks_access_entry")).toMatchObject([{ type: "EC2_WINDOWS" }]);
  });

  it("may have a role made elsewhere", () => {
    const role = { arn: "arn:aws:iam::111122223333:role/nodes", role: { name: "nodes" } };
    const { all } = synthesize({ nodeRole: role });
    expect(all("aws_eks_access_entry")).toMatchObject([{ principal_arn: role.arn }]);
  });

  it("find subnets and groups by a tag, which those made elsewhere get here", () => {
    const { construct, all } = synthesize({ tagged: { "private-a": "subnet-0a", nodes: "sg-0b" } });
    expect(construct.discoveryTags).toEqual({ "karpenter.sh/discovery": "demo" });
    expect(all("aws_ec2_tag")).toMatchObject([
      { resource_id: "sg-0b", key: "karpenter.sh/discovery", value: "demo" },
      { resource_id: "subnet-0a", key: "karpenter.sh/discovery", value: "demo" },
    ]);
  });
});

describe("the queue of interruptions", () => {
  const { all } = synthesize();

  it("is the cluster's by name, encrypted, and forgets after five minutes", () => {
    expect(all("aws_sqs_queue")).toMatchObject([
      { name: "demo", message_retention_seconds: 300, sqs_managed_sse_enabled: true },
    ]);
    const withKey = synthesize({ queueKeyArn: "arn:key" }).all("aws_sqs_queue")[0];
    expect(withKey).toMatchObject({ kms_master_key_id: "arn:key" });
    expect(withKey).not.toHaveProperty("sqs_managed_sse_enabled");
  });

  it("hears of what Karpenter listens to", () => {
    const patterns = all("aws_cloudwatch_event_rule").map((rule) => JSON.parse(String(rule["event_pattern"])));
    expect(patterns).toEqual([
      { source: ["aws.health"], "detail-type": ["AWS Health Event"] },
      { source: ["aws.ec2"], "detail-type": ["EC2 Instance Rebalance Recommendation"] },
      { source: ["aws.ec2"], "detail-type": ["EC2 Capacity Reservation Instance Interruption Warning"] },
      { source: ["aws.ec2"], "detail-type": ["EC2 Spot Instance Interruption Warning"] },
      { source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] },
    ]);
    expect(all("aws_cloudwatch_event_target")).toHaveLength(5);
  });

  it("takes messages from these rules alone, and nothing without TLS", () => {
    const [policy] = all("aws_sqs_queue_policy");
    const [tell, deny]: [Statement, Statement] = JSON.parse(String(policy?.["policy"])).Statement;
    expect(tell.Condition?.["ArnEquals"]?.["aws:SourceArn"]).toHaveLength(5);
    expect(deny).toMatchObject({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } });
  });
});

it("Karpenter's prerequisites refuse what does not fit, all at once", () => {
  const nodeRole = { arn: "arn:aws:iam::111122223333:role/nodes", role: { name: "nodes" } };
  const bad = {
    accountId: "1",
    region: "here",
    queueName: "a b",
    nodeRole,
    nodeRoleName: "x",
    tagged: { vpc: "vpc-1" },
  };
  expect(() => synthesize(bad)).toThrow(
    /5 problems[\s\S]*accountId = "1"[\s\S]*region = "here"[\s\S]*queueName = "a b"[\s\S]*nodeRoleName = "x"[\s\S]*tagged\.vpc/,
  );
});
