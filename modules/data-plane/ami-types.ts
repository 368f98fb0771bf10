import { type Accelerator, type Architecture, acceleratorOf, architectureOf } from "./instance-types";
import type { UserDataFormat } from "./user-data";

/** What launch templates need to know about an AMI type. */
export interface AmiTypeFacts {
  readonly family: AmiFamily;
  readonly architecture: Architecture;
  /** The accelerator whose drivers it holds. */
  readonly accelerator?: Accelerator;
  readonly userData: UserDataFormat;
  /** Device name of the volume that images and containers are stored on. */
  readonly dataDevice: string;
  /** Device name of a separate volume for the system, whose size the image decides. */
  readonly systemDevice?: string;
}

/** Families of AMI types; within one, architecture and drivers follow from the instance types. */
export const AMI_FAMILIES = [
  "AL2023",
  "Bottlerocket",
  "BottlerocketFips",
  "WindowsCore2019",
  "WindowsFull2019",
  "WindowsCore2022",
  "WindowsFull2022",
  "WindowsCore2025",
  "WindowsFull2025",
] as const;

/** A family of AMI types. */
export type AmiFamily = (typeof AMI_FAMILIES)[number];

const x86 = { architecture: "x86_64" } as const;
const arm = { architecture: "arm64" } as const;
const nvidia = { accelerator: "nvidia" } as const;
const al2023 = { family: "AL2023", userData: "nodeadm", dataDevice: "/dev/xvda" } as const;
const bottlerocket = {
  family: "Bottlerocket",
  userData: "bottlerocket",
  dataDevice: "/dev/xvdb",
  systemDevice: "/dev/xvda",
} as const;
const fips = { ...bottlerocket, family: "BottlerocketFips" } as const;
const windows = { ...x86, userData: "windows", dataDevice: "/dev/sda1" } as const;

/**
 * AMI types of managed node groups. Amazon Linux 2 is not among them: its images ended on 2025-11-26.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html
 */
export const AMI_TYPES = {
  AL2023_x86_64_STANDARD: { ...al2023, ...x86 },
  AL2023_ARM_64_STANDARD: { ...al2023, ...arm },
  AL2023_x86_64_NEURON: { ...al2023, ...x86, accelerator: "neuron" },
  AL2023_x86_64_NVIDIA: { ...al2023, ...x86, ...nvidia },
  AL2023_ARM_64_NVIDIA: { ...al2023, ...arm, ...nvidia },
  BOTTLEROCKET_x86_64: { ...bottlerocket, ...x86 },
  BOTTLEROCKET_ARM_64: { ...bottlerocket, ...arm },
  BOTTLEROCKET_x86_64_FIPS: { ...fips, ...x86 },
  BOTTLEROCKET_ARM_64_FIPS: { ...fips, ...arm },
  BOTTLEROCKET_x86_64_NVIDIA: { ...bottlerocket, ...x86, ...nvidia },
  BOTTLEROCKET_ARM_64_NVIDIA: { ...bottlerocket, ...arm, ...nvidia },
  BOTTLEROCKET_x86_64_NVIDIA_FIPS: { ...fips, ...x86, ...nvidia },
  BOTTLEROCKET_ARM_64_NVIDIA_FIPS: { ...fips, ...arm, ...nvidia },
  WINDOWS_CORE_2019_x86_64: { ...windows, family: "WindowsCore2019" },
  WINDOWS_FULL_2019_x86_64: { ...windows, family: "WindowsFull2019" },
  WINDOWS_CORE_2022_x86_64: { ...windows, family: "WindowsCore2022" },
  WINDOWS_FULL_2022_x86_64: { ...windows, family: "WindowsFull2022" },
  WINDOWS_CORE_2025_x86_64: { ...windows, family: "WindowsCore2025" },
  WINDOWS_FULL_2025_x86_64: { ...windows, family: "WindowsFull2025" },
} as const satisfies Readonly<Record<string, AmiTypeFacts>>;

/** An AMI type that this release knows. */
export type AmiType = keyof typeof AMI_TYPES;

/** AMI types in the order of the table. */
export const AMI_TYPE_NAMES: readonly string[] = Object.keys(AMI_TYPES);

/** Whether this release knows the AMI type. */
export function isAmiType(name: string): name is AmiType {
  return AMI_TYPE_NAMES.includes(name);
}

/** Whether this release knows the family. */
export function isAmiFamily(name: string): name is AmiFamily {
  return AMI_FAMILIES.some((family) => family === name);
}

/** What is known of an AMI type. */
export function factsOf(amiType: AmiType): AmiTypeFacts {
  return AMI_TYPES[amiType];
}

/** The AMI type of a family for an instance type; none where the family has no image for it. */
export function amiTypeFor(family: AmiFamily, instanceType: string): AmiType | undefined {
  return AMI_TYPE_NAMES.filter(isAmiType).find((name) => {
    const facts = factsOf(name);
    return (
      facts.family === family &&
      facts.architecture === architectureOf(instanceType) &&
      facts.accelerator === acceleratorOf(instanceType)
    );
  });
}
