import {
  type Args,
  addressOf,
  argsWithReferences,
  type Block,
  isList,
  isMap,
  Reference,
  referencesIn,
  resource,
  type Value,
} from "./blocks";

/** The same resources in another shape, and the address of each of them there. */
export interface Moved {
  readonly blocks: readonly Block[];
  readonly addresses: ReadonlyMap<string, string>;
}

/** Every resource under another name. */
export function renamed(blocks: readonly Block[]): Moved {
  const names = new Map(blocks.map((block, at) => [addressOf(block), `n${(at * 7919) % 9973}`]));
  const moved = (address: string) => {
    const name = names.get(address);
    return name === undefined ? address : [...address.split(".").slice(0, -1), name].join(".");
  };
  return {
    blocks: blocks.map((block) => ({
      ...block,
      name: names.get(addressOf(block)) ?? block.name,
      args: argsWithReferences(block.args, ({ address, attribute }) => new Reference(moved(address), attribute)),
    })),
    addresses: new Map(blocks.map((block) => [addressOf(block), moved(addressOf(block))])),
  };
}

/** Resources, their arguments and the elements of every list in another order; all lists here are sets. */
export function reordered(blocks: readonly Block[], seed: number): readonly Block[] {
  const inOrder = <T>(items: readonly T[]): readonly T[] =>
    items
      .map((item, at) => ({ item, key: ((at + 1) * (seed * 2 + 1) * 2654435761) % 4294967296 }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  const args = (of: Args): Args =>
    Object.fromEntries(inOrder(Object.entries(of)).map(([key, one]) => [key, value(one)]));
  const value = (of: Value): Value => (isList(of) ? inOrder(of.map(value)) : isMap(of) ? args(of) : of);
  return inOrder(blocks).map((block) => ({ ...block, args: args(block.args) }));
}

/** Resources that differ in plain values only, as instances of one. */
export function gathered(blocks: readonly Block[], by: "count" | "for_each"): Moved {
  const alike = new Map<string, Block[]>();
  for (const block of blocks) {
    const key = likeness(block);
    alike.set(key, [...(alike.get(key) ?? []), block]);
  }
  const addresses = new Map<string, string>();
  const groups = [...alike.values()];
  const merged = groups.map((members, at): Block => {
    const [first, ...others] = members;
    if (first === undefined) throw new Error("a group without members");
    if (others.length === 0) {
      addresses.set(addressOf(first), addressOf(first));
      return first;
    }
    const name = `all_${at}`;
    members.forEach((member, index) => {
      const key = by === "count" ? index : member.name;
      addresses.set(addressOf(member), `${addressOf({ ...first, name })}[${JSON.stringify(key)}]`);
    });
    const own = members.map(
      (member, index) => [by === "count" ? String(index) : member.name, plain(member.args)] as const,
    );
    return { ...first, name, args: referring(first.args), instances: { by, args: Object.fromEntries(own) } };
  });
  const replace = ({ address, attribute }: Reference) => new Reference(addresses.get(address) ?? address, attribute);
  return { blocks: merged.map((block) => ({ ...block, args: argsWithReferences(block.args, replace) })), addresses };
}

const isPlain = (value: Value): boolean => referencesIn(value).length === 0 && !(isList(value) && value.some(isMap));

const plain = (args: Args): Args => Object.fromEntries(Object.entries(args).filter(([, value]) => isPlain(value)));
const referring = (args: Args): Args => Object.fromEntries(Object.entries(args).filter(([, value]) => !isPlain(value)));

/** What resources that can be instances of one have in common; each of the control plane and of IAM stays alone. */
function likeness(block: Block): string {
  const { type, mode, args } = block;
  return JSON.stringify([mode, type, referring(args), Object.keys(plain(args)).sort()]);
}

/** What no cluster has to do with. */
export const unrelated: readonly Block[] = [
  resource("aws_s3_bucket", "logs", { bucket: "logs" }),
  resource("aws_vpc", "elsewhere", { cidr_block: "10.0.0.0/16" }),
  resource("aws_subnet", "elsewhere", {
    vpc_id: new Reference("aws_vpc.elsewhere", "id"),
    cidr_block: "10.0.32.0/20",
    availability_zone: "eu-central-1a",
  }),
  resource("aws_default_security_group", "elsewhere", { vpc_id: new Reference("aws_vpc.elsewhere", "id") }),
  resource("aws_default_network_acl", "elsewhere", {
    default_network_acl_id: new Reference("aws_vpc.elsewhere", "default_network_acl_id"),
  }),
  resource("aws_default_route_table", "elsewhere", {
    default_route_table_id: new Reference("aws_vpc.elsewhere", "default_route_table_id"),
  }),
  resource("aws_subnet", "database", {
    vpc_id: new Reference("aws_vpc.main", "id"),
    cidr_block: "10.0.200.0/24",
    availability_zone: "eu-central-1c",
  }),
  resource("aws_network_acl", "database", {
    vpc_id: new Reference("aws_vpc.main", "id"),
    subnet_ids: [new Reference("aws_subnet.database", "id")],
  }),
  resource("aws_route_table", "database", { vpc_id: new Reference("aws_vpc.main", "id") }),
  resource("aws_route_table_association", "database", {
    subnet_id: new Reference("aws_subnet.database", "id"),
    route_table_id: new Reference("aws_route_table.database", "id"),
  }),
  resource("aws_security_group", "database", { name: "database", vpc_id: new Reference("aws_vpc.main", "id") }),
  resource("aws_vpc_security_group_ingress_rule", "database", {
    security_group_id: new Reference("aws_security_group.database", "id"),
    ip_protocol: "tcp",
    from_port: 5432,
    to_port: 5432,
    cidr_ipv4: "10.0.32.0/19",
  }),
];
