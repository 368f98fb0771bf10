import { TerraformStack, Testing } from "cdktf";
import { ControlPlane, type ControlPlaneProps } from "../modules/control-plane";
import type { Network } from "../modules/network";
import { InvalidPropsError } from "../modules/shared/problems";

/** Resources by type and logical id. */
export type Resources = Record<string, Record<string, Record<string, unknown>>>;

/** A network of two tiers with a subnet in each zone. */
export function networkOf(zones: readonly string[]): Network {
  return {
    vpcId: "vpc-1",
    ipv4CidrBlocks: ["10.0.0.0/16"],
    tierNames: ["controlPlane", "private"],
    subnets: (tier) => zones.map((zone) => ({ id: `subnet-${tier}-${zone}`, zone, tier })),
  };
}

/** The least that a control plane needs. */
export const leastProps: ControlPlaneProps = {
  name: "demo",
  version: "1.35",
  network: networkOf(["eu-central-1a", "eu-central-1b"]),
  tier: "controlPlane",
};

/** What is synthesized for a control plane: resources, and data sources. */
export function synthesizeAll(
  given: Partial<ControlPlaneProps> = {},
  act: (controlPlane: ControlPlane) => void = () => {},
): { readonly resource: Resources; readonly data?: Resources } {
  const stack = new TerraformStack(Testing.app(), "test");
  act(new ControlPlane(stack, "control-plane", { ...leastProps, ...given }));
  const document: { resource: Resources; data?: Resources } = JSON.parse(Testing.synth(stack));
  return document;
}

/** The resources that are synthesized for a control plane. */
export function synthesize(
  given: Partial<ControlPlaneProps> = {},
  act: (controlPlane: ControlPlane) => void = () => {},
): Resources {
  return synthesizeAll(given, act).resource;
}

/** The one resource of a type. */
export function only(resources: Resources, type: string): Record<string, unknown> {
  const [first, ...rest] = Object.values(resources[type] ?? {});
  if (first === undefined || rest.length > 0)
    throw new Error(`${rest.length + (first ? 1 : 0)} resources of type ${type}`);
  return first;
}

/** Add-ons by name. */
export function addonsOf(resources: Resources): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.values(resources["aws_eks_addon"] ?? {}).map((addon) => [String(addon["addon_name"]), addon]),
  );
}

/** What is wrong with the props of a control plane: paths and messages. */
export function problemsWith(given: Partial<ControlPlaneProps>): readonly string[] {
  try {
    synthesize(given);
  } catch (error) {
    if (error instanceof InvalidPropsError)
      return error.problems.map(({ property, message }) => `${property}: ${message}`);
    throw error;
  }
  return [];
}

/** Paths of what is wrong. */
export function wrongPaths(given: Partial<ControlPlaneProps>): readonly string[] {
  return problemsWith(given).map((problem) => problem.split(": ")[0] ?? "");
}
