import type { App } from "cdktf";
import { EksPlatformStack } from "eksgate";

/** EKS Auto Mode: EKS runs nodes, block storage, load balancers, pod networking and cluster DNS. */
export function platform(app: App): EksPlatformStack {
  return new EksPlatformStack(app, "auto-mode", {
    account: "111122223333",
    region: "us-east-2",
    version: "1.35",
    network: { cidrBlock: "10.0.0.0/16", zones: ["us-east-2a", "us-east-2b", "us-east-2c"] },
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    dataPlane: { autoMode: true },
  });
}
