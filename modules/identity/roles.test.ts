import { TerraformOutput, TerraformStack, Testing, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import {
  AutoModeNodeRole,
  awsManagedPolicyArn,
  CapabilityRole,
  ClusterRole,
  FargatePodRole,
  NodeRole,
  type RoleProps,
} from "./index";

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

// https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html and auto-cluster-iam-role.html
describe("a cluster role", () => {
  it("trusts EKS alone and has the cluster policy", () => {
    const resources = synthesize((stack) => new ClusterRole(stack, "cluster"));
    expect(trustOf(resources)).toEqual([
      { Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: ["sts:AssumeRole"] },
    ]);
    expect(policiesOf(resources)).toEqual(["arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"]);
  });

  it("has four more policies in Auto Mode, and lets EKS tag its sessions", () => {
    const resources = synthesize((stack) => new ClusterRole(stack, "cluster", { autoMode: true }));
    expect(trustOf(resources)).toMatchObject([{ Action: ["sts:AssumeRole", "sts:TagSession"] }]);
    expect(policiesOf(resources).sort()).toEqual([
      "arn:aws:iam::aws:policy/AmazonEKSBlockStoragePolicy",
      "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
      "arn:aws:iam::aws:policy/AmazonEKSComputePolicy",
      "arn:aws:iam::aws:policy/AmazonEKSLoadBalancingPolicy",
      "arn:aws:iam::aws:policy/AmazonEKSNetworkingPolicy",
    ]);
  });

  it("has the VPC resource controller's policy for security groups for pods", () => {
    const resources = synthesize((stack) => new ClusterRole(stack, "cluster", { podSecurityGroups: true }));
    expect(policiesOf(resources)).toContain("arn:aws:iam::aws:policy/AmazonEKSVPCResourceController");
  });
});

describe("a cluster role on an Outpost", () => {
  it("trusts EC2, whose instances run the control plane there, and has the policy for local clusters", () => {
    const resources = synthesize((stack) => new ClusterRole(stack, "cluster", { outpost: true }));
    expect(trustOf(resources)).toMatchObject([{ Principal: { Service: "ec2.amazonaws.com" } }]);
    expect(policiesOf(resources)).toEqual(["arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy"]);
    expect(problemsOf((stack) => new ClusterRole(stack, "cluster", { outpost: true, autoMode: true }))).toEqual([
      "autoMode: must be off on an Outpost",
    ]);
  });
});

// https://docs.aws.amazon.com/eks/latest/userguide/auto-create-node-role.html
describe("a role of Auto Mode's nodes", () => {
  it("trusts EC2 alone, and has the two policies that AWS names", () => {
    const resources = synthesize((stack) => new AutoModeNodeRole(stack, "nodes"));
    expect(trustOf(resources)).toEqual([
      { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: ["sts:AssumeRole"] },
    ]);
    expect(policiesOf(resources).sort()).toEqual([
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy",
    ]);
  });
});

// https://docs.aws.amazon.com/eks/latest/userguide/capability-role.html
describe("a capability's role", () => {
  it("trusts the capabilities of EKS alone, and may do nothing by itself", () => {
    const resources = synthesize((stack) => new CapabilityRole(stack, "ack"));
    expect(trustOf(resources)).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "capabilities.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
      },
    ]);
    expect(policiesOf(resources)).toEqual([]);
  });
});

// https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
describe("a node role", () => {
  it("trusts EC2 alone, and may join and pull images; the CNI's policy hangs elsewhere", () => {
    const resources = synthesize((stack) => new NodeRole(stack, "nodes"));
    expect(trustOf(resources)).toEqual([
      { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: ["sts:AssumeRole"] },
    ]);
    expect(policiesOf(resources).sort()).toEqual([
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
    ]);
  });

  it("takes the policies of the CNI and of Systems Manager when asked to", () => {
    const resources = synthesize(
      (stack) => new NodeRole(stack, "nodes", { includeCniPolicy: true, sessionManager: true }),
    );
    expect(policiesOf(resources)).toContain("arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy");
    expect(policiesOf(resources)).toContain("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore");
  });
});

// https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html
describe("a Fargate pod role", () => {
  it("trusts Fargate alone and has the pod execution policy", () => {
    const resources = synthesize((stack) => new FargatePodRole(stack, "pods"));
    expect(trustOf(resources)).toEqual([
      { Effect: "Allow", Principal: { Service: "eks-fargate-pods.amazonaws.com" }, Action: ["sts:AssumeRole"] },
    ]);
    expect(policiesOf(resources)).toEqual(["arn:aws:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy"]);
  });

  it("can be bound to the profiles of one cluster", () => {
    const fargateProfileArn = "arn:aws:eks:eu-central-1:111122223333:fargateprofile/prod/*";
    const resources = synthesize((stack) => new FargatePodRole(stack, "pods", { fargateProfileArn }));
    expect(trustOf(resources)).toMatchObject([{ Condition: { ArnLike: { "aws:SourceArn": fargateProfileArn } } }]);
  });

  it("refuses the ARN of something else", () => {
    const fargateProfileArn = "arn:aws:eks:eu-central-1:111122223333:cluster/prod";
    expect(problemsOf((stack) => new FargatePodRole(stack, "pods", { fargateProfileArn }))).toEqual([
      "fargateProfileArn: must be the ARN of Fargate profiles, such as arn:aws:eks:eu-central-1:111122223333:fargateprofile/name/*",
    ]);
  });
});

describe("any role", () => {
  const roleWith = (props: RoleProps): Resources => synthesize((stack) => new NodeRole(stack, "nodes", props));

  it("names AWS's policies in the partition that it is told", () => {
    expect(policiesOf(roleWith({ partition: "aws-cn" }))).toContain(
      "arn:aws-cn:iam::aws:policy/AmazonEKSWorkerNodePolicy",
    );
    expect(awsManagedPolicyArn("service-role/AmazonEBSCSIDriverPolicy", "aws-us-gov")).toBe(
      "arn:aws-us-gov:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy",
    );
  });

  it("takes name, path, boundary, description and tags", () => {
    const permissionsBoundary = "arn:aws:iam::111122223333:policy/boundary";
    const props = {
      name: "nodes",
      path: "/eks/",
      permissionsBoundary,
      description: "Nodes",
      tags: { owner: "platform" },
    };
    expect(roleOf(roleWith(props))).toMatchObject({
      name: "nodes",
      path: "/eks/",
      permissions_boundary: permissionsBoundary,
      description: "Nodes",
      tags: { owner: "platform" },
    });
    expect(roleOf(roleWith({ name: "nodes" }))["name_prefix"]).toBeUndefined();
  });

  it("keeps to the limits of IAM: 20 policies, 10,240 characters, one to twelve hours", () => {
    const arns = (count: number, partition = "aws") =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `p${index}`,
          `arn:${partition}:iam::111122223333:policy/p${index}`,
        ]),
      );
    expect(problemsOf((stack) => new NodeRole(stack, "nodes", { policyArns: arns(18) }))).toEqual([]);
    const wrong = {
      policyArns: arns(19),
      inlinePolicies: { a: `{"a":"${"a".repeat(10_240)}"}` },
      maxSessionDuration: 60,
    };
    expect(problemsOf((stack) => new NodeRole(stack, "nodes", wrong))).toEqual([
      "maxSessionDuration: must be 3600 to 43200 (seconds)",
      "policyArns: must be at most 20 policies with those that the role attaches by itself",
      "inlinePolicies: must have at most 10240 characters together, without white space",
    ]);
    expect(roleOf(roleWith({ maxSessionDuration: 7200 }))["max_session_duration"]).toBe(7200);
  });

  it("takes policies of its own partition alone", () => {
    const policyArns = { logs: "arn:aws:iam::111122223333:policy/logs" };
    expect(problemsOf((stack) => new NodeRole(stack, "nodes", { partition: "aws-us-gov", policyArns }))).toEqual([
      "policyArns.logs: must be in the partition of the role, aws-us-gov",
    ]);
    const gov = { partition: "aws-us-gov", policyArns: { logs: "arn:aws-us-gov:iam::111122223333:policy/logs" } };
    expect(problemsOf((stack) => new NodeRole(stack, "nodes", gov))).toEqual([]);
  });

  it("is named after its path, within the 38 characters of a prefix", () => {
    expect(roleOf(roleWith({}))["name_prefix"]).toBe("prod-nodes-");
    const resources = synthesize((stack) => new NodeRole(stack, "nodes"), "a-stack-with-a-name-that-is-rather-long");
    const prefix = String(roleOf(resources)["name_prefix"]);
    expect(prefix.length).toBeLessThanOrEqual(38);
    expect(prefix).toMatch(/^\w.*-nodes-$/);
  });

  it("attaches each policy by a resource of its own, whose address holds the policy's key", () => {
    const before = roleWith({});
    const after = roleWith({ policyArns: { logs: "arn:aws:iam::111122223333:policy/logs" } });
    const attachments = Object.keys(after["aws_iam_role_policy_attachment"] ?? {});
    expect(attachments).toContainEqual(expect.stringMatching(/^nodes_attachment-AmazonEKSWorkerNodePolicy_\w{8}$/));
    expect(attachments).toContainEqual(expect.stringMatching(/^nodes_attachment-logs_\w{8}$/));
    expect(attachments).toEqual(expect.arrayContaining(Object.keys(before["aws_iam_role_policy_attachment"] ?? {})));
  });

  it("takes policies of its own", () => {
    const policy = '{"Version":"2012-10-17","Statement":[]}';
    const [own] = Object.values(roleWith({ inlinePolicies: { read: policy } })["aws_iam_role_policy"] ?? {});
    expect(own).toMatchObject({ name: "read", policy, role: expect.stringContaining("aws_iam_role.nodes_role_") });
  });

  it("shows its role, its attachments by key, and all that must be there before it is used", () => {
    const stack = new TerraformStack(Testing.app(), "prod");
    const role = new NodeRole(stack, "nodes", { inlinePolicies: { read: "{}" } });
    expect(Object.keys(role.attachments)).toEqual(["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"]);
    expect(role.permissions).toEqual([...Object.values(role.attachments), ...Object.values(role.inlinePolicies)]);
    new TerraformOutput(stack, "arn", { value: role.arn });
    expect(JSON.parse(Testing.synth(stack)).output.arn.value).toMatch(/^\$\{aws_iam_role\.nodes_role_\w+\.arn\}$/);
  });

  it("lets hooks change role, attachments and policies of its own", () => {
    const resources = roleWith({
      inlinePolicies: { read: "{}" },
      transform: {
        role: (config) => ({ ...config, maxSessionDuration: 7200 }),
        attachment: (config) => ({ ...config, policyArn: config.policyArn.replace("aws:policy", "aws:policy/x") }),
        inlinePolicy: (config) => ({ ...config, name: `team-${config.name}` }),
      },
    });
    expect(roleOf(resources)["max_session_duration"]).toBe(7200);
    expect(policiesOf(resources)).toContain("arn:aws:iam::aws:policy/x/AmazonEKSWorkerNodePolicy");
    expect(Object.values(resources["aws_iam_role_policy"] ?? {})[0]?.["name"]).toBe("team-read");
  });

  it("says everything that is wrong with its props, and judges nothing that only Terraform knows", () => {
    const arnMessage = "must be the ARN of an IAM policy, such as arn:aws:iam::111122223333:policy/name";
    const wrong: RoleProps = {
      name: "a".repeat(65),
      namePrefix: "a".repeat(39),
      path: "eks",
      permissionsBoundary: "boundary",
      description: "a".repeat(1001),
      partition: "china",
      policyArns: { logs: "logs", AmazonEKSWorkerNodePolicy: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
      inlinePolicies: { "no spaces": "{}", read: "read" },
    };
    expect(problemsOf((stack) => new NodeRole(stack, "nodes", wrong))).toEqual([
      "namePrefix: must not be given together with name",
      "name: must be 1 to 64 letters, digits and +=,.@_-",
      "namePrefix: must be 1 to 38 letters, digits and +=,.@_-",
      "path: must begin and end with a slash, without spaces, at most 512 characters",
      `permissionsBoundary: ${arnMessage}`,
      "description: must be at most 1000 characters long",
      "partition: must be a partition, such as aws, aws-cn or aws-us-gov",
      `policyArns.logs: ${arnMessage}`,
      "policyArns.AmazonEKSWorkerNodePolicy: must have another key: the role attaches AmazonEKSWorkerNodePolicy by itself",
      "inlinePolicies.no spaces: must be named by 1 to 128 letters, digits and +=,.@_-",
      "inlinePolicies.read: must be a policy document as JSON",
    ]);
    const later = Token.asString({ resolve: () => "later" });
    const unknown = { name: later, path: later, permissionsBoundary: later, policyArns: { logs: later } };
    expect(problemsOf((stack) => new NodeRole(stack, "nodes", unknown))).toEqual([]);
  });
});
