import { expect, test } from "vitest";

import { read, readAll } from "../document/index";
import { EngineError, UsageError } from "./errors";
import { explainFlow } from "./flow";
import { networksOf } from "./networks";
import { parseNetworks } from "./networks-answer";

const date = "2026-11-23";

/** A reference of Terraform's. */
const ref = (expression: string): string => `\${${expression}}`;

/** A cluster with nodes, in a VPC of its own. */
function cluster(name: string): Record<string, Record<string, unknown>> {
  return {
    aws_vpc: { [name]: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: {
      [`${name}_a`]: subnet(name, "10.0.0.0/24", "eu-central-1a"),
      [`${name}_b`]: subnet(name, "10.0.1.0/24", "eu-central-1b"),
    },
    aws_eks_cluster: {
      [name]: { name, vpc_config: { subnet_ids: subnets(name), endpoint_private_access: true } },
    },
    aws_eks_node_group: {
      [name]: { cluster_name: ref(`aws_eks_cluster.${name}.name`), subnet_ids: subnets(name), node_role_arn: name },
    },
  };
}

function subnet(vpc: string, cidr: string, zone: string): object {
  return { vpc_id: ref(`aws_vpc.${vpc}.id`), cidr_block: cidr, availability_zone: zone };
}

function subnets(name: string): string[] {
  return ["a", "b"].map((zone) => ref(`aws_subnet.${name}_${zone}.id`));
}

function configuration(...names: readonly string[]): string {
  const resource: Record<string, Record<string, unknown>> = {};
  for (const name of names) {
    for (const [type, ofType] of Object.entries(cluster(name))) resource[type] = { ...resource[type], ...ofType };
  }
  return JSON.stringify({ resource });
}

test("a cluster is told with its interfaces, subnets and needed flows", () => {
  const [part, ...others] = networksOf([read(configuration("main"), "main.tf.json")], { date });
  expect(others).toEqual([]);
  expect(part?.documents).toEqual(["main.tf.json"]);
  expect(part?.gaps).toEqual([]);
  expect(part?.clusters.get("aws_eks_cluster.main")).toMatchObject({
    name: "main",
    privateEndpoint: true,
    publicEndpoint: true,
    controlPlane: { certain: ["aws_subnet.main_a", "aws_subnet.main_b"], may: [], missing: [] },
  });
  expect(part?.subnets.get("aws_subnet.main_a")).toMatchObject({
    vpc: "aws_vpc.main",
    zone: "eu-central-1a",
    ranges: ["10.0.0.0/24"],
    table: "aws_vpc.main#default_route_table",
    tier: "isolated",
  });
  expect(part?.flows.map(({ from, to, port, outcome }) => [from.id, to.id, port, outcome])).toContainEqual([
    "aws_eks_cluster.main#control_plane",
    "aws_eks_node_group.main",
    10250,
    "allowed",
  ]);
});

test("a needed flow is what explaining it gives", () => {
  const documents = [read(configuration("main"), "main.tf.json")];
  const needed = networksOf(documents, { date })[0]?.flows.find(({ port }) => port === 10250);
  const { flow } = explainFlow(documents, { from: "control-plane", to: "aws_eks_node_group.main" });
  expect(needed).toMatchObject({ ...flow, rules: ["networking/control-plane-reaches-kubelet"], certain: true });
});

test("what is not connected is told apart, and the same whether it stands alone or not", () => {
  const together = networksOf([read(configuration("one", "two"), "x.tf.json")], { date });
  const apart = ["one", "two"].flatMap((name) => networksOf([read(configuration(name), "x.tf.json")], { date }));
  expect(together).toEqual(apart);
});

test("documents that name each other's resources are told together", () => {
  const network = stateOf({ aws_subnet: { a: { id: "subnet-0123456789abcdef0", cidr_block: "10.0.0.0/24" } } });
  const stack = JSON.stringify({
    resource: {
      aws_eks_cluster: { main: { name: "main", vpc_config: { subnet_ids: ["subnet-0123456789abcdef0"] } } },
    },
  });
  const sources = [
    { text: network, path: "network.json" },
    { text: stack, path: "cluster.tf.json" },
  ];
  const [part, ...others] = networksOf(readAll(sources), { date });
  expect(others).toEqual([]);
  expect(part?.documents).toEqual(["network.json", "cluster.tf.json"]);
  const [cluster] = part?.clusters.values() ?? [];
  expect(cluster?.controlPlane.certain).toEqual(["network.json:aws_subnet.a"]);
  expect(part?.subnets.get("network.json:aws_subnet.a")?.ranges).toEqual(["10.0.0.0/24"]);
});

/** The JSON of `terraform show` for a state. */
function stateOf(byType: Readonly<Record<string, Readonly<Record<string, object>>>>): string {
  const resources = Object.entries(byType).flatMap(([type, ofType]) =>
    Object.entries(ofType).map(([name, values]) => ({
      address: `${type}.${name}`,
      mode: "managed",
      type,
      name,
      values,
      sensitive_values: {},
    })),
  );
  return JSON.stringify({ format_version: "1.0", terraform_version: "1.11.4", values: { root_module: { resources } } });
}

test("what is not known is told as such", () => {
  const text = JSON.stringify({
    variable: { ids: { type: "list(string)" }, cluster: { type: "string" } },
    resource: {
      aws_eks_cluster: { main: { name: "main", vpc_config: { subnet_ids: ref("var.ids") } } },
      aws_eks_node_group: { main: { cluster_name: ref("var.cluster"), subnet_ids: ["subnet-0a"] } },
    },
  });
  const [part] = networksOf([read(text, "x.tf.json")], { date });
  expect(part?.clusters.get("aws_eks_cluster.main")?.controlPlane.missing).toEqual(["aws_eks_cluster.main: var.ids"]);
  expect(part?.unplaced.map(({ address }) => address)).toEqual(["aws_eks_node_group.main"]);
});

test("a cluster with settings of its own needs flows to the ports that these name", () => {
  const documents = [read(configuration("one", "two"), "x.tf.json")];
  const clusters = [{ match: "t*", settings: { webhook_ports: [7443] }, from: "eksgate.yaml:3" }];
  const parts = networksOf(documents, { date, settings: { webhook_ports: [8443] }, clusters });
  const ports = (name: string): readonly number[] =>
    parts
      .flatMap(({ flows }) => flows)
      .filter(
        ({ cluster: of, rules }) => of === `aws_eks_cluster.${name}` && rules.some((rule) => /webhooks/.test(rule)),
      )
      .map(({ port }) => port);
  expect(ports("one")).toEqual([8443]);
  expect(ports("two")).toEqual([7443]);
});

test("an input without clusters and carriers has no networks", () => {
  expect(networksOf([read(JSON.stringify({ resource: { aws_vpc: { main: {} } } }), "x.tf.json")], { date })).toEqual(
    [],
  );
});

test("a date that is none is refused", () => {
  expect(() => networksOf([], { date: "2026-02-30" })).toThrow(UsageError);
});

const empty = {
  clusters: {},
  unplaced: [],
  vpcs: {},
  subnets: {},
  tables: {},
  nat_gateways: {},
  internet_gateways: {},
  endpoints: {},
  flows: {},
};

const sound = { vpc: null, zone: "a", ranges: [], table: null, tier: "public", missing: [], gateway_endpoints: {} };

test.each([
  ["no object", [], "networks is []"],
  ["a tier that there is not", { ...empty, subnets: { s: { ...sound, tier: "outer" } } }, 'subnets.s.tier is "outer"'],
  ["a number for a zone", { ...empty, subnets: { s: { ...sound, zone: 1 } } }, "subnets.s.zone is 1"],
  ["a list that is missing", { ...empty, unplaced: undefined }, "unplaced is absent"],
  [
    "a table that does not say whether it is read",
    { ...empty, tables: { t: { routes: [] } } },
    "tables.t.read is absent",
  ],
])("an answer with %s is refused", (_, answer, message) => {
  expect(() => parseNetworks(answer)).toThrow(new EngineError(`The policies' answer is malformed: ${message}.`));
});

test("what is null is left out, and names come out fit to be printed", () => {
  const { subnets: all } = parseNetworks({ ...empty, subnets: { "s\u001b[31m": sound } });
  expect([...all]).toEqual([
    ["s", { zone: "a", ranges: [], tier: "public", missing: [], gatewayEndpoints: new Map() }],
  ]);
});
