import { holds, prefixLength } from "./addresses";
import type { Network, Route, RouteTarget, Subnet } from "./model";

/** Where the route table of a subnet sends a packet to an address: the narrowest route wins. */
export function routeFrom(network: Network, subnet: Subnet, address: number): RouteTarget | "local" | "nowhere" {
  const own = [...routesOf(network, subnet)].filter(({ to }) => holds(to, address));
  const narrowest = own.reduce<Route | undefined>(
    (best, route) => (best === undefined || prefixLength(route.to) > prefixLength(best.to) ? route : best),
    undefined,
  );
  const local = network.vpc.ranges.filter((range) => holds(range, address)).map(prefixLength);
  if (narrowest === undefined) return local.length > 0 ? "local" : "nowhere";
  // A route for exactly the VPC's range is the local one with its target replaced.
  return local.length > 0 && Math.max(...local) > prefixLength(narrowest.to) ? "local" : narrowest.via;
}

/** A subnet that is associated with no table has the VPC's main one, which leads nowhere else until it is changed. */
function routesOf({ tables }: Network, subnet: Subnet): readonly Route[] {
  const main = tables.find(({ origin }) => origin === "main") ?? tables.find(({ origin }) => origin === "adopted");
  return (tables.find(({ name }) => name === subnet.table) ?? main)?.routes ?? [];
}
