import type { App } from "cdktf";
import { EksPlatformStack } from "eksgate";

/** Managed node groups: a general one on ARM, and one for builds that is tainted, sized by the clock and patched slowly. */
export function platform(app: App): EksPlatformStack {
  return new EksPlatformStack(app, "ec2-managed", {
    account: "111122223333",
    region: "us-east-2",
    version: "1.35",
    network: { cidrBlock: "10.0.0.0/16", zones: ["us-east-2a", "us-east-2b", "us-east-2c"] },
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    dataPlane: {
      nodeGroups: {
        general: { amiFamily: "AL2023", instanceTypes: ["m7g.large"], size: { min: 3, max: 9 } },
        builds: {
          amiFamily: "AL2023",
          instanceTypes: ["m7g.large"],
          size: { min: 0, max: 6, desired: 0 },
          labels: { "example.com/pool": "builds" },
          taints: [{ key: "example.com/pool", value: "builds", effect: "NoSchedule" }],
          maxUnavailable: 1,
          schedules: {
            morning: { recurrence: "0 7 * * 1-5", timeZone: "America/New_York", desired: 2 },
            evening: { recurrence: "0 20 * * 1-5", timeZone: "America/New_York", desired: 0 },
          },
        },
      },
    },
    workloads: {
      inventory: {
        namespace: "shop",
        serviceAccount: "inventory",
        policyArns: { "read-tables": "arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess" },
      },
    },
  });
}
