import "eksgate/vitest";

import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { platform } from "./platform";

const stack = platform(Testing.app());

it("passes the policies", () => {
  expect(stack).toPassPolicies();
});

it("lets all that runs pods reach the API and cluster DNS", () => {
  const general = stack.node.findChild("node-group-general");
  const others = [
    stack.node.findChild("self-managed-node-group-batch"),
    stack.node.findChild("fargate-profile-tenants"),
  ];
  for (const carrier of [general, ...others]) {
    expect(stack).toReach({ from: carrier, to: "control-plane", port: 443 });
    expect(stack).toReach({ from: carrier, to: general, port: 53, protocol: "udp" });
    expect(stack).not.toReach({ from: "internet", to: carrier, port: 443 });
  }
});
