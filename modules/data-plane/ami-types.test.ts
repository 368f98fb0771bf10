import { describe, expect, it } from "vitest";
import { AMI_TYPE_NAMES, architectureOf } from "./ami-types";

describe("AMI types", () => {
  // https://aws.amazon.com/eks/faqs/: no EKS-optimized Amazon Linux 2 images after 2025-11-26.
  it("do not include Amazon Linux 2", () => {
    expect(AMI_TYPE_NAMES.filter((name) => name.startsWith("AL2_"))).toEqual([]);
  });

  it.each([
    "a1.large",
    "t4g.small",
    "m7g.large",
    "c6gn.xlarge",
    "x2gd.large",
    "im4gn.large",
    "g5g.xlarge",
    "r8gd.large",
  ])("%s is a Graviton instance", (type) => expect(architectureOf(type)).toBe("arm64"));

  it.each([
    "m7i.large",
    "g4dn.xlarge",
    "g5.xlarge",
    "g6.xlarge",
    "gr6.4xlarge",
    "m7i-flex.large",
    "u-6tb1.metal",
    "c7a.large",
  ])("%s is none", (type) => expect(architectureOf(type)).toBe("x86_64"));
});
