import { type Finding, type Judgement, severities } from "../../engine/index";
import { escapeHtml } from "../escape";
import { findingRemark, sourceText, waiverText } from "../finding-text";
import { count } from "../terminal";
import { code, descriptions, type Html, list } from "./elements";

/** What is said of each outcome, with the class that colours it. */
const words: Readonly<Record<Finding["outcome"], string>> = {
  fail: "failed",
  undetermined: "not proven",
  waived: "waived",
};

/** Everything that is not as it should be, from the worst severity on. */
export function findingsSection(judgement: Judgement): Html {
  const groups = severities.map((severity) => ({
    severity,
    findings: judgement.findings.filter((finding) => finding.severity === severity),
  }));
  const numbers = new Map(judgement.findings.map((finding, index) => [finding, index + 1]));
  const parts = groups
    .filter(({ findings }) => findings.length > 0)
    .map(({ severity, findings }) => {
      const articles = findings.map((finding) => findingArticle(finding, numbers.get(finding) ?? 0, judgement));
      return `<h3>${capital(severity)}: ${count(findings.length, "finding")}</h3>\n${articles.join("\n")}`;
    });
  return `<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
${parts.length === 0 ? "<p>No finding.</p>" : parts.join("\n")}
</section>`;
}

/** Where a finding stands in the page. */
export function findingId(number: number): string {
  return `finding-${number}`;
}

function findingArticle(finding: Finding, number: number, judgement: Judgement): Html {
  const { rule, outcome } = finding;
  const document = judgement.documents.find(({ path }) => path === finding.document);
  const place = judgement.documents.length > 1 ? (document?.stack ?? finding.document) : "";
  const id = findingId(number);
  const remark = findingRemark(finding, judgement);
  const word = `${words[outcome]}${remark === "" ? "" : ` (${remark})`}`;
  const position = finding.location?.attribute ?? finding.location;
  return `<article class="finding ${outcome}" id="${id}" aria-labelledby="${id}-name">
<h4 id="${id}-name">${code(rule.id)} <span class="outcome ${outcome}">${escapeHtml(word)}</span></h4>
<p class="about">${escapeHtml(rule.title)}</p>
<p class="address">${code(finding.address)}</p>
<p>${escapeHtml(finding.message)}</p>
${descriptions([
  ["Waived", finding.waiver === undefined ? "" : escapeHtml(waiverText(finding.waiver))],
  ["Construct", finding.construct === undefined ? "" : code(finding.construct)],
  ["Made at", finding.source === undefined ? "" : code(sourceText(finding.source))],
  ["In", place === "" ? "" : code(place)],
  ["At", position === undefined ? "" : code(`${finding.document}:${position.line}:${position.column}`)],
  ["Not known", listOrNone(finding.missing.map(escapeHtml))],
  ["Rests on", listOrNone(finding.related.map(code))],
  ["Attributes", listOrNone(finding.attributes.map(code))],
  ["Judged as", listOrNone((finding.clusters ?? []).map((match) => `clusters ${code(match)}`))],
  ["Change", escapeHtml(rule.remediation)],
  ["AWS says", listOrNone(rule.references.map(reference))],
  ["Fingerprint", code(finding.fingerprint)],
])}
</article>`;
}

function listOrNone(items: readonly Html[]): Html {
  return items.length === 0 ? "" : list(items);
}

/** A page that a rule comes from. Rules of one's own may name anything: only addresses of the web become links. */
function reference(page: string): Html {
  return /^https:\/\//.test(page)
    ? `<a href="${escapeHtml(page)}" rel="noreferrer">${escapeHtml(page.replace(/^https:\/\//, ""))}</a>`
    : escapeHtml(page);
}

/** What passed, folded away: for each rule the resources. */
export function passesSection({ passes, rules, documents }: Judgement): Html {
  const byRule = new Map<string, Html[]>();
  for (const { rule, address, document } of passes) {
    const item = `${code(address)}${documents.length > 1 ? ` in ${code(document)}` : ""}`;
    const known = byRule.get(rule);
    if (known === undefined) byRule.set(rule, [item]);
    else known.push(item);
  }
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const parts = [...byRule].map(
    ([rule, items]) =>
      `<details><summary>${code(rule)} <span class="quiet">${escapeHtml(titles.get(rule) ?? "")}, ${items.length} passed</span></summary>${list(items)}</details>`,
  );
  const told =
    parts.length === 0
      ? "<p>Nothing passed.</p>"
      : `<details class="fold"><summary>${count(passes.length, "pass", "passes")} of ${count(byRule.size, "rule")}</summary>\n${parts.join("\n")}\n</details>`;
  return `<section aria-labelledby="passes">
<h2 id="passes">Passed</h2>
${told}
</section>`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
