import type { DocumentKind } from "../document/document";
import { clean } from "./clean";
import { UsageError } from "./errors";
import { compareText } from "./findings";
import { isGlob, matchesGlob } from "./glob";
import type { Finding, WaiverUse } from "./judgement";
import type { Rule } from "./manifest";
import { didYouMean } from "./nearest";
import { isDay, type JudgeOptions, today, type Waiver } from "./options";
import { isAtLeast } from "./severity";

/** A waiver, and whose findings it may hold for. */
interface Scoped {
  readonly waiver: Waiver;
  /** Pattern of the clusters that it is for; absent where it is for everything. */
  readonly match?: string;
  /** Only of one that a construct carries: path of the document that it stands in. */
  readonly document?: string;
}

/** A waiver that a construct of a document carries. */
export interface CarriedWaiver {
  readonly document: string;
  readonly waiver: Waiver;
}

/** What is wrong with what a waiver says, whatever it is for. */
export function waiverProblems({ reason, owner, expires }: Pick<Waiver, "reason" | "owner" | "expires">): string[] {
  const empty = Object.entries({ reason, owner }).filter(([, text]) => text.trim() === "");
  const wrong = expiryProblem(expires);
  return [
    ...empty.map(([key]) => `a waiver needs ${key === "reason" ? "a reason" : "an owner"}, and ${key} is empty`),
    ...(wrong === undefined ? [] : [`expires is ${isDay(expires) ? expires : JSON.stringify(expires)}: ${wrong}`]),
  ];
}

/** What is wrong with the last day of a waiver, as a clause. What is past is no mistake: the waiver has ended. */
export function expiryProblem(expires: string): string | undefined {
  if (!isDay(expires)) return "write a day of the calendar as YYYY-MM-DD";
  const latest = latestExpiry();
  return expires > latest ? `a waiver ends within a year, by ${latest}` : undefined;
}

/** The last day that a waiver may be written for: a year from today. */
function latestExpiry(): string {
  const last = new Date(`${today()}T00:00:00Z`);
  last.setUTCFullYear(last.getUTCFullYear() + 1);
  return last.toISOString().slice(0, 10);
}

/**
 * Checks waivers by themselves and against the catalogue.
 *
 * @throws UsageError naming everything that is wrong, such as one for a critical rule that is not for an exact address
 */
export function checkWaivers(
  all: readonly Rule[],
  carried: readonly CarriedWaiver[],
  options: Pick<JudgeOptions, "waivers" | "clusters">,
): void {
  const problems = [...scoped(options), ...carried].flatMap(({ waiver }) =>
    [...ruleProblems(all, waiver), ...waiverProblems(waiver)].map((problem) => `${waiver.from}: ${problem}.`),
  );
  if (problems.length > 0) throw new UsageError(problems.map(clean).join("\n"));
}

function ruleProblems(all: readonly Rule[], { rule: id, target }: Waiver): string[] {
  const rule = all.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const ids = all.map((candidate) => candidate.id);
    return [`there is no rule "${id}" to waive.${didYouMean(id, ids)} \`eksgate rules\` lists all`];
  }
  const isExact = "address" in target && !isGlob(target.address);
  return rule.severity === "critical" && !isExact
    ? [`${id} is critical, and critical rules are waived by an exact address only`]
    : [];
}

/** Waivers at work: they are shown every finding, and tell at the end what became of each of them. */
export class Waivers {
  private readonly byRule = new Map<string, Scoped[]>();
  private readonly counts = new Map<Waiver, number>();
  private readonly meant = new Set<Waiver>();
  private readonly day: string;

  constructor(
    date: string,
    carried: readonly CarriedWaiver[],
    private readonly options: JudgeOptions,
  ) {
    // A date of the past must not bring a waiver back that has ended.
    this.day = date > today() ? date : today();
    for (const one of [...scoped(options), ...carried]) {
      const ofRule = this.byRule.get(one.waiver.rule) ?? [];
      this.byRule.set(one.waiver.rule, ofRule);
      ofRule.push(one);
    }
  }

  /** The finding as it is, or waived. */
  apply(finding: Finding): Finding {
    const meant = (this.byRule.get(finding.rule.id) ?? []).filter((one) => isMeant(one, finding));
    for (const { waiver } of meant) this.meant.add(waiver);
    const holding = meant.filter((one) => !this.hasEnded(one.waiver) && mayWaive(one, finding, this.options));
    for (const { waiver } of holding) this.counts.set(waiver, (this.counts.get(waiver) ?? 0) + 1);
    const [first] = holding;
    if (first === undefined) return finding;
    const { reason, owner, expires } = first.waiver;
    return { ...finding, outcome: "waived", blocks: false, waiver: { reason, owner, expires } };
  }

  /**
   * What became of the waivers, once all findings were shown.
   *
   * @param rules those that were asked
   */
  uses(rules: readonly Rule[], kinds: ReadonlySet<DocumentKind>): readonly WaiverUse[] {
    const asked = new Map(rules.map((rule) => [rule.id, rule]));
    const uses = [...this.byRule.values()].flat().map((one): WaiverUse => {
      const { rule, target, reason, owner, expires, from } = one.waiver;
      return {
        rule: clean(rule),
        target: clean("address" in target ? target.address : target.construct),
        reason: clean(reason),
        owner: clean(owner),
        expires,
        from: clean(from),
        state: this.stateOf(one, asked.get(rule), kinds),
        findings: this.counts.get(one.waiver) ?? 0,
      };
    });
    return uses.sort((a, b) => compareText(useKey(a), useKey(b)));
  }

  private stateOf(one: Scoped, rule: Rule | undefined, kinds: ReadonlySet<DocumentKind>): WaiverUse["state"] {
    const { waiver, document } = one;
    if (this.counts.has(waiver)) return "used";
    if (document !== undefined && rule !== undefined && !isAllowed(rule, this.options)) return "not allowed";
    if (this.hasEnded(waiver)) return "expired";
    if (this.meant.has(waiver)) return waiver.fingerprint === undefined ? "not allowed" : "outdated";
    return rule?.kinds.some((kind) => kinds.has(kind)) ? "unused" : "not asked";
  }

  private hasEnded({ expires }: Waiver): boolean {
    return expires < this.day;
  }
}

/** From what says the most of the waivers of a run to what says the least. */
const states: readonly WaiverUse["state"][] = ["used", "not allowed", "expired", "outdated", "unused", "not asked"];

/** What became of the waivers of a run whose parts tell it of theirs. */
export function joinedUses(parts: readonly (readonly WaiverUse[])[]): readonly WaiverUse[] {
  const byKey = new Map<string, WaiverUse>();
  for (const use of parts.flat()) {
    const key = useKey(use);
    const { state, findings } = byKey.get(key) ?? use;
    byKey.set(key, {
      ...use,
      state: states.indexOf(state) < states.indexOf(use.state) ? state : use.state,
      findings: byKey.has(key) ? findings + use.findings : findings,
    });
  }
  return [...byKey.values()].sort((a, b) => compareText(useKey(a), useKey(b)));
}

function useKey({ from, rule, target, expires, owner, reason }: WaiverUse): string {
  return JSON.stringify([from, rule, target, expires, owner, reason]);
}

function scoped(options: Pick<JudgeOptions, "waivers" | "clusters">): readonly Scoped[] {
  return [
    ...(options.waivers ?? []).map((waiver) => ({ waiver })),
    ...(options.clusters ?? []).flatMap(({ match, waivers = [] }) => waivers.map((waiver) => ({ waiver, match }))),
  ];
}

/** Whether a waiver that is for this finding may let it be. */
function mayWaive({ waiver, document }: Scoped, finding: Finding, options: JudgeOptions): boolean {
  if (waiver.fingerprint !== undefined && waiver.fingerprint !== finding.fingerprint) return false;
  if (document !== undefined && !isAllowed(finding, options)) return false;
  const isCritical = finding.severity === "critical" || finding.rule.severity === "critical";
  return !isCritical || ("address" in waiver.target && !isGlob(waiver.target.address));
}

/** Whether a waiver is for this finding, if its facts are those that it was written for. */
function isMeant({ waiver: { rule, target }, match, document }: Scoped, finding: Finding): boolean {
  if (rule !== finding.rule.id) return false;
  if (document !== undefined && document !== finding.document) return false;
  // What clusters by other names share is not theirs alone.
  if (match !== undefined && (finding.clusters?.length !== 1 || finding.clusters[0] !== match)) return false;
  if ("address" in target) return matchesGlob(finding.address, target.address);
  const { construct } = finding;
  if (construct === undefined) return false;
  return (
    matchesGlob(construct, target.construct) || (document !== undefined && construct.startsWith(`${target.construct}/`))
  );
}

/** Whether the settings let constructs waive what is that grave. */
function isAllowed(judged: Pick<Finding, "severity">, { constructWaivers }: JudgeOptions): boolean {
  if (constructWaivers === undefined || judged.severity === "critical") return false;
  return isAtLeast(constructWaivers, judged.severity);
}
