import type { Network, Route, RouteTable } from "./model";
import { separate, serverless } from "./platforms";
import { type Case, withNodes, withRoutes, withRule, withSubnets } from "./table";

const nat: Route = { to: "0.0.0.0/0", via: { nat: "main" } };
const internet: Route = { to: "0.0.0.0/0", via: "internet" };
const inside = "api undetermined, kubelet undetermined";
const routes = (...of: readonly Route[]): Network => withRoutes(separate, "private", ...of);
const besides = (...of: readonly Route[]): Network => routes(nat, ...of);
const withTable = (network: Network, table: RouteTable): Network => ({
  ...network,
  tables: [...network.tables, table],
});
const main = (origin: "adopted" | "main", ...of: readonly Route[]): RouteTable => ({
  name: "fallback",
  origin,
  encoding: "inline",
  routes: of,
});

/** No subnet but the public one has a table of its own. */
const onMain: Network = withSubnets(separate, ({ table, ...subnet }) =>
  table === "public" ? { ...subnet, table } : subnet,
);
const natIn = (subnet: string | undefined): Network => ({
  ...separate,
  nats: [subnet === undefined ? { name: "main" } : { name: "main", subnet }],
});
const isolated = (network: Network, ...endpoints: readonly string[]): Network => ({
  ...withRoutes(network, "private"),
  endpoints,
});
const publicEndpoint = (network: Network, endpoint: "public" | "both"): Network => ({
  ...network,
  cluster: { ...network.cluster, endpoint },
});
const withoutInternetGateway = { hasInternetGateway: false };
const publicAddresses = (network: Network): Network =>
  withSubnets(network, (subnet) => ({ ...subnet, givesPublicAddresses: true }));

const tables: readonly Case[] = [
  { title: "a NAT gateway by a route resource", network: separate },
  {
    title: "a NAT gateway by an inline route",
    network: { ...separate, tables: separate.tables.map((table) => ({ ...table, encoding: "inline" })) },
  },
  { title: "no route", network: routes(), but: "egress blocked" },
  { title: "only the main table, as AWS makes it", network: onMain, but: "egress blocked" },
  { title: "only the main table, adopted with a route", network: withTable(onMain, main("adopted", nat)) },
  {
    title: "only the main table, adopted without routes",
    network: withTable(onMain, main("adopted")),
    but: "egress blocked",
  },
  { title: "only the main table, for which one made here stands in", network: withTable(onMain, main("main", nat)) },
  {
    title: "a table of its own without a route, beside a main table with one",
    network: withTable(routes(), main("adopted", nat)),
    but: "egress blocked",
  },
  {
    title: "one of two subnets on a main table without routes",
    network: withSubnets(separate, ({ table, ...subnet }) =>
      subnet.name === "node_b" || table === undefined ? subnet : { ...subnet, table },
    ),
    but: "egress blocked",
  },
];

const waysOut: readonly Case[] = [
  {
    title: "the default route in halves",
    network: routes({ ...nat, to: "0.0.0.0/1" }, { ...nat, to: "128.0.0.0/1" }),
  },
  { title: "a half of the default route", network: routes({ ...nat, to: "0.0.0.0/1" }), but: "egress undetermined" },
  {
    title: "a NAT gateway in a subnet without a way out",
    network: withRoutes(separate, "public"),
    but: "egress blocked",
  },
  { title: "a NAT gateway in a subnet that leads back to it", network: natIn("node_a"), but: "egress blocked" },
  {
    title: "a NAT gateway in a subnet that leads to a transit gateway",
    network: withRoutes(separate, "public", { ...internet, via: "transit" }),
    but: "egress undetermined",
  },
  { title: "a regional NAT gateway", network: natIn(undefined) },
  {
    title: "a regional NAT gateway in a VPC without an internet gateway",
    network: { ...withRoutes(natIn(undefined), "public"), ...withoutInternetGateway },
    but: "egress blocked",
  },
  { title: "an internet gateway, without public addresses", network: routes(internet), but: "egress blocked" },
  { title: "an internet gateway, with public addresses", network: publicAddresses(routes(internet)) },
  {
    title: "an internet gateway, for Fargate, which has no public addresses",
    network: publicAddresses(withRoutes(serverless, "private", internet)),
    carrier: "aws_eks_fargate_profile.apps",
    but: "egress blocked",
  },
  ...(["transit", "peering", "appliance", "firewall"] as const).map(
    (via): Case => ({
      title: `a default route to ${via}`,
      network: routes({ ...nat, via }),
      but: "egress undetermined",
    }),
  ),
  { title: "a way out for IPv6 only", network: routes({ to: "::/0", via: "egress-only" }), but: "egress blocked" },
  { title: "a way out for IPv6 beside the one for IPv4", network: besides({ to: "::/0", via: "egress-only" }) },
  {
    title: "a part of the internet routed elsewhere",
    network: besides({ to: "52.0.0.0/8", via: "peering" }),
    but: "egress undetermined",
  },
  { title: "private addresses routed elsewhere", network: besides({ to: "192.168.0.0/16", via: "peering" }) },
];

const within: readonly Case[] = [
  { title: "a route that is broader than the VPC", network: besides({ to: "10.0.0.0/8", via: "transit" }) },
  {
    title: "a route for a subnet of the control plane to an appliance",
    network: besides({ to: "10.0.16.0/24", via: "appliance" }),
    but: inside,
  },
  {
    title: "a route for a subnet of the nodes to an appliance, which the answers take",
    network: besides({ to: "10.0.32.0/20", via: "appliance" }),
    but: `${inside}, dns undetermined`,
  },
  {
    title: "the VPC's own route led to a firewall",
    network: besides({ to: "10.0.0.0/16", via: "firewall" }),
    but: `${inside}, dns undetermined`,
  },
  { title: "a route for a subnet that nobody is in", network: besides({ to: "10.0.200.0/24", via: "appliance" }) },
  {
    title: "a route for the one subnet that the nodes are in, which among them is not asked",
    network: withNodes(besides({ to: "10.0.32.0/20", via: "appliance" }), { subnets: ["node_a"] }),
    but: inside,
  },
];

const services: readonly Case[] = [
  { title: "endpoints for all that nodes need", network: isolated(separate, "ecr.api", "ecr.dkr", "s3", "ec2") },
  { title: "no endpoint for EC2", network: isolated(separate, "ecr.api", "ecr.dkr", "s3"), but: "egress blocked" },
  { title: "no endpoint for S3", network: isolated(separate, "ecr.api", "ecr.dkr", "ec2"), but: "egress blocked" },
  {
    title: "no endpoint for EC2, which Fargate does not need",
    network: isolated(serverless, "ecr.api", "ecr.dkr", "s3"),
    carrier: "aws_eks_fargate_profile.system",
  },
  {
    title: "the public endpoint alone, reached by the way out, whatever the groups say",
    network: publicEndpoint(withRule(separate, "eni", "api"), "public"),
  },
  {
    title: "the public endpoint alone, without a way out",
    network: publicEndpoint(routes(), "public"),
    but: "api blocked, egress blocked",
  },
  {
    title: "the public endpoint alone, by a transit gateway",
    network: publicEndpoint(routes({ ...nat, via: "transit" }), "public"),
    but: "api undetermined, egress undetermined",
  },
  {
    title: "the public endpoint beside the private one, without a way out",
    network: publicEndpoint(routes(), "both"),
    but: "egress blocked",
  },
  {
    title: "the public endpoint beside the private one, which the groups close",
    network: publicEndpoint(withRule(separate, "eni", "api"), "both"),
    but: "api blocked",
  },
];

export const routeCases: readonly Case[] = [...tables, ...waysOut, ...within, ...services];
