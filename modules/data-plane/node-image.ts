import { Token } from "cdktf";
import type { Problems } from "../shared/problems";
import { AMI_FAMILIES, AMI_TYPE_NAMES, type AmiType, amiTypeFor, factsOf, isAmiFamily, isAmiType } from "./ami-types";
import { type Accelerator, type Architecture, acceleratorOf, architectureOf, isInstanceType } from "./instance-types";
import type { NodeImageOptions } from "./node-template-props";
import type { UserDataFormat } from "./user-data";

/** The image of a group of nodes, with what its launch template needs to know. */
export interface NodeImage {
  /** Absent with an image of one's own. */
  readonly amiType?: AmiType;
  /** Present with an image of one's own. */
  readonly imageId?: string;
  /** Absent where it is not known. */
  readonly architecture?: Architecture;
  /** Whether it is known which accelerator's drivers the image holds. */
  readonly knowsAccelerator: boolean;
  readonly accelerator?: Accelerator;
  readonly userData: UserDataFormat;
  readonly dataDevice: string;
  readonly systemDevice?: string;
}

/** The AMI type where none is asked for. */
const DEFAULT_AMI_TYPE = "AL2023_x86_64_STANDARD";

const DEVICES = {
  nodeadm: { dataDevice: "/dev/xvda" },
  bottlerocket: { dataDevice: "/dev/xvdb", systemDevice: "/dev/xvda" },
  windows: { dataDevice: "/dev/sda1" },
} as const;

/** The image that options ask for; what does not fit together is added to the problems. */
export function imageOf(options: NodeImageOptions, problems: Problems): NodeImage {
  const { amiType, amiFamily, image } = options;
  const asked = Object.entries({ amiType, amiFamily, image }).filter(([, value]) => value !== undefined);
  for (const [property, value] of asked.slice(1)) {
    problems.add(property, value, `must be left out beside ${asked[0]?.[0]}: a group has one image`);
  }
  if (image !== undefined && asked.length === 1) return ownImage(image, problems);
  if (amiFamily !== undefined && asked.length === 1) return typed(typeOfFamily(options, problems));
  if (amiType !== undefined && !isAmiType(amiType)) {
    const hint = String(amiType).startsWith("AL2_") ? "; images of Amazon Linux 2 ended on 2025-11-26" : "";
    problems.add("amiType", amiType, `must be one of ${AMI_TYPE_NAMES.join(", ")}${hint}`);
    return typed(DEFAULT_AMI_TYPE);
  }
  return typed(amiType ?? DEFAULT_AMI_TYPE);
}

/** The instance types of the options, or the default for the image. */
export function instanceTypesOf({ instanceTypes }: NodeImageOptions, image: NodeImage): readonly string[] {
  return instanceTypes ?? [image.architecture === "arm64" ? "m7g.large" : "m7i.large"];
}

/** Finds instance types that are none, or that the image does not run on or has no drivers for. */
export function checkInstanceTypes(
  options: NodeImageOptions,
  image: NodeImage,
  limit: number,
  problems: Problems,
): void {
  const { instanceTypes } = options;
  const isCounted = (list: readonly string[]) => list.length >= 1 && list.length <= limit;
  problems.check("instanceTypes", instanceTypes, isCounted, `must be 1 to ${limit} types`);
  const name = image.amiType ?? image.imageId ?? "";
  if (instanceTypes === undefined && image.accelerator !== undefined) {
    problems.add(
      "instanceTypes",
      undefined,
      `is needed with ${name}, which has drivers for ${NAMES[image.accelerator]}`,
    );
  }
  for (const [index, type] of (instanceTypes ?? []).entries()) {
    const at = `instanceTypes[${index}]`;
    if (Token.isUnresolved(type)) continue;
    if (!isInstanceType(type)) {
      problems.add(at, type, 'must be an instance type, such as "m7i.large"');
      continue;
    }
    if (image.architecture !== undefined && architectureOf(type) !== image.architecture) {
      problems.add(at, type, `must be of architecture ${image.architecture}, that of ${name}`);
    }
    if (image.knowsAccelerator) checkAccelerator(at, type, image, options.drivers ?? "image", problems);
  }
}

const NAMES: Readonly<Record<Accelerator, string>> = { nvidia: "NVIDIA GPUs", neuron: "Inferentia and Trainium" };

function checkAccelerator(
  at: string,
  type: string,
  image: NodeImage,
  drivers: "image" | "cluster",
  problems: Problems,
): void {
  const own = acceleratorOf(type);
  if (own === image.accelerator) return;
  if (image.accelerator !== undefined) {
    problems.add(at, type, `must have ${NAMES[image.accelerator]}, which ${image.amiType} holds the drivers for`);
  } else if (own !== undefined && drivers === "image") {
    const wanted = `must have no ${NAMES[own]}: ${image.amiType} lacks their drivers. Take an AMI type with them, or set drivers to "cluster" where something else installs them`;
    problems.add(at, type, wanted);
  }
}

function typed(amiType: AmiType): NodeImage {
  return { amiType, knowsAccelerator: true, ...factsOf(amiType) };
}

function ownImage(image: NonNullable<NodeImageOptions["image"]>, problems: Problems): NodeImage {
  const message = 'must be the id of an AMI, such as "ami-0123456789abcdef0"';
  problems.check("image.id", image.id, (id) => /^ami-([\da-f]{8}|[\da-f]{17})$/.test(id), message);
  const formats = Object.keys(DEVICES);
  const isFormat = formats.includes(image.userData);
  if (!isFormat) problems.add("image.userData", image.userData, `must be one of ${formats.join(", ")}`);
  const { architecture } = image;
  problems.check("image.architecture", architecture, (one) => /^(x86_64|arm64)$/.test(one), "must be x86_64 or arm64");
  const devices = isFormat ? DEVICES[image.userData] : DEVICES.nodeadm;
  return {
    imageId: image.id,
    knowsAccelerator: false,
    userData: image.userData,
    ...devices,
    ...(image.dataDevice === undefined ? {} : { dataDevice: image.dataDevice }),
    ...(architecture === undefined ? {} : { architecture }),
  };
}

function typeOfFamily({ amiFamily, instanceTypes, drivers }: NodeImageOptions, problems: Problems): AmiType {
  if (amiFamily === undefined || !isAmiFamily(amiFamily)) {
    problems.add("amiFamily", amiFamily, `must be one of ${AMI_FAMILIES.join(", ")}`);
    return DEFAULT_AMI_TYPE;
  }
  const first = (instanceTypes ?? ["m7i.large"])[0] ?? "m7i.large";
  if (Token.isUnresolved(first)) {
    problems.add(
      "amiFamily",
      amiFamily,
      "must be an amiType: its instance types are not known before they are applied",
    );
    return DEFAULT_AMI_TYPE;
  }
  const plain = `${architectureOf(first) === "arm64" ? "m7g" : "m7i"}.large`;
  const found = amiTypeFor(amiFamily, drivers === "cluster" ? plain : first);
  if (found !== undefined) return found;
  problems.add("amiFamily", amiFamily, `has no image for ${first}`);
  return DEFAULT_AMI_TYPE;
}
