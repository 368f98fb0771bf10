import "../gate/vitest/index.mjs";

import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../modules/shared/problems";
import {
  type DataPlane,
  EksPlatformStack,
  type EksPlatformStackProps,
  PlatformFileError,
  parsePlatform,
} from "./index";

type Resource = Record<string, unknown>;

const base = {
  account: "111122223333",
  region: "eu-central-1",
  version: "1.35",
  network: { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] },
  admins: { platform: "arn:aws:iam::111122223333:role/platform" },
} as const;

const system = { selectors: [{ namespace: "kube-system" }] } as const;
const windows = { amiFamily: "WindowsCore2022" } as const;

function platform(dataPlane: DataPlane, props: Partial<EksPlatformStackProps> = {}): EksPlatformStack {
  return new EksPlatformStack(Testing.app(), "demo", { ...base, ...props, dataPlane });
}

function resources(stack: EksPlatformStack, type: string): Resource[] {
  const document: { resource: Record<string, Record<string, Resource>> } = JSON.parse(Testing.synth(stack));
  return Object.values(document.resource[type] ?? {});
}

/** What is wrong with a data plane: property and message. */
function problemsOf(dataPlane: DataPlane, props: Partial<EksPlatformStackProps> = {}): string[] {
  try {
    platform(dataPlane, props);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidPropsError)) throw error;
    return error.problems.map(({ property, message }) => `${property}: ${message}`);
  }
}

describe("the gate lets pass a platform with", () => {
  it.each<[string, DataPlane, Partial<EksPlatformStackProps>]>([
    ["managed node groups", { nodeGroups: { general: {}, batch: { amiFamily: "Bottlerocket" } } }, {}],
    ["self-managed node groups alone", { selfManaged: { general: {} } }, {}],
    ["self-managed nodes beside managed ones", { nodeGroups: { general: {} }, selfManaged: { batch: {} } }, {}],
    ["Fargate beside self-managed nodes", { selfManaged: { general: {} }, fargate: { system } }, {}],
    ["Windows nodes, with cluster DNS on Fargate", { nodeGroups: { windows }, fargate: { system } }, {}],
    ["Karpenter on a node group", { nodeGroups: { system: {} }, karpenter: true }, {}],
    [
      "Karpenter, where nodes carry the cluster security group",
      { nodeGroups: { system: {} }, karpenter: true },
      { traffic: "clusterSecurityGroupOnly" },
    ],
    ["strict groups", { nodeGroups: { general: {} }, selfManaged: { batch: {} } }, { traffic: "strict" }],
  ])("%s", (_, dataPlane, props) => {
    expect(platform(dataPlane, props)).toPassPolicies({ settingsFile: false });
  });

  it("everything side by side, but for what Auto Mode's nodes let through", () => {
    const all = {
      nodeGroups: { general: {} },
      selfManaged: { batch: {} },
      fargate: { shop: { selectors: [{ namespace: "shop" }] } },
      autoMode: true,
      karpenter: true,
    } as const;
    expect(platform(all)).toPassPolicies({ settingsFile: false, failOn: "medium" });
  });
});

describe("self-managed nodes", () => {
  const stack = platform({ selfManaged: { batch: { zones: ["eu-central-1a"], size: { min: 1, max: 3 } } } });

  it("are placed, sized and tagged like those of managed groups", () => {
    const [group] = resources(stack, "aws_autoscaling_group");
    expect(group).toMatchObject({ min_size: 1, max_size: 3 });
    expect(group?.["vpc_zone_identifier"]).toEqual([expect.stringContaining("tier-private_subnet-eu-central-1a")]);
    expect(JSON.stringify(group?.["depends_on"])).toContain("aws_vpc_security_group_ingress_rule.");
    expect(JSON.stringify(group?.["tag"])).toContain("demo");
  });

  it("carry the nodes' security group, and join by an access entry", () => {
    expect(JSON.stringify(resources(stack, "aws_launch_template"))).toContain("aws_security_group.node-security-group");
    expect(resources(stack, "aws_eks_access_entry").map((entry) => entry["type"])).toContain("EC2_LINUX");
    expect(Object.keys(stack.selfManagedNodeGroups)).toEqual(["batch"]);
  });

  it("have their hooks", () => {
    const autoscalingGroup = <Config>(config: Config) => ({ ...config, capacityRebalance: true });
    const hooked = platform({ selfManaged: { batch: {} } }, { transform: { selfManaged: { autoscalingGroup } } });
    expect(resources(hooked, "aws_autoscaling_group")).toMatchObject([{ capacity_rebalance: true }]);
  });
});

describe("Karpenter", () => {
  const tag = { "karpenter.sh/discovery": "demo" };
  const dataPlane = { nodeGroups: { system: {} }, karpenter: true } as const;
  const tagged = (found: readonly Resource[]) =>
    found.filter(({ tags }) => JSON.stringify(tags).includes("karpenter.sh/discovery"));

  it("finds the nodes' subnets and security group by their tag, and no others", () => {
    const stack = platform(dataPlane);
    const subnets = tagged(resources(stack, "aws_subnet"));
    expect(subnets).toHaveLength(2);
    for (const subnet of subnets)
      expect(subnet["tags"]).toMatchObject({ ...tag, Name: expect.stringMatching(/private/) });
    const groups = tagged(resources(stack, "aws_security_group"));
    expect(groups).toHaveLength(1);
    expect(groups[0]?.["tags"]).toMatchObject({ ...tag, Name: expect.stringMatching(/nodes/) });
    expect(resources(stack, "aws_ec2_tag")).toEqual([]);
    expect(stack.karpenter?.discoveryTags).toEqual(tag);
  });

  it("finds what was made elsewhere, and EKS's own group, by a tag that is laid on", () => {
    const fromIds = {
      vpcId: "vpc-0a1b2c3d",
      ipv4CidrBlocks: ["10.0.0.0/16"],
      tiers: { nodes: { type: "private", subnets: { "eu-central-1a": "subnet-0a", "eu-central-1b": "subnet-0b" } } },
    } as const;
    const { network: _, ...elsewhere } = base;
    const stack = new EksPlatformStack(Testing.app(), "demo", {
      ...elsewhere,
      existingNetwork: { fromIds },
      dataPlane,
      traffic: "clusterSecurityGroupOnly",
    });
    const ids = resources(stack, "aws_ec2_tag").map(({ resource_id: id, key, value }) => {
      expect({ key, value }).toEqual({ key: "karpenter.sh/discovery", value: "demo" });
      return id;
    });
    expect(ids).toEqual([
      expect.stringMatching(/aws_eks_cluster\..*cluster_security_group_id/),
      "subnet-0a",
      "subnet-0b",
    ]);
  });

  it("takes a tier of its own, and the settings of its construct", () => {
    const tiers = {
      public: { type: "public" },
      private: { type: "private" },
      burst: { type: "private", prefixLength: 22 },
    } as const;
    const karpenter = { tier: "burst", namespace: "karpenter", queueName: "interruptions" };
    const stack = platform({ ...dataPlane, karpenter }, { network: { ...base.network, tiers } });
    const names = tagged(resources(stack, "aws_subnet")).map(({ tags }) => JSON.stringify(tags));
    expect(names).toHaveLength(2);
    for (const name of names) expect(name).toContain("burst");
    expect(resources(stack, "aws_sqs_queue")).toMatchObject([{ name: "interruptions" }]);
    expect(resources(stack, "aws_eks_pod_identity_association")).toContainEqual(
      expect.objectContaining({ namespace: "karpenter" }),
    );
  });
});

describe("what does not fit together is refused with a reason:", () => {
  it.each<[string, DataPlane, Partial<EksPlatformStackProps>, string]>([
    ["nothing that runs pods", {}, {}, "dataPlane: must have a node group, a Fargate profile or autoMode"],
    ["Karpenter alone", { karpenter: true }, {}, "dataPlane: must have a node group, a Fargate profile or autoMode"],
    [
      "Fargate without cluster DNS",
      { fargate: { shop: { selectors: [{ namespace: "shop" }] } } },
      {},
      "dataPlane.fargate: must have a selector for namespace kube-system",
    ],
    ["Windows alone", { nodeGroups: { windows } }, {}, "dataPlane.nodeGroups: must have a group of Linux nodes"],
    [
      "Windows alone, by an image of one's own",
      {
        selfManaged: { windows: { image: { id: "ami-0a1b2c3d", userData: "windows" }, instanceTypes: ["m7i.large"] } },
      },
      {},
      "dataPlane.selfManaged: must have a group of Linux nodes",
    ],
    [
      "Windows in a cluster of IPv6",
      { nodeGroups: { general: {}, windows } },
      { network: { ...base.network, ipv6: "amazonProvided" }, controlPlane: { ipFamily: "ipv6" } },
      "dataPlane.nodeGroups.windows: must be of Linux nodes",
    ],
    [
      "self-managed nodes without access entries",
      { selfManaged: { batch: {} } },
      { controlPlane: { authenticationMode: "CONFIG_MAP" } },
      "controlPlane.authenticationMode: must be API or API_AND_CONFIG_MAP with dataPlane.selfManaged",
    ],
    ["Karpenter on Fargate", { fargate: { system }, karpenter: true }, {}, "dataPlane.karpenter: needs a node group"],
    [
      "Karpenter on Auto Mode without node pools",
      { autoMode: { nodePools: [] }, karpenter: true },
      {},
      "dataPlane.autoMode.nodePools: must have a node pool",
    ],
    ["own groups with Auto Mode alone", { autoMode: true }, { traffic: "strict" }, "traffic: must be clusterSecurity"],
    [
      "own groups with Fargate alone",
      { fargate: { system } },
      { traffic: "strict" },
      "traffic: must be clusterSecurity",
    ],
  ])("%s", (_, dataPlane, props, problem) => {
    const problems = problemsOf(dataPlane, props);
    expect(problems.filter((one) => one.startsWith(problem))).toHaveLength(1);
  });

  it("nothing that fits", () => {
    expect(problemsOf({ fargate: { system, shop: { selectors: [{ namespace: "*" }] } } })).toEqual([]);
    expect(problemsOf({ autoMode: true, karpenter: true })).toEqual([]);
    expect(problemsOf({ autoMode: { nodePools: [] } })).toEqual([]);
    expect(problemsOf({ nodeGroups: { windows }, autoMode: true })).toEqual([]);
  });

  it("all at once, with what its constructs find, by the paths of the props", () => {
    const dataPlane: DataPlane = {
      selfManaged: { batch: { tier: "none", warmPool: { min: -1 } } },
      fargate: { "eks-x": { selectors: [] } },
      karpenter: { queueName: "a b" },
      autoMode: { nodePools: ["system", "system"] },
    };
    expect(problemsOf(dataPlane).map((problem) => problem.split(": ")[0])).toEqual([
      "dataPlane.autoMode.nodePools[1]",
      "dataPlane.selfManaged.batch.tier",
      "dataPlane.selfManaged.batch.warmPool.min",
      "dataPlane.fargate.eks-x",
      "dataPlane.fargate.eks-x.selectors",
      "dataPlane.karpenter.queueName",
    ]);
  });
});

describe("a platform file", () => {
  const file = (dataPlane: string): string => `
environments:
  production: { account: "111122223333", region: eu-central-1, version: "1.35" }
clusters:
  demo:
    environment: production
    network: { cidrBlock: 10.0.0.0/16, zones: [eu-central-1a, eu-central-1b] }
    dataPlane:
${dataPlane.replaceAll(/^/gm, "      ")}
`;

  it("takes each kind with all its settings", () => {
    const { clusters } = parsePlatform(
      "platform.yaml",
      file(`nodeGroups:
  general:
    amiFamily: Bottlerocket
    instanceTypes: [m7g.large]
    capacityType: SPOT
    maxUnavailable: 2
    nodeRepair: { maxParallel: { count: 1 } }
    schedules: { night: { recurrence: "0 20 * * 1-5", min: 0, desired: 0 } }
    userData: { bottlerocket: { kernel: { lockdown: integrity }, kubernetes: { max-pods: 58 } } }
  gpu:
    instanceTypes: [p5.48xlarge]
    amiFamily: AL2023
    capacityType: CAPACITY_BLOCK
    capacityReservation: { id: cr-0a1b2c3d }
    efa: { networkCards: 32 }
    zones: [eu-central-1a]
    userData: { nodeadm: { kubelet: { config: { maxPods: 58 } } } }
selfManaged:
  batch:
    instanceTypes: [m7i.large, m6i.large]
    mixedInstances: { onDemandBase: 1, onDemandPercentage: 0 }
    instanceRefresh: false
    lifecycleHooks: { drain: { transition: terminating } }
fargate:
  shop: { selectors: [{ namespace: shop }], timeouts: { create: 20m } }
autoMode: { nodePools: [system] }
karpenter: { namespace: karpenter }`),
    );
    const { dataPlane } = clusters["demo"] ?? {};
    expect(Object.keys(dataPlane ?? {})).toEqual(["nodeGroups", "selfManaged", "fargate", "autoMode", "karpenter"]);
    expect(dataPlane?.nodeGroups?.["general"]).toMatchObject({
      maxUnavailable: 2,
      userData: { bottlerocket: { kernel: { lockdown: "integrity" }, kubernetes: { "max-pods": 58 } } },
    });
    expect(dataPlane?.nodeGroups?.["gpu"]).toMatchObject({ capacityReservation: { id: "cr-0a1b2c3d" } });
    expect(dataPlane?.selfManaged?.["batch"]).toMatchObject({ instanceRefresh: false });
  });

  it.each([
    ["autoMode: yes please", 'dataPlane.autoMode = "yes please": must be true or a map of keys'],
    ["autoMode: { nodePool: [system] }", "dataPlane.autoMode.nodePool: unknown key; allowed: nodePools"],
    ["karpenter: { nodeRole: x }", "dataPlane.karpenter.nodeRole: unknown key; allowed: tier, namespace"],
    [
      "nodeGroup: {}",
      'dataPlane.nodeGroup: unknown key; allowed: nodeGroups, selfManaged, fargate, autoMode, karpenter; did you mean "nodeGroups"?',
    ],
    [
      "nodeGroups: { a: { userData: {} } }",
      "dataPlane.nodeGroups.a.userData = {}: must hold one of raw, nodeadm, bottlerocket and windows",
    ],
    [
      "nodeGroups: { a: { userData: { nodeadm: { kublet: {} } } } }",
      'nodeadm.kublet: unknown key; allowed: kubelet, containerd, localStorage, featureGates, parts; did you mean "kubelet"?',
    ],
    [
      "nodeGroups: { a: { capacityReservation: { id: a, resourceGroupArn: b } } }",
      'capacityReservation = {"id":"a","resourceGroupArn":"b"}: must hold either id or resourceGroupArn',
    ],
    ["nodeGroups: { a: { capacityReservation: closed } }", "must be one of"],
    ["selfManaged: { a: { warmPool: { min: -1 } } }", "dataPlane.selfManaged.a.warmPool.min = -1: must be"],
    ["karpenter: true", 'clusters.demo.dataPlane = {"karpenter":true}: must have a node group'],
  ])("says what is wrong with %s", (settings, message) => {
    expect(() => parsePlatform("platform.yaml", file(settings))).toThrow(PlatformFileError);
    expect(() => parsePlatform("platform.yaml", file(settings))).toThrow(message);
  });
});
