import {
  EksIdentityProviderConfig,
  type EksIdentityProviderConfigConfig,
} from "@cdktf/provider-aws/lib/eks-identity-provider-config";
import type { Construct } from "constructs";
import { checkTimeouts, type Timeouts } from "../shared/durations";
import type { Problems } from "../shared/problems";
import { type Transform, transformed } from "../shared/transform";

/**
 * An OIDC provider of one's own, whose people and programs sign in to the Kubernetes API beside those of IAM. What they may do is
 * told by role bindings in the cluster. Not the provider by which pods get roles (IRSA).
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html
 */
export interface IdentityProviderOptions {
  /** Name of the configuration in the cluster: 1-100 letters, digits, hyphens and underscores. */
  readonly name: string;
  /** URL of the issuer, with `https://`, which EKS must reach from the internet. */
  readonly issuerUrl: string;
  /** Audience of the tokens. */
  readonly clientId: string;
  /**
   * Claim that is the user name.
   * @default sub
   */
  readonly usernameClaim?: string;
  /**
   * What is put in front of user names; `-` for nothing. Without `system:`.
   * @default the issuer's URL; nothing where the claim is `email`
   */
  readonly usernamePrefix?: string;
  /**
   * Claim that holds the groups.
   * @default none: users have no groups
   */
  readonly groupsClaim?: string;
  /**
   * What is put in front of groups, such as `oidc:`. Without `system:`.
   * @default nothing
   */
  readonly groupsPrefix?: string;
  /**
   * Claims that tokens must have, with their values.
   * @default none
   */
  readonly requiredClaims?: Readonly<Record<string, string>>;
  /**
   * How long Terraform waits, as durations such as `40m`.
   * @default 40m
   */
  readonly timeouts?: Timeouts;
}

/** What an identity provider has of its cluster. */
export interface IdentityProviderSurroundings {
  readonly clusterName: string;
  readonly region?: string;
  readonly tags?: Record<string, string>;
  readonly transform: Transform<EksIdentityProviderConfigConfig> | undefined;
}

/** Makes the identity provider of a cluster; EKS takes one. */
export function makeIdentityProvider(
  scope: Construct,
  { timeouts, name, requiredClaims, ...oidc }: IdentityProviderOptions,
  { transform, ...cluster }: IdentityProviderSurroundings,
): EksIdentityProviderConfig {
  const config: EksIdentityProviderConfigConfig = {
    ...cluster,
    oidc: {
      identityProviderConfigName: name,
      ...oidc,
      ...(requiredClaims === undefined ? {} : { requiredClaims: { ...requiredClaims } }),
    },
    ...(timeouts === undefined ? {} : { timeouts: { ...timeouts } }),
  };
  return new EksIdentityProviderConfig(scope, "identity-provider", transformed(config, transform));
}

/** Finds what is wrong with an identity provider. */
export function checkIdentityProvider(options: IdentityProviderOptions, problems: Problems): void {
  const isName = (text: string): boolean => /^[0-9A-Za-z][\w-]{0,99}$/.test(text);
  problems.check("name", options.name, isName, "must have 1 to 100 letters, digits, hyphens and underscores");
  const isIssuer = (url: string): boolean => /^https:\/\/[^\s?#]+$/.test(url);
  problems.check("issuerUrl", options.issuerUrl, isIssuer, "must be a URL with https://, without query and fragment");
  problems.check("clientId", options.clientId, (id) => id !== "", "must not be empty");
  for (const property of ["usernamePrefix", "groupsPrefix"] as const) {
    const message = 'must not have "system:" in it, which is for Kubernetes itself';
    problems.check(property, options[property], (prefix) => !prefix.includes("system:"), message);
  }
  if (options.groupsPrefix !== undefined && options.groupsClaim === undefined) {
    problems.add("groupsPrefix", options.groupsPrefix, "must be left out without groupsClaim");
  }
  for (const [claim, value] of Object.entries(options.requiredClaims ?? {})) {
    const property = `requiredClaims.${claim}`;
    if (claim.length < 1 || claim.length > 63) problems.add(property, value, "must be a claim of 1 to 63 characters");
    problems.check(property, value, (text) => text.length >= 1 && text.length <= 253, "must have 1 to 253 characters");
  }
  checkTimeouts(options.timeouts, problems);
}
