import "eksgate/vitest";

import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { PlacementGroup } from "@cdktf/provider-aws/lib/placement-group";
import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { platform } from "./platform";

const stack = platform(Testing.app());

it("passes the policies", () => {
  expect(stack).toPassPolicies();
});

it("takes the image with NVIDIA's drivers, in one zone and a placement group", () => {
  expect(stack).toHaveResourceWithProperties(EksNodeGroup, {
    amiType: "AL2023_x86_64_NVIDIA",
    instanceTypes: ["p4d.24xlarge"],
    scalingConfig: { minSize: 0, desiredSize: 0, maxSize: 4 },
  });
  expect(stack).toHaveResourceWithProperties(PlacementGroup, { strategy: "cluster" });
});

it("has an adapter on each of four network cards, one of them with an address", () => {
  const networkInterfaces = ["efa", "efa-only", "efa-only", "efa-only"].map((interfaceType, networkCardIndex) => ({
    interfaceType,
    networkCardIndex,
  }));
  expect(stack).toHaveResourceWithProperties(LaunchTemplate, { networkInterfaces });
});
