import type { App } from "cdktf";
import { EksPlatformStack } from "eksgate";

/** Managed nodes, self-managed spot nodes and Fargate in one cluster. */
export function platform(app: App): EksPlatformStack {
  return new EksPlatformStack(app, "mixed-data-planes", {
    account: "111122223333",
    region: "us-east-2",
    version: "1.35",
    network: { cidrBlock: "10.0.0.0/16", zones: ["us-east-2a", "us-east-2b", "us-east-2c"] },
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    dataPlane: {
      nodeGroups: {
        general: { amiFamily: "AL2023", instanceTypes: ["m7g.large"], size: { min: 3, max: 9 } },
      },
      selfManaged: {
        batch: {
          amiFamily: "AL2023",
          instanceTypes: ["m7g.xlarge", "m6g.xlarge", "c7g.xlarge"],
          size: { min: 0, max: 20, desired: 0 },
          mixedInstances: { onDemandPercentage: 0 },
          taints: [{ key: "example.com/batch", effect: "NoSchedule" }],
        },
      },
      // Tenants whose pods share a machine with nobody.
      fargate: { tenants: { selectors: [{ namespace: "tenant-*" }] } },
    },
  });
}
