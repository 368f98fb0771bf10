import { describe, expect, it } from "vitest";
import { addonsOf, only, problemsWith, synthesize } from "../../test/control-planes";

// https://docs.aws.amazon.com/eks/latest/userguide/automode-get-started-cli.html
describe("Auto Mode", () => {
  it("is one switch for the three flags, which EKS takes only together", () => {
    const cluster = only(synthesize({ autoMode: true }), "aws_eks_cluster");
    expect(cluster).toMatchObject({
      compute_config: {
        enabled: true,
        node_pools: ["general-purpose", "system"],
        node_role_arn: expect.stringMatching(/^\$\{aws_iam_role\.control-plane_auto-mode-node-role_\w+\.arn\}$/),
      },
      storage_config: { block_storage: { enabled: true } },
      kubernetes_network_config: { elastic_load_balancing: { enabled: true } },
      bootstrap_self_managed_addons: false,
      access_config: { authentication_mode: "API" },
    });
  });

  it("gives the cluster's role its four policies, and waits for those of both roles", () => {
    const resources = synthesize({ autoMode: true });
    const policies = JSON.stringify(resources["aws_iam_role_policy_attachment"]);
    for (const policy of [
      "AmazonEKSComputePolicy",
      "AmazonEKSBlockStoragePolicy",
      "AmazonEKSLoadBalancingPolicy",
      "AmazonEKSNetworkingPolicy",
      "AmazonEKSWorkerNodeMinimalPolicy",
    ]) {
      expect(policies).toContain(`policy/${policy}"`);
    }
    const waits = JSON.stringify(only(resources, "aws_eks_cluster")["depends_on"]);
    expect(waits).toContain("auto-mode-node-role_attachment-AmazonEKSWorkerNodeMinimalPolicy");
    expect(waits).toContain("role_attachment-AmazonEKSComputePolicy");
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
  it("brings the core add-ons itself, unless EC2 nodes run beside it", () => {
    expect(synthesize({ autoMode: true })["aws_eks_addon"]).toBeUndefined();
    expect(Object.keys(addonsOf(synthesize({ autoMode: true, compute: "ec2" }))).sort()).toEqual([
      "coredns",
      "eks-pod-identity-agent",
      "kube-proxy",
      "vpc-cni",
    ]);
    const driver = { "aws-efs-csi-driver": { ownRole: "podIdentity" } } as const;
    expect(Object.keys(addonsOf(synthesize({ autoMode: true, addons: driver })))).toEqual(["aws-efs-csi-driver"]);
  });

  it("needs no node role without node pools, and takes one that is given", () => {
    const { compute_config: compute } = only(synthesize({ autoMode: { nodePools: [] } }), "aws_eks_cluster");
    expect(compute).toEqual({ enabled: true });
    const nodeRole = { arn: "arn:aws:iam::111122223333:role/nodes" };
    const resources = synthesize({ autoMode: { nodePools: ["system"], nodeRole } });
    expect(only(resources, "aws_eks_cluster")).toMatchObject({
      compute_config: { node_pools: ["system"], node_role_arn: nodeRole.arn },
    });
    expect(Object.keys(resources["aws_iam_role"] ?? {})).toHaveLength(1);
  });

  it("refuses pools that EKS does not know or has twice, and a role without pools", () => {
    const pools = JSON.parse('["system", "gpu", "system"]');
    expect(problemsWith({ autoMode: { nodePools: pools } })).toEqual([
      "autoMode.nodePools[1]: must be one of general-purpose, system",
      "autoMode.nodePools[2]: must be there once",
    ]);
    const nodeRole = { arn: "arn:aws:iam::111122223333:role/nodes" };
    expect(problemsWith({ autoMode: { nodePools: [], nodeRole } })).toEqual([
      "autoMode.nodeRole: must be left out without nodePools: EKS takes it for them alone",
    ]);
    expect(problemsWith({ compute: "autoMode" })).toEqual(["compute: must not be autoMode without autoMode"]);
  });
});
