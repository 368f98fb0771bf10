import type { App } from "cdktf";
import { EksPlatformStack } from "eksgate";

/** Nodes without any way to the internet: AWS's services come through VPC endpoints, the API through private addresses. */
export function platform(app: App): EksPlatformStack {
  return new EksPlatformStack(app, "private-cluster", {
    account: "111122223333",
    region: "us-east-2",
    version: "1.35",
    network: {
      cidrBlock: "10.0.0.0/16",
      zones: ["us-east-2a", "us-east-2b", "us-east-2c"],
      tiers: {
        nodes: { type: "isolated", prefixLength: 20 },
        controlPlane: { type: "controlPlane" },
      },
      endpoints: { preset: "privateCluster" },
    },
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    dataPlane: {
      nodeGroups: { general: { amiFamily: "AL2023", instanceTypes: ["m7g.large"], size: { min: 3, max: 9 } } },
    },
  });
}
