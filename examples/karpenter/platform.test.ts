import "eksgate/vitest";

import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { platform } from "./platform";

const stack = platform(Testing.app());

it("passes the policies", () => {
  expect(stack).toPassPolicies();
});

it("lets node classes find the private subnets and the nodes' security group", () => {
  const tags = { "karpenter.sh/discovery": "karpenter" };
  expect(stack).toHaveResourceWithProperties(Subnet, { tags, availabilityZone: "us-east-2a" });
  expect(stack).toHaveResourceWithProperties(SecurityGroup, { tags });
  expect(stack.karpenter?.discoveryTags).toEqual(tags);
});

it("lets its nodes join, and tells the controller of interruptions", () => {
  expect(stack).toHaveResourceWithProperties(EksAccessEntry, { type: "EC2_LINUX" });
  expect(stack).toHaveResourceWithProperties(SqsQueue, { name: "karpenter" });
});
