import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import type { AccessGrant } from "./access";
import { AccessEntries, type AccessEntriesProps } from "./access-entries";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const admin = "arn:aws:iam::111122223333:role/admin";

function entries(transform: NonNullable<AccessEntriesProps["transform"]> = {}) {
  const stack = new TerraformStack(Testing.app(), "test");
  const access = new AccessEntries(stack, "access", { clusterName: "demo", partition: "aws", transform });
  const resources = (): Resources => {
    const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
    return resource;
  };
  return { access, resources };
}

/** Paths of the properties that are wrong. */
function problemsOf(act: () => void): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidPropsError) return error.problems.map(({ property }) => property);
    throw error;
  }
  return [];
}

describe("granting access", () => {
  it("makes an entry and associates the policy, in the whole cluster by default", () => {
    const { access, resources } = entries();
    access.grant("admins", { principalArn: admin, policy: "AmazonEKSClusterAdminPolicy" });
    expect(Object.values(resources()["aws_eks_access_entry"] ?? {})).toMatchObject([
      { cluster_name: "demo", principal_arn: admin, type: "STANDARD" },
    ]);
    expect(Object.values(resources()["aws_eks_access_policy_association"] ?? {})).toMatchObject([
      {
        principal_arn: admin,
        policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        access_scope: { type: "cluster" },
        depends_on: [expect.stringMatching(/^aws_eks_access_entry\.access_admins_/)],
      },
    ]);
  });

  it("narrows a policy to namespaces", () => {
    const { access, resources } = entries();
    access.grant("shop", {
      principalArn: admin,
      policy: "AmazonEKSEditPolicy",
      scope: { namespaces: ["shop", "shop-*"] },
    });
    expect(Object.values(resources()["aws_eks_access_policy_association"] ?? {})).toMatchObject([
      { access_scope: { type: "namespace", namespaces: ["shop", "shop-*"] } },
    ]);
  });

  it("shares one entry between the grants to one principal, since EKS takes one", () => {
    const { access, resources } = entries();
    access.grant("view", { principalArn: admin, policy: "AmazonEKSViewPolicy" });
    access.grant("edit-shop", { principalArn: admin, policy: "AmazonEKSEditPolicy", scope: { namespaces: ["shop"] } });
    expect(Object.keys(resources()["aws_eks_access_entry"] ?? {})).toHaveLength(1);
    expect(Object.keys(resources()["aws_eks_access_policy_association"] ?? {})).toHaveLength(2);
    expect(Object.keys(access.accessEntries)).toEqual(["view"]);
  });

  it("makes an entry without a policy for groups", () => {
    const { access, resources } = entries();
    access.grant("ci", { principalArn: admin, groups: ["deployers"] });
    expect(Object.values(resources()["aws_eks_access_entry"] ?? {})).toMatchObject([
      { kubernetes_groups: ["deployers"] },
    ]);
    expect(resources()["aws_eks_access_policy_association"]).toBeUndefined();
  });

  it("shares the entry also where the principal is a role of the same stack, and gives it the groups of all grants", () => {
    const { access, resources } = entries();
    const role = new IamRole(access, "role", { assumeRolePolicy: "{}" });
    access.grant("view", { principalArn: role.arn, policy: "AmazonEKSViewPolicy", groups: ["viewers"] });
    access.grant("deploy", { principalArn: role.arn, groups: ["deployers", "viewers"] });
    expect(Object.values(resources()["aws_eks_access_entry"] ?? {})).toMatchObject([
      { kubernetes_groups: ["viewers", "deployers"] },
    ]);
  });

  it("takes a user name and tags, and passes hooks on", () => {
    const { access, resources } = entries({
      accessEntry: (config) => ({ ...config, tags: { ...config.tags, hooked: "yes" } }),
      accessPolicyAssociation: (config) => ({ ...config, region: "eu-west-1" }),
    });
    access.grant("ci", {
      principalArn: admin,
      policy: "AmazonEKSViewPolicy",
      username: "ci:{{SessionName}}",
      tags: { team: "a" },
    });
    expect(Object.values(resources()["aws_eks_access_entry"] ?? {})).toMatchObject([
      { user_name: "ci:{{SessionName}}", tags: { team: "a", hooked: "yes" } },
    ]);
    expect(Object.values(resources()["aws_eks_access_policy_association"] ?? {})).toMatchObject([
      { region: "eu-west-1" },
    ]);
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html#auto-node-access-entry
  it("gives a node class of Auto Mode its policy", () => {
    const { access, resources } = entries();
    access.grant("nodes", { principalArn: admin, type: "EC2", policy: "AmazonEKSAutoNodePolicy" });
    expect(Object.values(resources()["aws_eks_access_entry"] ?? {})).toMatchObject([{ type: "EC2" }]);
    expect(Object.keys(resources()["aws_eks_access_policy_association"] ?? {})).toHaveLength(1);
  });

  it("adds resources and changes none where one grant more is given", () => {
    const grantTo = (names: readonly string[]) => {
      const { access, resources } = entries();
      for (const name of names) {
        access.grant(name, { principalArn: `arn:aws:iam::111122223333:role/${name}`, policy: "AmazonEKSViewPolicy" });
      }
      return resources();
    };
    expect(grantTo(["a", "new", "b"])).toMatchObject(grantTo(["a", "b"]));
  });

  it("refuses what EKS refuses, all at once", () => {
    const { access } = entries();
    expect(
      problemsOf(() =>
        access.grant("bad", {
          principalArn: "arn:aws:sts::111122223333:assumed-role/admin/me",
          policy: "ClusterAdmin",
          scope: { namespaces: ["Shop"] },
          groups: ["system:masters", "eks:admins"],
          username: "ci{{SessionName}}",
        }),
      ),
    ).toEqual(["principalArn", "policy", "scope.namespaces[0]", "groups[0]", "groups[1]", "username"]);
    expect(
      problemsOf(() =>
        access.grant("none", { principalArn: admin, policy: "AmazonEKSViewPolicy", scope: { namespaces: [] } }),
      ),
    ).toEqual(["scope.namespaces"]);
    expect(problemsOf(() => access.grant("where", { principalArn: admin, scope: { namespaces: ["shop"] } }))).toEqual([
      "scope",
    ]);
  });

  it("refuses what entries of nodes do not take, where the compiler did not see it", () => {
    const { access } = entries();
    const loose: AccessGrant = JSON.parse(
      '{ "principalArn": "arn:aws:iam::111122223333:user/me", "type": "EC2_LINUX", "policy": "AmazonEKSViewPolicy", "groups": ["a"] }',
    );
    expect(problemsOf(() => access.grant("nodes", loose))).toEqual(["principalArn", "policy", "groups"]);
    // @ts-expect-error nodes take no policies
    const typed: AccessGrant = { principalArn: admin, type: "HYBRID_LINUX", policy: "AmazonEKSViewPolicy" };
    expect(problemsOf(() => access.grant("typed", typed))).toEqual(["policy"]);
  });

  it("refuses a key that is taken, another type for the same principal, and a policy for the second time", () => {
    const { access } = entries();
    access.grant("one", { principalArn: admin, policy: "AmazonEKSViewPolicy" });
    expect(problemsOf(() => access.grant("one", { principalArn: admin, type: "EC2" }))).toEqual(["type", "key"]);
    expect(() =>
      access.grant("two", { principalArn: admin, policy: "AmazonEKSViewPolicy", scope: { namespaces: ["shop"] } }),
    ).toThrow('policy = "AmazonEKSViewPolicy": is granted to this principal by "one" already; EKS takes a policy once');
  });

  it("refuses a principal of another partition, which cannot reach the cluster", () => {
    const { access } = entries();
    expect(problemsOf(() => access.grant("me", { principalArn: "arn:aws-cn:iam::111122223333:role/me" }))).toEqual([
      "principalArn",
    ]);
  });

  it("is not possible where the cluster has no access entries", () => {
    const stack = new TerraformStack(Testing.app(), "test");
    const access = new AccessEntries(stack, "access", { clusterName: "demo", partition: "aws", isOff: true });
    expect(() => access.grant("me", { principalArn: admin })).toThrow("with authenticationMode CONFIG_MAP");
  });
});
