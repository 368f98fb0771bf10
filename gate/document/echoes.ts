import { emptyRecord, isArray, isObject, type JsonObject, own } from "./records";

/**
 * What a refreshed resource shows although its configuration does not say it: the rules, routes and associations that resources of their
 * own have made, read back (`ingress` of a security group shows what `aws_security_group_rule`s are for it). A read-back of a rule
 * resource is left out: the rule resource itself tells the same, with its references; and if it is being deleted, the rule
 * will not be there. What no resource of the plan explains stays: somebody made it by other means, and it takes part in the network.
 *
 * Compared is what was before the change, since that is what was read back. Rule resources in child modules count too.
 */
export class RuleEchoes {
  private readonly explained = new Set<string>();

  constructor(changes: readonly JsonObject[]) {
    for (const entry of changes) {
      const before = own(entry["change"], "before");
      // What Terraform forgets stays where it is, and nothing but the read-back tells of it afterwards.
      if (isObject(before) && !isForgotten(entry)) {
        for (const atom of atomsOfResource(String(entry["type"]), before)) {
          this.explained.add(atom);
        }
      }
    }
  }

  /** `after` without its read-backs. */
  without(type: string, after: JsonObject, written: JsonObject | undefined): JsonObject {
    const readBacks = shown[type];
    const id = after["id"];
    if (readBacks === undefined || typeof id !== "string") {
      return after;
    }
    let result = after;
    for (const [name, keep] of Object.entries(readBacks)) {
      const shownValue = after[name];
      const elements = isArray(shownValue) ? shownValue : typeof shownValue === "string" ? [shownValue] : [];
      if (elements.length > 0 && (written === undefined || !Object.hasOwn(written, name))) {
        if (result === after) {
          result = Object.assign(emptyRecord<unknown>(), after);
        }
        const kept = elements.flatMap((element) => keep(id, name, element, this.explained));
        result[name] = kept.length === 0 ? null : isArray(shownValue) ? kept : shownValue;
      }
    }
    return result;
  }
}

/** The lists of blocks and ids that are left of what was read back and not written. */
export function unwritten(type: string, refreshed: JsonObject, written: JsonObject | undefined): string[] {
  return Object.keys(shown[type] ?? {}).filter((name) => {
    const left = refreshed[name];
    return isArray(left) && left.length > 0 && (written === undefined || !Object.hasOwn(written, name));
  });
}

/** Whether Terraform lets go of an object without destroying it. */
export function isForgotten(entry: JsonObject): boolean {
  const actions = own(entry["change"], "actions");
  return isArray(actions) && actions.includes("forget");
}

type Keep = (id: string, name: string, element: unknown, explained: ReadonlySet<string>) => unknown[];

const ruleLists = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"] as const;

/** AWS joins the rules of one protocol and port range in one element: each source of it is looked at alone. */
const keepRule: Keep = (id, direction, element, explained) => {
  if (!isObject(element)) {
    return [element];
  }
  const head = ruleHead(id, direction, element["protocol"], element["from_port"], element["to_port"]);
  const kept: JsonObject = Object.assign(emptyRecord<unknown>(), element);
  let some = false;
  for (const list of ruleLists) {
    const sources = element[list];
    if (isArray(sources)) {
      const unexplained = sources.filter((source) => !explained.has(`${head} ${String(source)}`));
      kept[list] = unexplained;
      some ||= unexplained.length > 0;
    }
  }
  if (element["self"] === true) {
    const self = !explained.has(`${head} self`) && !explained.has(`${head} ${id}`);
    kept["self"] = self;
    some ||= self;
  }
  return some ? [kept] : [];
};

const keepRoute: Keep = (id, _name, element, explained) =>
  ["cidr_block", "ipv6_cidr_block", "destination_prefix_list_id"].some((name) =>
    explained.has(`route ${id} ${String(own(element, name))}`),
  )
    ? []
    : [element];

const keepEntry: Keep = (id, direction, element, explained) =>
  explained.has(`entry ${id} ${direction} ${String(own(element, "rule_no"))}`) ? [] : [element];

const keepNamed =
  (kind: string, key: string): Keep =>
  (id, _name, element, explained) =>
    explained.has(`${kind} ${id} ${String(own(element, key))}`) ? [] : [element];

const keepPlain =
  (kind: string): Keep =>
  (id, _name, element, explained) =>
    explained.has(`${kind} ${id} ${String(element)}`) ? [] : [element];

/** An endpoint has one policy: that of its own resource, or the default one where that is deleted. */
const keepOwnPolicy: Keep = (id, _name, element, explained) =>
  explained.has(`endpoint policy ${id}`) ? [] : [element];

const shown: Readonly<Record<string, Readonly<Record<string, Keep>>>> = {
  aws_security_group: { ingress: keepRule, egress: keepRule },
  aws_default_security_group: { ingress: keepRule, egress: keepRule },
  aws_route_table: { route: keepRoute },
  aws_default_route_table: { route: keepRoute },
  aws_network_acl: { ingress: keepEntry, egress: keepEntry, subnet_ids: keepPlain("acl") },
  aws_default_network_acl: { ingress: keepEntry, egress: keepEntry, subnet_ids: keepPlain("acl") },
  aws_iam_role: { managed_policy_arns: keepPlain("policy"), inline_policy: keepNamed("inline policy", "name") },
  aws_ec2_managed_prefix_list: { entry: keepNamed("list", "cidr") },
  aws_internet_gateway: { vpc_id: keepPlain("gateway") },
  aws_vpc_endpoint: {
    policy: keepOwnPolicy,
    route_table_ids: keepPlain("endpoint"),
    security_group_ids: keepPlain("endpoint"),
    subnet_ids: keepPlain("endpoint"),
  },
};

function atomsOfResource(type: string, before: JsonObject): string[] {
  const text = (name: string) => String(before[name]);
  const one = (group: string, direction: string, protocol: unknown, sources: readonly unknown[]) => {
    const head = ruleHead(group, direction, protocol, before["from_port"], before["to_port"]);
    return sources
      .filter((source) => source !== null && source !== undefined)
      .map((source) => `${head} ${String(source)}`);
  };
  switch (type) {
    case "aws_security_group_rule": {
      const lists = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids"].flatMap((name) => {
        const list = before[name];
        return isArray(list) ? list : [];
      });
      const sources = [...lists, before["source_security_group_id"], before["self"] === true ? "self" : null];
      return one(text("security_group_id"), text("type"), before["protocol"], sources);
    }
    case "aws_vpc_security_group_ingress_rule":
    case "aws_vpc_security_group_egress_rule": {
      const direction = type.includes("ingress") ? "ingress" : "egress";
      const names = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];
      return one(
        text("security_group_id"),
        direction,
        before["ip_protocol"],
        names.map((name) => before[name]),
      );
    }
    case "aws_route":
      return ["destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"].flatMap((name) =>
        typeof before[name] === "string" && before[name] !== ""
          ? [`route ${text("route_table_id")} ${before[name]}`]
          : [],
      );
    case "aws_network_acl_rule": {
      const direction = before["egress"] === true ? "egress" : "ingress";
      return [`entry ${text("network_acl_id")} ${direction} ${text("rule_number")}`];
    }
    case "aws_network_acl_association":
      return [`acl ${text("network_acl_id")} ${text("subnet_id")}`];
    case "aws_iam_role_policy_attachment":
      return [`policy ${text("role")} ${text("policy_arn")}`];
    case "aws_iam_policy_attachment": {
      const roles = before["roles"];
      return isArray(roles) ? roles.map((role) => `policy ${String(role)} ${text("policy_arn")}`) : [];
    }
    case "aws_iam_role_policy":
      return [`inline policy ${text("role")} ${text("name")}`];
    case "aws_ec2_managed_prefix_list_entry":
      return [`list ${text("prefix_list_id")} ${text("cidr")}`];
    case "aws_internet_gateway_attachment":
      return [`gateway ${text("internet_gateway_id")} ${text("vpc_id")}`];
    case "aws_vpc_endpoint_policy":
      return [`endpoint policy ${text("vpc_endpoint_id")}`];
    case "aws_vpc_endpoint_route_table_association":
      return [`endpoint ${text("vpc_endpoint_id")} ${text("route_table_id")}`];
    case "aws_vpc_endpoint_subnet_association":
      return [`endpoint ${text("vpc_endpoint_id")} ${text("subnet_id")}`];
    case "aws_vpc_endpoint_security_group_association":
      return [`endpoint ${text("vpc_endpoint_id")} ${text("security_group_id")}`];
    default:
      return [];
  }
}

const protocolNumbers: Readonly<Record<string, string>> = { all: "-1", icmp: "1", tcp: "6", udp: "17", icmpv6: "58" };

/** A rule without its source. All traffic has no ports, however they are written. */
function ruleHead(group: string, direction: string, protocol: unknown, from: unknown, to: unknown): string {
  const name = String(protocol).toLowerCase();
  const number = protocolNumbers[name] ?? name;
  const ports = number === "-1" ? "" : `${String(from)}-${String(to)}`;
  return `rule ${group} ${direction} ${number} ${ports}`;
}
