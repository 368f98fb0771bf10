# METADATA
# title: Cluster subnets have addresses
# description: >-
#   Every subnet of a cluster has at least 6 usable IPv4 addresses, which EKS needs for its network interfaces and their replacement when it
#   scales or updates the control plane, and at least 16 where nodes or Fargate pods share it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
# custom:
#   severity: high
#   party:
#     side: aws
#     items: [HA, scaling]
#   remediation: Give the cluster larger subnets, or subnets of their own (a /28 will do) that nodes do not share.
#   aliases: []
package eksgate.rules.networking["cluster-subnets-have-addresses"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.subnet_sizes
import data.eksgate.lib.subnet_uses
import data.eksgate.lib.values

_needed := 6

_needed_where_shared := 16

results contains _with_own_severity(result.of(subnet, {"cidr_block"}, _judgement(subnet, uses)), subnet) if {
	some subnet, uses in subnet_uses.of_clusters
}

# The subnets that a cluster has beside those of this input.
results contains result.of(cluster, {"vpc_config.0.subnet_ids"}, untold) if {
	some cluster, _ in clusters.all
	untold := subnet_uses.untold[cluster]
}

_judgement(subnet, _) := subnet_sizes.not_known(subnet) if not subnet_sizes.usable[subnet]

_judgement(subnet, uses) := values.first_worst([
	subnet_uses.if_used(_enough(subnet, _needed, "EKS"), subnet, uses),
	_shared(subnet, uses, object.get(subnet_uses.of_carriers, subnet, set())),
])

_enough(subnet, needed, _) := values.holds if subnet_sizes.usable[subnet] >= needed

_enough(subnet, needed, who) := values.judgement(
	values.no,
	$"{subnet_sizes.words(subnet)}; {who} need{_ending(who)} {needed}",
	{subnet}, set(),
) if {
	subnet_sizes.usable[subnet] < needed
}

_ending("EKS") := "s"

_ending(who) := "" if who != "EKS"

# Both must use it for certain: the cluster, and something that carries pods.
_shared(_, _, carriers) := values.holds if count(carriers) == 0

_shared(subnet, uses, carriers) := subnet_uses.if_used(
	subnet_uses.if_used(_enough(subnet, _needed_where_shared, $"EKS and {values.names({use.user | some use in carriers})} together"), subnet, carriers),
	subnet, uses,
) if {
	count(carriers) > 0
}

# Too few for EKS itself is worse than too few beside nodes.
_with_own_severity(found, subnet) := result.with_severity(found, "medium") if {
	subnet_sizes.usable[subnet] >= _needed
} else := found
