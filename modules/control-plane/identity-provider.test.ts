import { describe, expect, it } from "vitest";
import { only, problemsWith, synthesize } from "../../test/control-planes";

const provider = { name: "staff", issuerUrl: "https://login.example.com/realms/staff", clientId: "kubernetes" };

// https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html
describe("an identity provider", () => {
  it("lets people sign in with tokens of an issuer, under names and groups with a prefix", () => {
    const identityProvider = {
      ...provider,
      usernameClaim: "email",
      usernamePrefix: "staff:",
      groupsClaim: "groups",
      groupsPrefix: "staff:",
      requiredClaims: { department: "platform" },
      timeouts: { create: "1h" },
    };
    expect(
      only(synthesize({ identityProvider, tags: { team: "a" } }), "aws_eks_identity_provider_config"),
    ).toMatchObject({
      cluster_name: expect.stringMatching(/^\$\{aws_eks_cluster\./),
      oidc: {
        identity_provider_config_name: "staff",
        issuer_url: "https://login.example.com/realms/staff",
        client_id: "kubernetes",
        username_claim: "email",
        username_prefix: "staff:",
        groups_claim: "groups",
        groups_prefix: "staff:",
        required_claims: { department: "platform" },
      },
      tags: { team: "a" },
      timeouts: { create: "1h" },
    });
    expect(synthesize()["aws_eks_identity_provider_config"]).toBeUndefined();
  });

  it("is refused where EKS would", () => {
    expect(
      problemsWith({
        identityProvider: {
          name: "a b",
          issuerUrl: "http://login.example.com",
          clientId: "",
          usernamePrefix: "system:",
          groupsPrefix: "staff:",
          requiredClaims: { department: "" },
        },
      }),
    ).toEqual([
      "identityProvider.name: must have 1 to 100 letters, digits, hyphens and underscores",
      "identityProvider.issuerUrl: must be a URL with https://, without query and fragment",
      "identityProvider.clientId: must not be empty",
      'identityProvider.usernamePrefix: must not have "system:" in it, which is for Kubernetes itself',
      "identityProvider.groupsPrefix: must be left out without groupsClaim",
      "identityProvider.requiredClaims.department: must have 1 to 253 characters",
    ]);
  });
});
