# METADATA
# title: The VPC CNI has its permissions
# description: >-
#   The VPC CNI of a cluster with EC2 nodes acts by a role that has AmazonEKS_CNI_Policy, or for IPv6 the statements that EKS documents: the role of
#   its add-on or, without one, the role of every node group. Else pods get no addresses and nodes do not become ready.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
# custom:
#   severity: critical
#   settings: [cni]
#   party:
#     side: you
#     items: [IAM roles]
#   remediation: Attach AmazonEKS_CNI_Policy to a role for the add-on vpc-cni (for IPv6 a policy of your own that allows what EKS documents).
#   aliases: []
package eksgate.rules["shared-responsibility"]["cni-has-permissions"]

import data.eksgate.lib.clusters
import data.eksgate.lib.cni_nodes
import data.eksgate.lib.result
import data.eksgate.lib.values
import data.eksgate.lib.vpc_cni

_described := {"ec2:DescribeInstanceTypes", "ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces", "ec2:DescribeTags"}

_actions := {
	"ipv4": (_described | {
		"ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
		"ec2:DetachNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute", "ec2:UnassignPrivateIpAddresses",
	}),
	"ipv6": (_described | {"ec2:AssignIpv6Addresses"}),
}

_policies := {"ipv4": "AmazonEKS_CNI_Policy", "ipv6": "the CNI's IPv6 policy"}

results contains result.of(cluster, {"name"}, _told(cluster, values.either(
	[_permitted(cluster, family) | some family in sort(_families(cluster))],
	$"{cluster}: kubernetes_network_config.0.ip_family",
))) if {
	some cluster in cni_nodes.clusters
}

results contains result.without_cluster(group, reason) if some group, reason in cni_nodes.unplaced

_families(cluster) := {"ipv4", "ipv6"} if {
	values.unknown_at(clusters.all[cluster], "kubernetes_network_config.0.ip_family")
} else := {object.get(values.first_block(clusters.all[cluster], "kubernetes_network_config"), "ip_family", "ipv4")}

# The policies that AWS writes out let the CNI tag network interfaces alone.
_permitted(cluster, family) := values.first_worst([
	vpc_cni.wholly(cluster, _actions[family], _policies[family]),
	vpc_cni.partly(cluster, {"ec2:CreateTags"}, _policies[family]),
])

# What may give the CNI a role of its own may give it what the nodes' roles lack.
_told(cluster, judged) := values.either(
	[values.holds, judged],
	concat(", ", [$"whether {owner} gives the VPC CNI a role" | some owner in sort(vpc_cni.perhaps_own(cluster))]),
) if {
	count(vpc_cni.own_users(cluster)) == 0
	count(vpc_cni.perhaps_own(cluster)) > 0
} else := judged
