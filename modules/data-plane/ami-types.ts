/** Processor architecture of an image or instance type. */
export type Architecture = "x86_64" | "arm64";

/** What launch templates need to know about an AMI type. */
export interface AmiTypeFacts {
  readonly architecture: Architecture;
  /** Device name of the volume that images and containers are stored on. */
  readonly dataDevice: string;
  /** Device name of a separate volume for the system, whose size the image decides. */
  readonly systemDevice?: string;
}

const al2023 = { dataDevice: "/dev/xvda" } as const;
const bottlerocket = { dataDevice: "/dev/xvdb", systemDevice: "/dev/xvda" } as const;

/**
 * AMI types of managed node groups. Amazon Linux 2 is not among them: its images ended on 2025-11-26.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html
 */
export const AMI_TYPES = {
  AL2023_x86_64_STANDARD: { architecture: "x86_64", ...al2023 },
  AL2023_ARM_64_STANDARD: { architecture: "arm64", ...al2023 },
  AL2023_x86_64_NEURON: { architecture: "x86_64", ...al2023 },
  AL2023_x86_64_NVIDIA: { architecture: "x86_64", ...al2023 },
  AL2023_ARM_64_NVIDIA: { architecture: "arm64", ...al2023 },
  BOTTLEROCKET_x86_64: { architecture: "x86_64", ...bottlerocket },
  BOTTLEROCKET_ARM_64: { architecture: "arm64", ...bottlerocket },
  BOTTLEROCKET_x86_64_FIPS: { architecture: "x86_64", ...bottlerocket },
  BOTTLEROCKET_ARM_64_FIPS: { architecture: "arm64", ...bottlerocket },
  BOTTLEROCKET_x86_64_NVIDIA: { architecture: "x86_64", ...bottlerocket },
  BOTTLEROCKET_ARM_64_NVIDIA: { architecture: "arm64", ...bottlerocket },
} as const satisfies Readonly<Record<string, AmiTypeFacts>>;

/** An AMI type that this release knows. */
export type AmiType = keyof typeof AMI_TYPES;

/** AMI types in the order of the table. */
export const AMI_TYPE_NAMES: readonly string[] = Object.keys(AMI_TYPES);

/** Whether this release knows the AMI type. */
export function isAmiType(name: string): name is AmiType {
  return AMI_TYPE_NAMES.includes(name);
}

/**
 * Architecture of an instance type by its name: Graviton has a `g` among the attributes behind the generation, as in
 * `m7g.large` or `c6gn.xlarge`; `a1` was the first of them.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): Architecture {
  return /^(a1|[a-z]+\d+[a-z]*g[a-z]*)\./.test(instanceType) ? "arm64" : "x86_64";
}
