# METADATA
# title: Cluster roles are minimal
# description: >-
#   The role by which EKS acts for a cluster, where it is made here, trusts `eks.amazonaws.com` alone, has AmazonEKSClusterPolicy or statements
#   that allow what EKS documents as the least, and has no policy that makes it an administrator.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
# custom:
#   severity: high
#   party:
#     side: aws
#     items: [API server, controller manager]
#   remediation: >-
#     Let the trust policy name `eks.amazonaws.com` alone, attach AmazonEKSClusterPolicy, and take administrator and wildcard policies off.
#   aliases: []
package eksgate.rules["shared-responsibility"]["cluster-role-minimal"]

import data.eksgate.lib.broad_policies
import data.eksgate.lib.cluster_roles
import data.eksgate.lib.result
import data.eksgate.lib.rights
import data.eksgate.lib.trust
import data.eksgate.lib.values

_service := "eks.amazonaws.com"

# The statements that EKS documents as the least. The one about tags has conditions, and is not asked for.
_actions := {
	"ec2:DescribeAvailabilityZones", "ec2:DescribeDhcpOptions", "ec2:DescribeInstanceTopology", "ec2:DescribeInstances",
	"ec2:DescribeNetworkInterfaces", "ec2:DescribeVpcs", "kms:DescribeKey",
}

# A role is the subject, once for all clusters that it serves.
results contains result.of(role, {"assume_role_policy"}, values.all_of({
	trust.only(role, {_service}),
	trust.lets(role, _service, {"sts:AssumeRole"}),
	rights.has(role, "AmazonEKSClusterPolicy", _actions),
	broad_policies.none(role),
})) if {
	some role in cluster_roles.of
}

results contains result.of(cluster, {"role_arn"}, values.judgement(
	values.maybe,
	$"which role {cluster} has is not known",
	set(), {$"{cluster}: role_arn"},
)) if {
	some cluster in cluster_roles.untold
}
