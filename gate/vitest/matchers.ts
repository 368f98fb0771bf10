import { type Finding, type Judgement, type JudgeOptions, judge, verdict } from "../engine/index";
import { findingText, type Terminal, terminalOf, toText } from "../report/index";
import { withSettings } from "../settings/index";
import { documentsOf } from "./subject";

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

function judgeSubject(received: unknown, options: PassPoliciesOptions): Judgement {
  const { settingsFile, ...given } = options;
  return judge(documentsOf(received), { undetermined: "fail-critical", ...withSettings(given, settingsFile) });
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
