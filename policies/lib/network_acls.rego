# METADATA
# title: Network ACLs
# description: >-
#   Which ACL a subnet has, and what its entries, taken in the order of their numbers, decide about traffic. ACLs are stateless, so a
#   caller asks for the request and for the answer.
package eksgate.lib.network_acls

import data.eksgate.lib.ranges
import data.eksgate.lib.security_groups
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# ACLs that say which subnets they hold, with those subnets.
_claims[acl] contains values.links(resource, "subnet_ids", [id | some id in resource.values.subnet_ids]) if {
	some acl, resource in input.resources.aws_network_acl
}

_claims[acl] contains values.links(resource, "subnet_ids", [id | some id in resource.values.subnet_ids]) if {
	some address, resource in input.resources.aws_default_network_acl
	acl := object.get(values.adopted, address, address)
}

_claims[acl] contains values.links(association, "subnet_id", [id | id := association.values.subnet_id]) if {
	some association in input.resources.aws_network_acl_association
	acl := _association_acl(association)
}

_association_acl(association) := acl if {
	acl := values.target(association, "network_acl_id", [id | id := association.values.network_acl_id])
} else := "unknown"

_claimants[subnet] contains acl if {
	some acl, claims in _claims
	some claim in claims
	some subnet in claim.certain
}

_unsure_claims contains claim if {
	some claims in _claims
	some claim in claims
	values.unsure(claim)
}

_may_be_claimed(subnet) if {
	some claim in _unsure_claims
	values.may_mean(claim, subnet)
}

# The ACL of a subnet; undefined where this input does not tell.
_acl_of[subnet] := acl if {
	some subnet, acls in _claimants
	count(acls) == 1
	some acl in acls
	acl != "unknown"
}

_acl_of[subnet] := $"{vpc}#default_network_acl" if {
	some subnet, vpc in subnets.vpc
	subnets.vpc_made_here(vpc)
	not _claimants[subnet]
	not _may_be_claimed(subnet)
}

acl_of := _acl_of

_inline(resource, block, path) := {
	"address": resource.address,
	"path": path,
	"number": values.argument(resource, block, "rule_no", $"{path}rule_no", null),
	"action": _action(values.argument(resource, block, "action", $"{path}action", null)),
	"protocol": security_groups.protocol_number(values.argument(resource, block, "protocol", $"{path}protocol", null)),
	"from": values.argument(resource, block, "from_port", $"{path}from_port", 0),
	"to": values.argument(resource, block, "to_port", $"{path}to_port", 0),
	"ranges": _entry_ranges(resource, block, path),
}

# The provider takes actions in any case.
_action(null) := null

_action(given) := lower(given)

# The ranges of an entry by family: `null` where one may be there but is not known.
_entry_ranges(resource, block, path) := {family: range |
	some family, name in {"ipv4": "cidr_block", "ipv6": "ipv6_cidr_block"}
	given := values.argument(resource, block, name, $"{path}{name}", "")
	given != ""
	range := ranges.read(given)
}

_entries[acl].ingress contains _inline(resource, block, $"ingress.{index}.") if {
	some acl, resource in input.resources.aws_network_acl
	some index, block in resource.values.ingress
}

_entries[acl].egress contains _inline(resource, block, $"egress.{index}.") if {
	some acl, resource in input.resources.aws_network_acl
	some index, block in resource.values.egress
}

_entries[acl].ingress contains _inline(resource, block, $"ingress.{index}.") if {
	some address, resource in input.resources.aws_default_network_acl
	acl := object.get(values.adopted, address, address)
	some index, block in resource.values.ingress
}

_entries[acl].egress contains _inline(resource, block, $"egress.{index}.") if {
	some address, resource in input.resources.aws_default_network_acl
	acl := object.get(values.adopted, address, address)
	some index, block in resource.values.egress
}

_entries[acl][direction] contains object.union(
	_inline(rule, rule.values, ""),
	{
		"number": values.argument(rule, rule.values, "rule_number", "rule_number", null),
		"action": _action(values.argument(rule, rule.values, "rule_action", "rule_action", null)),
	},
) if {
	some rule in input.resources.aws_network_acl_rule
	some acl in values.links(rule, "network_acl_id", [id | id := rule.values.network_acl_id]).certain
	direction := {true: "egress", false: "ingress"}[values.argument(rule, rule.values, "egress", "egress", false)]
}

# A default ACL that nobody adopted lets everything through.
_entries[acl][direction] contains {
	"address": vpc,
	"path": "",
	"number": 100,
	"action": "allow",
	"protocol": "-1",
	"from": 0,
	"to": 0,
	"ranges": ranges.everything,
} if {
	some acl, vpc in _unadopted_defaults
	some direction in ["ingress", "egress"]
}

_unadopted_defaults[$"{vpc}#default_network_acl"] := vpc if {
	some vpc, resource in input.resources.aws_vpc
	resource.mode == "managed"
	not $"{vpc}#default_network_acl" in {id | some id in values.adopted}
}

entries := _entries

# ACLs whose entries are not all in this input.
_unread contains acl if {
	some acl, resource in input.resources.aws_network_acl
	some direction in ["ingress", "egress"]
	values.unknown_at(resource, direction)
}

_unread contains acl if {
	some address, resource in input.resources.aws_default_network_acl
	acl := object.get(values.adopted, address, address)
	some direction in ["ingress", "egress"]
	values.unknown_at(resource, direction)
}

_unread contains acl if {
	some rule in input.resources.aws_network_acl_rule
	found := values.links(rule, "network_acl_id", [id | id := rule.values.network_acl_id])
	values.unsure(found)
	some acl in _known_acls
	values.may_mean(found, acl)
}

_unread contains acl if {
	some rule in input.resources.aws_network_acl_rule
	some acl in values.links(rule, "network_acl_id", [id | id := rule.values.network_acl_id]).certain
	values.argument(rule, rule.values, "egress", "egress", false) == null
}

_unread contains acl if some acl in values.perhaps_adopted

# The ACL of a subnet that this input does not hold has entries all the same.
_unread contains acl if {
	some acl in acl_of
	not _held[acl]
}

_held contains acl if some acl, _ in input.resources.aws_network_acl

_held contains object.get(values.adopted, address, address) if some address, _ in input.resources.aws_default_network_acl

_held contains acl if some acl, _ in _unadopted_defaults

unread := _unread

_known_acls := object.keys(entries) | {acl | some acl, _ in _claims}

# ACLs that let all of a family through: in each direction an entry that allows everything stands before any that denies something.
_open[family] contains acl if {
	some acl, directions in entries
	not unread[acl]
	some family, range in ranges.everything
	every direction in ["ingress", "egress"] {
		_allows_everything(object.get(directions, direction, set()), family, range)
	}
}

_allows_everything(of_direction, family, range) if {
	some entry in of_direction
	entry.action == "allow"
	entry.protocol == "-1"
	entry.ranges[family] == range
	is_number(entry.number)
	every other in of_direction {
		_decides_nothing_before(other, entry.number)
	}
}

_decides_nothing_before(entry, _) if entry.action == "allow"

_decides_nothing_before(entry, number) if entry.number > number

open := _open

entries_of(acl, direction) := object.get(entries, [acl, direction], set())
