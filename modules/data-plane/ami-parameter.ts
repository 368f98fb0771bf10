import { type AmiType, factsOf } from "./ami-types";

/**
 * The public parameter of Systems Manager that holds the newest release of an AMI type, as a managed group takes it; none for
 * Windows.
 * @param version Kubernetes version
 * @see https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html
 */
export function releaseParameter(amiType: AmiType, version: string): string | undefined {
  const { family } = factsOf(amiType);
  if (family.startsWith("Windows")) return undefined;
  const release = family === "AL2023" ? "release_version" : "image_version";
  return amiParameter(amiType, version).replace(/image_id$/, release);
}

/**
 * The public parameter of Systems Manager that holds the id of an AMI type's image.
 * @param version Kubernetes version
 * @param release the release: `v20260112` of Amazon Linux, `1.52.0` of Bottlerocket; the newest where it is absent
 * @see https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html
 */
export function amiParameter(amiType: AmiType, version: string, release?: string): string {
  const { family, architecture, accelerator } = factsOf(amiType);
  if (family === "AL2023") {
    const variant = accelerator ?? "standard";
    const image =
      release === undefined ? "recommended" : `amazon-eks-node-al2023-${architecture}-${variant}-${version}-${release}`;
    return `/aws/service/eks/optimized-ami/${version}/amazon-linux-2023/${architecture}/${variant}/${image}/image_id`;
  }
  if (family === "Bottlerocket" || family === "BottlerocketFips") {
    const flavor = `${accelerator === undefined ? "" : `-${accelerator}`}${family === "BottlerocketFips" ? "-fips" : ""}`;
    return `/aws/service/bottlerocket/aws-k8s-${version}${flavor}/${architecture}/${release ?? "latest"}/image_id`;
  }
  const edition = family.startsWith("WindowsCore") ? "Core" : "Full";
  return `/aws/service/ami-windows-latest/Windows_Server-${family.slice(-4)}-English-${edition}-EKS_Optimized-${version}/image_id`;
}
