import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

import { UsageError, waiverProblems } from "../engine/index";

/** What a waiver says. */
export interface WaiverOptions {
  /** Id of the rule, such as `networking/nat-gateway-per-zone`. Critical rules cannot be waived on a construct. */
  readonly rule: string;
  /** Why what the rule finds may be. */
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** The last day that it holds, as `YYYY-MM-DD`, at most a year ahead. */
  readonly expires: string;
  /**
   * Holds only for the finding with this fingerprint, which changes with the facts that decided it.
   * @default holds whatever the facts
   */
  readonly fingerprint?: string;
}

interface Carried extends WaiverOptions {
  /** Path of the construct. */
  readonly construct: string;
}

const carried = new WeakMap<TerraformStack, readonly Carried[]>();

/**
 * Waivers on constructs. They are written into the synthesized configuration, so that every gate that judges it, or a plan beside it, sees
 * them. Since they are part of what is judged, they hold only where the settings file allows it (`construct_waivers: medium`), up to the
 * severity that it names.
 *
 * ```ts
 * Waiver.add(network, {
 *   rule: "networking/nat-gateway-per-zone",
 *   reason: "one gateway is enough for the sandbox account",
 *   owner: "platform-team",
 *   expires: "2027-01-31",
 * });
 * ```
 */
export class Waiver {
  private constructor() {}

  /**
   * Adds a waiver for findings on the resources of a construct, and of all below it.
   *
   * @throws UsageError if it says nothing, or its day is none, or more than a year ahead; or if the construct is in no stack
   */
  static add(construct: IConstruct, options: WaiverOptions): void {
    const path = construct.node.path;
    const problems = waiverProblems(options).map((problem) => `Waiver.add: ${path}, ${options.rule}: ${problem}.`);
    if (problems.length > 0) throw new UsageError(problems.join("\n"));
    const stack = stackOf(construct);
    const { rule, reason, owner, expires, fingerprint } = options;
    const waiver = {
      construct: path,
      rule,
      reason,
      owner,
      expires,
      ...(fingerprint === undefined ? {} : { fingerprint }),
    };
    const waivers = [...(carried.get(stack) ?? []), waiver];
    carried.set(stack, waivers);
    stack.addOverride("//.eksgate.waivers", waivers);
  }
}

function stackOf(construct: IConstruct): TerraformStack {
  const stack = construct.node.scopes.find((scope): scope is TerraformStack => TerraformStack.isStack(scope));
  if (stack === undefined) {
    throw new UsageError(
      `Waiver.add: the construct ${construct.node.path || "App"} is in no stack; add it to what is.`,
    );
  }
  return stack;
}
