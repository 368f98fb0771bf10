import { countBySeverity, type JudgedDocument, type Judgement, severities, verdict } from "../engine/index";
import { findingText } from "./finding-text";
import { policyText } from "./policy-text";
import { summarize } from "./report";
import { count, type Terminal, wrap } from "./terminal";
import { faultyWaiversText, waiversText } from "./waiver-text";

export interface TextOptions {
  /**
   * Leaves out the documents and the circumstances: the verdict and the findings only.
   * @default false
   */
  readonly quiet?: boolean;
}

/** The report for people. Its first line is the verdict; it ends with a line break. */
export function toText(judgement: Judgement, terminal: Terminal, { quiet = false }: TextOptions = {}): string {
  const sections = [
    verdictText(judgement, terminal),
    ...(quiet ? [] : judgement.documents.map((document) => documentText(document, terminal))),
    ...judgement.findings.map((finding) => findingText(finding, judgement, terminal)),
    ...waiversText(judgement, terminal),
    ...(quiet ? [] : [circumstances(judgement, terminal)]),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** What the judgement comes to, in one sentence that starts with the verdict. */
export function verdictText(judgement: Judgement, { colors, width }: Terminal): string[] {
  const { outcome, blocks } = verdict(judgement);
  const summary = summarize(judgement);
  const why = outcome === "fail" ? "" : whyHarmless(judgement);
  const words = { pass: "PASSED", fail: "FAILED", undetermined: "NOT PROVEN" }[outcome];
  const paint = { pass: colors.green, fail: colors.red, undetermined: colors.yellow }[outcome];
  const counts = [
    summary.pass > 0 ? `${summary.pass} passed` : "",
    summary.fail > 0 ? `${summary.fail} failed${why} (${bySeverity(judgement)})` : "",
    summary.undetermined > 0 ? `${summary.undetermined} not proven` : "",
    summary.waived > 0 ? `${summary.waived} waived` : "",
    ...faultyWaiversText(judgement),
  ].filter((part) => part !== "");
  const told =
    summary.subjects === 0
      ? "nothing was judged: no resource that a rule applies to"
      : `${count(summary.rules, "rule")}, ${count(summary.subjects, "subject")}: ${counts.join(", ")}`;
  const shut = outcome === "undetermined" && blocks ? "; the gate stays shut" : "";
  const [first = "", ...others] = wrap(`${words}  ${told}${shut}`, width - 1);
  return [`${paint(colors.bold(words))} ${first.slice(words.length)}`, ...others];
}

/** Why what fails does not shut the gate. */
function whyHarmless({ findings, failOn }: Judgement): string {
  const failing = findings.filter(({ outcome }) => outcome === "fail");
  const isKnown = failing.some(({ known }) => known === true);
  const isBelow = failing.some(({ known }) => known !== true);
  return ` ${[isBelow ? `below ${failOn}` : "", isKnown ? "in the baseline" : ""].filter((part) => part !== "").join(" or ")}`;
}

function bySeverity(judgement: Judgement): string {
  const counts = countBySeverity(judgement.findings);
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}`)
    .join(", ");
}

const kinds = { config: "configuration", plan: "plan", state: "state" } as const;

function documentText(document: JudgedDocument, terminal: Terminal): string[] {
  const { colors, width } = terminal;
  const name = document.stack ?? document.path;
  const about = `${kinds[document.kind]}, ${count(document.resources, "resource")}`;
  return [
    ...wrap(name, width).map((line) => colors.bold(line)),
    ...(document.stack === undefined ? [] : wrap(document.path, width, "  ").map((line) => colors.dim(line))),
    colors.dim(`  ${about}`),
    ...groupLines(document, terminal),
  ];
}

/** A line for each group of rules: how many subjects passed, failed, are not proven. */
export function groupLines({ groups }: JudgedDocument, { colors }: Terminal): string[] {
  const labelWidth = Math.max(...Object.keys(groups).map((group) => group.length));
  return Object.entries(groups).map(([group, counts]) => {
    const parts = [
      counts.pass > 0 ? colors.green(`${counts.pass} passed`) : "",
      counts.fail > 0 ? colors.red(`${counts.fail} failed`) : "",
      counts.undetermined > 0 ? colors.yellow(`${counts.undetermined} not proven`) : "",
      counts.waived > 0 ? `${counts.waived} waived` : "",
    ].filter((part) => part !== "");
    return `  ${group.padEnd(labelWidth)}  ${parts.length === 0 ? colors.dim("nothing to judge") : parts.join(", ")}`;
  });
}

/** By what, as of when and how strictly it was judged. */
export function circumstances(judgement: Judgement, { colors, width }: Terminal): string[] {
  const policies = judgement.policies.map(policyText);
  const relaxed = judgement.relaxed.map(
    ({ rule, how, from }) => `Relaxed: ${rule === undefined ? "" : `${rule} `}${how}, from ${from}`,
  );
  const { shard } = judgement;
  const lines = [
    ...(shard === undefined
      ? []
      : [`Part ${shard.index} of ${shard.total} of the inputs: \`eksgate merge\` tells the verdict on all of them.`]),
    `Judged as of ${judgement.date} by ${policies.join(", ")}, profile ${judgement.profile}, failing on ${judgement.failOn}.`,
    ...relaxed,
  ];
  return lines.flatMap((line) => wrap(line, width)).map((line) => colors.dim(line));
}
