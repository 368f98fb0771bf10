import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import { type NetworkAclFlow, type TierProps, Vpc, type VpcProps } from "./index";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const ZONES = ["eu-central-1a", "eu-central-1b"];

/** A VPC of a tier of nodes, with these flows, and one of data. */
function propsOf(flows: Record<string, NetworkAclFlow>, more: Partial<VpcProps> = {}): VpcProps {
  const nodes: TierProps = { type: "isolated", prefixLength: 20, networkAcl: { flows } };
  const tiers = { nodes, data: { type: "isolated", prefixLength: 24 } } as const;
  return { cidrBlock: "10.0.0.0/16", zones: ZONES, tiers, ...more };
}

function make(props: VpcProps): { vpc: Vpc; resources: Resources } {
  const stack = new TerraformStack(Testing.app(), "prod");
  const vpc = new Vpc(stack, "network", props);
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  return { vpc, resources: resource };
}

function ofType(resources: Resources, type: string): Record<string, Record<string, unknown>> {
  const entries = Object.entries(resources[type] ?? {}).map(([address, { "//": _metadata, ...body }]) => [
    address,
    body,
  ]);
  return JSON.parse(JSON.stringify(Object.fromEntries(entries)).replaceAll(/_[0-9A-F]{8}(?=["./}])/g, ""));
}

/** The rules of the nodes' ACL, by key, without their ACL. */
function rulesOf(
  flows: Record<string, NetworkAclFlow>,
  more: Partial<VpcProps> = {},
): Record<string, Record<string, unknown>> {
  const rules = Object.entries(ofType(make(propsOf(flows, more)).resources, "aws_network_acl_rule"));
  return Object.fromEntries(
    rules.map(([address, { network_acl_id: acl, ...rule }]) => {
      expect(acl).toBe(`\${aws_network_acl.network_tier-nodes_network-acl.id}`);
      return [address.replace("network_tier-nodes_network-acl_", ""), rule];
    }),
  );
}

function problemsOf(props: VpcProps): string[] {
  try {
    make(props);
  } catch (error) {
    if (error instanceof InvalidPropsError)
      return error.problems.map(({ property, message }) => `${property}: ${message}`);
    throw error;
  }
  return [];
}

function changed(before: VpcProps, after: VpcProps): string[] {
  const grown = make(after).resources;
  return Object.entries(make(before).resources).flatMap(([type, byName]) =>
    Object.entries(byName)
      .filter(([name, body]) => JSON.stringify(grown[type]?.[name]) !== JSON.stringify(body))
      .map(([name]) => `${type}.${name.replace(/_[0-9A-F]{8}$/, "")}`),
  );
}

const https: NetworkAclFlow = { order: 20, direction: "outbound", protocol: "tcp", ports: 443, peer: "anywhere" };
const kubelet: NetworkAclFlow = { order: 10, direction: "inbound", protocol: "tcp", ports: 10250, peer: "vpc" };

describe("a flow of a network ACL", () => {
  it("that goes out makes a pair of rules: the request out, and its answers in", () => {
    expect(rulesOf({ https })).toEqual({
      "https-request-ipv4": {
        egress: true,
        rule_number: 200,
        rule_action: "allow",
        protocol: "tcp",
        from_port: 443,
        to_port: 443,
        cidr_block: "0.0.0.0/0",
      },
      "https-answers-ipv4": {
        egress: false,
        rule_number: 200,
        rule_action: "allow",
        protocol: "tcp",
        from_port: 1024,
        to_port: 65535,
        cidr_block: "0.0.0.0/0",
      },
    });
  });

  it("that comes in makes the same pair the other way", () => {
    const rules = rulesOf({ kubelet });
    expect(rules["kubelet-request-primary"]).toMatchObject({ egress: false, from_port: 10250, to_port: 10250 });
    expect(rules["kubelet-answers-primary"]).toMatchObject({ egress: true, from_port: 1024, to_port: 65535 });
  });

  it("that is denied makes one rule", () => {
    const rules = rulesOf({
      ssh: { order: 1, direction: "inbound", protocol: "tcp", ports: 22, peer: "anywhere", action: "deny" },
    });
    expect(Object.entries(rules).map(([key, rule]) => [key, rule["rule_action"], rule["egress"]])).toEqual([
      ["ssh-request-ipv4", "deny", false],
    ]);
  });

  it("has ports of tcp and udp alone: all of them, one, or a span", () => {
    const flow = { order: 1, direction: "inbound", peer: "vpc" } as const;
    const request = (more: Partial<NetworkAclFlow>) => rulesOf({ x: { ...flow, ...more } })["x-request-primary"];
    expect(request({ protocol: "udp" })).toMatchObject({ protocol: "udp", from_port: 0, to_port: 65535 });
    expect(request({ protocol: "tcp", ports: [30000, 32767] })).toMatchObject({ from_port: 30000, to_port: 32767 });
    expect(request({ protocol: "icmp" })).toMatchObject({ protocol: "icmp", icmp_type: -1, icmp_code: -1 });
    const all = request({});
    expect(all).toMatchObject({ protocol: "-1" });
    expect(all).not.toHaveProperty("from_port");
  });

  it("reaches every range of the VPC by a rule each, of both families", () => {
    const ranges = { secondaryCidrBlocks: { pods: "100.64.0.0/16" }, ipv6: "amazonProvided" } as const;
    const rules = rulesOf({ kubelet }, ranges);
    const requests = Object.entries(rules).filter(([key]) => key.includes("request"));
    expect(
      requests.map(([key, rule]) => [key, rule["rule_number"], rule["cidr_block"] ?? rule["ipv6_cidr_block"]]).sort(),
    ).toEqual([
      ["kubelet-request-ipv6", 109, `\${aws_vpc.network_vpc.ipv6_cidr_block}`],
      ["kubelet-request-pods", 101, "100.64.0.0/16"],
      ["kubelet-request-primary", 100, "10.0.0.0/16"],
    ]);
    const icmp = rulesOf({ ping: { order: 1, direction: "inbound", protocol: "icmp", peer: "vpc" } }, ranges);
    expect(icmp["ping-request-ipv6"]).toMatchObject({ protocol: "58" });
  });

  it("reaches a tier by the block that holds all its reserved zones", () => {
    const flow: NetworkAclFlow = {
      order: 1,
      direction: "outbound",
      protocol: "tcp",
      ports: 5432,
      peer: { tier: "data" },
    };
    const rules = rulesOf({ sql: flow }, { ipv6: "amazonProvided" });
    expect(rules["sql-request-tier"]).toMatchObject({ cidr_block: "10.0.64.0/22" });
    expect(rules["sql-request-ipv6"]).toMatchObject({
      ipv6_cidr_block: `\${cidrsubnet(aws_vpc.network_vpc.ipv6_cidr_block, 6, 1)}`,
    });
    const counted = { cidrBlock: { ipamPoolId: "ipam-pool-0a", netmaskLength: 16 } };
    expect(rulesOf({ sql: flow }, counted)["sql-request-tier"]).toMatchObject({
      cidr_block: `\${cidrsubnet(aws_vpc.network_vpc.cidr_block, 6, 16)}`,
    });
  });

  it("reaches a range of either family", () => {
    const flow = { order: 1, direction: "outbound", protocol: "tcp", ports: 443 } as const;
    const to = (cidr: string) => rulesOf({ out: { ...flow, peer: { cidr } } })["out-request-range"];
    expect(to("192.0.2.0/24")).toMatchObject({ cidr_block: "192.0.2.0/24", rule_number: 10 });
    expect(to("2001:db8::/32")).toMatchObject({ ipv6_cidr_block: "2001:db8::/32", rule_number: 19 });
  });
});

describe("a tier's network ACL", () => {
  it("holds its subnets, and nodes wait for it", () => {
    const { vpc, resources } = make(propsOf({ https }));
    expect(ofType(resources, "aws_network_acl")).toEqual({
      "network_tier-nodes_network-acl": {
        vpc_id: `\${aws_vpc.network_vpc.id}`,
        tags: { Name: "prod-network-nodes" },
      },
    });
    expect(ofType(resources, "aws_network_acl_association")).toMatchObject({
      "network_tier-nodes_network-acl_association-eu-central-1b": {
        subnet_id: `\${aws_subnet.network_tier-nodes_subnet-eu-central-1b.id}`,
      },
    });
    const { rules, associations } = vpc.networkAcls["nodes"] ?? { rules: {}, associations: {} };
    const awaited = [...Object.values(rules), ...Object.values(associations)];
    expect(awaited).toHaveLength(4);
    expect(vpc.connectivity("nodes")).toEqual(expect.arrayContaining(awaited));
  });

  it("moves nothing when a zone, a tier or a flow is added, or a range of the VPC", () => {
    const before = propsOf({ https, kubelet });
    expect(changed(before, { ...before, zones: [...ZONES, "eu-central-1c"] })).toEqual([]);
    expect(changed(before, { ...before, tiers: { ...before.tiers, more: { type: "isolated" } } })).toEqual([]);
    expect(changed(before, propsOf({ kubelet, dns: { ...https, order: 15, ports: 53 }, https }))).toEqual([]);
    expect(changed(before, { ...before, secondaryCidrBlocks: { pods: "100.64.0.0/16" } })).toEqual([]);
  });

  it("is changed by hooks", () => {
    const { resources } = make(
      propsOf(
        { https },
        {
          transform: {
            networkAcl: (config) => ({ ...config, tags: { acl: "yes" } }),
            networkAclRule: (config) => ({ ...config, ruleAction: "deny" }),
          },
        },
      ),
    );
    expect(Object.values(resources["aws_network_acl"] ?? {})).toMatchObject([{ tags: { acl: "yes" } }]);
    for (const rule of Object.values(resources["aws_network_acl_rule"] ?? {})) expect(rule["rule_action"]).toBe("deny");
  });

  it("is refused with all that is wrong in it", () => {
    const flows: Record<string, NetworkAclFlow> = JSON.parse(`{
      "1st": { "order": 0, "direction": "in", "protocol": "tls", "peer": "world", "action": "drop" },
      "two": { "order": 7, "direction": "inbound", "ports": 80, "peer": { "tier": "none" } },
      "three": { "order": 7, "direction": "inbound", "protocol": "tcp", "ports": [90, 80], "peer": { "cidr": "10.0.0.1/8" } }
    }`);
    const at = "tiers.nodes.networkAcl.flows";
    expect(problemsOf(propsOf(flows))).toEqual([
      `${at}.1st: must be named by a letter, then letters, digits and hyphens, at most 32 characters`,
      `${at}.1st.order: must be a whole number between 1 and 3276, known when the program runs`,
      `${at}.1st.direction: must be inbound or outbound`,
      `${at}.1st.protocol: must be one of tcp, udp, icmp, all`,
      `${at}.1st.action: must be allow or deny`,
      `${at}.1st.peer: must be vpc, anywhere, { tier } or { cidr }`,
      `${at}.two.ports: must be left out with protocol all: tcp and udp alone have ports`,
      `${at}.two.peer.tier: must be one of the tiers: nodes, data`,
      `${at}.three.order: is the order of two too`,
      `${at}.three.ports: must be a port between 0 and 65535, or the first and last of several`,
      `${at}.three.peer.cidr: must be a range, such as 192.0.2.0/24 or 2001:db8::/32, that begins at its start`,
    ]);
  });

  it("has no more rules than AWS allows", () => {
    const flows = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, order) => [`f${order}`, { ...https, order: order + 1 }]));
    expect(problemsOf(propsOf(flows(40)))).toEqual([]);
    expect(problemsOf(propsOf(flows(21), { ipv6: "amazonProvided" }))).toEqual(
      ["inbound", "outbound"].map(
        (direction) =>
          `tiers.nodes.networkAcl.flows: makes 42 ${direction} rules, and AWS allows at most 40: join flows, or name ranges`,
      ),
    );
  });
});

describe("the default network ACL", () => {
  const rulesIn = (props: VpcProps): unknown => {
    const [acl] = Object.values(ofType(make(props).resources, "aws_default_network_acl"));
    return acl === undefined ? undefined : [acl["ingress"], acl["egress"]];
  };
  const nodes: TierProps = { type: "isolated", networkAcl: { flows: { https } } };

  it("is left alone while a tier has none of its own", () => {
    expect(rulesIn(propsOf({ https }))).toBeUndefined();
  });

  it("is emptied where every tier has its own", () => {
    expect(rulesIn(propsOf({}, { tiers: { nodes } }))).toEqual([[], []]);
    expect(rulesIn(propsOf({}, { tiers: { nodes }, defaultNetworkAcl: "leave" }))).toBeUndefined();
  });

  it("is adopted as AWS makes it where that is asked for, whatever subnets it holds", () => {
    const props = propsOf({ https }, { defaultNetworkAcl: "adopt" });
    const rules = [
      { action: "allow", cidr_block: "0.0.0.0/0", from_port: 0, protocol: "-1", rule_no: 100, to_port: 0 },
      { action: "allow", from_port: 0, ipv6_cidr_block: "::/0", protocol: "-1", rule_no: 101, to_port: 0 },
    ];
    expect(rulesIn(props)).toEqual([rules, rules]);
    expect(Object.values(ofType(make(props).resources, "aws_default_network_acl"))).toMatchObject([
      {
        default_network_acl_id: `\${aws_vpc.network_vpc.default_network_acl_id}`,
        lifecycle: { ignore_changes: ["subnet_ids"] },
      },
    ]);
  });

  it("is not emptied over a tier that it holds", () => {
    expect(problemsOf(propsOf({ https }, { defaultNetworkAcl: "empty" }))).toEqual([
      "defaultNetworkAcl: must be leave or adopt, or these tiers have a networkAcl, as it would cut them off: data",
    ]);
    const loose: Partial<VpcProps> = JSON.parse('{ "defaultNetworkAcl": "deny" }');
    expect(problemsOf(propsOf({ https }, loose))).toEqual(["defaultNetworkAcl: must be one of leave, adopt, empty"]);
  });
});
