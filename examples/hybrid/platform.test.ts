import "eksgate/vitest";

import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { platform } from "./platform";

const stack = platform(Testing.app());

it("passes the policies, but for what the transit gateway leads to", () => {
  expect(stack).toPassPolicies({ undetermined: "warn" });
  expect(stack).toViolate("networking/remote-networks-routed", { outcome: "undetermined" });
});

it("knows the remote networks, and lets their nodes in", () => {
  expect(stack).toHaveResourceWithProperties(EksCluster, {
    remoteNetworkConfig: {
      remoteNodeNetworks: { cidrs: ["192.168.0.0/20"] },
      remotePodNetworks: { cidrs: ["192.168.64.0/18"] },
    },
  });
  expect(stack).toHaveResourceWithProperties(EksAccessEntry, { type: "HYBRID_LINUX" });
});
