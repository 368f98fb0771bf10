import type { App } from "cdktf";
import { EksPlatformStack } from "eksgate";

/** Auto scaling groups of one's own, for what managed groups lack: on demand and spot in one group, lifecycle hooks. */
export function platform(app: App): EksPlatformStack {
  return new EksPlatformStack(app, "self-managed", {
    account: "111122223333",
    region: "us-east-2",
    version: "1.35",
    network: { cidrBlock: "10.0.0.0/16", zones: ["us-east-2a", "us-east-2b", "us-east-2c"] },
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    dataPlane: {
      selfManaged: {
        general: {
          amiFamily: "AL2023",
          instanceTypes: ["m7g.large", "m6g.large", "c7g.xlarge"],
          size: { min: 3, max: 12 },
          mixedInstances: { onDemandBase: 2, onDemandPercentage: 25 },
          // The node termination handler, or a function of one's own, drains within this time.
          lifecycleHooks: { drain: { transition: "terminating", heartbeatSeconds: 300 } },
          maxInstanceLifetimeDays: 30,
        },
      },
    },
  });
}
