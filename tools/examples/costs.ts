import prices from "../../examples/prices.json";
import type { Arguments, Document } from "./example";

/** What something costs in a month; no price where the list has none. */
interface Cost {
  readonly what: string;
  readonly count: number;
  readonly perHour: number | undefined;
}

const instancePrices: Readonly<Record<string, number>> = prices.instancesPerHour;

/** A table of what an example costs in a month before any traffic, with how each figure comes about. */
export function costTable(document: Document): string[] {
  const costs = costsOf(document).filter(({ count }) => count > 0);
  const sums = costs.map(({ count, perHour }) => count * (perHour ?? 0) * prices.hoursAMonth);
  const rows = costs.map(({ what, count, perHour }, index) => {
    if (perHour === undefined) return `| ${count} ${what} | not in the price list | |`;
    return `| ${count} ${what} | ${count} × ${prices.hoursAMonth} h × ${perHour} | ${amount(sums[index])} |`;
  });
  const total = sums.reduce((sum, one) => sum + one, 0);
  const where = `${prices.currency}, prices of ${prices.region} read on ${prices.read}`;
  return [`| a month | ${where} | |`, "| --- | --- | ---: |", ...rows, `| together | | ${amount(total)} |`];
}

function amount(sum = 0): string {
  return sum.toFixed(2);
}

function costsOf({ resource }: Document): Cost[] {
  const all = (type: string): readonly Arguments[] => Object.values(resource[type] ?? {});
  const { controlPlane, natGateway, interfaceEndpointInZone, publicIpv4Address } = prices.perHour;
  const endpoints = all("aws_vpc_endpoint").map(({ subnet_ids: subnets }) =>
    Array.isArray(subnets) ? subnets.length : 0,
  );
  return [
    { what: "control plane", count: all("aws_eks_cluster").length, perHour: controlPlane },
    { what: "NAT gateways", count: all("aws_nat_gateway").length, perHour: natGateway },
    { what: "public IPv4 addresses", count: all("aws_eip").length, perHour: publicIpv4Address },
    {
      what: "interface endpoints, counted by zone",
      count: endpoints.reduce((sum, zones) => sum + zones, 0),
      perHour: interfaceEndpointInZone,
    },
    ...all("aws_eks_node_group").map(nodesOf),
    ...all("aws_autoscaling_group").map((group) => ({
      what: "self-managed nodes, on demand or spot",
      count: Number(group["desired_capacity"] ?? group["min_size"] ?? 0),
      perHour: undefined,
    })),
  ];
}

function nodesOf(group: Arguments): Cost {
  const types = Array.isArray(group["instance_types"]) ? group["instance_types"].map(String) : [];
  const [type = "", ...others] = types;
  const size = group["scaling_config"];
  const desired = typeof size === "object" && size !== null && "desired_size" in size ? Number(size.desired_size) : 0;
  if (group["capacity_type"] === "SPOT") return { what: "spot nodes", count: desired, perHour: undefined };
  const perHour = others.length === 0 ? instancePrices[type] : undefined;
  return { what: `nodes of ${type}`, count: desired, perHour };
}
