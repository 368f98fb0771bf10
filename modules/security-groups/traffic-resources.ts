import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { Construct } from "constructs";
import { ipv6PrefixLength, parseIpv4Cidr } from "../control-plane/cidr";
import type { Problems } from "../shared/problems";
import { resolvedText } from "../shared/resolved-text";
import type { TrafficGroup, TrafficPeer, TrafficRule, TrafficRules } from "./traffic-rule";

/** Ids of the groups that rules may name; those that are not given are left out. */
export type GroupIds = Readonly<Partial<Record<TrafficGroup, string | undefined>>>;

/** Rule resources, by key. */
export interface TrafficResources {
  readonly ingress: Readonly<Record<string, VpcSecurityGroupIngressRule>>;
  readonly egress: Readonly<Record<string, VpcSecurityGroupEgressRule>>;
}

/** Lays extra rules over those of a choice; a key that is taken is a problem. */
export function withExtraRules(made: TrafficRules, extra: TrafficRules | undefined, problems: Problems): TrafficRules {
  for (const [key, rule] of Object.entries(extra ?? {})) {
    const at = `extraRules.${key}`;
    problems.check(at, key, (text) => /^[\w.-]+$/.test(text), "must have letters, digits, and ._- in its key");
    if (made[key] !== undefined) {
      problems.add(at, rule.description, "has the key of a rule of the choice, which transform may alter or leave out");
    }
  }
  return { ...made, ...extra };
}

/** Leaves out rules that say what one before them says, as some do where parties share a group: a group takes each rule once. */
export function withoutRepeats(scope: Construct, rules: TrafficRules, groups: GroupIds): TrafficRules {
  const said = new Set<string>();
  return Object.fromEntries(
    Object.entries(rules).filter(([, rule]) => {
      const what = whatItSays(scope, rule, groups);
      const isNew = !said.has(what);
      said.add(what);
      return isNew;
    }),
  );
}

/** Adds what EC2 would refuse of rules, whoever wrote them: under `extraRules` those that are as given there. */
export function checkRules(
  scope: Construct,
  rules: TrafficRules,
  { groups, extraRules }: { readonly groups: GroupIds; readonly extraRules: TrafficRules | undefined },
  problems: Problems,
): void {
  const said = new Map<string, string>();
  for (const [key, rule] of Object.entries(rules)) {
    const at = `${extraRules?.[key] === rule ? "extraRules" : "rules"}.${key}`;
    checkRule(at, rule, groups, problems);
    const what = whatItSays(scope, rule, groups);
    const other = said.get(what);
    if (other === undefined) said.set(what, key);
    else problems.add(at, rule.description, `says the same as ${other}; a group takes each rule once`);
  }
}

function whatItSays(scope: Construct, rule: TrafficRule, groups: GroupIds): string {
  const { group, direction, protocol, fromPort, toPort, peer } = rule;
  const ends = [groups[group] ?? "", ...Object.entries(peerConfig(peer, groups)).flat()];
  return JSON.stringify([direction, protocol, fromPort, toPort, ...ends.map((end) => resolvedText(scope, end))]);
}

/** One rule resource for each rule, whose address holds the rule's key. */
export function makeRules(scope: Construct, rules: TrafficRules, groups: GroupIds): TrafficResources {
  const ingress: Record<string, VpcSecurityGroupIngressRule> = {};
  const egress: Record<string, VpcSecurityGroupEgressRule> = {};
  for (const [key, rule] of Object.entries(rules)) {
    const config = {
      securityGroupId: groups[rule.group] ?? "",
      description: rule.description,
      ipProtocol: rule.protocol === "all" ? "-1" : rule.protocol,
      ...(rule.fromPort === undefined ? {} : { fromPort: rule.fromPort }),
      ...(rule.toPort === undefined ? {} : { toPort: rule.toPort }),
      ...peerConfig(rule.peer, groups),
      tags: { Name: key },
    };
    if (rule.direction === "ingress") ingress[key] = new VpcSecurityGroupIngressRule(scope, key, config);
    else egress[key] = new VpcSecurityGroupEgressRule(scope, key, config);
  }
  return { ingress, egress };
}

function checkRule(at: string, rule: TrafficRule, groups: GroupIds, problems: Problems): void {
  const known = Object.entries(groups).filter(([, groupId]) => groupId !== undefined);
  const isKnown = (group: TrafficGroup) => groups[group] !== undefined;
  const allowed = `is not a group given here; there ${known.length === 0 ? "is none" : `are ${known.map(([name]) => name).join(", ")}`}`;
  problems.check(`${at}.group`, rule.group, isKnown, allowed);
  checkPeer(`${at}.peer`, rule.peer, isKnown, allowed, problems);
  problems.check(
    `${at}.description`,
    rule.description,
    (text) => /^[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(text),
    "must have 1 to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
  );
  const { protocol, fromPort, toPort } = rule;
  if (
    protocol === "all" ? fromPort !== undefined || toPort !== undefined : fromPort === undefined || toPort === undefined
  ) {
    const wanted = protocol === "all" ? "must be left out with protocol all" : `are needed with protocol ${protocol}`;
    problems.add(`${at}.fromPort, toPort`, [fromPort, toPort], wanted);
  } else if (fromPort !== undefined && toPort !== undefined) {
    checkPorts(at, { fromPort, toPort }, 0, problems);
  }
}

function checkPeer(
  at: string,
  peer: TrafficPeer,
  isKnown: (group: TrafficGroup) => boolean,
  allowed: string,
  problems: Problems,
): void {
  if (Object.keys(peer).length !== 1) {
    problems.add(
      at,
      peer,
      "must be one of group, securityGroupId, prefixListId, cidrIpv4 and cidrIpv6: each is a rule of its own",
    );
    return;
  }
  if ("group" in peer) problems.check(`${at}.group`, peer.group, isKnown, allowed);
  if ("cidrIpv4" in peer) {
    const isRange = (range: string) => parseIpv4Cidr(range) !== undefined;
    problems.check(`${at}.cidrIpv4`, peer.cidrIpv4, isRange, "must be an IPv4 range such as 10.0.0.0/16");
  }
  if ("cidrIpv6" in peer) {
    const isRange = (range: string) => ipv6PrefixLength(range) !== undefined;
    problems.check(`${at}.cidrIpv6`, peer.cidrIpv6, isRange, "must be an IPv6 range such as 2001:db8::/32");
  }
}

/** Adds what is no port, or no range of ports. `first` is the lowest there may be: 0 in rules, 1 where something is to listen. */
export function checkPorts(
  at: string,
  { fromPort, toPort }: { readonly fromPort: number; readonly toPort?: number | undefined },
  first: 0 | 1,
  problems: Problems,
): void {
  const isFrom = (least: number) => (port: number) => Number.isInteger(port) && port >= least && port <= 65535;
  problems.check(`${at}.fromPort`, fromPort, isFrom(first), `must be a port, ${first} to 65535`);
  problems.check(`${at}.toPort`, toPort, isFrom(fromPort), `must be a port, ${fromPort} to 65535`);
}

function peerConfig(peer: TrafficPeer, groups: GroupIds) {
  if ("group" in peer) return { referencedSecurityGroupId: groups[peer.group] ?? "" };
  if ("securityGroupId" in peer) return { referencedSecurityGroupId: peer.securityGroupId };
  return peer;
}
