import "eksgate/vitest";

import { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { platform } from "./platform";

const stack = platform(Testing.app());

it("passes the policies", () => {
  expect(stack).toPassPolicies();
});

it("opens what nodes and the control plane need, and nothing to the internet", () => {
  for (const group of Object.values(stack.nodeGroups)) {
    expect(stack).toReach({ from: group, to: "control-plane", port: 443 });
    expect(stack).toReach({ from: "control-plane", to: group, port: 10250 });
    expect(stack).not.toReach({ from: "internet", to: group, port: 10250 });
  }
});

it("keeps builds apart, and sizes their group by the clock", () => {
  expect(stack).toHaveResourceWithProperties(EksNodeGroup, {
    taint: [{ key: "example.com/pool", value: "builds", effect: "NO_SCHEDULE" }],
    updateConfig: { maxUnavailable: 1 },
  });
  expect(stack).toHaveResourceWithProperties(AutoscalingSchedule, { recurrence: "0 20 * * 1-5", desiredCapacity: 0 });
  expect(stack).toHaveResourceWithProperties(EksPodIdentityAssociation, { serviceAccount: "inventory" });
});
