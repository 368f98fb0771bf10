import type { ExplainedFlow, Flow, FlowEnd, FlowHop, FlowOutcome } from "../engine/index";
import { packageRoot } from "../engine/index";
import { count, type Palette, type Terminal, wrap } from "./terminal";

/** One flow for people, hop by hop. Its first line is the verdict; it ends with a line break. */
export function toFlowText({ document, flow }: ExplainedFlow, terminal: Terminal): string {
  const sections = [
    heading(flow, terminal),
    [
      ...endText("from", flow.from, terminal),
      ...endText("to", flow.to, terminal),
      ...labelled("in", [document.stack ?? document.path], terminal),
    ],
    runsOf(flow.hops).flatMap((hops) => hopText(hops, flow, terminal)),
    labelled("change", listed(flow.changes), terminal),
    flow.outcome === "undetermined" ? labelled("unknown", listed(flow.missing), terminal) : [],
  ];
  const printed = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${printed.join("\n\n")}\n`;
}

/** The same for programs. */
export function toFlowJson({ document, flow }: ExplainedFlow): string {
  const { name, version } = { name: "eksgate", version: packageRoot().version };
  return `${JSON.stringify({ version: 1, tool: { name, version }, document, ...flow }, null, 2)}\n`;
}

const words = { allowed: "ALLOWED", blocked: "BLOCKED", undetermined: "NOT PROVEN" } as const;

function paintOf(outcome: FlowOutcome, colors: Palette): Palette["red"] {
  return { allowed: colors.green, blocked: colors.red, undetermined: colors.yellow }[outcome];
}

function heading(flow: Flow, { colors, width }: Terminal): string[] {
  const word = words[flow.outcome];
  const told = `${word}  ${flow.protocol} ${flow.port} from ${flow.from.label} to ${flow.to.label}${extent(flow)}`;
  const [first = "", ...others] = wrap(told, width - 1);
  return [`${paintOf(flow.outcome, colors)(colors.bold(word))} ${first.slice(word.length)}`, ...others];
}

/** What is so of some pairs of subnets only. */
function extent({ everywhere, outcome, pairs }: Flow): string {
  const all = pairs.allowed + pairs.blocked + pairs.undetermined;
  return everywhere || all === 0 ? "" : `, ${outcome} for ${pairs[outcome]} of ${count(all, "pair")} of subnets`;
}

const labelWidth = 12;

function labelled(label: string, texts: readonly string[], { colors, width }: Terminal): string[] {
  const lines = texts.flatMap((text) => wrap(text, width - labelWidth));
  return lines.map((line, index) => colors.dim((index === 0 ? label : "").padEnd(labelWidth)) + line);
}

function endText(label: string, end: FlowEnd, terminal: Terminal): string[] {
  return labelled(label, [end.label, ...end.groups.map((group) => `in ${group}`)], terminal);
}

/** Several items are told apart by a dash. */
function listed(texts: readonly string[]): readonly string[] {
  return texts.length > 1 ? texts.map((text) => `- ${text}`) : texts;
}

/** Hops that follow each other, are allowed, and are decided by the same. */
function runsOf(hops: readonly FlowHop[]): readonly (readonly FlowHop[])[] {
  const runs: FlowHop[][] = [];
  for (const hop of hops) {
    const last = runs.at(-1);
    if (last?.[0] !== undefined && keyOf(last[0]) === keyOf(hop)) last.push(hop);
    else runs.push([hop]);
  }
  return runs;
}

function keyOf({ outcome, decidedBy, why }: FlowHop): string {
  return JSON.stringify([outcome, decidedBy, why]);
}

const mostDeciders = 4;

function hopText(hops: readonly FlowHop[], flow: Flow, { colors, width }: Terminal): string[] {
  const [hop] = hops;
  if (hop === undefined) return [];
  const indented = (text: string): string[] => wrap(text, width, " ".repeat(labelWidth));
  const families = new Set(flow.hops.map(({ family }) => family).filter((family) => family !== ""));
  const titles = hops.flatMap(({ hop: title, family }) =>
    wrap(`${title}${families.size > 1 ? ` (${family === "ipv6" ? "IPv6" : "IPv4"})` : ""}`, width - labelWidth),
  );
  const shown = hop.decidedBy.length > mostDeciders ? hop.decidedBy.slice(0, mostDeciders - 1) : hop.decidedBy;
  const more = hop.decidedBy.length - shown.length;
  const { pair } = hop;
  return [
    ...titles.map((title, index) => {
      const word = (index === 0 ? words[hop.outcome].toLowerCase() : "").padEnd(labelWidth);
      return `${paintOf(hop.outcome, colors)(word)}${colors.bold(title)}`;
    }),
    ...[...shown, ...(more > 0 ? [`and ${more} more`] : [])].flatMap(indented).map((line) => colors.dim(line)),
    ...(hop.outcome === "allowed" ? [] : indented(hop.why)),
    ...(hop.outcome === "allowed" || pair === undefined ? [] : indented(`from ${pair.from} to ${pair.to}`)),
  ];
}
