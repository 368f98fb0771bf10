import "eksgate/vitest";

import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { platform } from "./platform";

const stack = platform(Testing.app());

it("passes the policies, but for what objects in the cluster decide", () => {
  expect(stack).toPassPolicies({ undetermined: "warn" });
  expect(stack).toViolate("networking/network-policy-enabled", { outcome: "undetermined" });
});

it("has all three flags, node pools, and nothing that it replaces", () => {
  expect(stack).toHaveResourceWithProperties(EksCluster, {
    computeConfig: { enabled: true, nodePools: ["general-purpose", "system"] },
    kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
    storageConfig: { blockStorage: { enabled: true } },
  });
  expect(stack).not.toHaveResource(EksNodeGroup);
  expect(stack).not.toHaveResource(EksAddon);
});
