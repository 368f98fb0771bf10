import { TerraformStack, Testing, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { ControlPlane } from "../control-plane";
import type { Network } from "../network/network";
import { ManagedNodeGroup, type ManagedNodeGroupProps } from "./index";

type Resource = Record<string, unknown>;
type Resources = Record<string, Record<string, Resource>>;

const network: Network = {
  vpcId: "vpc-1",
  ipv4CidrBlocks: ["10.0.0.0/16"],
  tierNames: ["private"],
  subnets: (tier) => ["a", "b"].map((zone) => ({ id: `subnet-${zone}`, zone: `eu-central-1${zone}`, tier })),
};

function synthesize(given: Partial<ManagedNodeGroupProps> = {}) {
  const stack = new TerraformStack(Testing.app(), "test");
  const cluster = new ControlPlane(stack, "control-plane", { name: "demo", version: "1.35", network, tier: "private" });
  new ManagedNodeGroup(stack, "general", { cluster, name: "general", network, tier: "private", ...given });
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  const first = (type: string): Resource => Object.values(resource[type] ?? {})[0] ?? {};
  return { resource, nodeGroup: first("aws_eks_node_group"), launchTemplate: first("aws_launch_template") };
}

describe("a managed node group by default", () => {
  const { nodeGroup, launchTemplate, resource } = synthesize();

  it("runs Amazon Linux 2023 on demand, in every subnet of the tier", () => {
    expect(nodeGroup).toMatchObject({
      ami_type: "AL2023_x86_64_STANDARD",
      capacity_type: "ON_DEMAND",
      instance_types: ["m7i.large"],
      subnet_ids: ["subnet-a", "subnet-b"],
    });
  });

  it("follows the version of the cluster", () => {
    expect(nodeGroup).toMatchObject({ version: "1.35" });
    expect(nodeGroup).not.toHaveProperty("release_version");
  });

  it("leaves the number of nodes to the autoscaler after the start, and comes up before the group it replaces goes", () => {
    expect(nodeGroup["scaling_config"]).toEqual({ min_size: 2, max_size: 4, desired_size: 2 });
    expect(nodeGroup["lifecycle"]).toEqual({
      create_before_destroy: true,
      ignore_changes: ["scaling_config[0].desired_size"],
    });
    expect(nodeGroup).toMatchObject({ node_group_name_prefix: "general-" });
    expect(nodeGroup).not.toHaveProperty("node_group_name");
  });

  it("updates a third of its nodes at a time, and repairs them", () => {
    expect(nodeGroup).toMatchObject({
      update_config: { max_unavailable_percentage: 33 },
      node_repair_config: { enabled: true },
    });
  });

  it("takes the latest version of a launch template of its own", () => {
    expect(nodeGroup["launch_template"]).toEqual({
      id: expect.stringMatching(/^\$\{aws_launch_template\.general_launch-template_\w+\.id\}$/),
      version: expect.stringMatching(/^\$\{aws_launch_template\.general_launch-template_\w+\.latest_version\}$/),
    });
  });

  it("gives metadata to session tokens from the node alone", () => {
    expect(launchTemplate["metadata_options"]).toEqual({
      http_endpoint: "enabled",
      http_tokens: "required",
      http_put_response_hop_limit: 1,
    });
  });

  it("encrypts its volume", () => {
    expect(launchTemplate["block_device_mappings"]).toEqual([
      {
        device_name: "/dev/xvda",
        ebs: { encrypted: "true", volume_type: "gp3", volume_size: 50, delete_on_termination: "true" },
      },
    ]);
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html: what a template of a managed group may not have.
  it("has no network interfaces, instance type, profile or image in its template", () => {
    for (const argument of [
      "network_interfaces",
      "instance_type",
      "iam_instance_profile",
      "image_id",
      "security_group_names",
    ]) {
      expect(launchTemplate).not.toHaveProperty(argument);
    }
  });

  it("gets the cluster security group where no other is given", () => {
    expect(launchTemplate).not.toHaveProperty("vpc_security_group_ids");
  });

  it("waits for the policies of its role and for the add-ons that its nodes need, and coredns waits for it", () => {
    const waits = JSON.stringify(nodeGroup["depends_on"]);
    for (const needed of [
      "role_attachment-AmazonEKSWorkerNodePolicy",
      "addon-vpc-cni",
      "addon-kube-proxy",
      "addon-eks-pod-identity-agent",
    ]) {
      expect(waits).toContain(needed);
    }
    expect(waits).not.toContain("addon-coredns");
    const coredns = Object.values(resource["aws_eks_addon"] ?? {}).find((addon) => addon["addon_name"] === "coredns");
    expect(coredns?.["depends_on"]).toEqual([expect.stringMatching(/^aws_eks_node_group\.general_/)]);
  });
});

describe("the props of a managed node group", () => {
  it("set labels, taints, capacity, sizes, version and subnets", () => {
    const { nodeGroup } = synthesize({
      capacityType: "SPOT",
      instanceTypes: ["m7i.xlarge", "m6i.xlarge"],
      labels: { "example.com/team": "shop" },
      taints: [{ key: "spot", effect: "NoSchedule" }],
      size: { min: 0, max: 10, desired: 5 },
      version: "1.34",
      releaseVersion: "1.34.2-20260105",
      zones: ["eu-central-1b"],
    });
    expect(nodeGroup).toMatchObject({
      capacity_type: "SPOT",
      instance_types: ["m7i.xlarge", "m6i.xlarge"],
      labels: { "example.com/team": "shop" },
      taint: [{ key: "spot", effect: "NO_SCHEDULE" }],
      scaling_config: { min_size: 0, max_size: 10, desired_size: 5 },
      version: "1.34",
      release_version: "1.34.2-20260105",
      subnet_ids: ["subnet-b"],
    });
  });

  it("put the nodes into the groups given", () => {
    const { launchTemplate } = synthesize({
      securityGroups: [{ securityGroupId: "sg-1" }, { securityGroupId: "sg-2" }],
    });
    expect(launchTemplate["vpc_security_group_ids"]).toEqual(["sg-1", "sg-2"]);
  });

  it("tag instances, volumes and interfaces, which the provider's default tags do not reach", () => {
    const { launchTemplate } = synthesize({ tags: { team: "platform" } });
    const { tag_specifications: specifications } = launchTemplate;
    expect(specifications).toMatchObject(
      ["instance", "volume", "network-interface"].map((type) => ({ resource_type: type, tags: { team: "platform" } })),
    );
  });

  it("encrypt both volumes of Bottlerocket, and take Graviton where the image is for ARM", () => {
    const { launchTemplate, nodeGroup } = synthesize({
      amiType: "BOTTLEROCKET_ARM_64",
      volumeSize: 80,
      volumeKeyArn: "arn:key",
    });
    expect(nodeGroup["instance_types"]).toEqual(["m7g.large"]);
    expect(launchTemplate["block_device_mappings"]).toMatchObject([
      { device_name: "/dev/xvda", ebs: { encrypted: "true", kms_key_id: "arn:key" } },
      { device_name: "/dev/xvdb", ebs: { encrypted: "true", kms_key_id: "arn:key", volume_size: 80 } },
    ]);
  });

  it("have hooks for what they do not model", () => {
    const { launchTemplate, nodeGroup } = synthesize({
      transform: {
        launchTemplate: (config) => ({ ...config, ebsOptimized: "true" }),
        nodeGroup: (config) => ({ ...config, forceUpdateVersion: true }),
      },
    });
    expect(launchTemplate).toMatchObject({ ebs_optimized: "true" });
    expect(nodeGroup).toMatchObject({ force_update_version: true });
  });

  it("are all judged at once", () => {
    expect(() =>
      synthesize({
        name: "a name with spaces",
        tier: "public",
        instanceTypes: ["m7g.large", "large"],
        size: { min: 3, max: 1, desired: 9 },
        labels: { "eks.amazonaws.com/own": "x", ok: "not ok!" },
        taints: [{ key: "", effect: "NoSchedule" }],
        maxUnavailablePercentage: 0,
        volumeSize: 8,
        metadataHopLimit: 65,
      }),
    ).toThrow(
      new RegExp(
        [
          'tier = "public": is no tier of the network; its tiers are private',
          'name = "a name with spaces"',
          'instanceTypes\\[0\\] = "m7g.large": must be of architecture x86_64',
          'instanceTypes\\[1\\] = "large": must be an instance type',
          "size.min = 3: is above size.max, which is 1",
          "size.desired = 9: must be 3 to 1",
          'labels.eks.amazonaws.com/own = "x"',
          'labels.ok = "not ok!"',
          "taints\\[0\\].key",
          "maxUnavailablePercentage = 0",
          "volumeSize = 8",
          "metadataHopLimit = 65",
        ].join("[\\s\\S]*"),
      ),
    );
  });

  it("are not judged where they are tokens", () => {
    const text = Token.asString({ resolve: () => "later" });
    const number = Token.asNumber({ resolve: () => 3 });
    const size = { min: number, max: number, desired: number };
    expect(() => synthesize({ instanceTypes: [text], version: text, size, volumeSize: number })).not.toThrow();
  });
});
