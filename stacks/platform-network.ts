import type { TerraformStack } from "cdktf";

import { Network, Vpc } from "../modules/network";
import { type CollectedProblems, under } from "./collected-problems";
import type { EksPlatformStackProps } from "./eks-platform-props";

/** The network of a platform, where it is made with it. */
export function makeVpc(
  stack: TerraformStack,
  name: string,
  { network, transform }: EksPlatformStackProps,
  problems: CollectedProblems,
): Vpc | undefined {
  if (network === undefined) return undefined;
  return problems.attempt(
    under("network"),
    () =>
      new Vpc(stack, "network", {
        name,
        ...network,
        ...(transform?.network === undefined ? {} : { transform: transform.network }),
      }),
  );
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
