import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import { WorkloadRole, type WorkloadRoleProps } from "./index";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

function synthesize(build: (stack: TerraformStack) => void, stackName = "prod"): Resources {
  const stack = new TerraformStack(Testing.app(), stackName);
  build(stack);
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  return resource;
}

function roleOf(resources: Resources): Record<string, unknown> {
  const [role, ...others] = Object.values(resources["aws_iam_role"] ?? {});
  if (role === undefined || others.length > 0) throw new Error("not one role");
  return role;
}

function trustOf(resources: Resources): unknown {
  return JSON.parse(String(roleOf(resources)["assume_role_policy"])).Statement;
}

function policiesOf(resources: Resources): string[] {
  return Object.values(resources["aws_iam_role_policy_attachment"] ?? {}).map((attachment) =>
    String(attachment["policy_arn"]),
  );
}

function problemsOf(build: (stack: TerraformStack) => void): string[] {
  try {
    synthesize(build);
  } catch (error) {
    if (error instanceof InvalidPropsError)
      return error.problems.map(({ property, message }) => `${property}: ${message}`);
    throw error;
  }
  return [];
}

describe("a workload role", () => {
  const oidc = {
    method: "oidc",
    providerArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC",
    issuer: "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC",
    namespace: "shop",
    serviceAccount: "cart",
  } as const;
  const trustFor = (trust: WorkloadRoleProps["trust"]): unknown =>
    trustOf(synthesize((stack) => new WorkloadRole(stack, "cart", trust === undefined ? {} : { trust })));

  // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
  it("trusts pod identity, to assume it and to tag sessions, and may do nothing by itself", () => {
    const resources = synthesize((stack) => new WorkloadRole(stack, "cart"));
    expect(trustOf(resources)).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
      },
    ]);
    expect(policiesOf(resources)).toEqual([]);
  });

  it("can be bound to a namespace and a service account under pod identity", () => {
    expect(trustFor({ method: "podIdentity", namespace: "shop", serviceAccount: "cart" })).toMatchObject([
      {
        Condition: {
          StringEquals: {
            "aws:RequestTag/kubernetes-namespace": "shop",
            "aws:RequestTag/kubernetes-service-account": "cart",
          },
        },
      },
    ]);
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
  it("trusts the OIDC provider for one audience and one service account", () => {
    expect(trustFor(oidc)).toEqual([
      {
        Effect: "Allow",
        Principal: { Federated: oidc.providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            "oidc.eks.eu-central-1.amazonaws.com/id/ABC:aud": "sts.amazonaws.com",
            "oidc.eks.eu-central-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:shop:cart",
          },
        },
      },
    ]);
  });

  it("compares by pattern only where every service account of a namespace is meant", () => {
    expect(trustFor({ ...oidc, serviceAccount: "*" })).toMatchObject([
      {
        Condition: {
          StringEquals: { "oidc.eks.eu-central-1.amazonaws.com/id/ABC:aud": "sts.amazonaws.com" },
          StringLike: { "oidc.eks.eu-central-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:shop:*" },
        },
      },
    ]);
  });

  it("binds the role to one cluster, and takes tokens for another audience", () => {
    const clusterArn = "arn:aws:eks:eu-central-1:111122223333:cluster/prod";
    expect(trustFor({ method: "podIdentity", clusterArn })).toMatchObject([
      { Condition: { StringEquals: { "aws:RequestTag/eks-cluster-arn": clusterArn } } },
    ]);
    expect(trustFor({ ...oidc, audience: "internal" })).toMatchObject([
      { Condition: { StringEquals: { "oidc.eks.eu-central-1.amazonaws.com/id/ABC:aud": "internal" } } },
    ]);
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
  it("trusts the role of pods of another account, where it is the target of their association", () => {
    const sourceRoleArn = "arn:aws:iam::444455556666:role/cart";
    expect(
      trustFor({ method: "sourceRole", sourceRoleArn, externalId: "eu-central-1/444455556666/prod/shop/cart" }),
    ).toEqual([
      {
        Effect: "Allow",
        Principal: { AWS: sourceRoleArn },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "eu-central-1/444455556666/prod/shop/cart" } },
      },
      { Effect: "Allow", Principal: { AWS: sourceRoleArn }, Action: "sts:TagSession" },
    ]);
    expect(trustFor({ method: "sourceRole", sourceRoleArn })).toMatchObject([{ Action: "sts:AssumeRole" }, {}]);
  });

  it("takes an issuer that only Terraform knows, and has Terraform cut its scheme off", () => {
    const resources = synthesize((stack) => {
      const vpcConfig = { subnetIds: [] };
      const cluster = new EksCluster(stack, "cluster", { name: "prod", roleArn: "arn", vpcConfig });
      const { issuer } = cluster.identity.get(0).oidc.get(0);
      return new WorkloadRole(stack, "cart", { trust: { ...oidc, issuer } });
    });
    expect(roleOf(resources)["assume_role_policy"]).toMatch(
      /"\$\{trimprefix\(aws_eks_cluster\.cluster\.identity\[0\]\.oidc\[0\]\.issuer, "https:\/\/"\)\}:sub":"system:serviceaccount:shop:cart"/,
    );
  });

  it("says everything that is wrong with its trust", () => {
    const trust = {
      method: "oidc",
      providerArn: "oidc",
      issuer: "https://",
      namespace: "*",
      serviceAccount: "Cart",
    } as const;
    expect(problemsOf((stack) => new WorkloadRole(stack, "cart", { trust }))).toEqual([
      "trust.namespace: must be a namespace: 1 to 63 lower-case letters, digits and hyphens",
      "trust.serviceAccount: must be a service account: 1 to 253 lower-case letters, digits, dots and hyphens, or *",
      "trust.providerArn: must be the ARN of an IAM OIDC provider",
      "trust.issuer: must be the issuer URL of a cluster, such as https://oidc.eks.eu-central-1.amazonaws.com/id/ABC",
    ]);
    const others = [
      { method: "podIdentity", namespace: "Shop", clusterArn: "prod" },
      { method: "sourceRole", sourceRoleArn: "cart", externalId: "a b" },
      { ...oidc, audience: "*" },
    ] as const;
    const found = others.flatMap((other) => problemsOf((stack) => new WorkloadRole(stack, "cart", { trust: other })));
    expect(found.map((problem) => problem.split(":")[0])).toEqual([
      "trust.namespace",
      "trust.clusterArn",
      "trust.sourceRoleArn",
      "trust.externalId",
      "trust.audience",
    ]);
    const loose: WorkloadRoleProps = JSON.parse('{ "trust": { "method": "saml" } }');
    expect(problemsOf((stack) => new WorkloadRole(stack, "cart", loose))).toEqual([
      "trust.method: must be podIdentity, oidc or sourceRole",
    ]);
  });
});
