import { guarded, withAcls, withEntry } from "./guarded";
import type { Network } from "./model";
import { acl, entry, nodes, separate } from "./platforms";
import { type Case, withAcl, withNodes } from "./table";

const everything = "api blocked, kubelet blocked, dns blocked, egress blocked";
const answersToNodes = "api blocked, dns blocked, egress blocked";
const closed = acl("closed", []);
const kubeletIn = (...texts: readonly string[]) => withEntry("nodes", "ingress", 100, ...texts);
const answersIn = (...texts: readonly string[]) => withEntry("nodes", "ingress", 130, ...texts);
const answersOut = (...texts: readonly string[]) => withEntry("nodes", "egress", 130, ...texts);
const theDefault = (origin: "adopted" | "default", ...texts: readonly string[]): Network => ({
  ...separate,
  acls: [
    acl(
      "main",
      texts.map((text) => entry(text.startsWith("in ") ? "ingress" : "egress", text.replace(/^\w+ /, ""))),
      { origin, encoding: origin === "adopted" ? "inline" : "resource" },
    ),
  ],
});
const single: Network = {
  ...withNodes(separate, { subnets: ["node_a"] }),
  cluster: { ...separate.cluster, subnets: ["node_a"] },
};

const whole: readonly Case[] = [
  { title: "ACLs that pass what is needed, inline", network: guarded },
  { title: "the same as resources", network: withAcls({ encoding: "resource" }) },
  { title: "the same with associations as resources", network: withAcls({ association: "resource" }) },
  {
    title: "entries in another order in the file",
    network: { ...guarded, acls: guarded.acls.map((one) => ({ ...one, entries: [...one.entries].reverse() })) },
  },
  { title: "an ACL without entries", network: withAcl(separate, closed, "node_a", "node_b"), but: everything },
  {
    title: "an ACL without entries on one of two subnets",
    network: withAcl(separate, closed, "node_b"),
    but: everything,
  },
  {
    title: "an ACL without entries on a subnet of the control plane",
    network: withAcl(separate, closed, "eni_a"),
    but: "api blocked, kubelet blocked",
  },
  { title: "an ACL without entries and without subnets", network: withAcl(separate, closed) },
  { title: "the default ACL adopted without entries", network: theDefault("adopted"), but: everything },
  {
    title: "the default ACL adopted with what AWS puts into it",
    network: theDefault("adopted", "in 100 allow -1 0.0.0.0/0", "out 100 allow -1 0.0.0.0/0"),
  },
  {
    title: "the default ACL with a denial before its own entry",
    network: theDefault("default", "in 50 deny tcp 443 0.0.0.0/0"),
    but: "api blocked, egress blocked",
  },
  {
    title: "the default ACL with a denial after its own entry",
    network: theDefault("default", "in 150 deny tcp 443 0.0.0.0/0"),
  },
  {
    title: "everything in one subnet, which its ACL does not see",
    network: withAcl(single, closed, "node_a"),
    but: "egress blocked",
  },
];

const order: readonly Case[] = [
  {
    title: "a denial before the entry that allows",
    network: kubeletIn("90 deny tcp 10250 10.0.16.0/23", "100 allow tcp 10250 10.0.16.0/23"),
    but: "kubelet blocked",
  },
  {
    title: "a denial after it",
    network: kubeletIn("100 allow tcp 10250 10.0.16.0/23", "105 deny tcp 10250 10.0.16.0/23"),
  },
  {
    title: "a denial for one subnet of the control plane",
    network: kubeletIn("90 deny tcp 10250 10.0.17.0/24", "100 allow tcp 10250 10.0.16.0/23"),
    but: "kubelet blocked",
  },
  {
    title: "a denial for a half of one",
    network: kubeletIn("90 deny tcp 10250 10.0.17.0/25", "100 allow tcp 10250 10.0.16.0/23"),
    but: "kubelet undetermined",
  },
  {
    title: "denials for both halves of one",
    network: kubeletIn(
      "90 deny tcp 10250 10.0.17.0/25",
      "91 deny tcp 10250 10.0.17.128/25",
      "100 allow tcp 10250 10.0.16.0/23",
    ),
    but: "kubelet blocked",
  },
  {
    title: "an entry for each half",
    network: kubeletIn("100 allow tcp 10250 10.0.16.0/24", "101 allow tcp 10250 10.0.17.0/24"),
  },
  {
    title: "an entry for a part",
    network: kubeletIn("100 allow tcp 10250 10.0.16.0/24", "101 allow tcp 10250 10.0.17.0/25"),
    but: "kubelet undetermined",
  },
  {
    title: "the world in halves",
    network: kubeletIn("100 allow tcp 10250 0.0.0.0/1", "101 allow tcp 10250 128.0.0.0/1"),
  },
  { title: "no entry", network: kubeletIn(), but: "kubelet blocked" },
];

const protocolsAndPorts: readonly Case[] = [
  { title: "tcp by number", network: kubeletIn("100 allow 6 10250 10.0.16.0/23") },
  { title: "all protocols", network: kubeletIn("100 allow -1 10.0.16.0/23") },
  { title: "all protocols with port 0 beside it", network: kubeletIn("100 allow -1 0 10.0.16.0/23") },
  { title: "udp", network: kubeletIn("100 allow udp 10250 10.0.16.0/23"), but: "kubelet blocked" },
  { title: "ICMP", network: kubeletIn("100 allow icmp 0 10.0.16.0/23"), but: "kubelet blocked" },
  { title: "IPv6", network: kubeletIn("100 allow tcp 10250 ::/0"), but: "kubelet blocked" },
  { title: "ports that straddle", network: kubeletIn("100 allow tcp 10000-11000 10.0.16.0/23") },
  { title: "ports above", network: kubeletIn("100 allow tcp 10251-20000 10.0.16.0/23"), but: "kubelet blocked" },
  {
    title: "port 0, which is not all ports",
    network: kubeletIn("100 allow tcp 0 10.0.16.0/23"),
    but: "kubelet blocked",
  },
];

const answers: readonly Case[] = [
  { title: "no answers to the nodes", network: answersIn(), but: answersToNodes },
  { title: "answers to all high ports", network: answersIn("130 allow tcp 1024-65535 0.0.0.0/0") },
  {
    title: "answers to some of the nodes' ports",
    network: answersIn("130 allow tcp 49152-65535 0.0.0.0/0"),
    but: answersToNodes,
  },
  {
    title: "answers to all ports of the nodes but one",
    network: answersIn("130 allow tcp 32768-60998 0.0.0.0/0"),
    but: answersToNodes,
  },
  {
    title: "answers in two entries",
    network: answersIn("130 allow tcp 32768-50000 0.0.0.0/0", "131 allow tcp 50001-60999 0.0.0.0/0"),
  },
  {
    title: "answers in two entries with a hole",
    network: answersIn("130 allow tcp 32768-50000 0.0.0.0/0", "131 allow tcp 50002-60999 0.0.0.0/0"),
    but: answersToNodes,
  },
  {
    title: "answers from the VPC only",
    network: answersIn("130 allow tcp 32768-60999 10.0.0.0/16"),
    but: "egress blocked",
  },
  {
    title: "answers to Windows nodes on Linux's ports",
    network: withNodes(guarded, { isWindows: true }),
    but: answersToNodes,
  },
  {
    title: "no answers of the API out of the control plane's subnets",
    network: withEntry("plane", "egress", 110),
    but: "api blocked",
  },
  {
    title: "answers of the kubelet to Linux's ports, where the control plane's are not documented",
    network: answersOut("130 allow tcp 32768-60999 10.0.0.0/16"),
    but: "kubelet undetermined",
  },
  {
    title: "answers of the kubelet to none of them",
    network: answersOut("130 allow tcp 61000-65535 10.0.16.0/23", "131 allow tcp 32768-60999 10.0.32.0/19"),
    but: "kubelet blocked",
  },
  {
    title: "answers of the kubelet into the control plane's subnets on Linux's ports",
    network: withEntry("plane", "ingress", 110, "110 allow tcp 32768-60999 10.0.32.0/19"),
    but: "kubelet undetermined",
  },
  {
    title: "no answers of the kubelet into the control plane's subnets",
    network: withEntry("plane", "ingress", 110),
    but: "kubelet blocked",
  },
];

const others: readonly Case[] = [
  {
    title: "the API for one subnet of the nodes",
    network: withEntry("plane", "ingress", 100, "100 allow tcp 443 10.0.32.0/20"),
    but: "api blocked",
  },
  {
    title: "no way to the kubelet out of the control plane's subnets",
    network: withEntry("plane", "egress", 100),
    but: "kubelet blocked",
  },
  { title: "no DNS over udp out", network: withEntry("nodes", "egress", 120), but: "dns blocked" },
  { title: "no DNS over tcp in", network: withEntry("nodes", "ingress", 110), but: "dns blocked" },
  { title: "no answers of DNS over udp", network: withEntry("nodes", "ingress", 140), but: "dns blocked" },
  {
    title: "no DNS between subnets, where there is one subnet only",
    network: withNodes(withEntry("nodes", "egress", 120), { ...nodes, subnets: ["node_a"] }),
  },
  {
    title: "https out to the VPC only",
    network: withEntry("nodes", "egress", 100, "100 allow tcp 443 10.0.0.0/16"),
    but: "egress blocked",
  },
  {
    title: "https out to a part of the internet",
    network: withEntry("nodes", "egress", 100, "100 allow tcp 443 10.0.0.0/16", "101 allow tcp 443 52.0.0.0/8"),
    but: "egress undetermined",
  },
  { title: "no https into the NAT gateway's subnet", network: withEntry("nat", "ingress", 100), but: "egress blocked" },
  {
    title: "answers to the NAT gateway on Linux's ports, where it uses more",
    network: withEntry("nat", "ingress", 110, "110 allow tcp 32768-60999 0.0.0.0/0"),
    but: "egress blocked",
  },
  {
    title: "no https out of the NAT gateway's subnet",
    network: withEntry("nat", "egress", 100),
    but: "egress blocked",
  },
  {
    title: "no answers from the NAT gateway's subnet to the nodes",
    network: withEntry("nat", "egress", 110),
    but: "egress blocked",
  },
];

export const aclCases: readonly Case[] = [...whole, ...order, ...protocolsAndPorts, ...answers, ...others];
