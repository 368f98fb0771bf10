import { TerraformStack, Testing, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import type { Network } from "../network/network";
import { ControlPlane, type ControlPlaneProps, EndpointAccess } from "./index";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

function networkOf(zones: readonly string[]): Network {
  return {
    vpcId: "vpc-1",
    ipv4CidrBlocks: ["10.0.0.0/16"],
    tierNames: ["controlPlane", "private"],
    subnets: (tier) => zones.map((zone) => ({ id: `subnet-${tier}-${zone}`, zone, tier })),
  };
}

const props: ControlPlaneProps = {
  name: "demo",
  version: "1.35",
  network: networkOf(["eu-central-1a", "eu-central-1b"]),
  tier: "controlPlane",
};

function synthesize(
  given: Partial<ControlPlaneProps> = {},
  act: (controlPlane: ControlPlane) => void = () => {},
): Resources {
  const stack = new TerraformStack(Testing.app(), "test");
  act(new ControlPlane(stack, "control-plane", { ...props, ...given }));
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  return resource;
}

function only(resources: Resources, type: string): Record<string, unknown> {
  const [first, ...rest] = Object.values(resources[type] ?? {});
  if (first === undefined || rest.length > 0)
    throw new Error(`${rest.length + (first ? 1 : 0)} resources of type ${type}`);
  return first;
}

function addons(resources: Resources): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.values(resources["aws_eks_addon"] ?? {}).map((addon) => [String(addon["addon_name"]), addon]),
  );
}

function make(given: Partial<ControlPlaneProps>): () => ControlPlane {
  return () => new ControlPlane(new TerraformStack(Testing.app(), "test"), "control-plane", { ...props, ...given });
}

describe("a control plane by default", () => {
  const resources = synthesize();
  const cluster = only(resources, "aws_eks_cluster");

  it("can be reached from the VPC alone", () => {
    expect(cluster["vpc_config"]).toEqual({
      endpoint_private_access: true,
      endpoint_public_access: false,
      subnet_ids: ["subnet-controlPlane-eu-central-1a", "subnet-controlPlane-eu-central-1b"],
    });
  });

  it("lets in whom access entries name, and not its creator", () => {
    expect(cluster["access_config"]).toEqual({
      authentication_mode: "API",
      bootstrap_cluster_creator_admin_permissions: false,
    });
  });

  it("keeps all five logs for 90 days in a group that exists before it", () => {
    expect(cluster["enabled_cluster_log_types"]).toEqual([
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]);
    expect(only(resources, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/eks/demo/cluster",
      retention_in_days: 90,
    });
    expect(cluster["depends_on"]).toContainEqual(expect.stringMatching(/^aws_cloudwatch_log_group\./));
  });

  it("waits for its role's policies, which EKS needs also while it deletes the cluster", () => {
    expect(cluster["depends_on"]).toContainEqual(expect.stringMatching(/^aws_iam_role_policy_attachment\./));
  });

  it("encrypts secrets with a key of its own that rotates", () => {
    expect(only(resources, "aws_kms_key")).toMatchObject({ enable_key_rotation: true });
    expect(cluster["encryption_config"]).toEqual({
      provider: { key_arn: expect.stringMatching(/^\$\{aws_kms_key\..+\.arn\}$/) },
      resources: ["secrets"],
    });
    expect(only(resources, "aws_kms_alias")).toMatchObject({ name: "alias/eks/demo" });
  });

  it("is protected from deletion, moves out of impaired zones and out of support", () => {
    expect(cluster).toMatchObject({
      deletion_protection: true,
      zonal_shift_config: { enabled: true },
      upgrade_policy: { support_type: "STANDARD" },
    });
  });

  it("is not replaced over the flags that EKS reads once", () => {
    expect(cluster["bootstrap_self_managed_addons"]).toBe(false);
    expect(cluster["lifecycle"]).toEqual({
      ignore_changes: ["access_config[0].bootstrap_cluster_creator_admin_permissions", "bootstrap_self_managed_addons"],
    });
  });

  it("has an OIDC provider without thumbprints, for the issuer of the cluster", () => {
    const provider = only(resources, "aws_iam_openid_connect_provider");
    expect(provider).toMatchObject({ client_id_list: ["sts.amazonaws.com"] });
    expect(provider["url"]).toMatch(/^\$\{aws_eks_cluster\..+\.identity\[0\]\.oidc\[0\]\.issuer\}$/);
    expect(provider).not.toHaveProperty("thumbprint_list");
  });
});

describe("the props of a control plane", () => {
  it("set the endpoint, the groups of its interfaces, the service range and the logs", () => {
    const cluster = only(
      synthesize({
        endpointAccess: EndpointAccess.publicAndPrivate(["203.0.113.0/24"]),
        securityGroups: [{ securityGroupId: "sg-1" }],
        serviceIpv4Cidr: "172.20.0.0/16",
        logs: { types: ["audit"], retentionDays: 365, kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1" },
      }),
      "aws_eks_cluster",
    );
    expect(cluster).toMatchObject({
      enabled_cluster_log_types: ["audit"],
      kubernetes_network_config: { service_ipv4_cidr: "172.20.0.0/16" },
      vpc_config: {
        public_access_cidrs: ["203.0.113.0/24"],
        security_group_ids: ["sg-1"],
        endpoint_public_access: true,
      },
    });
  });

  it("take a role and a key made elsewhere, and then make none", () => {
    const resources = synthesize({
      role: { arn: "arn:aws:iam::111122223333:role/cluster" },
      secretsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1",
      addons: { "vpc-cni": false },
    });
    expect(resources["aws_iam_role"]).toBeUndefined();
    expect(resources["aws_kms_key"]).toBeUndefined();
    expect(only(resources, "aws_eks_cluster")).toMatchObject({ role_arn: "arn:aws:iam::111122223333:role/cluster" });
  });

  it("name the account in the key's policy where it is given, so that the policy is plain text", () => {
    const policy = String(only(synthesize({ accountId: "111122223333" }), "aws_kms_key")["policy"]);
    expect(policy).toContain('"AWS":"arn:aws:iam::111122223333:root"');
  });

  it("have hooks for what they do not model", () => {
    const resources = synthesize({
      transform: {
        cluster: (config) => ({ ...config, forceUpdateVersion: true }),
        logGroup: (config) => ({ ...config, skipDestroy: true }),
        addon: (config) => (config.addonName === "coredns" ? { ...config, preserve: true } : config),
      },
    });
    expect(only(resources, "aws_eks_cluster")).toMatchObject({ force_update_version: true });
    expect(only(resources, "aws_cloudwatch_log_group")).toMatchObject({ skip_destroy: true });
    expect(addons(resources)["coredns"]).toMatchObject({ preserve: true });
  });

  it("are all judged at once", () => {
    expect(
      make({
        name: "-demo",
        version: "1.3",
        tier: "public",
        serviceIpv4Cidr: "10.0.8.0/22",
        logs: { retentionDays: 91 },
        accountId: "1",
      }),
    ).toThrow(
      /6 problems\n {2}tier = "public": is no tier of the network; its tiers are controlPlane, private\n {2}name = "-demo"[\s\S]*version = "1.3"[\s\S]*logs.retentionDays = 91[\s\S]*accountId = "1"[\s\S]*serviceIpv4Cidr = "10.0.8.0\/22": must not overlap the network's range 10.0.0.0\/16/,
    );
  });

  it("need two zones", () => {
    expect(make({ network: networkOf(["eu-central-1a"]) })).toThrow(
      "has subnets in eu-central-1a alone; EKS needs at least two zones",
    );
    expect(make({ zones: ["eu-central-1b"] })).toThrow('zones = ["eu-central-1b"]: has subnets in eu-central-1b alone');
    expect(make({ zones: ["eu-central-1z"] })).toThrow(
      'zones[0] = "eu-central-1z": must be one of eu-central-1a, eu-central-1b',
    );
  });

  it.each(["10.0.0.0/8", "172.20.0.0/25", "8.0.0.0/16", "172.20.0.1/16", "x"])(
    "refuse the service range %s",
    (serviceIpv4Cidr) => {
      expect(make({ serviceIpv4Cidr })).toThrow(
        "must be a range of /12 to /24 within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16",
      );
    },
  );

  it("are not judged where they are tokens", () => {
    const token = Token.asString({ resolve: () => "later" });
    expect(make({ name: token, version: token, serviceIpv4Cidr: token, network: networkOf([token]) })).not.toThrow();
  });

  it("take a token for the name, which is then not cut into the names of roles", () => {
    const token = Token.asString({ resolve: () => "later" });
    const roles = Object.values(synthesize({ name: token })["aws_iam_role"] ?? {});
    expect(roles.map((role) => role["name_prefix"]).sort()).toEqual([
      "test-control-plane-role-",
      "test-control-plane-vpc-cni-role-",
    ]);
  });

  it("take a version that is newer than this release", () => {
    expect(make({ version: "1.36" })).not.toThrow();
  });
});

describe("the core add-ons", () => {
  it("are there on EC2, with network policies on and a role of its own for the CNI", () => {
    const resources = synthesize();
    const made = addons(resources);
    expect(Object.keys(made).sort()).toEqual(["coredns", "eks-pod-identity-agent", "kube-proxy", "vpc-cni"]);
    expect(made["vpc-cni"]).toMatchObject({
      configuration_values: '{"enableNetworkPolicy":"true"}',
      pod_identity_association: [
        {
          service_account: "aws-node",
          role_arn: expect.stringMatching(/^\$\{aws_iam_role\.control-plane_vpc-cni-role_/),
        },
      ],
    });
    expect(made["vpc-cni"]?.["depends_on"]).toEqual([expect.stringContaining("vpc-cni-role_attachment-cni")]);
    const policies = Object.values(resources["aws_iam_role_policy_attachment"] ?? {}).map(
      (attachment) => attachment["policy_arn"],
    );
    expect(policies).toContain("arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy");
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/fargate.html: daemon sets are not supported on Fargate.
  it("are coredns alone on Fargate, with its compute type", () => {
    const made = addons(synthesize({ compute: "fargate" }));
    expect(Object.keys(made)).toEqual(["coredns"]);
    expect(made["coredns"]).toMatchObject({ configuration_values: '{"computeType":"Fargate"}' });
  });

  it("are those of EC2 where Fargate runs beside it", () => {
    expect(addons(synthesize({ compute: "ec2AndFargate" }))["coredns"]).not.toHaveProperty("configuration_values");
  });

  it("can be changed by name, added to and left out", () => {
    const made = addons(
      synthesize({
        addons: {
          "kube-proxy": false,
          "vpc-cni": { version: "v1.20.4-eksbuild.1", serviceAccountRoleArn: "arn:aws:iam::111122223333:role/cni" },
          "aws-ebs-csi-driver": { resolveConflictsOnUpdate: "PRESERVE", preserve: true },
        },
      }),
    );
    expect(made["kube-proxy"]).toBeUndefined();
    expect(made["vpc-cni"]).toMatchObject({
      addon_version: "v1.20.4-eksbuild.1",
      service_account_role_arn: "arn:aws:iam::111122223333:role/cni",
      configuration_values: '{"enableNetworkPolicy":"true"}',
    });
    expect(made["vpc-cni"]).not.toHaveProperty("pod_identity_association");
    expect(made["aws-ebs-csi-driver"]).toMatchObject({ resolve_conflicts_on_update: "PRESERVE", preserve: true });
  });

  it("cannot be added twice, nor with two kinds of role", () => {
    const add = (name: string) => () =>
      synthesize({}, (controlPlane) =>
        controlPlane.addAddon(name, {
          podIdentity: { serviceAccount: "x", roleArn: "arn:aws:iam::111122223333:role/x" },
          serviceAccountRoleArn: "arn:aws:iam::111122223333:role/x",
        }),
      );
    expect(add("coredns")).toThrow(/name = "coredns": is an add-on of this cluster already\n {2}podIdentity/);
  });
});
