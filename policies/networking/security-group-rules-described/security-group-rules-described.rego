# METADATA
# title: Security groups and their rules are described
# description: >-
#   Every security group and every rule says what it is for. A group without a description gets "Managed by Terraform" from the
#   provider, which says nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   severity: low
#   party:
#     side: you
#     items: [security groups]
#   remediation: Set `description` to who needs the traffic and what for. Changing that of a group replaces the group.
#   aliases: [CKV_AWS_23, AVD-AWS-0124]
package eksgate.rules.networking["security-group-rules-described"]

import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {"description"}, values.all_of({_described(resource, resource.values, "")} | _of_blocks(resource))) if {
	some address, resource in input.resources.aws_security_group
	resource.mode == "managed"
}

# AWS describes the default group itself.
results contains result.of(address, {"ingress", "egress"}, values.all_of(_of_blocks(resource))) if {
	some address, resource in input.resources.aws_default_security_group
	count(_of_blocks(resource)) > 0
}

results contains result.of(address, {"description"}, _described(resource, resource.values, "")) if {
	some type in ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"]
	some address, resource in input.resources[type]
	resource.mode == "managed"
}

# The rules inside a group, but those that were only read back: they are not this input's to describe.
_of_blocks(resource) := {_described(resource, block, $"{direction}.{index}.") |
	some direction in ["ingress", "egress"]
	not direction in object.get(resource, "read_back", [])
	some index, block in resource.values[direction]
} | {_not_known(resource, direction) |
	some direction in ["ingress", "egress"]
	resource.unknown[direction]
}

_described(resource, block, path) := values.holds if {
	_says_something(block.description)
} else := _not_known(resource, $"{path}description") if {
	values.unknown_at(resource, $"{path}description")
} else := values.judgement(
	values.no,
	$"{resource.address} has no description of its own{_where(path)}",
	set(), set(),
)

_says_something(text) if {
	trim_space(text) != ""
	text != "Managed by Terraform"
}

_where("") := ""

_where(path) := $" at {trim_suffix(path, ".")}" if path != ""

_not_known(resource, path) := values.judgement(
	values.maybe,
	$"whether {resource.address} is described throughout is not known",
	set(), {$"{resource.address}: {path}"},
)
