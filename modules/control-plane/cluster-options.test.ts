import { Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { networkOf, only, problemsWith, synthesize, synthesizeAll, wrongPaths } from "../../test/control-planes";
import type { ControlPlane, ControlPlaneProps } from "./index";

const cluster = (given: Partial<ControlPlaneProps> = {}) => only(synthesize(given), "aws_eks_cluster");

describe("the cluster's own arguments", () => {
  it("reach the cluster as they are given", () => {
    expect(
      cluster({
        supportType: "EXTENDED",
        forceUpdateVersion: true,
        zonalShift: false,
        deletionProtection: false,
        scalingTier: "tier-2xl",
        authenticationMode: "API_AND_CONFIG_MAP",
        creatorAdmin: true,
        timeouts: { create: "45m", update: "1h30m" },
        tags: { team: "platform" },
      }),
    ).toMatchObject({
      upgrade_policy: { support_type: "EXTENDED" },
      force_update_version: true,
      zonal_shift_config: { enabled: false },
      deletion_protection: false,
      control_plane_scaling_config: { tier: "tier-2xl" },
      access_config: { authentication_mode: "API_AND_CONFIG_MAP", bootstrap_cluster_creator_admin_permissions: true },
      timeouts: { create: "45m", update: "1h30m" },
      tags: { team: "platform" },
    });
  });

  it("are left out where nothing is said, so that older providers take the rest", () => {
    const given = Object.keys(cluster());
    for (const argument of ["region", "control_plane_scaling_config", "compute_config", "timeouts", "outpost_config"]) {
      expect(given).not.toContain(argument);
    }
  });

  it("are refused where EKS would", () => {
    const wrong: Partial<ControlPlaneProps> = JSON.parse(
      '{ "supportType": "LONG", "authenticationMode": "IAM", "ipFamily": "ipv5", "compute": "ec3" }',
    );
    expect(wrongPaths({ ...wrong, scalingTier: "huge", timeouts: { create: "1 hour" } })).toEqual([
      "ipFamily",
      "authenticationMode",
      "supportType",
      "scalingTier",
      "timeouts.create",
      "compute",
    ]);
  });
});

describe("another region", () => {
  it("is that of every resource that has one, and decides the partition", () => {
    const resources = synthesize({
      region: "us-gov-west-1",
      access: { admins: { principalArn: "arn:aws-us-gov:iam::111122223333:role/a", policy: "AmazonEKSViewPolicy" } },
      capabilities: { kro: { type: "KRO" } },
    });
    const regional = Object.entries(resources).filter(([type]) => !type.startsWith("aws_iam_"));
    expect(regional.map(([type]) => type).sort()).toEqual([
      "aws_cloudwatch_log_group",
      "aws_eks_access_entry",
      "aws_eks_access_policy_association",
      "aws_eks_addon",
      "aws_eks_capability",
      "aws_eks_cluster",
      "aws_kms_alias",
      "aws_kms_key",
    ]);
    for (const resource of regional.flatMap(([, named]) => Object.values(named))) {
      expect(resource["region"]).toBe("us-gov-west-1");
    }
  });

  it.each([
    ["cn-north-1", "aws-cn"],
    ["us-gov-east-1", "aws-us-gov"],
    ["eusc-de-east-1", "aws-eusc"],
    ["eu-central-1", "aws"],
  ])("%s has its ARNs in %s, all of them", (region, partition) => {
    const resources = synthesize({
      region,
      autoMode: true,
      compute: "ec2",
      accountId: "111122223333",
      secretsKey: { alsoFor: ["logs", "volumes"] },
      addons: { "aws-ebs-csi-driver": { ownRole: "irsa" } },
      access: { admins: { principalArn: `arn:${partition}:iam::111122223333:role/a`, policy: "AmazonEKSViewPolicy" } },
    });
    const text = JSON.stringify(Object.values(resources).flatMap((named) => Object.values(named)));
    const partitions = [...text.matchAll(/arn:(aws[a-z-]*):/g)].map(([, found]) => found);
    expect(partitions.length).toBeGreaterThan(12);
    expect([...new Set(partitions)]).toEqual([partition]);
  });

  it("is told by the zones of the subnets where nothing else tells it", () => {
    const { resource } = synthesizeAll({
      network: networkOf(["cn-north-1a", "cn-north-1b"]),
      accountId: "111122223333",
      secretsKey: { alsoFor: ["logs"] },
    });
    expect(only(resource, "aws_kms_key")["policy"]).toContain("logs.cn-north-1.amazonaws.com.cn");
    expect(JSON.stringify(resource["aws_iam_role_policy_attachment"])).not.toContain("arn:aws:");
    expect(only(resource, "aws_eks_cluster")).not.toHaveProperty("region");
  });

  it("has no ARNs of another partition", () => {
    expect(
      wrongPaths({
        region: "us-gov-west-1",
        role: { arn: "arn:aws:iam::111122223333:role/cluster" },
        secretsKeyArn: "arn:aws:kms:us-gov-west-1:111122223333:key/1",
        access: { me: { principalArn: "arn:aws:iam::111122223333:role/me", policy: "AmazonEKSViewPolicy" } },
      }),
    ).toEqual(["role.arn", "secretsKeyArn", "access.me.principalArn"]);
  });

  it("must be a region, and in the partition that is given", () => {
    expect(problemsWith({ region: "cn-north-1", partition: "aws" })).toEqual([
      "partition: must be aws-cn, which the region cn-north-1 is in",
    ]);
    expect(wrongPaths({ region: "Frankfurt", partition: "china" })).toEqual(["region", "partition"]);
  });
});

// https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html
describe("an IPv6 cluster", () => {
  it("says so, and its CNI may assign IPv6 addresses", () => {
    const resources = synthesize({ ipFamily: "ipv6" });
    expect(only(resources, "aws_eks_cluster")).toMatchObject({ kubernetes_network_config: { ip_family: "ipv6" } });
    expect(only(resources, "aws_iam_role_policy")["policy"]).toContain("ec2:AssignIpv6Addresses");
  });

  it("excludes a service range, remote networks and a CNI before 1.10", () => {
    expect(
      problemsWith({
        ipFamily: "ipv6",
        serviceIpv4Cidr: "172.20.0.0/16",
        remoteNetworks: { nodes: ["192.168.0.0/20"] },
        addons: { "vpc-cni": { version: "v1.9.3-eksbuild.1" } },
      }),
    ).toEqual([
      "serviceIpv4Cidr: must be left out with ipFamily ipv6: services get IPv6 addresses",
      "remoteNetworks: must be left out with ipFamily ipv6: hybrid nodes have IPv4 addresses",
      "addons.vpc-cni.version: must be at least v1.10.0 in an IPv6 cluster",
    ]);
    expect(problemsWith({ ipFamily: "ipv6", addons: { "vpc-cni": { version: "v1.20.4-eksbuild.1" } } })).toEqual([]);
  });
});

// https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html
describe("remote networks", () => {
  it("are told to the cluster", () => {
    expect(cluster({ remoteNetworks: { nodes: ["192.168.0.0/20"], pods: ["100.64.0.0/16"] } })).toMatchObject({
      remote_network_config: {
        remote_node_networks: { cidrs: ["192.168.0.0/20"] },
        remote_pod_networks: { cidrs: ["100.64.0.0/16"] },
      },
    });
    const { remote_network_config: without } = cluster({ remoteNetworks: { nodes: ["192.168.0.0/20"], pods: [] } });
    expect(without).toEqual({ remote_node_networks: { cidrs: ["192.168.0.0/20"] } });
  });

  it("are private, and overlap neither each other nor the network nor the services", () => {
    expect(
      problemsWith({
        serviceIpv4Cidr: "172.20.0.0/16",
        remoteNetworks: {
          nodes: ["192.168.0.0/20", "10.0.4.0/24", "8.8.8.0/24", "192.168.0.1/20"],
          pods: ["192.168.8.0/24", "172.20.128.0/17"],
        },
      }),
    ).toEqual([
      "remoteNetworks.nodes[1]: must not overlap the network's range, 10.0.0.0/16",
      "remoteNetworks.nodes[2]: must be an IPv4 range of /8 to /32 within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10",
      "remoteNetworks.nodes[3]: must be an IPv4 range of /8 to /32 within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10",
      "remoteNetworks.pods[0]: must not overlap nodes[0], 192.168.0.0/20",
      "remoteNetworks.pods[1]: must not overlap serviceIpv4Cidr, 172.20.0.0/16",
    ]);
    expect(wrongPaths({ remoteNetworks: { nodes: [] } })).toEqual(["remoteNetworks.nodes"]);
  });

  it("need access entries, by which hybrid nodes get in", () => {
    expect(
      wrongPaths({ authenticationMode: "CONFIG_MAP", remoteNetworks: { nodes: ["192.168.0.0/20"] }, autoMode: true }),
    ).toEqual(["autoMode", "remoteNetworks"]);
  });

  it("are not judged where they are tokens", () => {
    const token = Token.asString({ resolve: () => "later" });
    expect(
      problemsWith({ remoteNetworks: { nodes: [token], pods: [token] }, region: token, partition: token }),
    ).toEqual([]);
  });
});

describe("authentication by the config map", () => {
  it("leaves access to the creator, and takes no access entries", () => {
    expect(cluster({ authenticationMode: "CONFIG_MAP" })["access_config"]).toEqual({
      authentication_mode: "CONFIG_MAP",
      bootstrap_cluster_creator_admin_permissions: true,
    });
    expect(
      wrongPaths({
        authenticationMode: "CONFIG_MAP",
        access: { me: { principalArn: "arn:aws:iam::111122223333:role/me" } },
      }),
    ).toEqual(["access.me.principalArn"]);
  });
});

describe("what all resources have in common", () => {
  it("is the path and the boundary of every role", () => {
    const roles = { path: "/eks/", permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary" };
    const resources = synthesize({
      roles,
      autoMode: true,
      compute: "ec2",
      addons: { "aws-ebs-csi-driver": { ownRole: "podIdentity" } },
      capabilities: { ack: { type: "ACK" } },
    });
    const made = Object.values(resources["aws_iam_role"] ?? {});
    expect(made).toHaveLength(5);
    for (const role of made) {
      expect(role).toMatchObject({ path: "/eks/", permissions_boundary: roles.permissionsBoundary });
    }
    expect(wrongPaths({ roles: { path: "eks", permissionsBoundary: "boundary" } })).toEqual([
      "roles.path",
      "roles.permissionsBoundary",
    ]);
  });

  it("are tags that AWS takes", () => {
    expect(wrongPaths({ tags: { "aws:team": "a", long: "a".repeat(257), fine: "b" } })).toEqual([
      "tags.aws:team",
      "tags.long",
    ]);
  });

  // docs/control-plane.md
  it("is that arguments newer than the bindings can be set on them", () => {
    const resources = synthesize({}, (controlPlane) => {
      controlPlane.cluster.addOverride("vpc_config.control_plane_egress_mode", "CUSTOMER_ROUTED");
    });
    expect(only(resources, "aws_eks_cluster")).toMatchObject({
      vpc_config: { control_plane_egress_mode: "CUSTOMER_ROUTED", endpoint_private_access: true },
    });
  });

  it("is that each resource has a member or a hook", () => {
    const seen: string[] = [];
    const note =
      <Config>(name: string) =>
      (config: Config): Config => {
        seen.push(name);
        return config;
      };
    synthesize(
      {
        access: { me: { principalArn: "arn:aws:iam::111122223333:role/me", policy: "AmazonEKSViewPolicy" } },
        capabilities: { kro: { type: "KRO" } },
        identityProvider: { name: "staff", issuerUrl: "https://login.example.com", clientId: "kubernetes" },
        transform: {
          cluster: note("cluster"),
          logGroup: note("logGroup"),
          secretsKey: note("secretsKey"),
          secretsKeyAlias: note("secretsKeyAlias"),
          oidcProvider: note("oidcProvider"),
          identityProvider: note("identityProvider"),
          accessEntry: note("accessEntry"),
          accessPolicyAssociation: note("accessPolicyAssociation"),
          capability: note("capability"),
          addon: note("addon"),
          roles: { role: note("role"), attachment: note("attachment") },
        },
      },
      (controlPlane: ControlPlane) => {
        expect(Object.keys(controlPlane.addonRoles)).toEqual(["vpc-cni"]);
        expect(Object.keys(controlPlane.capabilities)).toEqual(["kro"]);
        expect(Object.keys(controlPlane.accessEntries)).toEqual(["me"]);
      },
    );
    expect([...new Set(seen)].sort()).toEqual([
      "accessEntry",
      "accessPolicyAssociation",
      "addon",
      "attachment",
      "capability",
      "cluster",
      "identityProvider",
      "logGroup",
      "oidcProvider",
      "role",
      "secretsKey",
      "secretsKeyAlias",
    ]);
  });
});
