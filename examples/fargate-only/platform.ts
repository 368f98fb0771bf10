import type { App } from "cdktf";
import { EksPlatformStack } from "eksgate";

/** No nodes: each pod has a machine of AWS's own. */
export function platform(app: App): EksPlatformStack {
  return new EksPlatformStack(app, "fargate-only", {
    account: "111122223333",
    region: "us-east-2",
    version: "1.35",
    network: { cidrBlock: "10.0.0.0/16", zones: ["us-east-2a", "us-east-2b", "us-east-2c"], nat: "single" },
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    dataPlane: {
      fargate: {
        system: { selectors: [{ namespace: "kube-system" }] },
        applications: { selectors: [{ namespace: "shop" }, { namespace: "team-*" }] },
      },
    },
  });
}
