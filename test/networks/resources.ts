import { type Block, id, Reference, resource, type Value } from "./blocks";
import type { Carrier, Nat, Network, Route, RouteTable, Subnet } from "./model";
import { aclBlocks, groupBlocks, groupReference, prefixListBlock } from "./resources-filters";

const vpc = id("aws_vpc.main");

/** The resources that make a network. */
export function blocksOf(network: Network): readonly Block[] {
  return [
    ...vpcBlocks(network),
    ...network.subnets.flatMap((subnet) => subnetBlocks(network, subnet)),
    ...network.tables.flatMap(tableBlocks),
    ...network.nats.flatMap(natBlocks),
    ...network.acls.flatMap((acl) => aclBlocks(network, acl)),
    ...network.prefixLists.map(prefixListBlock),
    ...network.groups.flatMap((group) => groupBlocks(network, group)),
    ...network.endpoints.map(endpointBlock),
    clusterBlock(network),
    resource("aws_iam_role", "any", { name: "any", assume_role_policy: "{}" }),
    ...network.carriers.flatMap((carrier) => carrierBlocks(network, carrier)),
  ];
}

function vpcBlocks({ vpc: { ranges, ipv6 }, hasInternetGateway, tables }: Network): Block[] {
  const [primary = "", ...secondary] = ranges;
  const leaves = tables.flatMap(({ routes }) => routes).some(({ via }) => via === "egress-only");
  return [
    resource("aws_vpc", "main", {
      cidr_block: primary,
      enable_dns_support: true,
      enable_dns_hostnames: true,
      assign_generated_ipv6_cidr_block: ipv6 === undefined ? undefined : true,
    }),
    ...secondary.map((range, at) =>
      resource("aws_vpc_ipv4_cidr_block_association", `secondary_${at}`, { vpc_id: vpc, cidr_block: range }),
    ),
    ...(hasInternetGateway ? [resource("aws_internet_gateway", "main", { vpc_id: vpc })] : []),
    ...(leaves ? [resource("aws_egress_only_internet_gateway", "main", { vpc_id: vpc })] : []),
  ];
}

function subnetBlocks({ acls }: Network, subnet: Subnet): Block[] {
  const { name, zone, range, ipv6, table, acl, givesPublicAddresses } = subnet;
  const made = acls.find((one) => one.name === acl);
  return [
    resource("aws_subnet", name, {
      vpc_id: vpc,
      cidr_block: range,
      availability_zone: `eu-central-1${zone}`,
      ipv6_cidr_block: ipv6,
      map_public_ip_on_launch: givesPublicAddresses,
    }),
    ...(table === undefined
      ? []
      : [
          resource("aws_route_table_association", name, {
            subnet_id: id(`aws_subnet.${name}`),
            route_table_id: id(`aws_route_table.${table}`),
          }),
        ]),
    ...(made?.association === "resource"
      ? [
          resource("aws_network_acl_association", name, {
            subnet_id: id(`aws_subnet.${name}`),
            network_acl_id: id(`aws_network_acl.${made.name}`),
          }),
        ]
      : []),
  ];
}

function tableBlocks({ name, origin, encoding, routes }: RouteTable): Block[] {
  const type = origin === "adopted" ? "aws_default_route_table" : "aws_route_table";
  const inline = encoding === "inline" ? { route: routes.map(inlineRoute) } : {};
  const table =
    origin === "adopted"
      ? { default_route_table_id: new Reference("aws_vpc.main", "default_route_table_id") }
      : { vpc_id: vpc };
  return [
    resource(type, name, { ...table, ...inline }),
    ...(origin === "main"
      ? [resource("aws_main_route_table_association", name, { vpc_id: vpc, route_table_id: id(`${type}.${name}`) })]
      : []),
    ...(encoding === "inline"
      ? []
      : routes.map((route, at) =>
          resource("aws_route", `${name}_${at}`, {
            route_table_id: id(`${type}.${name}`),
            [route.to.includes(":") ? "destination_ipv6_cidr_block" : "destination_cidr_block"]: route.to,
            ...targetOf(route),
          }),
        )),
  ];
}

function inlineRoute(route: Route): Value {
  return { [route.to.includes(":") ? "ipv6_cidr_block" : "cidr_block"]: route.to, ...targetOf(route) };
}

function targetOf({ via }: Route): Readonly<Record<string, Value>> {
  if (typeof via === "object") return { nat_gateway_id: id(`aws_nat_gateway.${via.nat}`) };
  switch (via) {
    case "internet":
      return { gateway_id: id("aws_internet_gateway.main") };
    case "egress-only":
      return { egress_only_gateway_id: id("aws_egress_only_internet_gateway.main") };
    case "transit":
      return { transit_gateway_id: "tgw-0123456789abcdef0" };
    case "peering":
      return { vpc_peering_connection_id: "pcx-0123456789abcdef0" };
    case "appliance":
      return { network_interface_id: "eni-0123456789abcdef0" };
    case "firewall":
      return { vpc_endpoint_id: "vpce-0123456789abcdef0" };
  }
}

function natBlocks({ name, subnet }: Nat): Block[] {
  if (subnet === undefined) {
    const regional = { availability_mode: "regional", connectivity_type: "public", vpc_id: vpc };
    return [resource("aws_nat_gateway", name, regional)];
  }
  return [
    resource("aws_eip", name, { domain: "vpc" }),
    resource("aws_nat_gateway", name, {
      connectivity_type: "public",
      allocation_id: id(`aws_eip.${name}`),
      subnet_id: id(`aws_subnet.${subnet}`),
    }),
  ];
}

function endpointBlock(service: string): Block {
  return resource("aws_vpc_endpoint", service.replaceAll(".", "_"), {
    vpc_id: vpc,
    service_name: `com.amazonaws.eu-central-1.${service}`,
    vpc_endpoint_type: service === "s3" ? "Gateway" : "Interface",
  });
}

const subnetIds = (names: readonly string[]): Value => names.map((name) => id(`aws_subnet.${name}`));

function clusterBlock(network: Network): Block {
  const { subnets, groups, endpoint } = network.cluster;
  return resource("aws_eks_cluster", "main", {
    name: "main",
    version: "1.35",
    role_arn: new Reference("aws_iam_role.any", "arn"),
    vpc_config: [
      {
        endpoint_private_access: endpoint !== "public",
        endpoint_public_access: endpoint !== "private",
        subnet_ids: subnetIds(subnets),
        ...(groups.length === 0 ? {} : { security_group_ids: groups.map((name) => groupReference(network, name)) }),
      },
    ],
  });
}

function carrierBlocks(network: Network, carrier: Carrier): Block[] {
  const common = {
    cluster_name: new Reference("aws_eks_cluster.main", "name"),
    subnet_ids: subnetIds(carrier.subnets),
  };
  if (carrier.kind === "fargate") {
    return [
      resource("aws_eks_fargate_profile", carrier.name, {
        ...common,
        fargate_profile_name: carrier.name,
        pod_execution_role_arn: new Reference("aws_iam_role.any", "arn"),
        selector: [{ namespace: carrier.namespace }],
      }),
    ];
  }
  const { name, template, isTainted = false, isWindows = false } = carrier;
  const launchTemplate = `aws_launch_template.${name}`;
  const version = new Reference(launchTemplate, "latest_version");
  return [
    ...(template === undefined ? [] : [templateBlock(network, name, template)]),
    resource("aws_eks_node_group", name, {
      ...common,
      node_group_name: name,
      ami_type: isWindows ? "WINDOWS_CORE_2022_x86_64" : "AL2023_x86_64_STANDARD",
      node_role_arn: new Reference("aws_iam_role.any", "arn"),
      scaling_config: [{ desired_size: 2, max_size: 3, min_size: 1 }],
      launch_template: template === undefined ? undefined : [{ id: id(launchTemplate), version }],
      taint: isTainted ? [{ key: "dedicated", value: "apps", effect: "NO_SCHEDULE" }] : undefined,
    }),
  ];
}

function templateBlock(
  network: Network,
  name: string,
  { groups, place }: { readonly groups: readonly string[]; readonly place: "template" | "interface" },
): Block {
  const ids: Value = groups.map((group) => groupReference(network, group));
  return resource("aws_launch_template", name, {
    name,
    ...(place === "interface"
      ? { network_interfaces: [groups.length === 0 ? { device_index: 0 } : { device_index: 0, security_groups: ids }] }
      : groups.length === 0
        ? {}
        : { vpc_security_group_ids: ids }),
  });
}
