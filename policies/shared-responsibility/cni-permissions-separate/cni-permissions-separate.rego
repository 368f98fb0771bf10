# METADATA
# title: The VPC CNI has a role of its own
# description: >-
#   The permissions of the VPC CNI hang on a role of its own, given by its add-on or a pod identity association, and not on the role of the
#   nodes, where every pod that reaches the instance metadata has them too.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
# custom:
#   severity: low
#   settings: [cni]
#   party:
#     side: you
#     items: [IAM roles]
#   remediation: Give the add-on vpc-cni a role with AmazonEKS_CNI_Policy (`pod_identity_association`), and take the policy off the nodes' roles.
#   aliases: []
package eksgate.rules["shared-responsibility"]["cni-permissions-separate"]

import data.eksgate.lib.clusters
import data.eksgate.lib.cni_nodes
import data.eksgate.lib.iam
import data.eksgate.lib.node_roles
import data.eksgate.lib.result
import data.eksgate.lib.values
import data.eksgate.lib.vpc_cni

results contains result.of(cluster, {"name"}, values.all_of({_own_role(cluster)} | {_without(group, action) |
	some group in clusters.carriers_of[cluster]
	clusters.node_groups[group]
	some action in ["ec2:AssignIpv6Addresses", "ec2:AssignPrivateIpAddresses"]
})) if {
	some cluster in cni_nodes.clusters
}

results contains result.without_cluster(group, reason) if some group, reason in cni_nodes.unplaced

_own_role(cluster) := values.holds if {
	count(vpc_cni.own_users(cluster)) > 0
} else := values.judgement(
	values.maybe,
	$"whether the VPC CNI of {cluster} has a role of its own is not known",
	set(), {$"whether {owner} gives the VPC CNI a role" | some owner in vpc_cni.perhaps_own(cluster)},
) if {
	count(vpc_cni.perhaps_own(cluster)) > 0
} else := values.judgement(
	values.no,
	$"the VPC CNI of {cluster} has no role of its own, so that it acts by the roles of the nodes",
	set(), set(),
)

_without(group, action) := _judged(group, role, iam.may(role, {action}, {"AmazonEKS_CNI_Policy"})) if {
	role := node_roles.of[group]
} else := values.judgement(
	values.maybe,
	$"this input does not tell the role of {group} as one made here, so whether it has the permissions of the VPC CNI is not known",
	{group}, {$"{group}: its role"},
)

_judged(group, role, found) := values.holds if {
	found.value == values.no
} else := values.judgement(
	values.no,
	$"{role}, the role of {group}, has the permissions of the VPC CNI",
	{group, role}, set(),
) if {
	found.value == values.yes
} else := values.judgement(
	values.maybe,
	$"whether {role}, the role of {group}, has the permissions of the VPC CNI is not known",
	{group, role}, found.missing,
)
