import type { App } from "cdktf";
import { EksPlatformStack } from "eksgate";

/** Bottlerocket: a small on-demand group that keeps cluster DNS, and spot capacity of many types for the rest. */
export function platform(app: App): EksPlatformStack {
  const bottlerocket = { kernel: { lockdown: "integrity" } } as const;
  return new EksPlatformStack(app, "bottlerocket-spot", {
    account: "111122223333",
    region: "us-east-2",
    version: "1.35",
    network: { cidrBlock: "10.0.0.0/16", zones: ["us-east-2a", "us-east-2b", "us-east-2c"] },
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    dataPlane: {
      nodeGroups: {
        system: {
          amiFamily: "Bottlerocket",
          instanceTypes: ["m7g.large"],
          size: { min: 2, max: 3 },
          userData: { bottlerocket },
        },
        spot: {
          amiFamily: "Bottlerocket",
          // The more types and sizes, the fewer interruptions.
          instanceTypes: ["m7g.xlarge", "m7g.2xlarge", "m6g.xlarge", "m6g.2xlarge", "c7g.2xlarge", "r7g.xlarge"],
          capacityType: "SPOT",
          size: { min: 0, max: 20, desired: 2 },
          labels: { "example.com/capacity": "spot" },
          taints: [{ key: "example.com/spot", effect: "NoSchedule" }],
          userData: { bottlerocket },
        },
      },
    },
  });
}
