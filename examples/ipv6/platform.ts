import type { App } from "cdktf";
import { EksPlatformStack } from "eksgate";

/** Pods with IPv6 addresses: a /80 for each node instead of a handful of addresses, and no NAT where the other end speaks IPv6. */
export function platform(app: App): EksPlatformStack {
  return new EksPlatformStack(app, "ipv6", {
    account: "111122223333",
    region: "us-east-2",
    version: "1.35",
    network: {
      cidrBlock: "10.0.0.0/16",
      ipv6: "amazonProvided",
      zones: ["us-east-2a", "us-east-2b", "us-east-2c"],
      // What does not speak IPv6 yet leaves by NAT all the same.
      nat: "perZone",
    },
    // The family is for good: a change of it replaces the cluster.
    controlPlane: { ipFamily: "ipv6" },
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    dataPlane: {
      nodeGroups: { general: { amiFamily: "AL2023", instanceTypes: ["m7g.large"], size: { min: 3, max: 9 } } },
    },
  });
}
