import type { App } from "cdktf";
import type { EksPlatformTransform } from "./eks-platform-props";
import { EksPlatformStack } from "./eks-platform-stack";
import type { Platform } from "./load-platform";

export interface CreateStacksOptions {
  /** Hooks for the constructs of all stacks. */
  readonly transform?: EksPlatformTransform;
}

/** Makes a stack for each cluster of a platform. The stacks are named by the clusters' keys. */
export function createStacks(
  app: App,
  platform: Platform,
  options: CreateStacksOptions = {},
): Readonly<Record<string, EksPlatformStack>> {
  const stacks: Record<string, EksPlatformStack> = {};
  for (const [name, props] of Object.entries(platform.clusters)) {
    stacks[name] = new EksPlatformStack(app, name, { ...props, ...options });
  }
  return stacks;
}
