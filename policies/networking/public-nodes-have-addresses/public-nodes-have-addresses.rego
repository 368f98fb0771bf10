# METADATA
# title: Nodes in public subnets have public addresses
# description: >-
#   The nodes of every group in a public subnet (one with a route to an internet gateway) get a public address, from the subnet or from
#   their launch template, unless the VPC has an endpoint for each service that they need: without an address the gateway serves them
#   not at all.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Move the nodes to private subnets, or set map_public_ip_on_launch of the subnet, or associate_public_ip_address of the launch
#     template.
#   aliases: []
package eksgate.rules.networking["public-nodes-have-addresses"]

import data.eksgate.lib.clusters
import data.eksgate.lib.default_routes
import data.eksgate.lib.egress
import data.eksgate.lib.endpoint_coverage
import data.eksgate.lib.flow
import data.eksgate.lib.interfaces
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(group, {"subnet_ids"}, _judgement(group)) if {
	some group, _ in clusters.node_groups
	_may_be_public(group)
	endpoint_coverage.of[group].value != values.yes
}

results contains result.without_cluster(group, reason) if {
	some group, reason in clusters.unplaced
	clusters.node_groups[group]
}

# Subnets that are public, or may be, with how sure that is.
_public[group][subnet] := is_public if {
	some group, interface in interfaces.all
	some subnet in interface.subnets.possible
	is_public := default_routes.to_internet_gateway(subnet)
	is_public.value != values.no
}

_may_be_public(group) if _public[group]

_may_be_public(group) if interfaces.all[group].subnets.open

_judgement(group) := values.holds if {
	egress.of[group].value == values.yes
} else := values.all_of({flow.subnets_known(group)} | {_addressed(group, subnet, is_public) |
	some subnet, is_public in _public[group]
})

_addressed(group, subnet, is_public) := values.holds if {
	egress.public_address(group, subnet) == values.yes
} else := values.judgement(
	value,
	$"the nodes of {group} do not certainly have public addresses in {subnet}, and {is_public.why}",
	is_public.related | {subnet},
	((is_public.missing | endpoint_coverage.of[group].missing) | _address_doubt(group, subnet)),
) if {
	value := min([values.maybe, max([
		egress.public_address(group, subnet),
		values.yes - is_public.value,
		endpoint_coverage.of[group].value,
		_meant(group, subnet),
	])])
}

# Whether a group is in a subnet that it may mean.
_meant(group, subnet) := values.no if {
	interfaces.all[group].subnets.certain[subnet]
} else := values.maybe

_address_doubt(group, subnet) := {$"{subnet}: map_public_ip_on_launch"} if {
	egress.public_address(group, subnet) == values.maybe
} else := set()
