import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { ControlPlane } from "../control-plane";
import type { Network } from "../network/network";
import { HybridNodes, type HybridNodesProps } from "./index";

const network: Network = {
  vpcId: "vpc-1",
  ipv4CidrBlocks: ["10.0.0.0/16"],
  tierNames: ["private"],
  subnets: (tier) => ["a", "b"].map((zone) => ({ id: `subnet-${zone}`, zone: `eu-central-1${zone}`, tier })),
};
const role = { arn: "arn:aws:iam::111122223333:role/hybrid" };

function synthesize(given: Partial<HybridNodesProps> = {}): Record<string, Record<string, Record<string, unknown>>> {
  const stack = new TerraformStack(Testing.app(), "test");
  const cluster = new ControlPlane(stack, "control-plane", { name: "demo", version: "1.35", network, tier: "private" });
  new HybridNodes(stack, "hybrid", { cluster, role, ...given });
  return JSON.parse(Testing.synth(stack)).resource;
}

// https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-creds.html and hybrid-nodes-cluster-prep.html
describe("hybrid nodes", () => {
  it("join by an access entry of their role", () => {
    const resource = synthesize();
    expect(Object.values(resource["aws_eks_access_entry"] ?? {})).toMatchObject([
      { principal_arn: role.arn, type: "HYBRID_LINUX" },
    ]);
    expect(resource).not.toHaveProperty("aws_rolesanywhere_profile");
  });

  it("get credentials under their own names by a profile of Roles Anywhere, where they have certificates", () => {
    const resource = synthesize({ rolesAnywhere: { name: "hybrid nodes" }, tags: { team: "edge" } });
    expect(Object.values(resource["aws_rolesanywhere_profile"] ?? {})).toMatchObject([
      {
        name: "hybrid nodes",
        role_arns: [role.arn],
        duration_seconds: 3600,
        accept_role_session_name: true,
        enabled: true,
        tags: { team: "edge" },
      },
    ]);
  });

  it("refuse what Roles Anywhere refuses, all at once", () => {
    expect(() => synthesize({ rolesAnywhere: { name: "a/b", durationSeconds: 60 } })).toThrow(
      /2 problems[\s\S]*rolesAnywhere\.name = "a\/b"[\s\S]*rolesAnywhere\.durationSeconds = 60/,
    );
  });
});
