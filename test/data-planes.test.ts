import "../gate/vitest/index.mjs";

import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  KarpenterPrerequisites,
  ManagedNodeGroup,
  type ManagedNodeGroupOptions,
  SelfManagedNodeGroup,
} from "../modules";
import { EksPlatformStack } from "../stacks";

/** A platform that passes by itself; constructs under test are put into it. */
function platform(nodeGroups: Record<string, ManagedNodeGroupOptions> = { general: {} }): EksPlatformStack {
  return new EksPlatformStack(Testing.app(), "demo", {
    account: "111122223333",
    region: "eu-central-1",
    version: "1.35",
    network: { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
    admins: { platform: "arn:aws:iam::111122223333:role/platform-admin" },
    dataPlane: { nodeGroups },
  });
}

const zones = ["eu-central-1a"];
const strict = { settingsFile: false, undetermined: "fail" } as const;

function placement(stack: EksPlatformStack) {
  return {
    cluster: stack.controlPlane,
    network: stack.network,
    tier: "private",
    dependsOn: [...(stack.network.connectivity?.("private") ?? []), ...(stack.traffic?.resources ?? [])],
    ...(stack.nodeSecurityGroup === undefined ? {} : { securityGroups: [stack.nodeSecurityGroup] }),
  };
}

describe("platforms with each kind of data plane pass the policies, with nothing left undetermined", () => {
  it.each<[string, ManagedNodeGroupOptions]>([
    ["Bottlerocket on the spot market", { amiFamily: "Bottlerocket", capacityType: "SPOT" }],
    ["Windows", { amiFamily: "WindowsCore2022" }],
    ["settings for nodeadm", { userData: { nodeadm: { kubelet: { config: { maxPods: 58 } } } } }],
    ["schedules", { schedules: { night: { recurrence: "0 20 * * 1-5", desired: 0, min: 0 } } }],
  ])("managed groups with %s", (_, options) => {
    expect(platform({ general: {}, other: options })).toPassPolicies(strict);
  });

  it("managed groups with adapters of the fabric", () => {
    const stack = platform();
    const fabric = { amiFamily: "AL2023", instanceTypes: ["p4d.24xlarge"], efa: { networkCards: 4 }, zones } as const;
    new ManagedNodeGroup(stack, "training", { ...placement(stack), name: "training", ...fabric });
    expect(stack).toPassPolicies(strict);
  });

  it("managed groups in a capacity block", () => {
    const stack = platform();
    new ManagedNodeGroup(stack, "training", {
      ...placement(stack),
      name: "training",
      amiFamily: "AL2023",
      instanceTypes: ["p5.48xlarge"],
      capacityType: "CAPACITY_BLOCK",
      capacityReservation: { id: "cr-0123456789abcdef0" },
      zones,
    });
    expect(stack).toPassPolicies(strict);
  });

  it("managed groups with an image of one's own, but for what the image decides", () => {
    const stack = platform();
    new ManagedNodeGroup(stack, "hardened", {
      ...placement(stack),
      name: "hardened",
      image: { id: "ami-0123456789abcdef0", userData: "nodeadm" },
    });
    // What is in such an image only its owner knows: a waiver is the place to say so.
    const unknown = ["node-version-skew", "node-image-supported", "node-volumes-encrypted"];
    for (const rule of unknown) {
      expect(stack).toViolate(`shared-responsibility/${rule}`, { outcome: "undetermined", settingsFile: false });
    }
    expect(stack).toPassPolicies({ settingsFile: false, undetermined: "ignore" });
  });

  it("self-managed groups", () => {
    const stack = platform();
    new SelfManagedNodeGroup(stack, "batch", {
      ...placement(stack),
      name: "batch",
      instanceTypes: ["m7i.large", "m6i.large"],
      mixedInstances: { onDemandBase: 1, onDemandPercentage: 0 },
    });
    expect(stack).toPassPolicies({ settingsFile: false });
  });

  it("Karpenter", () => {
    const stack = platform();
    new KarpenterPrerequisites(stack, "karpenter", {
      cluster: stack.controlPlane,
      accountId: "111122223333",
      region: "eu-central-1",
    });
    expect(stack).toPassPolicies(strict);
  });
});
