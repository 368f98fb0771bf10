import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import { HybridNodeRole, type HybridNodeRoleProps } from "./index";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const clusterArn = "arn:aws:eks:eu-central-1:111122223333:cluster/prod";
const activation = {
  method: "systemsManager",
  accountId: "111122223333",
  region: "eu-central-1",
  activationTag: { key: "EKSClusterARN", value: clusterArn },
} as const;
const anchor = "arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/01234567-89ab-cdef-0123-456789abcdef";

function synthesize(props: HybridNodeRoleProps): Resources {
  const stack = new TerraformStack(Testing.app(), "prod");
  new HybridNodeRole(stack, "hybrid", props);
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  return resource;
}

function statements(resources: Resources, type: string, argument: string): readonly unknown[] {
  const [resource] = Object.values(resources[type] ?? {});
  return JSON.parse(String(resource?.[argument])).Statement;
}

function policies(resources: Resources): readonly string[] {
  return Object.values(resources["aws_iam_role_policy_attachment"] ?? {}).map((one) => String(one["policy_arn"]));
}

// https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-creds.html
describe("a role of hybrid nodes", () => {
  it("is assumed by Systems Manager for the account's activations alone", () => {
    const resources = synthesize({ credentials: activation, clusterArns: [clusterArn] });
    expect(statements(resources, "aws_iam_role", "assume_role_policy")).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "ssm.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:ssm:eu-central-1:111122223333:*" },
        },
      },
    ]);
    expect(policies(resources)).toEqual([
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ]);
    expect(statements(resources, "aws_iam_role_policy", "policy")).toEqual([
      { Effect: "Allow", Action: "eks:DescribeCluster", Resource: [clusterArn] },
      { Effect: "Allow", Action: "eks-auth:AssumeRoleForPodIdentity", Resource: "*" },
      { Effect: "Allow", Action: "ssm:DescribeInstanceInformation", Resource: "*" },
      {
        Effect: "Allow",
        Action: "ssm:DeregisterManagedInstance",
        Resource: "arn:aws:ssm:eu-central-1:111122223333:managed-instance/*",
        Condition: { StringEquals: { "ssm:resourceTag/EKSClusterARN": clusterArn } },
      },
    ]);
  });

  it("is assumed through IAM Roles Anywhere under the name that the certificate says", () => {
    const resources = synthesize({
      credentials: { method: "rolesAnywhere", trustAnchorArn: anchor },
      podIdentity: false,
      partition: "aws-us-gov",
    });
    expect(statements(resources, "aws_iam_role", "assume_role_policy")).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "rolesanywhere.amazonaws.com" },
        Action: ["sts:TagSession", "sts:SetSourceIdentity"],
        Condition: { ArnEquals: { "aws:SourceArn": anchor } },
      },
      {
        Effect: "Allow",
        Principal: { Service: "rolesanywhere.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "sts:RoleSessionName": "$${aws:PrincipalTag/x509Subject/CN}" },
          ArnEquals: { "aws:SourceArn": anchor },
        },
      },
    ]);
    expect(policies(resources)).toEqual(["arn:aws-us-gov:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"]);
    expect(statements(resources, "aws_iam_role_policy", "policy")).toEqual([
      { Effect: "Allow", Action: "eks:DescribeCluster", Resource: "*" },
    ]);
  });

  it("says everything that is wrong at once", () => {
    const wrong: readonly HybridNodeRoleProps[] = [
      {
        credentials: { ...activation, accountId: "1", region: "Frankfurt", activationTag: { key: "", value: "" } },
        clusterArns: ["prod"],
        inlinePolicies: { "hybrid-node": "{}" },
      },
      {
        credentials: { method: "rolesAnywhere", trustAnchorArn: "anchor", certificateAttribute: "CN" },
        clusterArns: [],
      },
    ];
    const found = wrong.map((props) => {
      try {
        synthesize(props);
      } catch (error) {
        if (error instanceof InvalidPropsError) return error.problems.map(({ property }) => property);
      }
      return [];
    });
    expect(found).toEqual([
      [
        "credentials.accountId",
        "credentials.region",
        "credentials.activationTag.key",
        "clusterArns[0]",
        "inlinePolicies.hybrid-node",
      ],
      ["credentials.trustAnchorArn", "credentials.certificateAttribute", "clusterArns"],
    ]);
  });
});
