# METADATA
# title: Subnets are associated with a route table
# description: >-
#   Every subnet of a cluster, a node group or a Fargate profile is associated with a route table. One that is not takes the VPC's main
#   table, which changes under it when somebody changes that for another subnet.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
# custom:
#   severity: low
#   party:
#     side: aws
#     items: [VPC networking]
#   remediation: Add an `aws_route_table_association` for the subnet.
#   aliases: []
package eksgate.rules.networking["subnets-explicitly-routed"]

import data.eksgate.lib.result
import data.eksgate.lib.routes
import data.eksgate.lib.subnet_uses
import data.eksgate.lib.values

results contains result.of(subnet, set(), subnet_uses.if_used(_judgement(subnet), subnet, _uses(subnet))) if {
	some subnet in (object.keys(subnet_uses.of_clusters) | object.keys(subnet_uses.of_carriers))
}

results contains result.of(user, {subnet_uses.argument_of(user)}, untold) if some user, untold in subnet_uses.untold

_uses(subnet) := object.get(subnet_uses.of_clusters, subnet, set()) | object.get(subnet_uses.of_carriers, subnet, set())

_judgement(subnet) := values.holds if {
	routes.explicit(subnet) == values.yes
} else := values.judgement(
	values.no,
	$"{subnet} is associated with no route table, so it takes the main one of its VPC",
	{subnet}, set(),
) if {
	routes.explicit(subnet) == values.no
} else := values.judgement(
	values.maybe,
	$"whether {subnet} is associated with a route table is not known",
	{subnet}, {$"{subnet}: its route table"},
)
