# METADATA
# title: Complete platforms for tests
# description: Platforms that satisfy every rule. Most cases do without what only some rules ask for.
package eksgate.testing.complete

import data.eksgate.testing.identity
import data.eksgate.testing.platform as p

_assuming := ["sts:AssumeRole", "sts:TagSession"]

# What a cluster says of itself where nothing is left to defaults.
_said := p.merge([
	identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", _assuming)]),
	identity.attached("cluster", "AmazonEKSClusterPolicy"),
	p.change("aws_eks_cluster.main", {
		"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}],
		"deletion_protection": true,
		"upgrade_policy": [{"support_type": "STANDARD"}],
		"zonal_shift_config": [{"enabled": true}],
	}),
	p.resource("aws_cloudwatch_log_group.cluster", {"name": "/aws/eks/main/cluster", "retention_in_days": 90}, {}),
	p.resource(
		"aws_eks_access_entry.admin",
		{"principal_arn": "arn:aws:iam::111122223333:role/platform-admin", "type": "STANDARD"},
		{"cluster_name": [p.ref("aws_eks_cluster.main", "name")]},
	),
	p.resource(
		"aws_eks_access_policy_association.admin",
		{
			"access_scope": [{"type": "cluster"}],
			"policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
			"principal_arn": "arn:aws:iam::111122223333:role/platform-admin",
		},
		{"cluster_name": [p.ref("aws_eks_cluster.main", "name")]},
	),
])

# Platforms that satisfy every rule.
ec2 := p.merge([
	p.ec2_regional,
	_said,
	p.change("aws_eks_node_group.main", {"node_repair_config": [{"enabled": true}]}),
	identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", _assuming)]),
	p.addon("coredns", {}),
	p.addon("kube-proxy", {}),
	_waiting,
	# The VPC CNI has a role of its own.
	identity.role("cni", [identity.service("pods.eks.amazonaws.com", _assuming)]),
	identity.attached("cni", "AmazonEKS_CNI_Policy"),
	p.addon("eks-pod-identity-agent", {}),
	p.change("aws_eks_addon.vpc_cni", {"pod_identity_association": [{"service_account": "aws-node"}]}),
	p.point("aws_eks_addon.vpc_cni", "pod_identity_association.0.role_arn", [p.ref("aws_iam_role.cni", "arn")]),
	p.change("aws_launch_template.node", {
		"block_device_mappings": [{"device_name": "/dev/xvda", "ebs": [{"encrypted": true}]}],
		"metadata_options": [{"http_put_response_hop_limit": 1, "http_tokens": "required"}],
	}),
])

# The node group waits for what its nodes need to join.
_waiting := {"resources": {"aws_eks_node_group": {"aws_eks_node_group.main": {"depends_on": [
	"aws_route.private",
	"aws_route_table_association.private_a",
	"aws_route_table_association.private_b",
	"aws_route_table_association.private_c",
	"aws_vpc_security_group_egress_rule.node_out",
	"aws_vpc_security_group_ingress_rule.eni_from_node_443",
]}}}}

fargate := p.merge([
	p.fargate,
	_said,
	p.addon("coredns", {"configuration_values": "{\"computeType\": \"Fargate\"}"}),
	identity.role("pods", [identity.service("eks-fargate-pods.amazonaws.com", _assuming)]),
	identity.attached("pods", "AmazonEKSFargatePodExecutionRolePolicy"),
])
