# METADATA
# title: Security group rules are not mixed
# description: >-
#   A security group has its rules inside itself or in resources of their own, not both: Terraform takes those away that it does not
#   find inside, and puts them back with the next run. And no rule is there twice, which AWS refuses. Rules inside for the one
#   direction beside resources for the other, which the provider advises against too, are low.
# related_resources:
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [security groups]
#   remediation: >-
#     Move the rules inside the group into `aws_vpc_security_group_ingress_rule` and `aws_vpc_security_group_egress_rule` resources, and
#     keep one of each.
#   aliases: []
package eksgate.rules.networking["security-group-rules-not-mixed"]

import data.eksgate.lib.group_rules
import data.eksgate.lib.repeated_rules
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains _graded(result.of(address, {"ingress", "egress"}, judged), resource, group) if {
	some type in ["aws_security_group", "aws_default_security_group"]
	some address, resource in input.resources[type]
	resource.mode == "managed"
	group := object.get(values.adopted, address, address)
	judged := values.all_of({_mixed(resource, group), _repeated(group)})
}

_directions := {"ingress", "egress"}

_mixed(resource, group) := values.judgement(
	values.no,
	$"{resource.address} has {direction} rules inside, and rules that are resources: {concat(", ", sort(_addresses(direction, group)))}",
	_addresses(direction, group), set(),
) if {
	direction := _worst_direction(resource, group, values.yes)
} else := values.judgement(
	values.maybe,
	$"whether {resource.address} has {direction} rules inside beside rules that are resources is not known",
	_addresses(direction, group), _missing(resource, direction, group),
) if {
	direction := _worst_direction(resource, group, values.maybe)
} else := values.judgement(
	values.no,
	$"{resource.address} has {direction} rules inside, and rules for the other direction that are resources: {concat(", ", sort(_addresses(other, group)))}",
	_addresses(other, group), set(),
) if {
	[direction, other] := _crossing(resource, group, values.yes)
} else := values.judgement(
	values.maybe,
	$"whether {resource.address} has {direction} rules inside beside rules for the other direction that are resources is not known",
	_addresses(other, group), _missing(resource, direction, group) | _missing(resource, other, group),
) if {
	[direction, other] := _crossing(resource, group, values.maybe)
} else := values.holds

_worst_direction(resource, group, value) := [direction |
	some direction in _directions
	min({_inside(resource, direction), _alone(direction, group)}) == value
][0]

_crossing(resource, group, value) := [[direction, other] |
	some direction, other in {"ingress": "egress", "egress": "ingress"}
	min({_inside(resource, direction), _alone(other, group)}) == value
][0]

# Whether a group has rules inside. `ingress = []` says that there are none, and so takes away all others.
_inside(resource, direction) := values.yes if {
	resource.values[direction]
	not direction in _read_back(resource)
} else := values.maybe if {
	some block in resource.values[direction]
	not _by_controller(block)
} else := values.maybe if {
	values.unknown_at(resource, direction)
} else := values.no

# What a plan shows although the configuration does not say it: read back from AWS, or made by a dynamic block.
_read_back(resource) := object.get(resource, "read_back", [])

# Rules that controllers of load balancers add to the groups of nodes are nobody's inside a group.
_by_controller(block) if {
	some prefix in ["elbv2.k8s.aws/", "kubernetes.io/rule/"]
	startswith(block.description, prefix)
}

# Whether rules of a group are resources of their own.
_alone(direction, group) := values.yes if {
	some rule in group_rules.certain(direction, group)
	group_rules.is_resource(rule)
} else := values.maybe if {
	count(_addresses(direction, group)) > 0
} else := values.no

_addresses(direction, group) := {rule.address |
	some rule in group_rules.possible(direction, group)
	group_rules.is_resource(rule)
}

_missing(resource, direction, group) := union({rule.groups.missing |
	some rule in group_rules.possible(direction, group)
}) | {$"{resource.address}: {direction}" |
	_inside(resource, direction) == values.maybe
}

_repeated(group) := values.all_of({_pair(group, pair) | some pair in repeated_rules.pairs_of(group)})

_pair(_, pair) := values.judgement(
	values.no,
	$"these rules are the same: {concat(", ", sort(pair.rules))}",
	pair.addresses, set(),
) if {
	pair.value == values.no
}

_pair(group, pair) := values.judgement(
	values.maybe,
	$"whether two rules of {values.named(group)} are the same is not known: {concat(", ", sort(pair.rules))}",
	pair.addresses, {$"what tells {concat(" from ", sort(pair.rules))}"},
) if {
	pair.value == values.maybe
}

# A group whose rules for one direction are inside, and those for the other are resources, stays as it is.
_graded(found, resource, group) := result.with_severity(found, "low") if {
	found.outcome == "fail"
	not _worst_direction(resource, group, values.yes)
	_repeated(group).value != values.no
} else := found
