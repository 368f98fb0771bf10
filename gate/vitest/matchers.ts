import type { IConstruct } from "constructs";

import {
  explainFlow,
  type Finding,
  type FlowProtocol,
  type Judgement,
  type JudgeOptions,
  judge,
  verdict,
} from "../engine/index";
import { findingText, type Terminal, terminalOf, toFlowText, toText } from "../report/index";
import { withSettings } from "../settings/index";
import { documentsOf, documentsWith, endOf } from "./subject";

export interface PassPoliciesOptions extends JudgeOptions {
  /**
   * Settings file, or `false` for none.
   * @default "eksgate.yaml" where it exists
   */
  readonly settingsFile?: string | false;
}

export interface ViolateOptions extends PassPoliciesOptions {
  /** Terraform address of the resource. @default any */
  readonly address?: string;
  /** @default "fail" */
  readonly outcome?: "fail" | "undetermined";
}

export interface ReachOptions {
  /**
   * Where the flow starts: the address of a node group, Fargate profile or interface endpoint, `control-plane` or a cluster's address, an AWS
   * service that has an endpoint (`ecr.api`), `internet`, or a construct that is such a resource or holds exactly one.
   */
  readonly from: string | IConstruct;
  /** Where it leads to: the same. */
  readonly to: string | IConstruct;
  /** @default 10250 from the control plane to node groups and Fargate profiles, else 443 */
  readonly port?: number;
  /** @default "tcp" */
  readonly protocol?: FlowProtocol;
}

/** What a matcher returns to vitest (and to jest). */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

const plain: Terminal = terminalOf({ write: () => undefined }, false);

/** Holds where the gate would let the subject through. */
export function toPassPolicies(received: unknown, options: PassPoliciesOptions = {}): MatcherResult {
  const judgement = judgeSubject(received, options);
  const pass = !verdict(judgement).blocks;
  const report = toText(judgement, plain, { quiet: true });
  return {
    pass,
    message: () =>
      pass ? `expected policies to be violated, and none is\n\n${report}` : `expected policies to hold\n\n${report}`,
  };
}

/** Holds where the rule fails, on the resource where one is named. */
export function toViolate(received: unknown, rule: string, options: ViolateOptions = {}): MatcherResult {
  const { address, outcome = "fail", ...rest } = options;
  const judgement = judgeSubject(received, { ...rest, rules: [rule], allowEmpty: true });
  const found = judgement.findings.filter(
    (finding) => finding.outcome === outcome && (address === undefined || finding.address === address),
  );
  const pass = found.length > 0;
  const wanted = `${rule} to ${outcome === "fail" ? "fail" : "be undetermined"}${address === undefined ? "" : ` on ${address}`}`;
  return {
    pass,
    message: () =>
      pass
        ? `expected ${rule} not to ${outcome === "fail" ? "fail" : "be undetermined"}\n\n${shown(found, judgement)}`
        : `expected ${wanted}, but ${instead(judgement, address)}`,
  };
}

/** What vitest (and jest) pass to a matcher. */
export interface MatcherContext {
  readonly isNot?: boolean;
}

/**
 * Holds where the flow is allowed, its opposite where it is blocked between all subnets. A flow that the input does not decide, or that only
 * a part of the subnets lets through, holds neither way.
 */
export function toReach(this: MatcherContext, received: unknown, options: ReachOptions): MatcherResult {
  const { port, protocol } = options;
  const from = endOf(options.from, "from");
  const to = endOf(options.to, "to");
  const explained = explainFlow(documentsWith(received, [from, to]), {
    from: from.name,
    to: to.name,
    ...(port === undefined ? {} : { port }),
    ...(protocol === undefined ? {} : { protocol }),
  });
  const { flow } = explained;
  const isNot = this.isNot === true;
  const holds = isNot ? flow.outcome === "blocked" && flow.everywhere : flow.outcome === "allowed";
  return {
    pass: holds !== isNot,
    message: () =>
      `expected ${flow.from.label} ${isNot ? "not " : ""}to reach ${flow.to.label} on ${flow.protocol} ${flow.port}\n\n${toFlowText(explained, plain)}`,
  };
}

function judgeSubject(received: unknown, options: PassPoliciesOptions): Judgement {
  const { settingsFile, ...given } = options;
  const whole = (given.bundles ?? []).length > 0;
  return judge(documentsOf(received, { whole }), {
    undetermined: "fail-critical",
    ...withSettings(given, settingsFile),
  });
}

function instead({ passes, findings, ...judgement }: Judgement, address: string | undefined): string {
  const others = findings.filter((finding) => address === undefined || finding.address === address);
  if (others.length > 0) return `it is otherwise\n\n${shown(others, { ...judgement, passes, findings })}`;
  if (passes.some((pass) => pass.address === address)) return "it passes there";
  const subjects = [...new Set([...passes, ...findings].map((each) => each.address))].sort();
  if (subjects.length === 0) return "there is no resource that it applies to";
  return address === undefined
    ? `it passes on ${subjects.join(", ")}`
    : `it does not apply there; it judges ${subjects.join(", ")}`;
}

function shown(findings: readonly Finding[], judgement: Judgement): string {
  return findings.map((finding) => findingText(finding, judgement, plain).join("\n")).join("\n\n");
}
