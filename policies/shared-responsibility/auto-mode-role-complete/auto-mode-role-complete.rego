# METADATA
# title: The role of an Auto Mode cluster is complete
# description: >-
#   The role of a cluster in Auto Mode also has the policies by which EKS starts nodes, makes volumes and load balancers and configures
#   networks, and lets EKS tag its sessions (`sts:TagSession`). Without them no node comes up.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html
# custom:
#   severity: critical
#   party:
#     side: aws
#     items: [scaling]
#   remediation: >-
#     Attach AmazonEKSComputePolicy, AmazonEKSBlockStoragePolicy, AmazonEKSLoadBalancingPolicy and AmazonEKSNetworkingPolicy to the cluster's role, and allow `sts:AssumeRole` and `sts:TagSession` in its trust policy.
#   aliases: []
package eksgate.rules["shared-responsibility"]["auto-mode-role-complete"]

import data.eksgate.lib.clusters
import data.eksgate.lib.iam
import data.eksgate.lib.result
import data.eksgate.lib.trust
import data.eksgate.lib.values

results contains result.of(address, {"role_arn"}, _judgement(address, cluster)) if {
	some address, cluster in clusters.all
	clusters.auto_mode(address) == true
}

results contains result.of(address, {"role_arn"}, values.either(
	[values.holds, _judgement(address, cluster)],
	$"{address}: compute_config.0.enabled",
)) if {
	some address, cluster in clusters.all
	clusters.auto_mode(address) == null
}

_role(cluster) := iam.role_of(cluster, "role_arn", values.single(cluster.values, "role_arn"))

_judgement(address, cluster) := values.judgement(
	values.maybe,
	$"the role of {address} is not made here, so whom it trusts and what it may do is not known",
	set(), {$"{address}: role_arn"},
) if {
	not _role(cluster)
} else := values.all_of({_has(_role(cluster), name) | some name in _policies} | {trust.admits(
	_role(cluster),
	"eks.amazonaws.com", {"sts:AssumeRole", "sts:TagSession"},
)})

_policies := {
	"AmazonEKSComputePolicy",
	"AmazonEKSBlockStoragePolicy",
	"AmazonEKSLoadBalancingPolicy",
	"AmazonEKSNetworkingPolicy",
}

_has(role, name) := values.judgement(values.no, $"{role} does not have {name}", {role}, set()) if {
	iam.has_managed(role, name) == values.no
} else := values.judgement(
	values.maybe,
	$"whether {role} may do what {name} allows is not known",
	{role}, {$"the policies of {role}"},
) if {
	iam.has_managed(role, name) == values.maybe
} else := values.holds
