import { Token } from "cdktf";
import type { Network, NetworkSubnet } from "../network/network";
import type { Problems } from "../shared/problems";

/** Where in a network something is placed. */
export interface TierPlacement {
  /** The network: made here, given by ids, or looked up. */
  readonly network: Network;
  /** Name of the tier of subnets. */
  readonly tier: string;
  /**
   * Zones to use, such as `["eu-central-1a"]`.
   * @default all zones of the tier
   */
  readonly zones?: readonly string[];
}

/** The subnets of a placement; a tier or zone that does not exist is added to the problems. */
export function subnetsOf(placement: TierPlacement, problems: Problems): readonly NetworkSubnet[] {
  const { network, tier, zones } = placement;
  if (!network.tierNames.includes(tier)) {
    problems.add("tier", tier, `is no tier of the network; its tiers are ${network.tierNames.join(", ")}`);
    return [];
  }
  const subnets = network.subnets(tier);
  const known = subnets.map((subnet) => subnet.zone);
  for (const [index, zone] of (zones ?? []).entries()) {
    const isJudged = !known.some((name) => Token.isUnresolved(name));
    if (isJudged)
      problems.check(`zones[${index}]`, zone, (name) => known.includes(name), `must be one of ${known.join(", ")}`);
  }
  return zones === undefined ? subnets : subnets.filter((subnet) => zones.includes(subnet.zone));
}
