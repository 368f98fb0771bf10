import { type NamedFlow, type NodePort, portFlow, rulesOf } from "./flow-rules";
import { POD_FLOWS } from "./flow-table";
import type { FlowChoice, PodFlow } from "./flows";
import type { TrafficRules } from "./traffic-rule";

/** A port, or a range of ports, that pods with a security group of their own serve. */
export interface PodPort extends NodePort {
  /**
   * Who calls it: nodes with the kubelet's probes and the pods on them, the pods of the group, Fargate pods, or the control
   * plane where it is a webhook's.
   * @default ["nodes"]
   */
  readonly from?: readonly PodFlow["from"][];
}

export interface PodRulesOptions {
  readonly choice: FlowChoice;
  readonly besideFargate: boolean;
  /** Whether interface endpoints have a group that lets in whoever is named. */
  readonly withEndpoints: boolean;
  /** Whether what goes to anywhere goes there by IPv6 too. */
  readonly ipv6: boolean;
  readonly ports: Readonly<Record<string, PodPort>> | undefined;
}

const table: Readonly<Record<string, PodFlow>> = POD_FLOWS;

/** The rules of pods with a security group of their own, by key. */
export function podRules(options: PodRulesOptions): TrafficRules {
  const flows = Object.entries(table).filter(
    ([, flow]) =>
      flow.choices.includes(options.choice) &&
      (flow.onlyBesideFargate !== true || options.besideFargate) &&
      (flow.to !== "endpoints" || options.withEndpoints),
  );
  const asked = Object.entries(options.ports ?? {}).flatMap(([key, port]) =>
    (port.from ?? ["nodes" as const]).map((from): NamedFlow => [`port-${key}`, portFlow(port, from, "pods")]),
  );
  return rulesOf([...flows, ...asked], options);
}
