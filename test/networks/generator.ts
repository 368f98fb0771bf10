import fc from "fast-check";
import { generatedAcls } from "./generator-acls";
import { generatedGroups } from "./generator-groups";
import { often } from "./generator-menus";
import { generatedRouting, type Routing } from "./generator-routes";
import type { Acl, Carrier, Cluster, Group, Network, Subnet } from "./model";

/** Where subnets lie. The control plane's and the nodes' may be the same, and a VPC may have a second range. */
const plans: readonly { readonly ranges: readonly string[]; readonly subnets: readonly Subnet[] }[] = [
  {
    ranges: ["10.0.0.0/16"],
    subnets: [
      { name: "public", zone: "a", range: "10.0.0.0/24" },
      { name: "eni_a", zone: "a", range: "10.0.16.0/24" },
      { name: "eni_b", zone: "b", range: "10.0.17.0/24" },
      { name: "node_a", zone: "a", range: "10.0.32.0/20" },
      { name: "node_b", zone: "b", range: "10.0.48.0/20" },
    ],
  },
  {
    ranges: ["10.0.0.0/16", "100.64.0.0/16"],
    subnets: [
      { name: "public", zone: "a", range: "10.0.0.0/24" },
      { name: "eni_a", zone: "a", range: "10.0.16.0/24" },
      { name: "eni_b", zone: "b", range: "10.0.17.0/24" },
      { name: "node_a", zone: "a", range: "100.64.0.0/17" },
      { name: "node_b", zone: "b", range: "100.64.128.0/17" },
    ],
  },
];

const placements: readonly { readonly cluster: readonly string[]; readonly carriers: readonly string[] }[] = [
  { cluster: ["eni_a", "eni_b"], carriers: ["node_a", "node_b"] },
  { cluster: ["eni_a", "eni_b"], carriers: ["node_a"] },
  { cluster: ["node_a", "node_b"], carriers: ["node_a", "node_b"] },
  { cluster: ["eni_a", "node_a"], carriers: ["node_a"] },
  { cluster: ["eni_a"], carriers: ["public"] },
];

const endpoints: readonly (readonly string[])[] = [
  [],
  ["ecr.api", "ecr.dkr", "s3", "ec2"],
  ["ecr.api", "ecr.dkr", "s3"],
  ["s3"],
];

/** Groups of the control plane and of nodes, which need rules that fit. */
const memberships: readonly { readonly cluster: readonly string[]; readonly nodes: readonly string[] | undefined }[] = [
  { cluster: ["eni"], nodes: ["node"] },
  { cluster: ["eni"], nodes: ["node"] },
  { cluster: ["eni"], nodes: ["node", "cluster"] },
  { cluster: [], nodes: undefined },
  { cluster: [], nodes: ["node"] },
  { cluster: ["eni"], nodes: ["other"] },
  { cluster: ["eni"], nodes: [] },
  { cluster: ["vpc"], nodes: ["vpc"] },
  { cluster: ["eni", "shared"], nodes: ["node"] },
  { cluster: ["eni"], nodes: ["node", "shared"] },
];

interface Choices {
  readonly plan: (typeof plans)[number];
  readonly placement: (typeof placements)[number];
  readonly membership: (typeof memberships)[number];
  readonly routing: Routing;
  readonly acls: readonly Acl[];
  readonly aclOf: Readonly<Record<string, string | undefined>>;
  readonly groups: readonly Group[];
  readonly endpoint: Cluster["endpoint"];
  readonly endpoints: readonly string[];
  readonly place: "template" | "interface";
  readonly second: "none" | "tainted" | "fargate" | "system" | "nodes";
  readonly areWindows: boolean;
}

/** Small networks, most of them nearly sound, so that much gets through and much does not. */
export const networks: fc.Arbitrary<Network> = fc
  .record<Choices>({
    plan: often(plans),
    placement: often(placements),
    membership: fc.constantFrom(...memberships),
    routing: generatedRouting,
    acls: generatedAcls,
    aclOf: fc.record({
      eni_a: fc.constantFrom(undefined, "one", "two"),
      eni_b: fc.constantFrom(undefined, "one"),
      node_a: fc.constantFrom(undefined, "one", "two"),
      node_b: fc.constantFrom(undefined, "two"),
      public: fc.constantFrom(undefined, undefined, "two"),
    }),
    groups: generatedGroups,
    endpoint: often(["private", "both", "public"] as const),
    endpoints: often(endpoints),
    place: fc.constantFrom("template", "interface"),
    second: fc.constantFrom("none", "none", "tainted", "fargate", "system", "nodes"),
    areWindows: often([false, true]),
  })
  .map(networkOf);

function networkOf(choices: Choices): Network {
  const { plan, placement, membership, routing, acls, aclOf } = choices;
  const tableOf = (name: string) => (name === "public" ? routing.publicTable : routing.privateTable);
  const named = (name: string | undefined, all: readonly { readonly name: string }[]) =>
    all.some((one) => one.name === name) ? name : undefined;
  const subnets = plan.subnets.map((subnet): Subnet => {
    const table = named(tableOf(subnet.name), routing.tables);
    const acl = named(aclOf[subnet.name], acls);
    return {
      ...subnet,
      ...(table === undefined ? {} : { table }),
      ...(acl === undefined ? {} : { acl }),
      givesPublicAddresses: routing.givesPublicAddresses,
    };
  });
  return {
    vpc: { ranges: plan.ranges },
    subnets,
    tables: routing.tables,
    acls,
    groups: choices.groups,
    prefixLists: [
      { name: "subnets", ranges: plan.subnets.map(({ range }) => range) },
      { name: "world", ranges: ["0.0.0.0/1", "128.0.0.0/1"] },
      { name: "elsewhere" },
    ],
    nats: routing.nats,
    hasInternetGateway: routing.hasInternetGateway,
    endpoints: choices.endpoints,
    cluster: { subnets: placement.cluster, groups: membership.cluster, endpoint: choices.endpoint },
    carriers: carriersOf(choices),
  };
}

function carriersOf({ placement, membership, place, second, areWindows }: Choices): readonly Carrier[] {
  const { nodes } = membership;
  const template = nodes === undefined ? {} : { template: { groups: nodes, place } };
  const first: Carrier = { kind: "nodes", name: "main", subnets: placement.carriers, ...template };
  const subnets = placement.carriers.slice(0, 1);
  switch (second) {
    case "none":
      return [first];
    case "tainted":
      return [first, { kind: "nodes", name: "second", subnets, ...template, isTainted: true, isWindows: areWindows }];
    case "nodes":
      return [first, { kind: "nodes", name: "second", subnets }];
    default:
      return [
        first,
        { kind: "fargate", name: "pods", subnets, namespace: second === "system" ? "kube-system" : "apps" },
      ];
  }
}
