# METADATA
# title: Security groups
# description: >-
#   Every encoding of a security group rule in one form, and which of them match what a cluster needs. A rule is certain where it
#   holds whatever is not yet known turns out to be, and possible where it may hold.
package eksgate.lib.security_groups

import data.eksgate.lib.clusters
import data.eksgate.lib.needs
import data.eksgate.lib.ranges
import data.eksgate.lib.values

_protocols := {"all": "-1", "icmp": "1", "tcp": "6", "udp": "17", "icmpv6": "58"}

# The number of a protocol, `null` where it is not known.
protocol_number(null) := null

protocol_number(name) := object.get(_protocols, lower(name), lower(name))

_named(resource, block, path, name) := values.links(resource, $"{path}{name}", as_list(block, name))

as_list(block, name) := [block[name]] if {
	is_string(block[name])
} else := object.get(block, name, [])

# The arguments of each encoding.
_inline := {
	"protocol": "protocol",
	"ranges": ["cidr_blocks", "ipv6_cidr_blocks"],
	"groups": "security_groups",
	"lists": "prefix_list_ids",
}

_older_resource := object.union(_inline, {"groups": "source_security_group_id"})

_resource := {
	"protocol": "ip_protocol",
	"ranges": ["cidr_ipv4", "cidr_ipv6"],
	"groups": "referenced_security_group_id",
	"lists": "prefix_list_id",
}

# One rule, from the block or resource that states it. `path` is the block's path with a dot behind it, or nothing.
_rule(resource, block, path, groups, names) := {
	"address": resource.address,
	"path": path,
	"groups": groups,
	"protocol": protocol_number(values.argument(resource, block, names.protocol, $"{path}{names.protocol}", null)),
	"from": values.argument(resource, block, "from_port", $"{path}from_port", null),
	"to": values.argument(resource, block, "to_port", $"{path}to_port", null),
	"self": values.argument(resource, block, "self", $"{path}self", false),
	"peers": _named(resource, block, path, names.groups),
	"cidrs": cidrs,
	"lists": lists,
	"ranges": ({range | some range in cidrs; ranges.valid(range)} | prefix_lists.ranges),
	"open_ranges": (open_ranges | prefix_lists.open),
} if {
	cidrs := {range | some name in names.ranges; some range in as_list(block, name)}
	lists := _named(resource, block, path, names.lists)
	prefix_lists := _prefix_lists(resource, lists)
	open_ranges := {$"{resource.address}: {path}{name}" |
		some name in names.ranges
		_open_range(resource, block, path, name)
	}
}

_open_range(resource, _, path, name) if values.unknown_at(resource, $"{path}{name}")

_open_range(_, block, _, name) if {
	some range in as_list(block, name)
	not ranges.valid(range)
}

# The ranges of the prefix lists that a rule names, as far as this input holds them.
_prefix_lists(_, links) := {
	"ranges": {range | some id in links.certain; some range in prefix_list_ranges[id]; ranges.valid(range)},
	"open": ((links.missing | {$"prefix list {id}" | some id in links.possible; not _whole_list[id]}) | {$"which prefix list is meant: {values.names(links.possible)}" |
		links.possible != links.certain
	}),
}

_list_entries[id] contains entry.cidr if {
	some id, list in input.resources.aws_ec2_managed_prefix_list
	some entry in array.concat(values.list_of(list.values, "entry"), values.list_of(list.values, "entries"))
}

_list_entries[id] contains range if {
	some id, list in input.resources.aws_prefix_list
	some range in list.values.cidr_blocks
}

_list_entries[id] contains entry.values.cidr if {
	some entry in input.resources.aws_ec2_managed_prefix_list_entry
	id := values.target(entry, "prefix_list_id", values.single(entry.values, "prefix_list_id"))
}

prefix_list_ranges := _list_entries

_whole_list contains id if {
	some id, list in input.resources.aws_ec2_managed_prefix_list
	list.mode == "managed"
	count(list.unknown) == 0
	not _may_have_more_entries(id)
	not _has_odd_entries(id)
}

_has_odd_entries(id) if {
	some range in _list_entries[id]
	not ranges.valid(range)
}

_may_have_more_entries(id) if {
	some entry in input.resources.aws_ec2_managed_prefix_list_entry
	links := values.links(entry, "prefix_list_id", [list | list := entry.values.prefix_list_id])
	values.may_mean(links, id)
	not _certain_entry(entry, links)
}

_certain_entry(entry, links) if {
	entry.values.cidr
	not links.open
	links.possible == links.certain
}

_whole_list contains id if {
	some id, _ in _list_entries
	not input.resources.aws_ec2_managed_prefix_list[id].mode == "managed"
}

# Lists whose ranges are all in this input.
whole_list := _whole_list

# Rules by direction, each with the groups that it belongs to.
_rules.ingress contains _rule(group, block, $"ingress.{index}.", values.itself(address), _inline) if {
	some address, group in input.resources.aws_security_group
	some index, block in group.values.ingress
}

_rules.egress contains _rule(group, block, $"egress.{index}.", values.itself(address), _inline) if {
	some address, group in input.resources.aws_security_group
	some index, block in group.values.egress
}

_rules.ingress contains _rule(group, block, $"ingress.{index}.", values.itself(_default_group(address)), _inline) if {
	some address, group in input.resources.aws_default_security_group
	some index, block in group.values.ingress
}

_rules.egress contains _rule(group, block, $"egress.{index}.", values.itself(_default_group(address)), _inline) if {
	some address, group in input.resources.aws_default_security_group
	some index, block in group.values.egress
}

_default_group(address) := object.get(values.adopted, address, address)

_rules[direction] contains _rule(rule, rule.values, "", _group_of(rule), _older_resource) if {
	some rule in input.resources.aws_security_group_rule
	direction := rule.values.type
}

# A rule whose direction is not known may be one of either.
_rules[direction] contains _rule(rule, rule.values, "", groups, _older_resource) if {
	some rule in input.resources.aws_security_group_rule
	not rule.values.type
	some direction in ["ingress", "egress"]
	found := _group_of(rule)
	groups := object.union(found, {"certain": set(), "missing": (found.missing | {$"{rule.address}: type"})})
}

_rules.ingress contains _rule(rule, rule.values, "", _group_of(rule), _resource) if {
	some rule in input.resources.aws_vpc_security_group_ingress_rule
}

_rules.egress contains _rule(rule, rule.values, "", _group_of(rule), _resource) if {
	some rule in input.resources.aws_vpc_security_group_egress_rule
}

# Where something else keeps an exclusive list of a group's rules, none is certain to stay.
_group_of(rule) := object.union(found, {"certain": found.certain - _listed, "missing": (found.missing | {$"the exclusive rules of {group}" |
	some group in (found.possible & _listed)
})}) if {
	found := values.links(rule, "security_group_id", [id | id := rule.values.security_group_id])
}

_listed contains group if {
	some list in input.resources.aws_vpc_security_group_rules_exclusive
	some group in values.links(list, "security_group_id", [id | id := list.values.security_group_id]).possible
}

# What AWS puts into the groups that it makes itself: the cluster security group, and a VPC's default group unless it is adopted.
_aws_groups[$"{cluster}#cluster_security_group"] := cluster if some cluster, _ in clusters.all

_aws_groups[$"{vpc}#default_security_group"] := vpc if {
	some vpc, resource in input.resources.aws_vpc
	resource.mode == "managed"
	not $"{vpc}#default_security_group" in {id | some id in values.adopted}
	not $"{vpc}#default_security_group" in values.perhaps_adopted
}

_rules.ingress contains object.union(_everything(address), {
	"groups": values.itself(group),
	"self": true,
	"cidrs": set(),
	"ranges": set(),
}) if {
	some group, address in _aws_groups
}

_rules.egress contains object.union(_everything(address), {"groups": values.itself(group), "self": false}) if {
	some group, address in _aws_groups
}

_everything(address) := {
	"address": address,
	"path": "",
	"protocol": "-1",
	"from": 0,
	"to": 0,
	"peers": values.no_links,
	"lists": values.no_links,
	"cidrs": {"0.0.0.0/0", "::/0"},
	"ranges": {"0.0.0.0/0", "::/0"},
	"open_ranges": set(),
}

rules := _rules

unread(group, _) if group in values.perhaps_adopted

# Groups that may have rules which this input does not hold: those not made here, and those whose inline rules are not known.
unread(group, _) if not _read[group]

unread(group, direction) if group in unknown_inside[direction]

unknown_inside := _unknown_inside

_unknown_inside[direction] contains address if {
	some address, group in input.resources.aws_security_group
	some direction in ["ingress", "egress"]
	values.unknown_at(group, direction)
}

_unknown_inside[direction] contains group if {
	some address, resource in input.resources.aws_default_security_group
	some direction in ["ingress", "egress"]
	values.unknown_at(resource, direction)
	some group in {address, _default_group(address)}
}

_read contains address if {
	some address, group in input.resources.aws_security_group
	group.mode == "managed"
}

_read contains _default_group(address) if some address, _ in input.resources.aws_default_security_group

_read contains group if some group, _ in _aws_groups

# Whether a rule lets a need through, as far as its own protocol and ports go: maybe where it is for a part of the ports.
admits(rule, _) := values.yes if rule.protocol == "-1"

admits(rule, _) := values.maybe if rule.protocol == null

admits(rule, need) := _admits_ports(rule, need) if rule.protocol == need.protocol

_admits_ports(rule, need) := values.maybe if {
	null in {rule.from, rule.to}
} else := values.yes if {
	rule.from <= need.port
	need.last <= rule.to
} else := values.maybe if {
	rule.from <= need.last
	need.port <= rule.to
}

# The rules that may match a need, each with how sure that is, by an id: a set of them would compare whole rules.
_matching[name][direction][$"{rule.address} {rule.path}"] := {"rule": rule, "value": value} if {
	some name, need in needs.all
	some direction, stated in rules
	some rule in stated
	value := admits(rule, need)
}

matching := _matching
