# METADATA
# title: The default security group is closed
# description: >-
#   The default security group of a VPC that is made here is adopted and has no rules. AWS makes it with rules that let its members
#   talk to each other and to everything outside, and gives it to whatever names no group.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
# custom:
#   severity: medium
#   party:
#     side: you
#     items: [security groups]
#   remediation: Add an `aws_default_security_group` for the VPC without `ingress` and `egress`, and no rules for it elsewhere.
#   aliases: [CKV2_AWS_12, AVD-AWS-0173]
package eksgate.rules.networking["default-security-group-closed"]

import data.eksgate.lib.group_rules
import data.eksgate.lib.result
import data.eksgate.lib.security_groups
import data.eksgate.lib.values

results contains result.of(vpc, {"default_security_group_id"}, _judgement(vpc, $"{vpc}#default_security_group")) if {
	some vpc, resource in input.resources.aws_vpc
	resource.mode == "managed"
}

_adopted_by[group] contains address if some address, group in values.adopted

_judgement(vpc, group) := _closed(group, by) if {
	by := _adopted_by[group]
} else := values.judgement(
	values.maybe,
	$"whether the default security group of {vpc} is adopted is not known",
	set(), {$"what may be {values.named(group)}"},
) if {
	values.perhaps_adopted[group]
} else := values.judgement(
	values.no,
	$"the default security group of {vpc} is not adopted, so that it keeps the rules that AWS makes it with",
	set(), set(),
)

_directions := ["ingress", "egress"]

_closed(group, by) := values.judgement(
	values.no,
	$"{values.named(group)} has rules: {concat(", ", sort(rules))}",
	by | rules, set(),
) if {
	rules := {rule.address | some direction in _directions; some rule in group_rules.certain(direction, group)}
	count(rules) > 0
} else := values.judgement(
	values.maybe,
	$"whether {values.named(group)} has rules is not known",
	by | {rule.address | some rule in rules}, ((unread | union({rule.groups.missing | some rule in rules})) | {$"whether {rule.address} is a rule of {values.named(group)}" |
		some rule in rules
	}),
) if {
	rules := {rule | some direction in _directions; some rule in group_rules.possible(direction, group)}
	unread := {$"the {direction} rules of {values.named(group)}" |
		some direction in _directions
		security_groups.unread(group, direction)
	}
	count(rules) + count(unread) > 0
} else := values.judgement(values.yes, "", by, set())
