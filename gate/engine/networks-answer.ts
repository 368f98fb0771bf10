import { byName, flag, known, list, oneOf, record, text, texts } from "./answer-fields";
import { type Flow, flowOf } from "./flow-answer";

/** Where a set of network interfaces lies: those of a control plane, of a carrier's nodes or pods, or of an endpoint. */
export interface Placed {
  /** As flows call it. */
  readonly id: string;
  readonly groups: readonly string[];
  /** Subnets that it certainly has, and those that it may have. */
  readonly certain: readonly string[];
  readonly may: readonly string[];
  /** What of that is not known. */
  readonly missing: readonly string[];
}

/** What carries pods. */
export interface Carrier extends Placed {
  /** Such as `managed node group`. */
  readonly kind: string;
  /** Of several with equal security groups, subnets and ports, the one that stands for all of them in flows between carriers. */
  readonly like: string;
}

export interface NetworkCluster {
  /** Absent where it is not known. */
  readonly name?: string;
  readonly privateEndpoint?: boolean;
  readonly publicEndpoint?: boolean;
  readonly controlPlane: Placed;
  readonly carriers: ReadonlyMap<string, Carrier>;
  /** Pods in subnets of their own. */
  readonly pods: ReadonlyMap<string, Placed>;
}

/** `public` leads to an internet gateway, `private` out of the VPC by another way, `isolated` nowhere beyond it. */
export type Tier = "public" | "private" | "isolated";

export interface Subnet {
  readonly vpc?: string;
  /** Its name or id, or the reference that names it. */
  readonly zone?: string;
  readonly ranges: readonly string[];
  /** Route table. */
  readonly table?: string;
  readonly tier?: Tier;
  /** What would tell the tier. */
  readonly missing: readonly string[];
  /** Gateway endpoints that its table leads to, and whether that is certain. */
  readonly gatewayEndpoints: ReadonlyMap<string, "yes" | "perhaps">;
}

export interface Route {
  readonly address: string;
  /** A range, or `a prefix list`. */
  readonly destination?: string;
  readonly ways: readonly { readonly kind: string; readonly id: string }[];
  /** Whether it is certainly one of the table's. */
  readonly certain: boolean;
}

export interface RouteTable {
  /** Whether the input holds all of its routes. */
  readonly read: boolean;
  readonly routes: readonly Route[];
}

export interface NatGateway {
  readonly subnet?: string;
  readonly vpc?: string;
  readonly leadsOut: "no" | "perhaps" | "yes";
}

export interface Endpoint {
  /** Such as `ecr.api`. */
  readonly service?: string;
  readonly kind?: string;
  readonly vpc?: string;
  /** Absent for a gateway endpoint. */
  readonly interfaces?: Placed;
}

/** A flow that a cluster needs. */
export interface NeededFlow extends Flow {
  readonly cluster: string;
  /** Ids of the rules that ask for it. */
  readonly rules: readonly string[];
  /** Whether it is certain that it is needed. */
  readonly certain: boolean;
}

/** What an input, or a part of one, tells of its clusters' networks. Texts are fit to be printed. */
export interface Networks {
  /** By address, as everything here. */
  readonly clusters: ReadonlyMap<string, NetworkCluster>;
  /** What carries pods, and whose cluster is not told. */
  readonly unplaced: readonly { readonly address: string; readonly why: string; readonly missing: string }[];
  /** The known ranges of each VPC. */
  readonly vpcs: ReadonlyMap<string, readonly string[]>;
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly tables: ReadonlyMap<string, RouteTable>;
  readonly natGateways: ReadonlyMap<string, NatGateway>;
  /** With their VPC, where it is known. */
  readonly internetGateways: ReadonlyMap<string, string | undefined>;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly flows: readonly NeededFlow[];
}

const tiers = ["public", "private", "isolated"] as const;
const sureness = ["no", "perhaps", "yes"] as const;

/**
 * Checks what the policies answered about networks, in the shape that `policies/main.rego` documents.
 *
 * @throws EngineError if it is anything else
 */
export function parseNetworks(answer: unknown): Networks {
  const root = record(answer, "networks");
  return {
    clusters: byName(root["clusters"], "clusters", clusterOf),
    unplaced: list(root["unplaced"], "unplaced").map((item, index) => {
      const fields = record(item, `unplaced.${index}`);
      const told = (name: string): string => text(fields[name], `unplaced.${index}.${name}`);
      return { address: told("address"), why: told("why"), missing: told("missing") };
    }),
    vpcs: byName(root["vpcs"], "vpcs", texts),
    subnets: byName(root["subnets"], "subnets", subnetOf),
    tables: byName(root["tables"], "tables", tableOf),
    natGateways: byName(root["nat_gateways"], "nat_gateways", (value, at) => {
      const fields = record(value, at);
      return {
        ...optional("subnet", known(fields["subnet"], `${at}.subnet`, text)),
        ...optional("vpc", known(fields["vpc"], `${at}.vpc`, text)),
        leadsOut: oneOf(fields["leads_out"], sureness, `${at}.leads_out`),
      };
    }),
    internetGateways: byName(root["internet_gateways"], "internet_gateways", (value, at) => known(value, at, text)),
    endpoints: byName(root["endpoints"], "endpoints", endpointOf),
    flows: [...byName(root["flows"], "flows", neededFlowOf).values()],
  };
}

function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  // A computed key widens to any name: the parts say which ones there are.
  const part: { [P in K]?: T } = {};
  if (value !== undefined) part[key] = value;
  return part;
}

function clusterOf(value: unknown, at: string): NetworkCluster {
  const fields = record(value, at);
  return {
    ...optional("name", known(fields["name"], `${at}.name`, text)),
    ...optional("privateEndpoint", known(fields["private_endpoint"], `${at}.private_endpoint`, flag)),
    ...optional("publicEndpoint", known(fields["public_endpoint"], `${at}.public_endpoint`, flag)),
    controlPlane: placedOf(fields["control_plane"], `${at}.control_plane`),
    carriers: byName(fields["carriers"], `${at}.carriers`, (item, where) => {
      const own = record(item, where);
      return {
        ...placedOf(item, where),
        kind: text(own["kind"], `${where}.kind`),
        like: text(own["like"], `${where}.like`),
      };
    }),
    pods: byName(fields["pods"], `${at}.pods`, placedOf),
  };
}

function placedOf(value: unknown, at: string): Placed {
  const fields = record(value, at);
  return {
    id: text(fields["id"], `${at}.id`),
    groups: texts(fields["groups"], `${at}.groups`),
    certain: texts(fields["certain"], `${at}.certain`),
    may: texts(fields["may"], `${at}.may`),
    missing: texts(fields["missing"], `${at}.missing`),
  };
}

function subnetOf(value: unknown, at: string): Subnet {
  const fields = record(value, at);
  return {
    ...optional("vpc", known(fields["vpc"], `${at}.vpc`, text)),
    ...optional("zone", known(fields["zone"], `${at}.zone`, text)),
    ranges: texts(fields["ranges"], `${at}.ranges`),
    ...optional("table", known(fields["table"], `${at}.table`, text)),
    ...optional(
      "tier",
      known(fields["tier"], `${at}.tier`, (tier, where) => oneOf(tier, tiers, where)),
    ),
    missing: texts(fields["missing"], `${at}.missing`),
    gatewayEndpoints: byName(fields["gateway_endpoints"], `${at}.gateway_endpoints`, (sure, where) =>
      oneOf(sure, ["yes", "perhaps"], where),
    ),
  };
}

function tableOf(value: unknown, at: string): RouteTable {
  const fields = record(value, at);
  return {
    read: flag(fields["read"], `${at}.read`),
    routes: list(fields["routes"], `${at}.routes`).map((route, index) => routeOf(route, `${at}.routes.${index}`)),
  };
}

function routeOf(value: unknown, at: string): Route {
  const fields = record(value, at);
  return {
    address: text(fields["address"], `${at}.address`),
    ...optional("destination", known(fields["destination"], `${at}.destination`, text)),
    ways: list(fields["ways"], `${at}.ways`).map((way, index) => {
      const own = record(way, `${at}.ways.${index}`);
      return { kind: text(own["kind"], `${at}.ways.${index}.kind`), id: text(own["id"], `${at}.ways.${index}.id`) };
    }),
    certain: flag(fields["certain"], `${at}.certain`),
  };
}

function endpointOf(value: unknown, at: string): Endpoint {
  const fields = record(value, at);
  const interfaces = fields["interfaces"];
  return {
    ...optional("service", known(fields["service"], `${at}.service`, text)),
    ...optional("kind", known(fields["kind"], `${at}.kind`, text)),
    ...optional("vpc", known(fields["vpc"], `${at}.vpc`, text)),
    ...optional("interfaces", interfaces === undefined ? undefined : placedOf(interfaces, `${at}.interfaces`)),
  };
}

function neededFlowOf(value: unknown, at: string): NeededFlow {
  const fields = record(value, at);
  return {
    ...flowOf(fields, `${at}.`),
    cluster: text(fields["cluster"], `${at}.cluster`),
    rules: texts(fields["rules"], `${at}.rules`),
    certain: flag(fields["certain"], `${at}.certain`),
  };
}
