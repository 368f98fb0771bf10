import type { FlowChoice, PodFlow } from "./flows";
import type { TrafficGroup, TrafficPeer, TrafficRule, TrafficRules } from "./traffic-rule";

/** A port, or a range of ports, that pods serve. */
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

/** Flows by name, as rules are made of them. */
export type NamedFlow = readonly [name: string, flow: FlowOfRules];

/** What of a flow ends up in its rules. */
export type FlowOfRules = Pick<PodFlow, "from" | "to" | "protocol" | "ports" | "description">;

const labels: Readonly<Record<TrafficGroup, string>> = {
  controlPlane: "control-plane",
  nodes: "node",
  fargate: "fargate",
  pods: "pod",
  endpoints: "endpoint",
};
const parties: Readonly<Record<TrafficGroup, string>> = {
  controlPlane: "control plane",
  nodes: "nodes",
  fargate: "Fargate pods",
  pods: "pods",
  endpoints: "interface endpoints",
};

/**
 * The rules of flows, by key: for each the ingress rule of its target, and the egress rule of the control plane's interfaces.
 * Nodes and pods get their egress as flows to `anywhere`, or to each party under `strict`. The cluster security group, which
 * EKS makes, lets everything out already.
 */
export function rulesOf(
  flows: readonly NamedFlow[],
  { choice, ipv6 }: { readonly choice: FlowChoice; readonly ipv6?: boolean },
): TrafficRules {
  const rules: Record<string, TrafficRule> = {};
  for (const [name, flow] of flows) {
    const { from, to } = flow;
    if (to === "anywhere") {
      const key = `${labels[from]}-egress-${name}`;
      rules[key] = ruleOf(flow, from, "egress", { cidrIpv4: "0.0.0.0/0" }, "anywhere");
      if (ipv6 === true) rules[`${key}-ipv6`] = ruleOf(flow, from, "egress", { cidrIpv6: "::/0" }, "anywhere by IPv6");
      continue;
    }
    rules[`${labels[to]}-ingress-${name}-from-${labels[from]}`] = ruleOf(
      flow,
      to,
      "ingress",
      { group: from },
      parties[from],
    );
    const isNarrow = choice === "strict" && (from === "nodes" || from === "pods") && !isHttps(flow);
    if (from === "controlPlane" || isNarrow) {
      const key = `${labels[from]}-egress-${name}-to-${labels[to]}`;
      rules[key] = ruleOf(flow, from, "egress", { group: to }, parties[to]);
    }
  }
  return rules;
}

/** The flow of a port that was asked for. */
export function portFlow(port: NodePort, from: FlowOfRules["from"], to: FlowOfRules["to"]): FlowOfRules {
  const { protocol, fromPort, toPort, description } = port;
  return { from, to, protocol, ports: [fromPort, toPort ?? fromPort], description };
}

/** The egress on 443 is one rule to anywhere: a second one to a single group would say nothing more. */
function isHttps({ protocol, ports }: FlowOfRules): boolean {
  return protocol === "tcp" && ports?.[0] === 443 && ports[1] === 443;
}

function ruleOf(
  flow: FlowOfRules,
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
