import type { App } from "cdktf";
import { EksPlatformStack } from "eksgate";

/** Training on GPUs whose nodes talk over Elastic Fabric Adapters, close together in one zone. */
export function platform(app: App): EksPlatformStack {
  return new EksPlatformStack(app, "gpu-efa", {
    account: "111122223333",
    region: "us-east-2",
    version: "1.35",
    network: { cidrBlock: "10.0.0.0/16", zones: ["us-east-2a", "us-east-2b", "us-east-2c"] },
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    dataPlane: {
      nodeGroups: {
        system: { amiFamily: "AL2023", instanceTypes: ["m7g.large"], size: { min: 2, max: 4 } },
        training: {
          // The image comes with NVIDIA's drivers, since the instance type has its GPUs.
          amiFamily: "AL2023",
          instanceTypes: ["p4d.24xlarge"],
          efa: { networkCards: 4 },
          zones: ["us-east-2a"],
          size: { min: 0, max: 4, desired: 0 },
          volumeSize: 500,
          // Images and pods on the instance's own disks.
          userData: { nodeadm: { localStorage: "RAID0" } },
          taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" }],
        },
      },
    },
  });
}
