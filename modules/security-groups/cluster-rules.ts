import { type FlowOfRules, type NodePort, portFlow, rulesOf } from "./flow-rules";
import { FLOWS } from "./flow-table";
import type { Flow, FlowChoice } from "./flows";
import type { TrafficRules } from "./traffic-rule";

export interface ClusterRulesOptions {
  readonly choice: FlowChoice;
  readonly besideFargate: boolean;
  /** Whether interface endpoints have a group that lets in whoever is named. */
  readonly withEndpoints?: boolean;
  /** Whether what goes to anywhere goes there by IPv6 too. */
  readonly ipv6?: boolean;
  readonly webhookPorts?: readonly number[] | undefined;
  readonly nodePorts?: Readonly<Record<string, NodePort>> | undefined;
}

const table: Readonly<Record<string, Flow>> = FLOWS;

/** TLS ports that webhooks and aggregated API servers are taken to listen on, other than 443, which is open in any case. */
const defaultWebhookPorts = Object.values(table).flatMap((flow) =>
  isListedWebhook(flow) && flow.ports !== undefined ? [flow.ports[0]] : [],
);

/** The rules of a choice, by key. */
export function clusterRules(options: ClusterRulesOptions): TrafficRules {
  return rulesOf(Object.entries(selectFlows(options)), options);
}

function selectFlows(options: ClusterRulesOptions): Readonly<Record<string, FlowOfRules>> {
  const selected: Record<string, FlowOfRules> = {};
  for (const [name, flow] of Object.entries(table)) {
    const hasEnds =
      (flow.onlyBesideFargate !== true || options.besideFargate) &&
      (flow.to !== "endpoints" || options.withEndpoints === true);
    if (flow.choices.includes(options.choice) && hasEnds && !isListedWebhook(flow)) selected[name] = flow;
  }
  if (options.choice === "recommended") return selected;
  for (const port of options.webhookPorts ?? defaultWebhookPorts) {
    const description = `Admission webhooks and aggregated APIs on ${port}`;
    selected[`webhooks-${port}`] = portFlow({ protocol: "tcp", fromPort: port, description }, "controlPlane", "nodes");
  }
  for (const [key, port] of Object.entries(options.nodePorts ?? {})) {
    selected[`port-${key}`] = portFlow(port, "nodes", "nodes");
  }
  return selected;
}

/** Whether `webhookPorts` says it in place of the table. */
function isListedWebhook({ webhook, choices }: Flow): boolean {
  return webhook === true && !choices.includes("recommended");
}
