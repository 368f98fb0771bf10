import "eksgate/vitest";

import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { platform } from "./platform";

const stack = platform(Testing.app());

it("leaves to the plan what the network does, and breaks nothing itself", () => {
  expect(stack).toPassPolicies({ undetermined: "warn" });
  expect(stack).toViolate("networking/nodes-reach-api-server", { outcome: "undetermined" });
});

it("finds its subnets by tag and zone", () => {
  expect(stack).toHaveDataSourceWithProperties(DataAwsSubnet, {
    availabilityZone: "us-east-2a",
    filter: [{ name: "tag:tier", values: ["control-plane"] }],
  });
  expect(stack).toHaveResource(EksCluster);
  expect(stack.vpc).toBeUndefined();
});
