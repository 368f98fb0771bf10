import { z } from "zod";
import { parseJson } from "./json";
import { type PolicySources, readSource } from "./sources";

/** The table that the modules make their rules from, and the policies judge by. */
export const clusterFlowsFile = "data/cluster-flows.json";

const port = z.int().min(1).max(65_535);
const choice = z.enum(["recommended", "strict"]);
const key = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);

const shared = {
  protocol: z.enum(["tcp", "udp", "all"]),
  /** First and last port; left out for all protocols. */
  ports: z.tuple([port, port]).optional(),
  /** The choices of `ClusterTraffic` that open it; none, where it is opened by hand alone. */
  choices: z.array(choice),
  /** It is a matter of nodes, or of pods with groups of their own, beside Fargate pods. */
  only_beside_fargate: z.literal(true).optional(),
  /** What the rules of it say, before they name the other end. */
  description: z.string().min(4).max(200),
};

const flow = z.strictObject({
  ...shared,
  from: z.enum(["controlPlane", "nodes", "fargate"]),
  to: z.enum(["controlPlane", "nodes", "fargate", "endpoints", "anywhere"]),
  /** One of the ports that the setting `webhook_ports` and the property `webhookPorts` say in its place. */
  webhook: z.literal(true).optional(),
  /** The add-on that needs it, where nothing else does. */
  addon: z.string().optional(),
  /** The policies that want it open. */
  asked_by: z.array(z.string()).min(1).optional(),
});

const podFlow = z.strictObject({
  ...shared,
  from: z.enum(["controlPlane", "nodes", "fargate", "pods"]),
  to: z.enum(["controlPlane", "nodes", "fargate", "pods", "endpoints", "anywhere"]),
});

/** A row of either table. */
export type AnyFlow = z.infer<typeof flow> | z.infer<typeof podFlow>;

function tableOf<Row extends AnyFlow>(row: z.ZodType<Row>) {
  return z.record(key, row).superRefine((table, context) => {
    for (const [name, one] of Object.entries(table)) {
      for (const message of problemsOf(one)) context.addIssue({ code: "custom", path: [name], message });
    }
    for (const [first, second] of overlaps(table)) {
      context.addIssue({ code: "custom", path: [second], message: `opens ports that ${first} opens too` });
    }
  });
}

export const clusterFlowsSchema = z.strictObject({
  cluster_flows: z.strictObject({
    source: z.url(),
    addons_source: z.url(),
    pods_source: z.url(),
    read: z.iso.date(),
    /** Between the control plane, nodes and Fargate pods, and out of nodes. */
    flows: tableOf(flow),
    /** Of pods with a security group of their own. */
    pod_flows: tableOf(podFlow),
  }),
});

export type ClusterFlows = z.infer<typeof clusterFlowsSchema>["cluster_flows"];

function problemsOf(row: AnyFlow): readonly string[] {
  const { from, to, protocol, ports, choices, only_beside_fargate: beside } = row;
  const webhook = "webhook" in row;
  const addon = "addon" in row;
  return [
    ...((ports === undefined) === (protocol === "all") ? [] : ["has ports, or is for all protocols"]),
    ...(ports === undefined || ports[0] <= ports[1] ? [] : ["begins at its first port"]),
    ...((from === "fargate" || to === "fargate") === (beside === true)
      ? []
      : ["is only beside Fargate where it is to or from it"]),
    ...(choices.length > 0 || addon ? [] : ["is opened by some choice, unless an add-on alone needs it"]),
    ...(!webhook || (from === "controlPlane" && to === "nodes" && protocol === "tcp" && ports?.[0] === ports?.[1])
      ? []
      : ["is one tcp port from the control plane to nodes, as webhooks are"]),
  ];
}

/** Pairs of flows that a choice opens a port by twice, so that taking one away would not close it. */
function overlaps(table: Readonly<Record<string, AnyFlow>>): readonly (readonly [string, string])[] {
  const rows = Object.entries(table);
  return rows.flatMap(([first, one], index) =>
    rows
      .slice(index + 1)
      .filter(
        ([, other]) =>
          one.from === other.from &&
          one.to === other.to &&
          (one.protocol === other.protocol || [one.protocol, other.protocol].includes("all")) &&
          one.choices.some((each) => other.choices.includes(each)) &&
          (one.ports?.[0] ?? 0) <= (other.ports?.[1] ?? 65_535) &&
          (other.ports?.[0] ?? 0) <= (one.ports?.[1] ?? 65_535),
      )
      .map(([second]) => [first, second] as const),
  );
}

/** @throws Error if the file is missing or not as it should be */
export function readClusterFlows(sources: PolicySources): ClusterFlows {
  return clusterFlowsSchema.parse(parseJson(readSource(sources, clusterFlowsFile))).cluster_flows;
}

/** The ports that webhooks are taken to listen on where nobody says, in their order. */
export function webhookPorts({ flows }: ClusterFlows): readonly number[] {
  return Object.values(flows)
    .flatMap(({ webhook, ports }) => (webhook === true && ports !== undefined ? [ports[0]] : []))
    .sort((a, b) => a - b);
}

/** Policies that the table names, and that are none: a line each. */
export function unknownAskers(rules: readonly { readonly id: string }[], { flows }: ClusterFlows): readonly string[] {
  const known = new Set(rules.map(({ id }) => id));
  return Object.entries(flows).flatMap(([name, { asked_by: askers = [] }]) =>
    askers
      .filter((id) => !known.has(id))
      .map((id) => `policies/${clusterFlowsFile}: ${name} is asked for by ${id}, which is no rule.`),
  );
}
