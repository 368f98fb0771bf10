import type { App } from "cdktf";
import { EksPlatformStack } from "eksgate";

/** A cluster in a VPC that another team keeps, found by the tags that it gives its subnets. */
export function platform(app: App): EksPlatformStack {
  return new EksPlatformStack(app, "existing-vpc", {
    account: "111122223333",
    region: "us-east-2",
    version: "1.35",
    existingNetwork: {
      fromTags: {
        vpcTags: { Name: "shared" },
        ipv4CidrBlocks: ["10.0.0.0/16"],
        zones: ["us-east-2a", "us-east-2b", "us-east-2c"],
        tiers: {
          private: { type: "private", tags: { tier: "private" } },
          controlPlane: { type: "controlPlane", tags: { tier: "control-plane" } },
        },
      },
    },
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    dataPlane: {
      nodeGroups: { general: { amiFamily: "AL2023", instanceTypes: ["m7g.large"], size: { min: 3, max: 9 } } },
    },
  });
}
