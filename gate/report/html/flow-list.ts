import type { FlowHop, Judgement, NeededFlow } from "../../engine/index";
import { escapeHtml } from "../escape";
import { count } from "../terminal";
import { type ClusterView, flowCounts, type NumberedFlow, outcomeSigns, outcomeWords } from "./cluster-view";
import { code, descriptions, type Html, list, scrolled, table } from "./elements";
import { findingId } from "./findings";

/** Hops of a flow that are decided by many things name the first of them. */
const mostDeciders = 6;

/** Every flow that a cluster needs, with its number in the drawing, and its hops folded away. */
export function flowList({ flows, part }: ClusterView, judgement: Judgement): Html {
  if (flows.length === 0) return "<p>No flow: nothing carries pods here, or its cluster is not told.</p>";
  const items = flows.map((one) => flowItem(one, part.documents, judgement));
  return `<p class="quiet">${escapeHtml(`${count(flows.length, "flow")}: ${flowCounts(flows)}.`)}</p>\n${items.join("\n")}`;
}

function flowItem(
  { number, purpose, flow, alike }: NumberedFlow,
  documents: readonly string[],
  judgement: Judgement,
): Html {
  const { from, to, protocol, port, outcome } = flow;
  const told = `${outcomeSigns[outcome]} ${outcomeWords[outcome]}`;
  return `<details class="flow ${outcome}"${outcome === "allowed" ? "" : " open"}>
<summary><strong>${number}</strong> <span class="outcome ${outcomeClass(flow)}">${told}</span> ${escapeHtml(`${purpose}: ${protocol} ${port} from ${from.label} to ${to.label}`)}</summary>
${outcome === "allowed" ? "" : `<p>${escapeHtml(flow.why)}${escapeHtml(extent(flow))}</p>`}
${descriptions([
  ["Not known", flow.missing.length === 0 ? "" : list(flow.missing.map(escapeHtml))],
  ["Would open it", flow.changes.length === 0 ? "" : list(flow.changes.map(escapeHtml))],
  ["Stands also for", alike.length === 0 ? "" : list(alike.map(code))],
  ["Asked for by", list(flow.rules.map((rule) => ruleItem(rule, flow, documents, judgement)))],
])}
${hopTable(number, flow)}
</details>`;
}

/** The class that colours an outcome, which flows share with rules. */
function outcomeClass({ outcome }: NeededFlow): string {
  return { allowed: "pass", blocked: "fail", undetermined: "undetermined" }[outcome];
}

function extent({ everywhere, outcome, pairs }: NeededFlow): string {
  const all = pairs.allowed + pairs.blocked + pairs.undetermined;
  return everywhere || all === 0
    ? ""
    : `. It is ${outcomeWords[outcome]} for ${pairs[outcome]} of ${count(all, "pair")} of subnets.`;
}

/** A rule, with what it found about one of the ends. */
function ruleItem(rule: string, flow: NeededFlow, documents: readonly string[], { findings }: Judgement): Html {
  const index = findings.findIndex(
    (finding) =>
      finding.rule.id === rule &&
      documents.includes(finding.document) &&
      [flow.from.id, flow.to.id].some((id) => id === finding.address || id.endsWith(`:${finding.address}`)),
  );
  const found = findings[index];
  return found === undefined
    ? code(rule)
    : `${code(rule)}, see <a href="#${findingId(index + 1)}">finding ${index + 1}</a>`;
}

function hopTable(number: number, { hops, why: told }: NeededFlow): Html {
  if (hops.length === 0) return "";
  const families = new Set(hops.map(({ family }) => family).filter((family) => family !== ""));
  const rows = runsOf(hops).map((run) => {
    const [hop] = run;
    const names = run.map(
      (one) => `${escapeHtml(one.hop)}${families.size > 1 ? (one.family === "ipv6" ? " (IPv6)" : " (IPv4)") : ""}`,
    );
    return [list(names, "hop"), ...(hop === undefined ? [] : [outcomeCell(hop), deciders(hop), reason(hop, told)])];
  });
  const label = `Hops of flow ${number}`;
  return scrolled(label, table(label, ["Hop", "Outcome", "Decided by", "Why"], rows));
}

function outcomeCell({ outcome }: FlowHop): Html {
  const name = { allowed: "pass", blocked: "fail", undetermined: "undetermined" }[outcome];
  return `<span class="outcome ${name}">${outcomeSigns[outcome]} ${outcomeWords[outcome]}</span>`;
}

function deciders({ decidedBy }: FlowHop): Html {
  const shown = decidedBy.slice(0, mostDeciders);
  const left = decidedBy.length - shown.length;
  return list([...shown.map(code), ...(left > 0 ? [`and ${left} more`] : [])], "long");
}

/** @param told what stands above the table already */
function reason({ outcome, why, pair, missing }: FlowHop, told: string): Html {
  if (outcome === "allowed") return "";
  const where = pair === undefined ? "" : `<br>from ${code(pair.from)} to ${code(pair.to)}`;
  const unknown = missing.length === 0 ? "" : list(missing.map((one) => `not known: ${escapeHtml(one)}`));
  return `<div class="long">${why === told ? "as told above" : escapeHtml(why)}${where}${unknown}</div>`;
}

/** Hops that follow each other, come to the same and are decided by the same. */
function runsOf(hops: readonly FlowHop[]): readonly (readonly FlowHop[])[] {
  const runs: FlowHop[][] = [];
  const keyOf = ({ outcome, decidedBy, why }: FlowHop): string => JSON.stringify([outcome, decidedBy, why]);
  for (const hop of hops) {
    const last = runs.at(-1);
    if (last?.[0] !== undefined && keyOf(last[0]) === keyOf(hop)) last.push(hop);
    else runs.push([hop]);
  }
  return runs;
}
