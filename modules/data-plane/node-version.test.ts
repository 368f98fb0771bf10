import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { ControlPlane } from "../control-plane";
import type { Network } from "../network/network";
import { ManagedNodeGroup, type ManagedNodeGroupProps, SelfManagedNodeGroup } from "./index";

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
  const document = JSON.parse(Testing.synth(stack));
  const parameters: Record<string, { name: string }> = document.data?.aws_ssm_parameter ?? {};
  const [nodeGroup = {}]: Record<string, unknown>[] = Object.values(document.resource.aws_eks_node_group);
  return { nodeGroup, parameters: Object.values(parameters).map(({ name }) => name) };
}

describe("the newest release of an image", () => {
  const al2023 = "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023";

  it.each<[string, Partial<ManagedNodeGroupProps>, string]>([
    ["Amazon Linux", {}, `${al2023}/x86_64/standard/recommended/release_version`],
    [
      "Amazon Linux with drivers, on ARM",
      { amiFamily: "AL2023", instanceTypes: ["g5g.xlarge"] },
      `${al2023}/arm64/nvidia/recommended/release_version`,
    ],
    [
      "Amazon Linux, where nodes are kept back",
      { version: "1.34" },
      "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/recommended/release_version",
    ],
    [
      "Bottlerocket",
      { amiFamily: "Bottlerocket", instanceTypes: ["m7g.large"] },
      "/aws/service/bottlerocket/aws-k8s-1.35/arm64/latest/image_version",
    ],
    [
      "Bottlerocket with FIPS",
      { amiFamily: "BottlerocketFips" },
      "/aws/service/bottlerocket/aws-k8s-1.35-fips/x86_64/latest/image_version",
    ],
  ])("of %s is read from its parameter", (_, options, name) => {
    const { nodeGroup, parameters } = synthesize({ ...options, releaseVersion: "latest" });
    expect(parameters).toEqual([name]);
    expect(nodeGroup["release_version"]).toMatch(
      /^\$\{data\.aws_ssm_parameter\.general_release_\w+\.insecure_value\}$/,
    );
  });

  it("is not asked for where a release is pinned, or none is named", () => {
    expect(synthesize({ releaseVersion: "1.35.0-20260112" })).toMatchObject({
      nodeGroup: { release_version: "1.35.0-20260112" },
      parameters: [],
    });
    expect(synthesize().parameters).toEqual([]);
  });

  it("is not told by AWS for Windows, and needs a version to be looked up by", () => {
    expect(() => synthesize({ amiFamily: "WindowsCore2022", releaseVersion: "latest" })).toThrow(
      'releaseVersion = "latest": must be left out, or be a release',
    );
    const cluster = {
      clusterName: "demo",
      clusterSecurityGroupId: "sg-1",
      fargateProfiles: [],
      registerNodeGroup: () => {},
      registerFargateProfile: () => {},
    };
    expect(() => synthesize({ cluster, releaseVersion: "latest" })).toThrow("version = (absent): must be given");
    expect(synthesize({ cluster }).nodeGroup).not.toHaveProperty("version");
  });
});

describe("the version of nodes", () => {
  it("may be kept back as far as the skew goes", () => {
    expect(synthesize({ version: "1.32" }).nodeGroup).toMatchObject({ version: "1.32" });
    expect(() => synthesize({ version: "1.31" })).toThrow(
      `version = "1.31": must be at most three minor versions behind the control plane's, 1.35`,
    );
  });

  it("must not be ahead of the control plane's", () => {
    expect(() => synthesize({ version: "1.36" })).toThrow(
      `version = "1.36": must not be ahead of the control plane's, 1.35`,
    );
  });

  it("is that of one's own image, whatever the cluster has", () => {
    const image = { id: "ami-0123456789abcdef0", userData: "nodeadm" } as const;
    expect(synthesize({ image }).nodeGroup).not.toHaveProperty("version");
  });

  it("holds for self-managed nodes too", () => {
    const stack = new TerraformStack(Testing.app(), "test");
    const props = { name: "demo", version: "1.35", network, tier: "private" } as const;
    const cluster = new ControlPlane(stack, "control-plane", props);
    const group = { cluster, name: "batch", network, tier: "private" };
    expect(() => new SelfManagedNodeGroup(stack, "batch", { ...group, version: "1.36" })).toThrow("must not be ahead");
  });
});
