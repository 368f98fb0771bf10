import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadBundle } from "../../gate/engine";
import { type ClusterFlows, clusterFlowsSchema, readClusterFlows, unknownAskers, webhookPorts } from "./cluster-flows";
import { flowPage, flowPageFile, flowTableFile, flowTableModule } from "./flow-table";
import { repository } from "./opa";
import { readSettings } from "./settings";
import { readSource, readSources } from "./sources";

const sources = readSources();
const data = readClusterFlows(sources);
const { rules } = loadBundle().manifest;

const row = {
  from: "controlPlane",
  to: "nodes",
  protocol: "tcp",
  ports: [443, 443],
  choices: ["recommended", "strict"],
  description: "Webhooks",
};

function problemsOf(flows: unknown, podFlows: unknown = {}): readonly string[] {
  const parsed = clusterFlowsSchema.safeParse({ cluster_flows: { ...data, flows, pod_flows: podFlows } });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.slice(1).join(".")}: ${message}`);
}

describe("the table of flows", () => {
  it("is what the modules import, and what the documentation shows", () => {
    expect(readFileSync(join(repository, flowTableFile), "utf8")).toBe(flowTableModule(data));
    expect(readFileSync(join(repository, flowPageFile), "utf8")).toBe(flowPage(data));
  });

  it("moves the rules and the documentation where it is said otherwise", () => {
    const kubelet = {
      ...(data.flows["kubelet"] ?? never("kubelet")),
      ports: [10_260, 10_260] satisfies [number, number],
    };
    const moved: ClusterFlows = { ...data, flows: { ...data.flows, kubelet } };
    expect(flowTableModule(moved)).toBe(
      flowTableModule(data).replace("ports: [10250, 10250]", "ports: [10260, 10260]"),
    );
    expect(flowPage(moved)).toBe(flowPage(data).replace("| tcp 10250 |", "| tcp 10260 |"));
  });

  it("names policies that there are", () => {
    expect(unknownAskers(rules, data)).toEqual([]);
    expect(unknownAskers([], { ...data, flows: { dns: data.flows["dns-tcp"] ?? never("dns-tcp") } })).toEqual([
      "policies/data/cluster-flows.json: dns is asked for by networking/nodes-reach-cluster-dns, which is no rule.",
    ]);
  });

  it("opens nothing with the narrow choice that no policy asks for", () => {
    const unasked = Object.entries(data.flows).filter(
      ([, { choices, asked_by }]) => choices.includes("strict") && !asked_by,
    );
    expect(unasked).toEqual([]);
  });

  it("opens with the wide choice whatever the policies ask for", () => {
    const asked = Object.values(data.flows).filter(({ asked_by }) => asked_by !== undefined);
    const closed = asked.filter(
      ({ from, to, protocol, ports: [first, last] = [0, 0] }) =>
        !Object.values(data.flows).some(
          (flow) =>
            flow.choices.includes("recommended") &&
            flow.from === from &&
            flow.to === to &&
            (flow.protocol === "all" || (flow.protocol === protocol && covers(flow.ports, first, last))),
        ),
    );
    expect(closed).toEqual([]);
  });

  it("says what the ports of webhooks are where the setting does not", () => {
    expect(webhookPorts(data)).toEqual([443, 8443, 9443]);
    expect(readSettings(sources)["webhook_ports"]?.default).toEqual([443, 8443, 9443]);
  });

  it("takes what the table may say", () => {
    expect(problemsOf({ one: row, two: { ...row, ports: [444, 500] } })).toEqual([]);
    expect(problemsOf({ addon: { ...row, choices: [], addon: "metrics-server" } })).toEqual([]);
    expect(problemsOf({}, { among: { ...row, from: "pods", to: "pods" } })).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["a port that is none", { ports: [0, 443] }, "flows.one.ports.0"],
    ["ports the wrong way round", { ports: [443, 442] }, "begins at its first port"],
    ["a protocol without ports", { ports: undefined }, "has ports, or is for all protocols"],
    ["all protocols with ports", { protocol: "all" }, "has ports, or is for all protocols"],
    ["a flow that nobody opens", { choices: [] }, "is opened by some choice"],
    ["Fargate that is not beside", { to: "fargate" }, "is only beside Fargate where it is to or from it"],
    [
      "nodes that are beside Fargate",
      { only_beside_fargate: true },
      "is only beside Fargate where it is to or from it",
    ],
    ["a webhook on several ports", { webhook: true, ports: [8443, 9443] }, "as webhooks are"],
    ["a webhook on nobody", { webhook: true, to: "anywhere" }, "as webhooks are"],
    ["pods of their own among the others", { to: "pods" }, "flows.one.to"],
    ["what the table does not say", { note: "" }, "note"],
  ])("refuses %s", (_, change, message) => {
    expect(problemsOf({ one: { ...row, ...Object(change) } }).join("\n")).toContain(message);
  });

  it("refuses a port that one choice opens twice", () => {
    const wide = { ...row, ports: [400, 443] };
    expect(problemsOf({ one: row, wide })).toEqual(["flows.wide: opens ports that one opens too"]);
    expect(problemsOf({}, { one: row, wide })).toEqual(["pod_flows.wide: opens ports that one opens too"]);
    expect(problemsOf({ one: row, all: { ...row, protocol: "all", ports: undefined } })).toHaveLength(1);
    expect(problemsOf({ one: { ...row, choices: ["strict"] }, wide: { ...wide, choices: ["recommended"] } })).toEqual(
      [],
    );
    expect(problemsOf({ one: row, wide: { ...wide, protocol: "udp" } })).toEqual([]);
    expect(problemsOf({ one: row, wide: { ...wide, ports: [400, 442] } })).toEqual([]);
  });
});

/** What clients and NAT gateways send from, which answers come back to: no flow of its own. */
const clientPorts: Readonly<Record<string, readonly number[]>> = {
  "lib/acl_hops.rego": [65_535],
  "lib/acl_decisions.rego": [65_535],
  "lib/egress.rego": [65_535],
};

it("is the only place where the policies have the ports of flows from", () => {
  const ports = new Set(Object.values(data.flows).flatMap(({ ports: bounds = [] }) => [...bounds]));
  const found = sources.rego.flatMap((file) => {
    const code = readSource(sources, file).replaceAll(/^\s*#.*$/gm, "");
    const numbers = new Set([...code.matchAll(/(?<![\w.])\d+(?![\w.])/g)].map(([text]) => Number(text)));
    const own = [...numbers].filter((number) => ports.has(number) && !clientPorts[file]?.includes(number));
    return own.map((number) => `${file}: ${number}`);
  });
  expect(found).toEqual([]);
});

function covers(ports: readonly [number, number] | undefined, first: number, last: number): boolean {
  return ports !== undefined && ports[0] <= first && last <= ports[1];
}

function never(name: string): never {
  throw new Error(`there is no flow ${name}`);
}
