import type { Networks, Route, Subnet } from "../../engine/index";
import { listed } from "./names";

/** A subnet that the input names and does not hold. */
export const unknownSubnet: Subnet = { ranges: [], missing: [], gatewayEndpoints: new Map() };

export function rangesText({ ranges }: Subnet): string {
  return ranges.length === 0 ? "range not known" : ranges.join(", ");
}

export function tierText({ tier }: Subnet): string {
  return tier ?? "tier not known";
}

/** In few words, where the routes of a subnet lead beyond its VPC. */
export function waysText(subnet: Subnet, { tables, endpoints: known }: Networks): string {
  const table = subnet.table === undefined ? undefined : tables.get(subnet.table);
  if (table === undefined) return "route table not known";
  const ways = table.routes.map(({ ways: targets, certain }) => {
    const kinds = [...new Set(targets.map(({ kind }) => (kind === "other" ? "another target" : kind)))];
    return `${kinds.length === 0 ? "no target" : kinds.join(" or ")}${certain ? "" : "?"}`;
  });
  const endpoints = [...subnet.gatewayEndpoints].map(
    ([id, sure]) => `${known.get(id)?.service ?? "gateway"} endpoint${sure === "yes" ? "" : "?"}`,
  );
  const told = [...new Set([...ways, ...endpoints])];
  const unread = table.read ? [] : ["routes not all known"];
  const all = [...told, ...unread];
  return all.length === 0 ? "local routes only" : `→ ${all.join(", ")}`;
}

/** A route in full: `0.0.0.0/0 to NAT gateway aws_nat_gateway.a`. */
export function routeText({ destination, ways, certain }: Route): string {
  const targets = ways.map(({ kind, id }) => (kind === "local" ? "local" : `${kind} ${id}`));
  const to = targets.length === 0 ? "no target" : targets.join(" or ");
  return `${destination ?? "destination not known"} to ${to}${certain ? "" : " (whether it is in this table is not known)"}`;
}

/** The endpoints on a subnet's table. */
export function gatewayEndpointsText({ gatewayEndpoints }: Subnet, { endpoints }: Networks): string {
  const names = [...gatewayEndpoints].map(([id, sure]) => {
    const service = endpoints.get(id)?.service ?? "a service that is not known";
    return `${service}${sure === "yes" ? "" : " (perhaps)"}`;
  });
  return names.length === 0 ? "" : `gateway endpoint for ${listed(names)}`;
}
