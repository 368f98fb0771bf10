# METADATA
# title: The VPC CNI has its permissions
# description: >-
#   The VPC CNI of a cluster with EC2 nodes may attach interfaces and addresses: AmazonEKS_CNI_Policy (in IPv6 clusters statements for IPv6
#   addresses) is on the role of its service account or, without one, on the roles of the nodes. Without it no pod gets an address, and nodes never
#   become ready.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
# custom:
#   severity: critical
#   settings: [cni]
#   party:
#     side: you
#     items: [IAM roles]
#   remediation: >-
#     Attach AmazonEKS_CNI_Policy to a role for the vpc-cni add-on's service account.
#   aliases: []
package eksgate.rules["shared-responsibility"]["cni-has-permissions"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.settings
import data.eksgate.lib.vpc_cni

results contains result.of(cluster, {"name"}, _judgement(cluster)) if {
	settings.cni == "vpc-cni"
	some cluster, carriers in clusters.carriers_of
	some carrier in carriers
	clusters.node_groups[carrier]
}

_judgement(cluster) := vpc_cni.granted(cluster, {"ec2:AssignIpv6Addresses", "ec2:DescribeInstances"}, set(), "the CNI's IPv6 policy") if {
	clusters.families(cluster) == {"ipv4", "ipv6"}
} else := vpc_cni.granted(
	cluster,
	{"ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:CreateNetworkInterface"},
	{"AmazonEKS_CNI_Policy"}, "AmazonEKS_CNI_Policy",
)
