import { createHash } from "node:crypto";

import { isFaulty, type Judgement, type PartNetworks, packageRoot, verdict, type WaiverUse } from "../../engine/index";
import { escapeHtml } from "../escape";
import { responsibilitiesSections, summaryText, toResponsibilities } from "../responsibilities/index";
import { count } from "../terminal";
import { verdictText } from "../text";
import { code, descriptions, type Html, list, scrolled, table } from "./elements";
import { findingsSection, passesSection } from "./findings";
import { networksSection } from "./networks";
import { styles } from "./styles";

/**
 * The report as a page of its own, without scripts, that loads nothing: the verdict, the findings, each cluster's network, who runs what,
 * and by what it was judged. The same bytes for the same judgement.
 *
 * @param networks what `networksOf` tells of the same documents, asked by the same options
 */
export function toHtml(judgement: Judgement, networks: readonly PartNetworks[]): string {
  const title = judgement.documents.map(({ stack, path }) => stack ?? path).join(", ");
  const responsibilities = toResponsibilities(judgement);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`${words[verdict(judgement).outcome]}: ${title === "" ? "eksgate" : title}`)}</title>
<style>${styles}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the findings</a>
<header>
<h1>eksgate report</h1>
${verdictLine(judgement)}
<nav aria-label="Parts of this report">
${list(parts.map(([id, name]) => `<a href="#${id}">${name}</a>`))}
</nav>
</header>
<main id="content" tabindex="-1">
${findingsSection(judgement)}
${networksSection(networks, judgement)}
<section aria-labelledby="responsibilities">
<h2 id="responsibilities">Shared responsibility</h2>
<p class="quiet">${escapeHtml(summaryText(responsibilities))}</p>
${responsibilitiesSections(responsibilities)}
</section>
${passesSection(judgement)}
${circumstancesSection(judgement)}
</main>
<footer>
<p>eksgate ${escapeHtml(packageRoot().version)}</p>
</footer>
</body>
</html>
`;
}

const parts = [
  ["findings", "Findings"],
  ["networks", "Networks"],
  ["responsibilities", "Shared responsibility"],
  ["passes", "Passed"],
  ["circumstances", "How it was judged"],
] as const;

const words = { pass: "PASSED", fail: "FAILED", undetermined: "NOT PROVEN" } as const;

/** Nothing runs, nothing is loaded, and no style but the page's own counts. */
const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(styles).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/** In one piece: a page breaks its lines by itself. */
const oneLine = 100_000;

function verdictLine(judgement: Judgement): Html {
  const same = (text: string): string => text;
  const colors = { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same };
  const text = verdictText(judgement, { width: oneLine, colors }).join(" ");
  return `<p class="verdict outcome ${verdict(judgement).outcome}">${escapeHtml(text)}</p>`;
}

const kinds = { config: "configuration", plan: "plan", state: "state" } as const;

/** What was judged, by what, as of when, how strictly, and what was relaxed. */
function circumstancesSection(judgement: Judgement): Html {
  const { documents, policies, relaxed, date, profile, failOn, undetermined } = judgement;
  const rows = documents.map(({ path, kind, stack, resources, subjects }) => [
    code(path),
    stack === undefined ? "" : code(stack),
    kinds[kind],
    String(resources),
    String(subjects),
  ]);
  return `<section aria-labelledby="circumstances">
<h2 id="circumstances">How it was judged</h2>
${scrolled("Documents", table("Documents", ["Path", "Stack", "Kind", "Resources", "Subjects"], rows))}
${descriptions([
  ["As of", escapeHtml(date)],
  ["Profile", escapeHtml(profile)],
  ["Fails on", escapeHtml(failOn)],
  ["Not proven", escapeHtml(undeterminedWords[undetermined])],
  [
    "Policies",
    list(
      policies.map(
        ({ name, revision, opa, sha256, rules }) =>
          `${escapeHtml(name)}, ${count(rules, "rule")}, revision ${code(revision)}${opa === undefined ? "" : `, OPA ${escapeHtml(opa)}`}, sha256 ${code(sha256)}`,
      ),
    ),
  ],
  [
    "Relaxed",
    relaxed.length === 0
      ? "nothing"
      : list(
          relaxed.map(
            ({ rule, how, from }) =>
              `${rule === undefined ? "" : `${code(rule)} `}${escapeHtml(`${how}, from ${from}`)}`,
          ),
        ),
  ],
])}
${waiversTable(judgement)}
</section>`;
}

/** Every waiver of the settings and of constructs, with what became of it. */
function waiversTable({ waivers }: Judgement): Html {
  if (waivers.length === 0) return "<p>No waivers.</p>";
  const rows = waivers.map((waiver) => [
    code(waiver.rule),
    code(waiver.target),
    `<span class="outcome ${waiverClass(waiver)}">${escapeHtml(waiver.state)}</span>`,
    String(waiver.findings),
    escapeHtml(waiver.reason),
    escapeHtml(waiver.owner),
    escapeHtml(waiver.expires),
    code(waiver.from),
  ]);
  const columns = ["Rule", "Target", "State", "Findings", "Reason", "Owner", "Expires", "From"];
  return scrolled("Waivers", table("Waivers", columns, rows));
}

function waiverClass(waiver: WaiverUse): string {
  if (isFaulty(waiver)) return "fail";
  return waiver.state === "not allowed" ? "undetermined" : "nothing";
}

const undeterminedWords = {
  ignore: "is ignored",
  warn: "warns",
  "fail-critical": "fails where the rule is critical",
  fail: "fails",
} as const;
