import "eksgate/vitest";

import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { platform } from "./platform";

const stack = platform(Testing.app());

it("passes the policies", () => {
  expect(stack).toPassPolicies();
});

it("keeps cluster DNS on demand, and only what may be interrupted on spot capacity", () => {
  expect(stack).toHaveResourceWithProperties(EksNodeGroup, {
    amiType: "BOTTLEROCKET_ARM_64",
    capacityType: "ON_DEMAND",
  });
  expect(stack).toHaveResourceWithProperties(EksNodeGroup, {
    amiType: "BOTTLEROCKET_ARM_64",
    capacityType: "SPOT",
    taint: [{ key: "example.com/spot", effect: "NO_SCHEDULE" }],
  });
});

it("locks the kernel down by the user data of both", () => {
  for (const { launchTemplate } of Object.values(stack.nodeGroups)) {
    const userData = Buffer.from(launchTemplate.userDataInput ?? "", "base64").toString();
    expect(userData).toContain('[settings.kernel]\nlockdown = "integrity"');
  }
});
