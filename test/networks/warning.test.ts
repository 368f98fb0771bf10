import { describe, expect, it } from "vitest";
import { entryPlaces } from "./changes";
import { guarded, withAcls } from "./guarded";
import { documentOf, type Form, resultsOf, ruleOf } from "./judged";
import type { AclEntry, Network, Rule } from "./model";
import { acl, groupPeer, rule } from "./platforms";
import { blocksOf } from "./resources";
import { encoded, inGroups, withAcl, withGroup, withRule, withSubnets } from "./table";

// EKS warns: security groups, network ACLs, subnets and route tables must let nodes and the control plane's interfaces talk, or the API
// is lost. Here each single change of a sound platform that cuts them off, or may, is found, and what was changed is named.

interface Cut {
  readonly title: string;
  readonly network: Network;
  /** The resource that has to be named. */
  readonly names: string;
}

/** Needed by DNS and by the way out alone: not what this is about. */
const isBetween = ({ name }: Rule) => !name.startsWith("dns");

const otherRules: Readonly<Record<string, (rule: Rule) => readonly Rule[]>> = {
  "is taken away": () => [],
  "turns to the other direction": (one) => [{ ...one, direction: one.direction === "egress" ? "ingress" : "egress" }],
  "is for udp": (one) => [{ ...one, protocol: "udp" }],
  "is for the next port": (one) => [
    { ...one, protocol: "tcp", from: (one.from ?? 10250) + 1, to: (one.to ?? 10250) + 1 },
  ],
  "is for another group": (one) => [{ ...one, peers: [groupPeer("other")] }],
  "is for IPv6": (one) => [{ ...one, peers: [{ range: "::/0" }] }],
};

const encodings = ["inline", "rule", "rule-by-direction"] as const;

const rulesChanged: readonly Cut[] = encodings.flatMap((encoding) => {
  const network = withGroup(encoded(encoded(guarded, "eni", encoding), "node", encoding), "other", {});
  return Object.entries(otherRules).flatMap(([what, change]) =>
    network.groups.flatMap((group) =>
      group.rules.filter(isBetween).map((one) => ({
        title: `the ${encoding} rule ${one.name} of ${group.name} ${what}`,
        network: withRule(network, group.name, one.name, ...change(one)),
        names: `aws_security_group.${group.name}`,
      })),
    ),
  );
});

const otherEntries: Readonly<Record<string, (entry: AclEntry) => readonly AclEntry[]>> = {
  "is taken away": () => [],
  denies: (entry) => [{ ...entry, action: "deny" }],
  "is for udp": (entry) => [{ ...entry, protocol: "udp" }],
  "is for IPv6": (entry) => [{ ...entry, range: "::/0" }],
  "comes after a denial": (entry) => [{ ...entry, number: entry.number - 1, action: "deny" }, entry],
  "begins a port later": (entry) => [
    { ...entry, from: (entry.from ?? 0) + 1, to: Math.max(entry.to ?? 0, (entry.from ?? 0) + 1) },
  ],
  "is for a part": (entry) => [
    { ...entry, range: entry.range.startsWith("10.0.16") ? "10.0.16.0/25" : "10.0.32.0/21" },
  ],
};

const aclsBetween = guarded.acls.filter(({ name }) => name !== "nat");
/** Of the nodes' entries those for DNS, 110, 120 and 140, are not what this is about. */
const isAside = (name: string, { number }: AclEntry) => name === "nodes" && [110, 120, 140].includes(number);

const entriesChanged: readonly Cut[] = (["inline", "resource"] as const).flatMap((encoding) => {
  const network = withAcls({ encoding });
  return Object.entries(otherEntries).flatMap(([what, change]) =>
    aclsBetween.flatMap(({ name, entries }) =>
      entries
        .filter((entry) => !isAside(name, entry))
        .flatMap((entry) =>
          entryPlaces(network, (each) => (each === entry ? change(each) : undefined)).map((changed) => ({
            title: `the ${encoding} ${entry.direction} entry ${entry.number} of ${name} ${what}`,
            network: changed,
            names: `aws_network_acl.${name}`,
          })),
        ),
    ),
  );
});

const closed = acl("closed", []);
const apiByRange = withRule(guarded, "eni", "api", rule("ingress", "api", "tcp 443", { range: "10.0.32.0/19" }));
const inVpc = (to: string): Network => ({
  ...guarded,
  tables: guarded.tables.map((table) =>
    table.name === "private" ? { ...table, routes: [...table.routes, { to, via: "appliance" }] } : table,
  ),
});

const others: readonly Cut[] = [
  {
    title: "the launch template names another group",
    network: inGroups(withGroup(guarded, "other", {}), "other"),
    names: "aws_security_group.other",
  },
  {
    title: "the cluster no longer names its group",
    network: { ...guarded, cluster: { ...guarded.cluster, groups: [] } },
    names: "aws_eks_cluster.main",
  },
  ...["node_a", "node_b", "eni_a", "eni_b"].map((subnet) => ({
    title: `${subnet} gets an ACL that is closed`,
    network: withAcl(guarded, closed, subnet),
    names: "aws_network_acl.closed",
  })),
  ...["node_a", "node_b"].map((subnet) => ({
    title: `${subnet} moves out of the range that the API's rule is for`,
    network: withSubnets(apiByRange, (one) => (one.name === subnet ? { ...one, range: "10.0.64.0/20" } : one)),
    names: `aws_subnet.${subnet}`,
  })),
  ...["10.0.16.0/24", "10.0.17.0/24", "10.0.32.0/20", "10.0.48.0/20"].map((to) => ({
    title: `a route takes ${to} to an appliance`,
    network: inVpc(to),
    names: "aws_route.private_1",
  })),
];

const cuts = [...rulesChanged, ...entriesChanged, ...others];

const between: readonly string[] = [ruleOf.api, ruleOf.kubelet];

describe.each<Form>(["configuration", "plan"])("as %s", (form) => {
  const findingsOf = (network: Network) =>
    resultsOf(documentOf(blocksOf(network), form)).filter(
      ({ rule, outcome }) => between.includes(rule) && outcome !== "pass",
    );

  it.each(cuts)("$title: found, and $names named", ({ network, names }) => {
    const findings = findingsOf(network);
    expect(findings).not.toEqual([]);
    const said = findings.flatMap(({ address, related, message }) => [address, ...related, message]).join(" ");
    expect(said).toContain(names);
  });

  it("the platform that is changed is sound", () => {
    expect([guarded, apiByRange].flatMap(findingsOf)).toEqual([]);
  });
});
