import { Token } from "cdktf";
import { hasKnownPermissions } from "../identity";
import { checkPods, checkRoleArn } from "../identity/workload-trust";
import { checkTimeouts } from "../shared/durations";
import type { Problems } from "../shared/problems";
import type { AddonOptions, AddonPodIdentity, ComputeKind } from "./addon";
import { checkValues } from "./addon-values-problems";

/** What of a cluster decides which add-ons it takes, and how. */
export interface AddonSurroundings {
  readonly compute: ComputeKind;
  readonly ipFamily: "ipv4" | "ipv6";
  /** Whether the cluster has an OIDC provider. */
  readonly hasOidcProvider: boolean;
}

const AGENT = "eks-pod-identity-agent";
/** The first version of the VPC CNI that gives pods IPv6 addresses. */
const FIRST_CNI_WITH_IPV6 = [1, 10] as const;

/** Finds what is wrong with an add-on by itself and in its cluster. */
export function checkAddon(name: string, options: AddonOptions, cluster: AddonSurroundings, problems: Problems): void {
  if (!/^[0-9A-Za-z][\w-]{0,99}$/.test(name)) {
    problems.add("", name, "must be named by 1 to 100 letters, digits, hyphens and underscores");
  }
  const isVersion = (text: string): boolean => text === "mostRecent" || /^v?\d[\w.+-]*$/.test(text);
  problems.check(
    "version",
    options.version,
    isVersion,
    'must be a version, such as "v1.20.4-eksbuild.1", or "mostRecent"',
  );
  if (name === "vpc-cni" && cluster.ipFamily === "ipv6") {
    problems.check("version", options.version, hasIpv6, "must be at least v1.10.0 in an IPv6 cluster");
  }
  checkChoices(options, problems);
  checkTimeouts(options.timeouts, problems);
  checkIdentity(name, options, cluster, problems);
  if (options.configuration === undefined) return;
  checkValues(name, options.configuration, cluster.compute, problems.under("configuration"));
}

function checkChoices(options: AddonOptions, problems: Problems): void {
  const choices = {
    resolveConflictsOnCreate: ["NONE", "OVERWRITE"],
    resolveConflictsOnUpdate: ["NONE", "OVERWRITE", "PRESERVE"],
    order: ["beforeCompute", "afterCompute"],
    ownRole: ["podIdentity", "irsa"],
  } as const satisfies Partial<Record<keyof AddonOptions, readonly string[]>>;
  const { resolveConflictsOnCreate, resolveConflictsOnUpdate, order, ownRole } = options;
  const given = { resolveConflictsOnCreate, resolveConflictsOnUpdate, order, ownRole };
  for (const [property, value] of Object.entries(given)) {
    const allowed: readonly string[] = Object.entries(choices).find(([choice]) => choice === property)?.[1] ?? [];
    problems.check<string>(property, value, (text) => allowed.includes(text), `must be one of ${allowed.join(", ")}`);
  }
}

function checkIdentity(name: string, options: AddonOptions, cluster: AddonSurroundings, problems: Problems): void {
  const { ownRole, serviceAccountRoleArn } = options;
  const identities = podIdentitiesOf(options);
  if (options.podIdentity !== undefined && serviceAccountRoleArn !== undefined) {
    problems.add("podIdentity", options.podIdentity, "must not be given beside serviceAccountRoleArn");
  }
  if (ownRole !== undefined) {
    if (options.podIdentity !== undefined || serviceAccountRoleArn !== undefined) {
      problems.add("ownRole", ownRole, "must not be given beside a role made elsewhere");
    }
    if (!hasKnownPermissions(name)) {
      problems.add("ownRole", ownRole, "must be left out: what the add-on needs in AWS is not known; give it a role");
    }
    if (ownRole === "irsa" && !cluster.hasOidcProvider) {
      problems.add("ownRole", ownRole, "must not be irsa: the cluster's OIDC provider was turned off");
    }
  }
  const asked = ownRole === "podIdentity" ? "ownRole" : "podIdentity";
  const usesPodIdentity = ownRole === "podIdentity" || identities.length > 0;
  if (usesPodIdentity && cluster.compute === "fargate") {
    problems.add(asked, options[asked], "must be left out: Fargate has no Pod Identity agent; use IRSA");
  }
  if (usesPodIdentity && name === AGENT) {
    problems.add(asked, options[asked], "must be left out: the agent itself acts by the role of its node");
  }
  checkRoleArn("serviceAccountRoleArn", serviceAccountRoleArn, problems);
  for (const [index, identity] of identities.entries()) {
    const property = Array.isArray(options.podIdentity) ? `podIdentity[${index}]` : "podIdentity";
    checkPods({ serviceAccount: identity.serviceAccount }, problems.under(property));
    checkRoleArn(`${property}.roleArn`, identity.roleArn, problems);
    if (identities.findIndex((other) => other.serviceAccount === identity.serviceAccount) < index) {
      problems.add(`${property}.serviceAccount`, identity.serviceAccount, "must be there once");
    }
  }
}

/** The pod identities of an add-on, one or several. */
export function podIdentitiesOf({ podIdentity }: AddonOptions): readonly AddonPodIdentity[] {
  if (podIdentity === undefined) return [];
  return isList(podIdentity) ? podIdentity : [podIdentity];
}

/** Finds add-ons that act through an agent that is left out. */
export function checkAgent(
  addons: Readonly<Record<string, AddonOptions>>,
  hasOwnAgent: boolean,
  problems: Problems,
): void {
  if (hasOwnAgent || addons[AGENT] !== undefined) return;
  for (const [name, options] of Object.entries(addons)) {
    if (options.ownRole !== "podIdentity" && podIdentitiesOf(options).length === 0) continue;
    const message = `needs the add-on ${AGENT}, which is left out; give it ownRole irsa, or serviceAccountRoleArn`;
    problems.add(name, options.ownRole ?? options.podIdentity, message);
  }
}

function isList(identity: AddonPodIdentity | readonly AddonPodIdentity[]): identity is readonly AddonPodIdentity[] {
  return Array.isArray(identity);
}

function hasIpv6(version: string): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined || Token.isUnresolved(version)) return true;
  const [firstMajor, firstMinor] = FIRST_CNI_WITH_IPV6;
  return Number(major) > firstMajor || (Number(major) === firstMajor && Number(minor) >= firstMinor);
}
