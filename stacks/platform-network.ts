import type { TerraformStack } from "cdktf";

import { Network, type TierProps, Vpc } from "../modules/network";
import { type CollectedProblems, under } from "./collected-problems";
import type { EksPlatformStackProps } from "./eks-platform-props";
import { defaultTiers } from "./platform-plan";
import { tiersOf } from "./stand-ins";

/** The network of a platform, where it is made with it. */
export function makeVpc(
  stack: TerraformStack,
  name: string,
  props: EksPlatformStackProps,
  problems: CollectedProblems,
): Vpc | undefined {
  const { network, transform } = props;
  if (network === undefined) return undefined;
  return problems.attempt(
    under("network"),
    () =>
      new Vpc(stack, "network", {
        name,
        ...network,
        ...discoverable(name, props),
        ...(transform?.network === undefined ? {} : { transform: transform.network }),
      }),
  );
}

/** The tiers, where Karpenter is to find its own by their tag. */
function discoverable(name: string, props: EksPlatformStackProps): { readonly tiers?: Record<string, TierProps> } {
  const { karpenter } = props.dataPlane;
  if (karpenter === undefined) return {};
  const own = (karpenter === true ? undefined : karpenter.tier) ?? defaultTiers(props).compute;
  const tiers = Object.entries<TierProps>(props.network?.tiers ?? tiersOf(props));
  return {
    tiers: Object.fromEntries(
      tiers.map(([tier, settings]) => [tier, tier === own ? { karpenterDiscovery: name, ...settings } : settings]),
    ),
  };
}

/** The network of a platform, where it was made elsewhere. */
export function findNetwork(
  stack: TerraformStack,
  { existingNetwork: existing }: EksPlatformStackProps,
  problems: CollectedProblems,
): Network | undefined {
  if (existing === undefined) return undefined;
  if ("fromIds" in existing) {
    return problems.attempt(under("existingNetwork.fromIds"), () => Network.fromIds(existing.fromIds));
  }
  return problems.attempt(under("existingNetwork.fromTags"), () =>
    Network.fromTags(stack, "network", existing.fromTags),
  );
}
