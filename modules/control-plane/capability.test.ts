import { describe, expect, it } from "vitest";
import { only, problemsWith, synthesize, wrongPaths } from "../../test/control-planes";
import type { CapabilityOptions } from "./index";

const instanceArn = "arn:aws:sso:::instance/ssoins-0123456789abcdef";

// https://docs.aws.amazon.com/eks/latest/userguide/capabilities.html
describe("a capability", () => {
  it("is named by its key, and gets a role of its own with the policies that it is given", () => {
    const resources = synthesize({
      capabilities: {
        "aws-resources": { type: "ACK", policyArns: { buckets: "arn:aws:iam::111122223333:policy/buckets" } },
      },
    });
    expect(only(resources, "aws_eks_capability")).toMatchObject({
      cluster_name: expect.stringMatching(/^\$\{aws_eks_cluster\.control-plane_cluster_\w+\.name\}$/),
      capability_name: "aws-resources",
      type: "ACK",
      delete_propagation_policy: "RETAIN",
      role_arn: expect.stringMatching(/^\$\{aws_iam_role\.control-plane_capability-aws-resources_role_\w+\.arn\}$/),
      depends_on: [expect.stringContaining("capability-aws-resources_role_attachment-buckets")],
    });
    expect(JSON.stringify(resources["aws_iam_role"])).toContain("capabilities.eks.amazonaws.com");
  });

  it("takes a role made elsewhere, another name, tags and timeouts", () => {
    const role = { arn: "arn:aws:iam::111122223333:role/kro" };
    const resources = synthesize({
      capabilities: { kro: { type: "KRO", role, name: "composer", tags: { team: "a" }, timeouts: { create: "30m" } } },
    });
    expect(only(resources, "aws_eks_capability")).toMatchObject({
      capability_name: "composer",
      role_arn: role.arn,
      tags: { team: "a" },
      timeouts: { create: "30m" },
    });
    expect(JSON.stringify(resources["aws_iam_role"])).not.toContain("capabilities.eks.amazonaws.com");
  });

  it("sets Argo CD up, with who may do what", () => {
    const argoCd = {
      identityCenter: { instanceArn, region: "eu-west-1" },
      namespace: "argocd",
      access: { ADMIN: { groups: ["g-1"] }, VIEWER: { users: ["u-1"], groups: ["g-2"] } },
      vpcEndpointIds: ["vpce-0123456789abcdef0"],
    };
    expect(
      only(synthesize({ capabilities: { argo: { type: "ARGOCD", argoCd } } }), "aws_eks_capability"),
    ).toMatchObject({
      configuration: [
        {
          argo_cd: [
            {
              aws_idc: [{ idc_instance_arn: instanceArn, idc_region: "eu-west-1" }],
              namespace: "argocd",
              rbac_role_mapping: [
                { role: "ADMIN", identity: [{ id: "g-1", type: "SSO_GROUP" }] },
                {
                  role: "VIEWER",
                  identity: [
                    { id: "u-1", type: "SSO_USER" },
                    { id: "g-2", type: "SSO_GROUP" },
                  ],
                },
              ],
              network_access: [{ vpce_ids: ["vpce-0123456789abcdef0"] }],
            },
          ],
        },
      ],
    });
  });

  it("is refused where EKS would, with everything that is wrong", () => {
    const argoCd: CapabilityOptions = JSON.parse(
      '{ "type": "ARGOCD", "argoCd": { "identityCenter": { "instanceArn": "idc" }, "namespace": "Argo", "access": { "OWNER": {} }, "vpcEndpointIds": ["e"] } }',
    );
    const bare: CapabilityOptions = JSON.parse('{ "type": "ARGOCD" }');
    const other: CapabilityOptions = JSON.parse(
      '{ "type": "FLUX", "name": "a b", "deletePropagationPolicy": "DELETE", "argoCd": {}, "role": { "arn": "role" }, "policyArns": {} }',
    );
    expect(wrongPaths({ capabilities: { argoCd, bare, other } })).toEqual([
      "capabilities.argoCd.argoCd.identityCenter.instanceArn",
      "capabilities.argoCd.argoCd.namespace",
      "capabilities.argoCd.argoCd.access.OWNER",
      "capabilities.argoCd.argoCd.vpcEndpointIds[0]",
      "capabilities.bare.argoCd",
      "capabilities.other.name",
      "capabilities.other.type",
      "capabilities.other.deletePropagationPolicy",
      "capabilities.other.role.arn",
      "capabilities.other.policyArns",
      "capabilities.other.argoCd",
    ]);
    expect(problemsWith({ authenticationMode: "CONFIG_MAP", capabilities: { kro: { type: "KRO" } } })).toEqual([
      "capabilities: needs authenticationMode API or API_AND_CONFIG_MAP, for access entries",
    ]);
  });

  it("can be added later, under a key that is free", () => {
    synthesize({}, (controlPlane) => {
      controlPlane.addCapability("kro", { type: "KRO" });
      expect(() => controlPlane.addCapability("kro", { type: "KRO" })).toThrow('key = "kro": is taken');
    });
  });
});
