import "eksgate/vitest";

import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { EksFargateProfile } from "@cdktf/provider-aws/lib/eks-fargate-profile";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { platform } from "./platform";

const stack = platform(Testing.app());

it("passes the policies", () => {
  expect(stack).toPassPolicies();
});

it("runs everything on Fargate, cluster DNS too", () => {
  expect(stack).not.toHaveResource(EksNodeGroup);
  expect(stack).toHaveResourceWithProperties(EksFargateProfile, { selector: [{ namespace: "kube-system" }] });
  expect(stack).toHaveResourceWithProperties(EksAddon, { addonName: "coredns" });
});

it("lets pods reach the API and each other's DNS", () => {
  const applications = stack.node.findChild("fargate-profile-applications");
  const system = stack.node.findChild("fargate-profile-system");
  expect(stack).toReach({ from: applications, to: "control-plane", port: 443 });
  expect(stack).toReach({ from: applications, to: system, port: 53, protocol: "udp" });
});
