import type { Finding } from "../engine/index";
import { linesOf, placeOf, type ShownFinding, type View } from "./view";

/** How many annotations of one kind GitHub shows of a step. */
const mostShown = 10;

/**
 * The report as workflow commands of GitHub Actions: an annotation for each finding, the worst first, since GitHub shows ten of each kind, and
 * the verdict as plain text at the end. What blocks is an error, what is waived or of low severity a notice, the rest a warning.
 */
export function toGithub(view: View): string {
  const commands = view.findings.map(commandOf);
  const notices = view.notices.map(
    ({ fails, text }) => `::${fails ? "error" : "warning"} title=eksgate::${data(text)}`,
  );
  const left = (["error", "warning", "notice"] as const).filter(
    (kind) => view.findings.filter(({ finding }) => kindOf(finding) === kind).length > mostShown,
  );
  const hint = `GitHub shows ${mostShown} annotations of a kind; all are above in this log.`;
  return [
    ...notices,
    ...commands,
    ...view.circumstances.map(plain),
    ...(left.length === 0 ? [] : [hint]),
    plain(`${view.word}  ${view.told}`),
    "",
  ].join("\n");
}

function commandOf(shown: ShownFinding): string {
  const { finding, name, remark } = shown;
  const { file, line, column } = placeOf(finding);
  const title = `${name}: ${finding.rule.id}${remark === "" ? "" : ` (${remark})`}`;
  const properties = [
    ...(file === "-" ? [] : [`file=${property(file)}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${property(title)}`,
  ];
  return `::${kindOf(finding)} ${properties.join(",")}::${data([finding.address, ...linesOf(finding)].join("\n"))}`;
}

function kindOf({ blocks, outcome, severity }: Finding): "error" | "warning" | "notice" {
  if (blocks) return "error";
  return outcome === "waived" || severity === "low" ? "notice" : "warning";
}

/** As the runner's own toolkit writes the message of a command. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** Text that the runner takes for no command: one of the older form counts wherever it stands in a line. */
function plain(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replaceAll("##[", "## [")
    .replace(/^\s*::/, ": :");
}
