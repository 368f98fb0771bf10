import "eksgate/vitest";

import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { platform } from "./platform";

const stack = platform(Testing.app());

it("passes the policies", () => {
  expect(stack).toPassPolicies();
});

it("has no way to the internet, and none from it", () => {
  expect(stack).not.toHaveResource(NatGateway);
  expect(stack).not.toReach({ from: stack.node.findChild("node-group-general"), to: "internet", port: 443 });
  expect(stack).not.toReach({ from: "internet", to: stack.node.findChild("node-group-general"), port: 443 });
  expect(stack).toHaveResourceWithProperties(EksCluster, { vpcConfig: { endpointPublicAccess: false } });
});

it.each(["ecr.api", "ecr.dkr", "sts", "ec2", "eks-auth"])("reaches the endpoint of %s", (service) => {
  expect(stack).toReach({ from: stack.node.findChild("node-group-general"), to: service, port: 443 });
});
