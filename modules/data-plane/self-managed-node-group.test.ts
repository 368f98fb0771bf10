import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { ControlPlane } from "../control-plane";
import type { Network } from "../network/network";
import { SelfManagedNodeGroup, type SelfManagedNodeGroupProps } from "./index";

type Resource = Record<string, unknown>;
type Resources = Record<string, Record<string, Resource>>;

const network: Network = {
  vpcId: "vpc-1",
  ipv4CidrBlocks: ["10.0.0.0/16"],
  tierNames: ["private"],
  subnets: (tier) => ["a", "b"].map((zone) => ({ id: `subnet-${zone}`, zone: `eu-central-1${zone}`, tier })),
};

function synthesize(given: Partial<SelfManagedNodeGroupProps> = {}) {
  const stack = new TerraformStack(Testing.app(), "test");
  const cluster = new ControlPlane(stack, "control-plane", { name: "demo", version: "1.35", network, tier: "private" });
  new SelfManagedNodeGroup(stack, "batch", { cluster, name: "batch", network, tier: "private", ...given });
  const { resource, data }: { resource: Resources; data?: Resources } = JSON.parse(Testing.synth(stack));
  const all = (type: string): Resource[] => Object.values(resource[type] ?? {});
  return {
    all,
    group: all("aws_autoscaling_group")[0] ?? {},
    template: all("aws_launch_template")[0] ?? {},
    image: Object.values(data?.["aws_ssm_parameter"] ?? {})[0],
  };
}

describe("a self-managed node group by default", () => {
  const { group, template, image, all } = synthesize();

  // https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html
  it("takes the recommended image of the cluster's version", () => {
    expect(image).toMatchObject({
      name: "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/image_id",
    });
    expect(template["image_id"]).toMatch(/^\$\{data\.aws_ssm_parameter\.batch_image_\w+\.insecure_value\}$/);
  });

  it("tells its nodes how to join", () => {
    expect(String(template["user_data"])).toMatch(/base64encode[\s\S]*apiServerEndpoint[\s\S]*aws_eks_cluster\./);
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/launch-workers.html
  it("stands in every subnet of the tier, tagged as the cluster's", () => {
    expect(group).toMatchObject({
      vpc_zone_identifier: ["subnet-a", "subnet-b"],
      min_size: 2,
      max_size: 4,
      desired_capacity: 2,
      lifecycle: { create_before_destroy: true, ignore_changes: ["desired_capacity"] },
    });
    expect(group["tag"]).toContainEqual({
      key: expect.stringMatching(/^kubernetes\.io\/cluster\/\$\{aws_eks_cluster\.[\w-]+\.name\}$/),
      value: "owned",
      propagate_at_launch: true,
    });
  });

  it("replaces nodes one after the other when the template changes, the new before the old", () => {
    expect(group["instance_refresh"]).toEqual({
      strategy: "Rolling",
      preferences: {
        min_healthy_percentage: 100,
        max_healthy_percentage: 110,
        instance_warmup: "300",
        auto_rollback: false,
      },
    });
  });

  it("has an access entry and an instance profile of its role, and waits for what it joins by", () => {
    expect(all("aws_eks_access_entry")).toMatchObject([
      { type: "EC2_LINUX", principal_arn: expect.stringContaining("batch_role_") },
    ]);
    expect(all("aws_iam_instance_profile")).toMatchObject([{ role: expect.stringContaining("batch_role_") }]);
    const waits = JSON.stringify(group["depends_on"]);
    for (const needed of ["aws_eks_access_entry.batch_access-entry_", "AmazonEKSWorkerNodePolicy", "addon-vpc-cni"]) {
      expect(waits).toContain(needed);
    }
  });

  it("has what managed groups have: session tokens, encrypted volumes, the cluster's security group", () => {
    expect(template).toMatchObject({
      metadata_options: { http_tokens: "required", http_put_response_hop_limit: 1 },
      block_device_mappings: [{ ebs: { encrypted: "true", volume_type: "gp3" } }],
      vpc_security_group_ids: [expect.stringContaining("cluster_security_group_id")],
      instance_type: "m7i.large",
    });
  });
});

describe("the props of a self-managed node group", () => {
  it("mix instance types and ways to buy", () => {
    const { group, template } = synthesize({
      instanceTypes: ["m7i.large", "m7i.xlarge"],
      mixedInstances: { onDemandBase: 1, onDemandPercentage: 20, weights: { "m7i.large": 1, "m7i.xlarge": 2 } },
    });
    expect(group).not.toHaveProperty("launch_template");
    expect(template).not.toHaveProperty("instance_type");
    expect(group).toMatchObject({
      capacity_rebalance: true,
      mixed_instances_policy: {
        instances_distribution: {
          on_demand_base_capacity: 1,
          on_demand_percentage_above_base_capacity: 20,
          spot_allocation_strategy: "price-capacity-optimized",
        },
        launch_template: {
          override: [
            { instance_type: "m7i.large", weighted_capacity: "1" },
            { instance_type: "m7i.xlarge", weighted_capacity: "2" },
          ],
        },
      },
    });
  });

  it("keep instances warm, hold those that go, and change the size at set times", () => {
    const { group, all } = synthesize({
      warmPool: { min: 1, reuse: true },
      lifecycleHooks: { drain: { transition: "terminating", heartbeatSeconds: 600 } },
      schedules: { night: { recurrence: "0 20 * * *", desired: 0, min: 0 } },
      maxInstanceLifetimeDays: 14,
    });
    expect(group).toMatchObject({
      warm_pool: { min_size: 1, pool_state: "Stopped", instance_reuse_policy: { reuse_on_scale_in: true } },
      max_instance_lifetime: 14 * 86400,
    });
    expect(all("aws_autoscaling_lifecycle_hook")).toMatchObject([
      {
        name: "drain",
        lifecycle_transition: "autoscaling:EC2_INSTANCE_TERMINATING",
        heartbeat_timeout: 600,
        default_result: "CONTINUE",
      },
    ]);
    expect(all("aws_autoscaling_schedule")).toMatchObject([{ scheduled_action_name: "night", max_size: -1 }]);
  });

  it.each([
    [
      "BOTTLEROCKET_ARM_64_NVIDIA",
      ["g5g.xlarge"],
      "/aws/service/bottlerocket/aws-k8s-1.34-nvidia/arm64/latest/image_id",
    ],
    ["BOTTLEROCKET_x86_64_FIPS", ["m7i.large"], "/aws/service/bottlerocket/aws-k8s-1.34-fips/x86_64/latest/image_id"],
    [
      "WINDOWS_CORE_2022_x86_64",
      ["m7i.large"],
      "/aws/service/ami-windows-latest/Windows_Server-2022-English-Core-EKS_Optimized-1.34/image_id",
    ],
  ] as const)("find the image of %s", (amiType, instanceTypes, name) => {
    expect(synthesize({ amiType, instanceTypes, version: "1.34" }).image).toMatchObject({ name });
  });

  it("pin a release", () => {
    expect(synthesize({ releaseVersion: "v20260112" }).image?.["name"]).toBe(
      "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/amazon-eks-node-al2023-x86_64-standard-1.35-v20260112/image_id",
    );
  });

  it("let nodes register with labels and taints, in the words of their image", () => {
    const labels = { pool: "batch" };
    const taints = [
      { key: "batch", effect: "NoSchedule" },
      { key: "batch", value: "x", effect: "NoExecute" },
    ] as const;
    expect(synthesize({ labels, taints }).template["user_data"]).toMatch(
      /--node-labels=pool=batch[\s\S]*--register-with-taints=batch=:NoSchedule,batch=x:NoExecute/,
    );
    const bottlerocket = String(
      synthesize({ amiType: "BOTTLEROCKET_x86_64", labels, taints }).template["user_data"],
    ).replaceAll("\\", "");
    expect(bottlerocket).toContain('[settings.kubernetes.node-labels]npool = "batch"');
    expect(bottlerocket).toContain('batch = [":NoSchedule", "x:NoExecute"]');
    expect(synthesize({ amiFamily: "WindowsCore2022", labels }).template["user_data"]).toContain(
      "-KubeletExtraArgs '--node-labels=pool=batch'",
    );
  });

  it("give Windows nodes an access entry of their own kind", () => {
    expect(synthesize({ amiFamily: "WindowsCore2022" }).all("aws_eks_access_entry")).toMatchObject([
      { type: "EC2_WINDOWS" },
    ]);
  });

  it("take a role made elsewhere, with or without its access entry", () => {
    const role = { arn: "arn:aws:iam::111122223333:role/nodes", role: { name: "nodes" } };
    expect(synthesize({ role }).all("aws_eks_access_entry")).toMatchObject([{ principal_arn: role.arn }]);
    const without = synthesize({ role, accessEntry: false });
    expect(without.all("aws_eks_access_entry")).toEqual([]);
    expect(without.all("aws_iam_instance_profile")).toMatchObject([{ role: "nodes" }]);
  });

  it("have hooks for what they do not model", () => {
    const { group } = synthesize({
      transform: { autoscalingGroup: (config) => ({ ...config, protectFromScaleIn: true }) },
    });
    expect(group).toMatchObject({ protect_from_scale_in: true });
  });

  it("refuse what does not fit together, all at once", () => {
    expect(() =>
      synthesize({
        name: "no name",
        image: { id: "ami-0123456789abcdef0", userData: "nodeadm" },
        userData: { raw: "x" },
        labels: { a: "b" },
        version: "1.35",
        instanceTypes: ["m7i.large", "m7i.xlarge"],
        mixedInstances: { onDemandPercentage: 50, weights: { "m7i.large": 0 } },
        warmPool: { maxPrepared: 0, min: 1 },
        instanceRefresh: { minHealthyPercentage: 100, maxHealthyPercentage: 100 },
        lifecycleHooks: { drain: { transition: "terminating", heartbeatSeconds: 1, roleArn: "arn:role" } },
        maxInstanceLifetimeDays: 0,
      }),
    ).toThrow(
      new RegExp(
        [
          'name = "no name"',
          "labels = .*must be left out with raw user data",
          'version = "1.35": must be left out',
          "mixedInstances.weights.m7i.large = 0",
          "mixedInstances.weights = .*m7i.xlarge are missing",
          "warmPool = .*must be left out with spot",
          "warmPool.maxPrepared = 0: must be 1 or more",
          "instanceRefresh.maxHealthyPercentage = 100: must be above 100",
          "lifecycleHooks.drain.heartbeatSeconds = 1",
          "lifecycleHooks.drain.roleArn = .*together",
          "maxInstanceLifetimeDays = 0",
        ].join("[\\s\\S]*"),
      ),
    );
  });
});
