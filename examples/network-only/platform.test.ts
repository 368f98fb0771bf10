import "eksgate/vitest";

import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { VpcIpv4CidrBlockAssociation } from "@cdktf/provider-aws/lib/vpc-ipv4-cidr-block-association";
import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { platform } from "./platform";

const stack = platform(Testing.app());

it("passes the policies", () => {
  expect(stack).toPassPolicies();
});

it("has a range of its own for pods, and leaves by a NAT gateway in each zone", () => {
  expect(stack).toHaveResourceWithProperties(VpcIpv4CidrBlockAssociation, { cidrBlock: "100.64.0.0/16" });
  expect(stack).toHaveResourceWithProperties(Subnet, { cidrBlock: "100.64.0.0/18", availabilityZone: "us-east-2a" });
  expect(stack).toHaveResource(NatGateway);
  expect(Object.keys(stack.vpc.natGateways?.gateways ?? {})).toEqual(["us-east-2a", "us-east-2b", "us-east-2c"]);
});
