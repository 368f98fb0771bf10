import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { ControlPlane } from "../control-plane";
import { Vpc } from "../network";
import type { Network } from "../network/network";
import { FargateProfile, type FargateProfileProps } from "./index";

type Resource = Record<string, unknown>;
type Resources = Record<string, Record<string, Resource>>;

const network: Network = {
  vpcId: "vpc-1",
  ipv4CidrBlocks: ["10.0.0.0/16"],
  tierNames: ["pods"],
  subnets: (tier) => ["a", "b"].map((zone) => ({ id: `subnet-${zone}`, zone: `eu-central-1${zone}`, tier })),
};

type Given = Partial<FargateProfileProps>;

function synthesize(profiles: Record<string, Given>): Resources {
  const stack = new TerraformStack(Testing.app(), "test");
  const cluster = new ControlPlane(stack, "control-plane", {
    name: "demo",
    version: "1.35",
    network,
    tier: "pods",
    compute: "fargate",
  });
  for (const [name, given] of Object.entries(profiles)) {
    new FargateProfile(stack, name, {
      cluster,
      name,
      network,
      tier: "pods",
      selectors: [{ namespace: "shop" }],
      ...given,
    });
  }
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  return resource;
}

function profile(resources: Resources, name: string): Resource {
  return (
    Object.values(resources["aws_eks_fargate_profile"] ?? {}).find((one) => one["fargate_profile_name"] === name) ?? {}
  );
}

describe("a Fargate profile", () => {
  it("takes the pods of its selectors into the subnets of its tier", () => {
    const selectors = [{ namespace: "kube-system", labels: { "k8s-app": "kube-dns" } }, { namespace: "team-*" }];
    expect(profile(synthesize({ system: { selectors } }), "system")).toMatchObject({
      subnet_ids: ["subnet-a", "subnet-b"],
      selector: selectors,
    });
  });

  it("has a pod execution role with the policy that Fargate needs, and waits for it", () => {
    const resources = synthesize({ system: {} });
    expect(profile(resources, "system")["depends_on"]).toEqual([
      expect.stringMatching(
        /^aws_iam_role_policy_attachment\.system_role_attachment-AmazonEKSFargatePodExecutionRolePolicy_/,
      ),
    ]);
  });

  it("takes a role made elsewhere", () => {
    const role = { arn: "arn:aws:iam::111122223333:role/pods" };
    expect(profile(synthesize({ system: { podExecutionRole: role } }), "system")).toMatchObject({
      pod_execution_role_arn: role.arn,
    });
  });

  // https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateFargateProfile.html: one may be in CREATING at a time.
  it("waits for the profile before it", () => {
    const resources = synthesize({ one: {}, two: {}, three: {} });
    const waits = (name: string) => JSON.stringify(profile(resources, name)["depends_on"]);
    expect(waits("one")).not.toContain("aws_eks_fargate_profile");
    expect(waits("two")).toContain("aws_eks_fargate_profile.one_profile_");
    expect(waits("three")).toContain("aws_eks_fargate_profile.two_profile_");
    expect(waits("three")).not.toContain("aws_eks_fargate_profile.one_profile_");
  });

  it("is waited for by coredns, which runs on it", () => {
    const [coredns] = Object.values(synthesize({ one: {}, two: {} })["aws_eks_addon"] ?? {});
    expect(coredns?.["depends_on"]).toEqual([
      expect.stringContaining("aws_eks_fargate_profile.one_"),
      expect.stringContaining("aws_eks_fargate_profile.two_"),
    ]);
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/fargate-logging.html: the permissions of the log router.
  it("lets its log router write into one log group, where that is asked for", () => {
    const logGroupArn = "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/eks/demo/pods";
    const resources = synthesize({ system: { logGroupArn, timeouts: { create: "20m" } } });
    const [policy] = Object.values(resources["aws_iam_role_policy"] ?? {}).filter(
      (one) => one["name"] === "log-router",
    );
    expect(JSON.parse(String(policy?.["policy"])).Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: [logGroupArn, `${logGroupArn}:*`],
      },
    ]);
    expect(profile(resources, "system")).toMatchObject({ timeouts: { create: "20m" } });
    expect(JSON.stringify(profile(resources, "system")["depends_on"])).toContain("inline-policy-log-router");
    const role = { arn: "arn:aws:iam::111122223333:role/pods" };
    expect(() => synthesize({ system: { logGroupArn: "logs", podExecutionRole: role } })).toThrow(/2 problems/);
  });

  it("stands in no public subnets", () => {
    const stack = new TerraformStack(Testing.app(), "test");
    const vpc = new Vpc(stack, "network", {
      cidrBlock: "10.0.0.0/16",
      zones: ["eu-central-1a", "eu-central-1b"],
      tiers: { public: { type: "public" }, private: { type: "private" } },
      nat: "single",
    });
    const cluster = new ControlPlane(stack, "control-plane", {
      name: "demo",
      version: "1.35",
      network: vpc,
      tier: "private",
    });
    const common = { cluster, network: vpc, selectors: [{ namespace: "shop" }] };
    expect(() => new FargateProfile(stack, "bad", { ...common, name: "bad", tier: "public" })).toThrow(
      'tier = "public": must be private or isolated',
    );
    expect(() => new FargateProfile(stack, "good", { ...common, name: "good", tier: "private" })).not.toThrow();
  });

  it("refuses what EKS refuses, all at once", () => {
    const labels = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((key) => [key, "x"]));
    const bad = { name: "eks-own", tier: "none", selectors: [{ namespace: "Shop", labels }] };
    expect(() => synthesize({ bad })).toThrow(
      /4 problems\n {2}tier = "none"[\s\S]*name = "eks-own"[\s\S]*selectors\[0\]\.namespace = "Shop"[\s\S]*selectors\[0\]\.labels = 6: must be at most 5 labels/,
    );
    expect(() => synthesize({ bad: { selectors: [] } })).toThrow("selectors = []: must be 1 to 5 selectors");
  });
});
