import type { App } from "cdktf";
import { EksPlatformStack } from "eksgate";

/** What Karpenter needs in AWS, with two nodes for its controller. Helm or GitOps brings Karpenter and its node pools. */
export function platform(app: App): EksPlatformStack {
  return new EksPlatformStack(app, "karpenter", {
    account: "111122223333",
    region: "us-east-2",
    version: "1.35",
    network: { cidrBlock: "10.0.0.0/16", zones: ["us-east-2a", "us-east-2b", "us-east-2c"] },
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    dataPlane: {
      nodeGroups: {
        controller: {
          amiFamily: "AL2023",
          instanceTypes: ["m7g.large"],
          size: { min: 2, max: 3 },
          labels: { "example.com/pool": "controller" },
        },
      },
      karpenter: true,
    },
  });
}
