# METADATA
# title: The role of the cluster is for EKS alone
# description: >-
#   The role of the control plane trusts EKS and nobody else, has AmazonEKSClusterPolicy, and no policy of administrators nor one that allows
#   everything.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
# custom:
#   severity: high
#   party:
#     side: aws
#     items: [API server, controller manager]
#   remediation: >-
#     Let `eks.amazonaws.com` alone assume the role, attach AmazonEKSClusterPolicy, and take policies of administrators off it.
#   aliases: []
package eksgate.rules["shared-responsibility"]["cluster-role-minimal"]

import data.eksgate.lib.clusters
import data.eksgate.lib.iam
import data.eksgate.lib.result
import data.eksgate.lib.trust
import data.eksgate.lib.values

results contains result.of(role, {"assume_role_policy"}, values.all_of({
	trust.only(role, "eks.amazonaws.com"),
	_has_policy(role),
	iam.modest(role),
})) if {
	some _, cluster in clusters.all
	role := _role(cluster)
}

# A cluster whose role is not made here is no subject: its role is somebody else's to judge, unless it is not known.
results contains result.of(address, {"role_arn"}, values.judgement(
	values.maybe,
	$"the role of {address} is not known",
	set(), {$"{address}: role_arn"},
)) if {
	some address, cluster in clusters.all
	not _role(cluster)
	_links(cluster).open
}

_role(cluster) := iam.role_of(cluster, "role_arn", values.single(cluster.values, "role_arn"))

_links(cluster) := values.links(cluster, "role_arn", values.single(cluster.values, "role_arn"))

_has_policy(role) := values.judgement(
	values.no,
	$"{role} does not have AmazonEKSClusterPolicy",
	set(), set(),
) if {
	iam.has_managed(role, "AmazonEKSClusterPolicy") == values.no
} else := values.judgement(
	values.maybe,
	$"whether {role} may do what AmazonEKSClusterPolicy allows is not known",
	set(), {$"the policies of {role}"},
) if {
	iam.has_managed(role, "AmazonEKSClusterPolicy") == values.maybe
} else := values.holds
