import type { Network, Rule } from "./model";
import { groupPeer, rule, separate, world } from "./platforms";
import { type Case, inGroups, withRule } from "./table";

const range = (text: string) => ({ range: text });

/** The rule by which the control plane's interfaces let the nodes in, replaced. */
const api = (...rules: readonly Rule[]): Network => withRule(separate, "eni", "api", ...rules);
const fromNodes = (ports: string): Network => api(rule("ingress", "one", ports, groupPeer("node")));
const fromRanges = (...ranges: readonly string[]): Network =>
  api(...ranges.map((one, at) => rule("ingress", `r${at}`, "tcp 443", range(one))));
const kubelet = (...rules: readonly Rule[]): Network => withRule(separate, "node", "kubelet", ...rules);
const kubeletFrom = (ports: string, ...peers: readonly string[]): Network =>
  kubelet(...peers.map((peer) => rule("ingress", peer, ports, groupPeer(peer))));
const out = (...rules: readonly Rule[]): Network => withRule(separate, "node", "out", ...rules);

const ranges: readonly Case[] = [
  { title: "a rule for the nodes' group", network: separate },
  { title: "no rule", network: api(), but: "api blocked" },
  { title: "a range that holds all subnets of the nodes", network: fromRanges("10.0.32.0/19") },
  { title: "the range of one subnet of two", network: fromRanges("10.0.32.0/20"), but: "api blocked" },
  { title: "the ranges of both subnets", network: fromRanges("10.0.32.0/20", "10.0.48.0/20") },
  { title: "half of a subnet", network: fromRanges("10.0.32.0/21", "10.0.48.0/20"), but: "api blocked" },
  { title: "a subnet in halves", network: fromRanges("10.0.32.0/21", "10.0.40.0/21", "10.0.48.0/20") },
  { title: "the world", network: fromRanges("0.0.0.0/0") },
  { title: "the world split over two rules", network: fromRanges("0.0.0.0/1", "128.0.0.0/1") },
  { title: "the world in quarters", network: fromRanges("0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2") },
  { title: "the half of the world that the nodes are in", network: fromRanges("0.0.0.0/1") },
  { title: "the other half of the world", network: fromRanges("128.0.0.0/1"), but: "api blocked" },
  { title: "IPv6 only", network: fromRanges("::/0"), but: "api blocked" },
  { title: "IPv6 beside IPv4", network: fromRanges("::/0", "10.0.0.0/16") },
  { title: "overlapping ranges", network: fromRanges("10.0.0.0/16", "10.0.32.0/19", "10.0.40.0/21") },
  {
    title: "overlapping ranges with a hole",
    network: fromRanges("10.0.32.0/21", "10.0.36.0/22", "10.0.44.0/22", "10.0.48.0/20"),
    but: "api blocked",
  },
  { title: "the range of the control plane's own subnets", network: fromRanges("10.0.16.0/23"), but: "api blocked" },
  { title: "single addresses", network: fromRanges("10.0.32.10/32", "10.0.48.10/32"), but: "api blocked" },
];

const protocolsAndPorts: readonly Case[] = [
  { title: "tcp by number", network: fromNodes("6 443") },
  { title: "udp by number", network: fromNodes("17 443"), but: "api blocked" },
  { title: "udp", network: fromNodes("udp 443"), but: "api blocked" },
  { title: "all protocols", network: fromNodes("-1") },
  { title: "ICMP of all types", network: fromNodes("icmp -1"), but: "api blocked" },
  { title: "ICMP by number", network: fromNodes("1 -1"), but: "api blocked" },
  { title: "all ports", network: fromNodes("tcp 0-65535") },
  { title: "ports that straddle", network: fromNodes("tcp 400-500") },
  { title: "ports that end at it", network: fromNodes("tcp 0-443") },
  { title: "ports that begin at it", network: fromNodes("tcp 443-65535") },
  { title: "ports that begin one above", network: fromNodes("tcp 444-65535"), but: "api blocked" },
  { title: "ports that end one below", network: fromNodes("tcp 0-442"), but: "api blocked" },
  { title: "port 0, which is not all ports", network: fromNodes("tcp 0"), but: "api blocked" },
  {
    title: "ports below and above in two rules",
    network: api(
      rule("ingress", "below", "tcp 0-442", groupPeer("node")),
      rule("ingress", "above", "tcp 444-65535", groupPeer("node")),
    ),
    but: "api blocked",
  },
];

const directionsAndPeers: readonly Case[] = [
  {
    title: "a rule in the wrong direction",
    network: api(rule("egress", "one", "tcp 443", groupPeer("node"))),
    but: "api blocked",
  },
  {
    title: "a rule of the wrong group",
    network: withRule(api(), "node", undefined, rule("ingress", "api", "tcp 443", groupPeer("eni"))),
    but: "api blocked",
  },
  {
    title: "a self rule where the nodes are not in the group",
    network: api(rule("ingress", "s", "-1", "self")),
    but: "api blocked",
  },
  {
    title: "a self rule where the nodes are in the group as well",
    network: inGroups(api(rule("ingress", "s", "tcp 443", "self")), "node", "eni"),
  },
  {
    title: "a rule for the cluster's group, which the nodes are not in",
    network: api(rule("ingress", "c", "tcp 443", groupPeer("cluster"))),
    but: "api blocked",
  },
  {
    title: "a rule for the cluster's group, which the nodes are in as well",
    network: inGroups(api(rule("ingress", "c", "tcp 443", groupPeer("cluster"))), "node", "cluster"),
  },
  { title: "the kubelet's rule is missing", network: kubelet(), but: "kubelet blocked" },
  { title: "the kubelet's rule is for the cluster's group", network: kubeletFrom("tcp 10250", "cluster") },
  { title: "the kubelet's rule is for the nodes", network: kubeletFrom("tcp 10250", "node"), but: "kubelet blocked" },
  { title: "the kubelet's rule is for high ports", network: kubeletFrom("tcp 1025-65535", "eni") },
  {
    title: "the kubelet's rule begins too high",
    network: kubeletFrom("tcp 10251-65535", "eni"),
    but: "kubelet blocked",
  },
  {
    title: "the kubelet's rule is for the subnets of the control plane",
    network: kubelet(rule("ingress", "k", "tcp 10250", range("10.0.16.0/24"), range("10.0.17.0/24"))),
  },
  {
    title: "the kubelet's rule is for one of these subnets",
    network: kubelet(rule("ingress", "k", "tcp 10250", range("10.0.16.0/24"))),
    but: "kubelet blocked",
  },
  { title: "no DNS over tcp", network: withRule(separate, "node", "dns_tcp"), but: "dns blocked" },
  { title: "no DNS over udp", network: withRule(separate, "node", "dns_udp"), but: "dns blocked" },
  {
    title: "DNS over udp in a rule with other ports",
    network: withRule(separate, "node", "dns_udp", rule("ingress", "u", "udp 50-60", range("10.0.32.0/19"))),
  },
  {
    title: "all traffic among the nodes",
    network: withRule(withRule(separate, "node", "dns_tcp"), "node", "dns_udp", rule("ingress", "s", "-1", "self")),
  },
  {
    title: "DNS from one subnet of the nodes",
    network: withRule(separate, "node", "dns_udp", rule("ingress", "u", "udp 53", range("10.0.48.0/20"))),
    but: "dns blocked",
  },
];

const waysOut: readonly Case[] = [
  { title: "nothing is let out", network: out(), but: "api blocked, dns blocked, egress blocked" },
  {
    title: "nothing but the API is let out",
    network: out(rule("egress", "api", "tcp 443", groupPeer("eni"))),
    but: "dns blocked, egress blocked",
  },
  {
    title: "what is needed is let out",
    network: out(
      rule("egress", "https", "tcp 443", world),
      rule("egress", "dns_t", "tcp 53", "self"),
      rule("egress", "dns_u", "udp 53", "self"),
    ),
  },
  {
    title: "https is let out, DNS is not",
    network: out(rule("egress", "https", "tcp 443", world)),
    but: "dns blocked",
  },
  {
    title: "the VPC alone is let out",
    network: out(rule("egress", "vpc", "-1", range("10.0.0.0/16"))),
    but: "egress blocked",
  },
  {
    title: "the VPC and a part of the internet are let out",
    network: out(rule("egress", "some", "-1", range("10.0.0.0/16"), range("52.0.0.0/8"))),
    but: "egress undetermined",
  },
  {
    title: "the world is let out in halves",
    network: out(rule("egress", "w", "-1", range("0.0.0.0/1"), range("128.0.0.0/1"))),
  },
  {
    title: "udp alone is let out",
    network: out(rule("egress", "u", "udp 0-65535", world)),
    but: "api blocked, dns blocked, egress blocked",
  },
  {
    title: "IPv6 alone is let out",
    network: out(rule("egress", "six", "-1", range("::/0"))),
    but: "api blocked, dns blocked, egress blocked",
  },
  {
    title: "the rule that lets out is an ingress rule",
    network: out(rule("ingress", "w", "-1", world)),
    but: "api blocked, dns blocked, egress blocked",
  },
];

export const groupCases: readonly Case[] = [...ranges, ...protocolsAndPorts, ...directionsAndPeers, ...waysOut];
