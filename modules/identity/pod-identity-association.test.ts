import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import { PodIdentityAssociation, type PodIdentityAssociationProps } from "./index";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const pods = { cluster: { clusterName: "prod" }, namespace: "shop", serviceAccount: "cart" };

function synthesize(given: Partial<PodIdentityAssociationProps> = {}): Resources {
  const stack = new TerraformStack(Testing.app(), "prod");
  new PodIdentityAssociation(stack, "cart", { ...pods, ...given });
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  return resource;
}

function only(resources: Resources, type: string): Record<string, unknown> {
  const [first, ...rest] = Object.values(resources[type] ?? {});
  if (first === undefined || rest.length > 0) throw new Error(`not one resource of type ${type}`);
  return first;
}

describe("a pod identity association", () => {
  it("gives one service account a role of its own, bound to it on both sides", () => {
    const resources = synthesize({ policyArns: { orders: "arn:aws:iam::111122223333:policy/orders" } });
    expect(only(resources, "aws_eks_pod_identity_association")).toMatchObject({
      cluster_name: "prod",
      namespace: "shop",
      service_account: "cart",
      role_arn: expect.stringMatching(/^\$\{aws_iam_role\.cart_role_/),
      depends_on: [expect.stringContaining("aws_iam_role_policy_attachment.cart_role_attachment-orders_")],
    });
    expect(only(resources, "aws_eks_pod_identity_association")).not.toHaveProperty("disable_session_tags");
    expect(only(resources, "aws_iam_role")["assume_role_policy"]).toContain(
      '"aws:RequestTag/kubernetes-service-account":"cart"',
    );
  });

  it("takes a role made elsewhere, and then makes none", () => {
    const resources = synthesize({ roleArn: "arn:aws:iam::111122223333:role/cart", tags: { team: "shop" } });
    expect(resources["aws_iam_role"]).toBeUndefined();
    expect(only(resources, "aws_eks_pod_identity_association")).toMatchObject({
      role_arn: "arn:aws:iam::111122223333:role/cart",
      tags: { team: "shop" },
    });
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
  it("reaches a target role, which the role made may assume", () => {
    const targetRoleArn = "arn:aws:iam::444455556666:role/orders";
    const resources = synthesize({ targetRoleArn });
    expect(only(resources, "aws_eks_pod_identity_association")).toMatchObject({ target_role_arn: targetRoleArn });
    expect(JSON.parse(String(only(resources, "aws_iam_role_policy")["policy"])).Statement).toEqual([
      { Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Resource: targetRoleArn },
    ]);
  });

  it("does not ask for session tags where they are off", () => {
    const resources = synthesize({ sessionTags: false });
    expect(only(resources, "aws_eks_pod_identity_association")).toMatchObject({ disable_session_tags: true });
    expect(only(resources, "aws_iam_role")["assume_role_policy"]).not.toContain("Condition");
  });

  it("has a hook for each resource, and puts path, boundary and region where they belong", () => {
    const resources = synthesize({
      path: "/eks/",
      permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
      region: "eu-west-1",
      transform: {
        association: (config) => ({ ...config, tags: { hooked: "yes" } }),
        role: (config) => ({ ...config, tags: {} }),
      },
    });
    expect(only(resources, "aws_iam_role")).toMatchObject({
      path: "/eks/",
      permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
    });
    expect(only(resources, "aws_eks_pod_identity_association")).toMatchObject({
      region: "eu-west-1",
      tags: { hooked: "yes" },
    });
  });

  it("is one for each service account of a cluster", () => {
    const stack = new TerraformStack(Testing.app(), "prod");
    const cluster = new EksCluster(stack, "cluster", { name: "prod", roleArn: "arn", vpcConfig: { subnetIds: [] } });
    const add = (id: string, given: Partial<PodIdentityAssociationProps> = {}) =>
      new PodIdentityAssociation(stack, id, { ...pods, cluster: { clusterName: cluster.name }, ...given });
    expect(add("one").node.validate()).toEqual([]);
    expect(add("two").node.validate()).toEqual([
      "shop/cart has an association already, prod/one: EKS takes one for each",
    ]);
    expect(add("three", { serviceAccount: "till" }).node.validate()).toEqual([]);
    expect(add("four", { cluster: { clusterName: "other" } }).node.validate()).toEqual([]);
  });

  it("says everything that is wrong at once", () => {
    const wrong = { namespace: "Shop", serviceAccount: "*", roleArn: "cart", targetRoleArn: "orders", path: "/eks/" };
    let found: readonly string[] = [];
    try {
      synthesize(wrong);
    } catch (error) {
      if (error instanceof InvalidPropsError) found = error.problems.map(({ property }) => property);
    }
    expect(found).toEqual(["namespace", "serviceAccount", "roleArn", "targetRoleArn", "path"]);
  });
});
