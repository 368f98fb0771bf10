import { list, number, oneOf, record, text, texts } from "./answer-fields";

/** Whether traffic flows: `undetermined` where the input does not tell. */
export type FlowOutcome = "allowed" | "blocked" | "undetermined";

/** One end of a flow. */
export interface FlowEnd {
  /** Address of a carrier or endpoint, `<cluster>#control_plane`, or `internet`. */
  readonly id: string;
  /** The same in words. */
  readonly label: string;
  readonly groups: readonly string[];
  readonly subnets: readonly string[];
}

/** Something that the traffic passes, judged for the pair of subnets for which it is worst. */
export interface FlowHop {
  readonly hop: string;
  /** `ipv4` or `ipv6`; empty where it is about neither. */
  readonly family: string;
  readonly outcome: FlowOutcome;
  /** Absent where it is about no subnets. */
  readonly pair?: { readonly from: string; readonly to: string };
  /** Rules, network ACL entries or routes; of a hop that is not allowed, what lacks them. */
  readonly decidedBy: readonly string[];
  readonly why: string;
  readonly missing: readonly string[];
  readonly changes: readonly string[];
}

/** What the policies say of one flow, in texts that are fit to be printed. */
export interface Flow {
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly protocol: string;
  readonly port: number;
  readonly outcome: FlowOutcome;
  /** Of a flow that is not allowed, the first hop's reason. */
  readonly why: string;
  readonly missing: readonly string[];
  /** Pairs of subnets by outcome, counted for each address family. */
  readonly pairs: Readonly<Record<FlowOutcome, number>>;
  /** Whether every pair has the outcome of the flow. */
  readonly everywhere: boolean;
  readonly hops: readonly FlowHop[];
  /** The smallest changes that would open a blocked flow, all of them needed. */
  readonly changes: readonly string[];
}

/** A name that nothing can be asked about. */
export interface FlowProblem {
  readonly end: "from" | "to";
  readonly name: string;
  readonly reason: "unknown" | "ambiguous" | "gateway" | "outside";
  /** What may be meant. */
  readonly candidates: readonly string[];
}

/** Either a flow, or what is wrong with the names, and all names that the document knows. */
export type FlowAnswer =
  | { readonly flow: Flow }
  | { readonly problems: readonly FlowProblem[]; readonly known: readonly string[] };

const outcomes = ["allowed", "blocked", "undetermined"] as const;
const reasons = ["unknown", "ambiguous", "gateway", "outside"] as const;
const ends = ["from", "to"] as const;

/**
 * Checks what the policies answered to a question about a flow, in the shape that `policies/main.rego` documents.
 *
 * @throws EngineError if it is anything else
 */
export function parseFlowAnswer(answer: unknown): FlowAnswer {
  const root = record(answer, "answer");
  const problems = list(root["problems"], "problems").map((problem, index) => {
    const fields = record(problem, `problems.${index}`);
    return {
      end: oneOf(fields["end"], ends, `problems.${index}.end`),
      name: text(fields["name"], `problems.${index}.name`),
      reason: oneOf(fields["reason"], reasons, `problems.${index}.reason`),
      candidates: texts(fields["candidates"], `problems.${index}.candidates`),
    };
  });
  if (problems.length > 0) return { problems, known: texts(root["known"], "known") };
  return { flow: flowOf(root, "") };
}

/**
 * Checks one flow.
 *
 * @param at what stands before the names of its fields in errors
 */
export function flowOf(root: Readonly<Record<string, unknown>>, at: string): Flow {
  const pairs = record(root["pairs"], `${at}pairs`);
  return {
    from: endOf(root["from"], `${at}from`),
    to: endOf(root["to"], `${at}to`),
    protocol: text(root["protocol"], `${at}protocol`),
    port: number(root["port"], `${at}port`),
    outcome: oneOf(root["outcome"], outcomes, `${at}outcome`),
    why: text(root["why"], `${at}why`),
    missing: texts(root["missing"], `${at}missing`),
    pairs: {
      allowed: number(pairs["allowed"], `${at}pairs.allowed`),
      blocked: number(pairs["blocked"], `${at}pairs.blocked`),
      undetermined: number(pairs["undetermined"], `${at}pairs.undetermined`),
    },
    everywhere: root["everywhere"] === true,
    hops: list(root["hops"], `${at}hops`).map((hop, index) => hopOf(hop, `${at}hops.${index}`)),
    changes: texts(root["changes"], `${at}changes`),
  };
}

function endOf(value: unknown, at: string): FlowEnd {
  const fields = record(value, at);
  return {
    id: text(fields["id"], `${at}.id`),
    label: text(fields["label"], `${at}.label`),
    groups: texts(fields["groups"], `${at}.groups`),
    subnets: texts(fields["subnets"], `${at}.subnets`),
  };
}

function hopOf(value: unknown, at: string): FlowHop {
  const fields = record(value, at);
  const pair = record(fields["pair"], `${at}.pair`);
  return {
    hop: text(fields["hop"], `${at}.hop`),
    family: text(fields["family"], `${at}.family`),
    outcome: oneOf(fields["outcome"], outcomes, `${at}.outcome`),
    ...(Object.keys(pair).length === 0
      ? {}
      : { pair: { from: text(pair["from"], `${at}.pair.from`), to: text(pair["to"], `${at}.pair.to`) } }),
    decidedBy: texts(fields["decided_by"], `${at}.decided_by`),
    why: text(fields["why"], `${at}.why`),
    missing: texts(fields["missing"], `${at}.missing`),
    changes: texts(fields["changes"], `${at}.changes`),
  };
}
