import { DEFAULT_WEBHOOK_PORTS, FLOWS, type Flow, type FlowChoice } from "./flows";
import type { TrafficGroup, TrafficPeer, TrafficRule, TrafficRules } from "./traffic-rule";

/** A port, or a range of ports, that pods on nodes serve to pods on other nodes. */
export interface NodePort {
  readonly protocol: "tcp" | "udp";
  /** First port, 1-65535. */
  readonly fromPort: number;
  /**
   * Last port.
   * @default `fromPort`
   */
  readonly toPort?: number;
  /** What it is for; ends up as the rule's description. */
  readonly description: string;
}

export interface ClusterRulesOptions {
  readonly choice: FlowChoice;
  readonly besideFargate: boolean;
  /** Whether what goes to anywhere goes there by IPv6 too. */
  readonly ipv6?: boolean;
  readonly webhookPorts?: readonly number[] | undefined;
  readonly nodePorts?: Readonly<Record<string, NodePort>> | undefined;
}

const labels: Readonly<Record<TrafficGroup, string>> = {
  controlPlane: "control-plane",
  nodes: "node",
  fargate: "fargate",
};
const parties: Readonly<Record<TrafficGroup, string>> = {
  controlPlane: "control plane",
  nodes: "nodes",
  fargate: "Fargate pods",
};

/**
 * The rules of a choice, by key: for each flow the ingress rule of its target, and the egress rule of the control plane's
 * interfaces. Nodes get their egress as flows to `anywhere`, or to each party under `strict`. The cluster security group,
 * which EKS makes, lets everything out already.
 */
export function clusterRules(options: ClusterRulesOptions): TrafficRules {
  const rules: Record<string, TrafficRule> = {};
  for (const [name, flow] of Object.entries(selectFlows(options))) {
    if (flow.to === "anywhere") {
      const key = `${labels[flow.from]}-egress-${name}`;
      rules[key] = ruleOf(flow, flow.from, "egress", { cidrIpv4: "0.0.0.0/0" }, "anywhere");
      if (options.ipv6 === true) {
        rules[`${key}-ipv6`] = ruleOf(flow, flow.from, "egress", { cidrIpv6: "::/0" }, "anywhere by IPv6");
      }
      continue;
    }
    const { from, to } = flow;
    rules[`${labels[to]}-ingress-${name}-from-${labels[from]}`] = ruleOf(
      flow,
      to,
      "ingress",
      { group: from },
      parties[from],
    );
    if (from === "controlPlane" || (from === "nodes" && options.choice === "strict" && !isHttps(flow))) {
      rules[`${labels[from]}-egress-${name}-to-${labels[to]}`] = ruleOf(
        flow,
        from,
        "egress",
        { group: to },
        parties[to],
      );
    }
  }
  return rules;
}

function selectFlows(options: ClusterRulesOptions): Readonly<Record<string, Flow>> {
  const selected: Record<string, Flow> = {};
  const table: Readonly<Record<string, Flow>> = FLOWS;
  for (const [name, flow] of Object.entries(table)) {
    const wanted = flow.choices.includes(options.choice) && (flow.onlyBesideFargate !== true || options.besideFargate);
    if (wanted) selected[name] = flow;
  }
  if (options.choice === "recommended") return selected;
  for (const port of options.webhookPorts ?? DEFAULT_WEBHOOK_PORTS) {
    selected[`webhooks-${port}`] = {
      from: "controlPlane",
      to: "nodes",
      protocol: "tcp",
      ports: [port, port],
      choices: ["strict"],
      description: `Admission webhooks and aggregated APIs on ${port}`,
    };
  }
  for (const [key, port] of Object.entries(options.nodePorts ?? {})) {
    selected[`port-${key}`] = {
      from: "nodes",
      to: "nodes",
      protocol: port.protocol,
      ports: [port.fromPort, port.toPort ?? port.fromPort],
      choices: ["strict"],
      description: port.description,
    };
  }
  return selected;
}

/** The egress of nodes on 443 is one rule to anywhere: a second one to a single group would say nothing more. */
function isHttps(flow: Flow): boolean {
  return flow.protocol === "tcp" && flow.ports?.[0] === 443 && flow.ports[1] === 443;
}

function ruleOf(
  flow: Flow,
  group: TrafficGroup,
  direction: TrafficRule["direction"],
  peer: TrafficPeer,
  peerName: string,
): TrafficRule {
  return {
    group,
    direction,
    protocol: flow.protocol,
    ...(flow.ports === undefined ? {} : { fromPort: flow.ports[0], toPort: flow.ports[1] }),
    peer,
    description: `${flow.description}, ${direction === "ingress" ? "from" : "to"} ${peerName}`,
  };
}
