import "eksgate/vitest";

import { EgressOnlyInternetGateway } from "@cdktf/provider-aws/lib/egress-only-internet-gateway";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { platform } from "./platform";

const stack = platform(Testing.app());

it("passes the policies", () => {
  expect(stack).toPassPolicies();
});

it("gives pods addresses of IPv6, and a way out for them", () => {
  expect(stack).toHaveResourceWithProperties(EksCluster, { kubernetesNetworkConfig: { ipFamily: "ipv6" } });
  expect(stack).toHaveResourceWithProperties(Subnet, { assignIpv6AddressOnCreation: true });
  expect(stack).toHaveResource(EgressOnlyInternetGateway);
});

it("lets nodes and the control plane talk", () => {
  expect(stack).toReach({ from: stack.node.findChild("node-group-general"), to: "control-plane", port: 443 });
  expect(stack).toReach({ from: "control-plane", to: stack.node.findChild("node-group-general"), port: 10250 });
});
