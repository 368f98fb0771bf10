import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { AccessEntries } from "./access-entries";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const admin = "arn:aws:iam::111122223333:role/admin";

function entries() {
  const stack = new TerraformStack(Testing.app(), "test");
  const access = new AccessEntries(stack, "access", { clusterName: "demo", partition: "aws" });
  const resources = (): Resources => {
    const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
    return resource;
  };
  return { access, resources };
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

  it("refuses what EKS refuses, all at once", () => {
    const { access } = entries();
    expect(() =>
      access.grant("bad", {
        principalArn: "arn:aws:sts::111122223333:assumed-role/admin/me",
        policy: "ClusterAdmin",
        scope: { namespaces: [] },
        groups: ["system:masters"],
        type: "EC2_LINUX",
      }),
    ).toThrow(
      /5 problems\n {2}principalArn[\s\S]*policy = "ClusterAdmin"[\s\S]*scope\.namespaces[\s\S]*groups\[0\] = "system:masters"[\s\S]*take no policies/,
    );
  });

  it("refuses a key that is taken, another type for the same principal, and groups that come too late", () => {
    const { access } = entries();
    access.grant("one", { principalArn: admin, policy: "AmazonEKSViewPolicy" });
    expect(() => access.grant("one", { principalArn: admin, groups: ["late"], type: "EC2" })).toThrow(
      /type = "EC2": differs from the grant "one"[\s\S]*groups = \["late"\]: must be given with the first[\s\S]*key = "one": is taken/,
    );
  });
});
