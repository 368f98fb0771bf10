import type { Acl, AclEntry, Direction, Network } from "./model";
import { acl, entry, separate } from "./platforms";
import { withAcl } from "./table";

const lines = (direction: Direction, ...texts: readonly string[]): readonly AclEntry[] =>
  texts.map((text) => entry(direction, text));

const nodes: Acl = acl("nodes", [
  ...lines(
    "ingress",
    "100 allow tcp 10250 10.0.16.0/23",
    "110 allow tcp 53 10.0.32.0/19",
    "120 allow udp 53 10.0.32.0/19",
    "130 allow tcp 32768-60999 0.0.0.0/0",
    "140 allow udp 32768-60999 10.0.32.0/19",
  ),
  ...lines(
    "egress",
    "100 allow tcp 443 0.0.0.0/0",
    "110 allow tcp 53 10.0.32.0/19",
    "120 allow udp 53 10.0.32.0/19",
    "130 allow tcp 1024-65535 10.0.0.0/16",
    "140 allow udp 32768-60999 10.0.32.0/19",
  ),
]);

const plane: Acl = acl("plane", [
  ...lines("ingress", "100 allow tcp 443 10.0.32.0/19", "110 allow tcp 1024-65535 10.0.32.0/19"),
  ...lines("egress", "100 allow tcp 10250 10.0.32.0/19", "110 allow tcp 32768-60999 10.0.32.0/19"),
]);

const nat: Acl = acl("nat", [
  ...lines("ingress", "100 allow tcp 443 10.0.32.0/19", "110 allow tcp 1024-65535 0.0.0.0/0"),
  ...lines("egress", "100 allow tcp 443 0.0.0.0/0", "110 allow tcp 32768-60999 10.0.32.0/19"),
]);

/** Groups and ACLs that let through what is needed and nothing else: no entry can be missed. */
export const guarded: Network = withAcl(
  withAcl(withAcl(separate, nodes, "node_a", "node_b"), plane, "eni_a", "eni_b"),
  nat,
  "public",
);

/** An ACL of it with the entry of a number replaced, or taken away, or with others beside them. */
export function withEntry(
  acls: "nodes" | "plane" | "nat",
  direction: Direction,
  number: number,
  ...texts: readonly string[]
) {
  const change = (one: Acl): Acl => ({
    ...one,
    entries: [
      ...one.entries.filter((old) => old.direction !== direction || old.number !== number),
      ...lines(direction, ...texts),
    ],
  });
  return { ...guarded, acls: guarded.acls.map((one) => (one.name === acls ? change(one) : one)) };
}

/** The same with every ACL changed. */
export function withAcls(change: Partial<Acl>): Network {
  return { ...guarded, acls: guarded.acls.map((one) => ({ ...one, ...change })) };
}
