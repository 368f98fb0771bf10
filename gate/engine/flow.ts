import type { Document, DocumentKind } from "../document/document";
import { addressPrefix, groupsOf, joined, prune } from "../document/index";
import { loadBundle } from "./bundle";
import { clean } from "./clean";
import { EngineError, UsageError } from "./errors";
import { type Flow, type FlowAnswer, type FlowProblem, parseFlowAnswer } from "./flow-answer";
import { didYouMean, nearestFirst } from "./nearest";
import { today } from "./options";
import { instantiate, thrownText } from "./wasm-policy";

/** The protocols that a flow can be asked about. */
export type FlowProtocol = "tcp" | "udp";

/** A question about one flow. */
export interface FlowQuery {
  /**
   * Where it starts: the address of a node group, Fargate profile or interface endpoint, `control-plane` or a cluster's address, an AWS
   * service that has an endpoint (`ecr.api`), or `internet`.
   */
  readonly from: string;
  /** Where it leads to: the same. */
  readonly to: string;
  /** @default "tcp" */
  readonly protocol?: FlowProtocol;
  /**
   * 1-65535.
   * @default 10250 from the control plane to node groups and Fargate profiles, else 443
   */
  readonly port?: number;
}

/** A flow, with the document that it is part of. */
export interface ExplainedFlow {
  readonly document: { readonly path: string; readonly kind: DocumentKind; readonly stack?: string };
  readonly flow: Flow;
}

/**
 * Asks the policies about one flow, in the one of several documents that knows both of its ends; those that name each other's resources
 * are one.
 *
 * @param label what errors call an end: `--from` on a command line
 * @throws UsageError if a name means nothing that can be asked about, or several documents know both, or the port is none
 * @throws EngineError if the policies throw or answer something else
 */
export function explainFlow(
  documents: readonly Document[],
  query: FlowQuery,
  label: (end: "from" | "to") => string = (end) => end,
): ExplainedFlow {
  if (query.port !== undefined && !(Number.isInteger(query.port) && query.port >= 1 && query.port <= 65_535)) {
    throw new UsageError(`The port is ${query.port}: it must be a whole number from 1 to 65535.`);
  }
  const bundle = loadBundle();
  const evaluate = instantiate(bundle, "flow");
  const answers = groupsOf(documents).map((group) => {
    const document = joined(group);
    const { path, kind, stack } = document;
    const { protocol = "tcp", port } = query;
    const [from, to] = [query.from, query.to].map((name) => inGroup(name, group));
    const input = {
      ...prune(document, bundle.manifest.reads),
      kind,
      date: today(),
      profile: "production",
      settings: {},
      query: { from, to, protocol, ...(port === undefined ? {} : { port }) },
    };
    const described = { path: clean(path), kind, ...(stack === undefined ? {} : { stack: clean(stack) }) };
    return { document: described, gaps: document.gaps, answer: asked(() => evaluate(input), path) };
  });
  const found = answers.flatMap(({ document, answer }) => ("flow" in answer ? [{ document, flow: answer.flow }] : []));
  const [one, ...others] = found;
  if (one === undefined) throw new UsageError(problemText(answers, label));
  if (others.length > 0) {
    throw new UsageError(
      `${found.map(({ document }) => document.path).join(", ")}: each of these has ${query.from} and ${query.to}. Name one of them.`,
    );
  }
  return one;
}

/** What an address of one of several documents is called where they are joined. */
function inGroup(name: string, group: readonly Document[]): string {
  const [owner, ...others] = group.filter(({ resources }) =>
    Object.values(resources).some((ofType) => ofType[name] !== undefined),
  );
  return owner?.linked === undefined || others.length > 0 ? name : `${addressPrefix(owner)}${name}`;
}

function asked(evaluate: () => unknown, path: string): FlowAnswer {
  let answer: unknown;
  try {
    answer = evaluate();
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError(`The policies threw while they followed a flow in ${path}: ${thrownText(error)}.`, {
      cause: error,
    });
  }
  return parseFlowAnswer(answer);
}

interface Asked {
  readonly document: ExplainedFlow["document"];
  readonly gaps: Document["gaps"];
  readonly answer: FlowAnswer;
}

/** Of several documents, the one with the fewest problems is the one that was meant. */
function problemText(answers: readonly Asked[], label: (end: "from" | "to") => string): string {
  const refused = answers
    .flatMap(({ document, gaps, answer }) => ("problems" in answer ? [{ document, gaps, ...answer }] : []))
    .sort((a, b) => a.problems.length - b.problems.length);
  const [nearest] = refused;
  if (nearest === undefined) return "There is no input to follow a flow in.";
  const known = [...new Set(refused.flatMap((each) => each.known))].sort();
  const where = answers.map(({ document }) => document.path).join(", ");
  const unread = nearest.gaps.map(({ address, reason }) => `${clean(address)} is not read: ${clean(reason)}.`);
  return [...nearest.problems.map((problem) => oneProblem(problem, known, where, label)), ...unread].join("\n");
}

const mostNames = 12;

function oneProblem(
  { end, name, reason, candidates }: FlowProblem,
  known: readonly string[],
  where: string,
  label: (end: "from" | "to") => string,
): string {
  switch (reason) {
    case "ambiguous":
      return `${label(end)}: "${name}" may mean ${candidates.join(" or ")}. Name one of them.`;
    case "gateway":
      return `${label(end)}: ${candidates.join(", ")} is a gateway endpoint, which has no interfaces: routes lead to it. An interface endpoint can be named, or internet.`;
    case "outside":
      return `${label(end)}: one end of a flow must be part of the platform, and both are "${name}".`;
    case "unknown": {
      const names = nearestFirst(name, known);
      const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
      const all = names.length === 0 ? "" : ` Known are ${names.slice(0, mostNames).join(", ")}${more}.`;
      return `${label(end)}: there is no "${name}" in ${where} to follow traffic to or from.${didYouMean(name, known)}${all}`;
    }
  }
}
