import fc from "fast-check";
import { often, ranges } from "./generator-menus";
import type { Acl, AclEntry, Direction, Ports } from "./model";

const open: Ports = { protocol: "-1" };

const ports: readonly Ports[] = [
  open,
  { protocol: "tcp", from: 443, to: 443 },
  { protocol: "tcp", from: 10250, to: 10250 },
  { protocol: "6", from: 53, to: 53 },
  { protocol: "17", from: 53, to: 53 },
  { protocol: "tcp", from: 1024, to: 65535 },
  { protocol: "udp", from: 1024, to: 65535 },
  { protocol: "tcp", from: 32768, to: 60999 },
  { protocol: "udp", from: 32768, to: 60999 },
  { protocol: "tcp", from: 40000, to: 50000 },
  { protocol: "tcp", from: 0, to: 65535 },
  { protocol: "icmp", from: 0, to: 0 },
];

type Line = Pick<AclEntry, "action" | "range"> & Ports;

const anyLine: fc.Arbitrary<Line> = fc
  .record({
    action: often(["allow", "deny"] as const),
    ports: fc.constantFrom(...ports),
    range: fc.constantFrom(...ranges),
  })
  .map(({ action, ports: own, range }) => ({ action, range, ...own }));

const all: Line = { ...open, action: "allow", range: "0.0.0.0/0" };

/** Some entries, then mostly one that allows the rest. */
function entries(direction: Direction): fc.Arbitrary<readonly AclEntry[]> {
  return fc
    .tuple(fc.array(anyLine, { maxLength: 3 }), often([true, false]))
    .map(([lines, isOpen]) =>
      [...lines, ...(isOpen ? [all] : [])].map((line, at) => ({ ...line, direction, number: 50 + 20 * at })),
    );
}

function acl(name: string, origin: Acl["origin"]): fc.Arbitrary<Acl> {
  return fc.record({
    name: fc.constant(name),
    origin: fc.constant(origin),
    encoding: origin === "default" ? fc.constant("resource") : fc.constantFrom("inline", "resource"),
    association: fc.constantFrom("argument", "resource"),
    entries: fc.tuple(entries("ingress"), entries("egress")).map((both) => both.flat()),
  });
}

/** The ACLs `one` and `two`, and perhaps the default one. */
export const generatedAcls: fc.Arbitrary<readonly Acl[]> = often([false, true]).chain((areThere) =>
  areThere
    ? fc
        .record({
          own: fc.tuple(acl("one", "made"), acl("two", "made")),
          theDefault: fc.oneof(
            fc.constant([]),
            acl("main", "adopted").map((one) => [one]),
            acl("main", "default").map((one) => [one]),
          ),
        })
        .map(({ own, theDefault }) => [...own, ...theDefault])
    : fc.constant<readonly Acl[]>([]),
);
