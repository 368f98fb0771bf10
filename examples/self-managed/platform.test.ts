import "eksgate/vitest";

import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingLifecycleHook } from "@cdktf/provider-aws/lib/autoscaling-lifecycle-hook";
import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { platform } from "./platform";

const stack = platform(Testing.app());

it("passes the policies", () => {
  expect(stack).toPassPolicies();
});

it("mixes on demand and spot, and waits for pods to be drained", () => {
  expect(stack).toHaveResourceWithProperties(AutoscalingGroup, {
    mixedInstancesPolicy: {
      instancesDistribution: { onDemandBaseCapacity: 2, onDemandPercentageAboveBaseCapacity: 25 },
    },
  });
  expect(stack).toHaveResourceWithProperties(AutoscalingLifecycleHook, { heartbeatTimeout: 300 });
});

it("lets its nodes join, and the control plane reach them", () => {
  expect(stack).toHaveResourceWithProperties(EksAccessEntry, { type: "EC2_LINUX" });
  const nodes = stack.node.findChild("self-managed-node-group-general");
  expect(stack).toReach({ from: nodes, to: "control-plane", port: 443 });
  expect(stack).toReach({ from: "control-plane", to: nodes, port: 10250 });
});
