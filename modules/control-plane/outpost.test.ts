import { describe, expect, it } from "vitest";
import { networkOf, only, synthesize, wrongPaths } from "../../test/control-planes";
import { EndpointAccess } from "./index";

// https://docs.aws.amazon.com/eks/latest/userguide/eks-outposts-local-cluster-overview.html
describe("a local cluster on an Outpost", () => {
  const outpost = {
    outpostArn: "arn:aws:outposts:eu-central-1:111122223333:outpost/op-0123456789abcdef0",
    instanceType: "m5.large",
    placementGroup: "control-plane",
  };
  const local = { outpost, network: networkOf(["eu-central-1a"]) };

  it("runs on the Outpost, in its one zone, with what EKS has there", () => {
    const resources = synthesize(local);
    const made = only(resources, "aws_eks_cluster");
    expect(made).toMatchObject({
      outpost_config: {
        outpost_arns: [outpost.outpostArn],
        control_plane_instance_type: "m5.large",
        control_plane_placement: { group_name: "control-plane" },
      },
      bootstrap_self_managed_addons: true,
      access_config: { authentication_mode: "CONFIG_MAP", bootstrap_cluster_creator_admin_permissions: true },
    });
    for (const argument of ["encryption_config", "zonal_shift_config", "upgrade_policy", "kubernetes_network_config"]) {
      expect(made).not.toHaveProperty(argument);
    }
    for (const type of ["aws_eks_addon", "aws_kms_key", "aws_iam_openid_connect_provider"]) {
      expect(resources[type]).toBeUndefined();
    }
    expect(JSON.stringify(resources["aws_iam_role_policy_attachment"])).toContain("AmazonEKSLocalOutpostClusterPolicy");
  });

  it("refuses what EKS does not have there, all at once", () => {
    expect(
      [
        ...wrongPaths({
          ...local,
          outpost: { outpostArn: "op-1", instanceType: "large" },
          autoMode: true,
          remoteNetworks: { nodes: ["192.168.0.0/20"] },
          serviceIpv4Cidr: "172.20.0.0/16",
          scalingTier: "tier-xl",
          secretsKey: {},
          identityProvider: { name: "a", issuerUrl: "https://example.com", clientId: "b" },
          capabilities: {},
          zonalShift: true,
          oidcProvider: true,
          addons: { coredns: {} },
          endpointAccess: EndpointAccess.publicAndPrivate(["203.0.113.0/24"]),
          authenticationMode: "API",
          creatorAdmin: false,
        }),
      ].sort(),
    ).toEqual([
      "addons",
      "authenticationMode",
      "autoMode",
      "capabilities",
      "creatorAdmin",
      "endpointAccess",
      "identityProvider",
      "oidcProvider",
      "outpost.instanceType",
      "outpost.outpostArn",
      "remoteNetworks",
      "scalingTier",
      "secretsKey",
      "serviceIpv4Cidr",
      "zonalShift",
    ]);
  });
});
