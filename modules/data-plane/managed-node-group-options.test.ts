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
const zones = ["eu-central-1a"];

function synthesize(given: Partial<ManagedNodeGroupProps> = {}) {
  const stack = new TerraformStack(Testing.app(), "test");
  const cluster = new ControlPlane(stack, "control-plane", { name: "demo", version: "1.35", network, tier: "private" });
  new ManagedNodeGroup(stack, "general", { cluster, name: "general", network, tier: "private", ...given });
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  const all = (type: string): Resource[] => Object.values(resource[type] ?? {});
  return {
    resource,
    all,
    nodeGroup: all("aws_eks_node_group")[0] ?? {},
    launchTemplate: all("aws_launch_template")[0] ?? {},
  };
}

describe("the image of a managed node group", () => {
  it("follows from a family and the first instance type", () => {
    const { nodeGroup } = synthesize({ amiFamily: "Bottlerocket", instanceTypes: ["g5.xlarge", "g6.xlarge"] });
    expect(nodeGroup).toMatchObject({ ami_type: "BOTTLEROCKET_x86_64_NVIDIA" });
  });

  it("must have drivers for the accelerators of its instances, unless the cluster brings them", () => {
    expect(() => synthesize({ instanceTypes: ["g5.xlarge"] })).toThrow(
      /must have no NVIDIA GPUs.*set drivers to "cluster"/,
    );
    expect(synthesize({ instanceTypes: ["g5.xlarge"], drivers: "cluster" }).nodeGroup).toMatchObject({
      ami_type: "AL2023_x86_64_STANDARD",
    });
    const family = { amiFamily: "AL2023", instanceTypes: ["g5.xlarge"], drivers: "cluster" } as const;
    expect(synthesize(family).nodeGroup).toMatchObject({ ami_type: "AL2023_x86_64_STANDARD" });
  });

  it("with drivers needs instances that they are for", () => {
    expect(() => synthesize({ amiType: "AL2023_x86_64_NVIDIA" })).toThrow("instanceTypes = (absent): is needed");
    expect(() => synthesize({ amiType: "AL2023_x86_64_NEURON", instanceTypes: ["m7i.large"] })).toThrow(
      "must have Inferentia and Trainium",
    );
  });

  it("may be Windows, with its own device and room", () => {
    const { launchTemplate, nodeGroup } = synthesize({ amiFamily: "WindowsCore2022" });
    expect(nodeGroup).toMatchObject({ ami_type: "WINDOWS_CORE_2022_x86_64" });
    expect(launchTemplate["block_device_mappings"]).toMatchObject([{ device_name: "/dev/sda1" }]);
    expect(() => synthesize({ amiFamily: "WindowsCore2022", volumeSize: 40 })).toThrow("must be 50 to 16384 GiB");
  });

  it("may be one's own, and is then told all that its nodes join by", () => {
    const { launchTemplate, nodeGroup } = synthesize({
      image: { id: "ami-0123456789abcdef0", userData: "nodeadm" },
      userData: { nodeadm: { kubelet: { config: { maxPods: 58 } } } },
    });
    expect(launchTemplate).toMatchObject({ image_id: "ami-0123456789abcdef0" });
    for (const argument of ["ami_type", "version", "release_version"]) expect(nodeGroup).not.toHaveProperty(argument);
    const userData = String(launchTemplate["user_data"]);
    expect(userData).toMatch(/^\$\{base64encode\(join\(/);
    for (const told of [
      /aws_eks_cluster\.[\w-]+\.name/,
      /aws_eks_cluster\.[\w-]+\.endpoint/,
      /certificate_authority\[0\]\.data/,
      /kubernetes_network_config\[0\]\.service_ipv4_cidr/,
      /maxPods: 58/,
    ]) {
      expect(userData).toMatch(told);
    }
  });

  it("of one's own may come with raw user data, which is taken as it is", () => {
    const { launchTemplate } = synthesize({
      image: { id: "ami-0123456789abcdef0", userData: "bottlerocket" },
      userData: { raw: "as it is" },
    });
    expect(Buffer.from(String(launchTemplate["user_data"]), "base64").toString()).toBe("as it is");
  });

  it("is one, and decides the version", () => {
    expect(() =>
      synthesize({
        amiType: "AL2023_x86_64_STANDARD",
        image: { id: "ami-0123456789abcdef0", userData: "nodeadm" },
      }),
    ).toThrow("must be left out beside amiType");
    expect(() =>
      synthesize({ image: { id: "ami-1", userData: "nodeadm" }, version: "1.35", releaseVersion: "1.35.0-20260112" }),
    ).toThrow(/image\.id = "ami-1"[\s\S]*version = "1\.35": must be left out[\s\S]*releaseVersion = /);
  });
});

describe("the launch template of a managed node group", () => {
  it("tells settings beside what EKS tells", () => {
    const { launchTemplate } = synthesize({ userData: { nodeadm: { kubelet: { config: { maxPods: 58 } } } } });
    const text = Buffer.from(String(launchTemplate["user_data"]), "base64").toString();
    expect(text).toContain("maxPods: 58");
    expect(text).not.toContain("cluster:");
  });

  it("has no user data where nothing is said", () => {
    for (const userData of [{ nodeadm: {} }, { raw: "" }]) {
      expect(synthesize({ userData }).launchTemplate).not.toHaveProperty("user_data");
    }
  });

  it("carries monitoring, speed of the volume, a placement group and a reservation where they are asked for", () => {
    const { launchTemplate } = synthesize({
      detailedMonitoring: true,
      volumeIops: 6000,
      volumeThroughput: 500,
      placementGroup: "mine",
      capacityReservation: { id: "cr-0123456789abcdef0" },
      zones,
    });
    expect(launchTemplate).toMatchObject({
      monitoring: { enabled: true },
      placement: { group_name: "mine" },
      capacity_reservation_specification: {
        capacity_reservation_target: { capacity_reservation_id: "cr-0123456789abcdef0" },
      },
      block_device_mappings: [{ ebs: { iops: 6000, throughput: 500 } }],
    });
  });

  it("keeps the cluster security group where others come beside it", () => {
    const { launchTemplate } = synthesize({ extraSecurityGroupIds: ["sg-extra"] });
    expect(launchTemplate["vpc_security_group_ids"]).toEqual([
      expect.stringContaining("cluster_security_group_id"),
      "sg-extra",
    ]);
  });

  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-start.html: all traffic to and from the group itself.
  it("gives each network card an adapter, in a placement group and a security group of their own", () => {
    const { launchTemplate, all } = synthesize({
      amiFamily: "AL2023",
      instanceTypes: ["p4d.24xlarge"],
      efa: { networkCards: 4 },
      securityGroups: [{ securityGroupId: "sg-nodes" }],
      zones,
    });
    expect(launchTemplate).not.toHaveProperty("vpc_security_group_ids");
    const groups = ["sg-nodes", expect.stringMatching(/^\$\{aws_security_group\.general_efa-security-group_/)];
    expect(launchTemplate["network_interfaces"]).toEqual([
      expect.objectContaining({
        interface_type: "efa",
        device_index: 0,
        network_card_index: 0,
        security_groups: groups,
      }),
      ...[1, 2, 3].map((card) =>
        expect.objectContaining({ interface_type: "efa-only", device_index: 1, network_card_index: card }),
      ),
    ]);
    expect(all("aws_placement_group")).toMatchObject([{ strategy: "cluster" }]);
    for (const type of ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"]) {
      const rule = all(type).find((one) => String(one["description"]).startsWith("Elastic Fabric Adapter"));
      expect(rule).toMatchObject({ ip_protocol: "-1" });
      expect(rule?.["security_group_id"]).toBe(rule?.["referenced_security_group_id"]);
    }
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/capacity-blocks-mng.html
  it("targets a capacity block with market type and instance type, and the group starts empty where it may", () => {
    const { launchTemplate, nodeGroup } = synthesize({
      amiFamily: "AL2023",
      capacityType: "CAPACITY_BLOCK",
      capacityReservation: { id: "cr-02168da1478b509e0" },
      instanceTypes: ["p5.48xlarge"],
      size: { min: 0, max: 4 },
      zones,
    });
    expect(launchTemplate).toMatchObject({
      instance_type: "p5.48xlarge",
      instance_market_options: { market_type: "capacity-block" },
      capacity_reservation_specification: {
        capacity_reservation_target: { capacity_reservation_id: "cr-02168da1478b509e0" },
      },
    });
    expect(nodeGroup).toMatchObject({ capacity_type: "CAPACITY_BLOCK", scaling_config: { desired_size: 0 } });
    expect(nodeGroup).not.toHaveProperty("instance_types");
  });
});

describe("a managed node group", () => {
  it("takes counts, forced updates, fixed names and times", () => {
    const { nodeGroup } = synthesize({
      maxUnavailable: 2,
      forceUpdateVersion: true,
      useNamePrefix: false,
      timeouts: { create: "90m" },
    });
    expect(nodeGroup).toMatchObject({
      update_config: { max_unavailable: 2 },
      force_update_version: true,
      node_group_name: "general",
      timeouts: { create: "90m" },
    });
    expect(nodeGroup["lifecycle"]).toEqual({ ignore_changes: ["scaling_config[0].desired_size"] });
  });

  // https://docs.aws.amazon.com/eks/latest/APIReference/API_NodeRepairConfigOverrides.html
  it("repairs nodes as it is told", () => {
    const override = { condition: "AcceleratedHardwareNotReady", reason: "NvidiaXID13Error", waitMinutes: 10 };
    const { nodeGroup } = synthesize({
      nodeRepair: {
        maxUnhealthy: { percentage: 30 },
        maxParallel: { count: 1 },
        overrides: [{ ...override, action: "Reboot" }],
      },
    });
    expect(nodeGroup["node_repair_config"]).toEqual({
      enabled: true,
      max_unhealthy_node_threshold_percentage: 30,
      max_parallel_nodes_repaired_count: 1,
      node_repair_config_overrides: [
        {
          node_monitoring_condition: "AcceleratedHardwareNotReady",
          node_unhealthy_reason: "NvidiaXID13Error",
          repair_action: "Reboot",
          min_repair_wait_time_mins: 10,
        },
      ],
    });
  });

  it("changes its size at set times, and leaves alone what a schedule does not name", () => {
    const { all } = synthesize({
      schedules: { night: { recurrence: "0 20 * * 1-5", timeZone: "Europe/Berlin", min: 0, desired: 0 } },
    });
    expect(all("aws_autoscaling_schedule")).toMatchObject([
      {
        autoscaling_group_name: expect.stringContaining("resources[0].autoscaling_groups[0].name"),
        scheduled_action_name: "night",
        recurrence: "0 20 * * 1-5",
        time_zone: "Europe/Berlin",
        min_size: 0,
        max_size: -1,
        desired_capacity: 0,
      },
    ]);
  });

  it("refuses what does not fit together, all at once", () => {
    const file = JSON.parse('{ "remoteAccess": { "ec2SshKey": "key" }, "diskSize": 20 }');
    expect(() =>
      synthesize({
        ...file,
        capacityType: "CAPACITY_BLOCK",
        maxUnavailable: 0,
        maxUnavailablePercentage: 10,
        nodeRepair: { maxParallel: { count: 1, percentage: 5 } },
        volumeIops: 4000,
        volumeThroughput: 1001,
        efa: { networkCards: 0 },
        userData: { windows: {} },
        serviceCidr: "10.0.0.0/16",
        extraSecurityGroupIds: ["a", "b", "c", "d"],
        schedules: { empty: {}, never: { recurrence: "daily", min: 3, max: 2 } },
        timeouts: { create: "long" },
      }),
    ).toThrow(
      new RegExp(
        [
          "maxUnavailable = 0: must be 1 to 100 nodes",
          "maxUnavailable = 0: must be left out beside maxUnavailablePercentage",
          "nodeRepair.maxParallel = .*must be a count or a percentage",
          "volumeThroughput = 1001: must be 125 to 1000",
          "volumeThroughput = 1001: must be at most a quarter of volumeIops, which is 4000",
          "efa.networkCards = 0",
          "capacityReservation = \\(absent\\): must be the block",
          "instanceTypes = \\(absent\\): must be one type",
          "zones = .*must name one zone",
          'userData = "windows": must be nodeadm or raw',
          "serviceCidr = ",
          "extraSecurityGroupIds = .*must be at most 3",
          "schedules.empty = .*must have a recurrence or a startTime",
          "schedules.empty = .*must change min, max or desired",
          'schedules.never.recurrence = "daily"',
          "schedules.never.min = 3: is above max",
          'timeouts.create = "long"',
          "remoteAccess = .*Session Manager",
          "diskSize = 20: .*volumeSize",
        ].join("[\\s\\S]*"),
      ),
    );
  });

  it("does not buy reserved capacity on the spot market", () => {
    const capacityReservation = { resourceGroupArn: "arn:aws:resource-groups:eu-central-1:111122223333:group/x" };
    expect(() => synthesize({ capacityType: "SPOT", capacityReservation })).toThrow(
      "reservations hold on-demand capacity",
    );
  });

  it("judges no tokens", () => {
    const text = Token.asString({ resolve: () => "later" });
    const number = Token.asNumber({ resolve: () => 3 });
    expect(() =>
      synthesize({
        image: { id: text, userData: "nodeadm" },
        instanceTypes: [text],
        volumeIops: number,
        capacityReservation: { id: text },
        zones,
        maxUnavailable: number,
      }),
    ).not.toThrow();
  });
});
