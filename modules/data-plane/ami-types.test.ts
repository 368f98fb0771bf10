import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AMI_FAMILIES, AMI_TYPE_NAMES, AMI_TYPES, amiTypeFor, isAmiType } from "./ami-types";
import { acceleratorOf, architectureOf } from "./instance-types";

describe("AMI types", () => {
  const { types }: { types: Record<string, { family?: string; architecture?: string }> } = JSON.parse(
    readFileSync("policies/data/ami-types.json", "utf8"),
  ).ami_types;

  // https://aws.amazon.com/eks/faqs/: no EKS-optimized Amazon Linux 2 images after 2025-11-26.
  it("are those that the policies know, without Amazon Linux 2 and images of one's own", () => {
    const known = Object.keys(types).filter((name) => !name.startsWith("AL2_") && name !== "CUSTOM");
    expect([...AMI_TYPE_NAMES].sort()).toEqual(known.sort());
  });

  it("have the architecture that the policies know", () => {
    const ours = AMI_TYPE_NAMES.filter(isAmiType).map((name) => [name, AMI_TYPES[name].architecture]);
    expect(ours).toEqual(AMI_TYPE_NAMES.map((name) => [name, types[name]?.architecture]));
  });

  it.each([
    ["AL2023", "m7i.large", "AL2023_x86_64_STANDARD"],
    ["AL2023", "m7g.large", "AL2023_ARM_64_STANDARD"],
    ["AL2023", "g5.xlarge", "AL2023_x86_64_NVIDIA"],
    ["AL2023", "p6e-gb200.36xlarge", "AL2023_ARM_64_NVIDIA"],
    ["AL2023", "trn2.48xlarge", "AL2023_x86_64_NEURON"],
    ["Bottlerocket", "g5g.xlarge", "BOTTLEROCKET_ARM_64_NVIDIA"],
    ["BottlerocketFips", "c7i.large", "BOTTLEROCKET_x86_64_FIPS"],
    ["WindowsFull2022", "m7i.large", "WINDOWS_FULL_2022_x86_64"],
    ["WindowsCore2025", "m7g.large", undefined],
    ["Bottlerocket", "inf2.xlarge", undefined],
  ] as const)("of the family %s for %s is %s", (family, instanceType, name) => {
    expect(amiTypeFor(family, instanceType)).toBe(name);
  });

  it("each belong to a family", () => {
    const families = new Set(AMI_TYPE_NAMES.filter(isAmiType).map((name) => AMI_TYPES[name].family));
    expect([...families].sort()).toEqual([...AMI_FAMILIES].sort());
  });
});

// https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
describe("instance types", () => {
  it.each([
    "a1.large",
    "t4g.small",
    "m7g.large",
    "c6gn.xlarge",
    "x2gd.large",
    "im4gn.large",
    "g5g.xlarge",
    "r8gd.large",
    "p6e-gb200.36xlarge",
  ])("%s has ARM processors", (type) => expect(architectureOf(type)).toBe("arm64"));

  it.each([
    "m7i.large",
    "g4dn.xlarge",
    "g5.xlarge",
    "g6.xlarge",
    "gr6.4xlarge",
    "m7i-flex.large",
    "u-6tb1.metal",
    "c7a.large",
    "p6-b200.48xlarge",
  ])("%s has none", (type) => expect(architectureOf(type)).toBe("x86_64"));

  // https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html
  it.each([
    ["p5.48xlarge", "nvidia"],
    ["p6-b200.48xlarge", "nvidia"],
    ["g4dn.xlarge", "nvidia"],
    ["gr6.4xlarge", "nvidia"],
    ["g4ad.xlarge", undefined],
    ["inf2.xlarge", "neuron"],
    ["trn1n.32xlarge", "neuron"],
    ["m7g.large", undefined],
  ])("%s has the accelerator %s", (type, accelerator) => expect(acceleratorOf(type)).toBe(accelerator));
});
