/**
 * Kubernetes versions that EKS has offered and this release knows. In standard support on 2026-11-23: 1.34 (until
 * 2026-12-02) and 1.35 (until 2027-03-27).
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const KUBERNETES_VERSIONS = ["1.30", "1.31", "1.32", "1.33", "1.34", "1.35"] as const;

/** A Kubernetes version known to this release, such as `1.35`. */
export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

/** Whether a text has the form of a Kubernetes minor version as EKS writes it: `1.35`. */
export function isVersionShaped(version: string): boolean {
  return /^1\.[1-9]\d$/.test(version);
}

/** Whether this release knows the version. */
export function isKnownVersion(version: string): version is KubernetesVersion {
  const known: readonly string[] = KUBERNETES_VERSIONS;
  return known.includes(version);
}
