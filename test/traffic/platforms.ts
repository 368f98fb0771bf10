import { Testing } from "cdktf";
import { EksPlatformStack, type EksPlatformStackProps } from "../../stacks";
import type { Family } from "./emitted";

/** What a platform of these tests may have beside nodes. */
export interface Variant {
  readonly family: Family;
  /** Fargate pods beside the nodes. */
  readonly fargate: boolean;
}

export const variants: readonly Variant[] = [
  { family: "ipv4", fargate: false },
  { family: "ipv4", fargate: true },
  { family: "ipv6", fargate: false },
  { family: "ipv6", fargate: true },
];

export function nameOf({ family, fargate }: Variant): string {
  return `${family === "ipv6" ? "IPv6" : "IPv4"}, ${fargate ? "nodes beside Fargate" : "nodes alone"}`;
}

/** A platform with two node groups, so that nodes of one call those of another too. */
export function platform(
  traffic: NonNullable<EksPlatformStackProps["traffic"]>,
  { family, fargate }: Variant,
  more: Partial<EksPlatformStackProps> = {},
): EksPlatformStack {
  const network = { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] };
  return new EksPlatformStack(Testing.app(), "demo", {
    account: "111122223333",
    region: "eu-central-1",
    version: "1.35",
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    network: family === "ipv6" ? { ...network, ipv6: "amazonProvided" } : network,
    ...(family === "ipv6" ? { controlPlane: { ipFamily: "ipv6" } } : {}),
    dataPlane: {
      nodeGroups: { general: {}, batch: {} },
      ...(fargate ? { fargate: { apps: { selectors: [{ namespace: "apps" }, { namespace: "kube-system" }] } } } : {}),
    },
    traffic,
    ...more,
  });
}
