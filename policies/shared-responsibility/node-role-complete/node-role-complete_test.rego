package eksgate.rules["shared-responsibility"]["node-role-complete_test"]

import data.eksgate.rules["shared-responsibility"]["node-role-complete"] as rule
import data.eksgate.testing.platform as p

cases["a statement that denies what statements allow"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.resource("aws_iam_role_policy.node", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["ec2:Describe*", "eks:DescribeCluster"], "Resource": "*"}, {"Effect": "Deny", "Action": "ec2:*", "Resource": "*"}]})}, {"role": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["both policies attached"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_iam_role.node": "pass"}}

cases["no worker policy"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], []), "want": {"aws_iam_role.node": "fail"}}

cases["no registry policy"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_registry"], []), "want": {"aws_iam_role.node": "fail"}}

cases["another partition"] := {"input": p.platform(p.ec2, [], [p.change("aws_iam_role_policy_attachment.node_worker", {"policy_arn": "arn:aws-cn:iam::aws:policy/AmazonEKSWorkerNodePolicy"})]), "want": {"aws_iam_role.node": "pass"}}

cases["a policy that has the name but is somebody's own"] := {"input": p.platform(p.ec2, [], [p.change("aws_iam_role_policy_attachment.node_worker", {"policy_arn": "arn:aws:iam::111122223333:policy/AmazonEKSWorkerNodePolicy"})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["the minimal policy is for Auto Mode"] := {"input": p.platform(p.ec2, [], [p.change("aws_iam_role_policy_attachment.node_worker", {"policy_arn": "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy"})]), "want": {"aws_iam_role.node": "fail"}}

cases["Auto Mode with the minimal policy"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.change("aws_iam_role_policy_attachment.node_worker", {"policy_arn": "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy"}), p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["system"]}]}), p.point("aws_eks_cluster.main", "compute_config.0.node_role_arn", [p.ref("aws_iam_role.node", "arn")])]), "want": {"aws_iam_role.node": "pass"}}

cases["managed_policy_arns instead of attachments"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker", "aws_iam_role_policy_attachment.node_registry"], [p.change("aws_iam_role.node", {"managed_policy_arns": ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"]})]), "want": {"aws_iam_role.node": "pass"}}

cases["an attachment to several roles"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.resource("aws_iam_policy_attachment.worker", {"policy_arn": "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy", "roles": ["other"]}, {"roles": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["an attachment to the role by its name"] := {"input": p.platform(p.ec2, [["aws_iam_role_policy_attachment.node_worker", "edges"], ["aws_iam_role_policy_attachment.node_worker", "unknown"]], [p.merge([p.change("aws_iam_role_policy_attachment.node_worker", {"role": "node"}), {"resources": {"aws_iam_role_policy_attachment": {"aws_iam_role_policy_attachment.node_worker": {"edges": {}, "unknown": {}}}}}])]), "want": {"aws_iam_role.node": "pass"}}

cases["an attachment whose role is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_iam_role_policy_attachment.node_worker", "role", [p.unknown("var.role")])]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an attachment whose policy is not known"] := {"input": p.platform(p.ec2, [["aws_iam_role_policy_attachment.node_worker", "values", "policy_arn"]], [p.point("aws_iam_role_policy_attachment.node_worker", "policy_arn", [p.unknown("var.policy")])]), "want": {"aws_iam_role.node": "undetermined"}}

cases["statements of one's own, inline"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.resource("aws_iam_role_policy.node", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["ec2:Describe*", "eks:DescribeCluster"], "Resource": "*"}]})}, {"role": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["one statement that is not in a list"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.resource("aws_iam_role_policy.node", {"policy": json.marshal({"Statement": {"Effect": "Allow", "Action": ["ec2:Describe*", "eks:DescribeCluster"], "Resource": "*"}})}, {"role": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["an inline policy in the role itself"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.change("aws_iam_role.node", {"inline_policy": [{"name": "join", "policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["ec2:Describe*", "eks:DescribeCluster"], "Resource": "*"}]})}]})]), "want": {"aws_iam_role.node": "pass"}}

cases["statements that leave an action out"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.resource("aws_iam_role_policy.node", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"}]})}, {"role": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "fail"}}

cases["statements with NotAction"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.resource("aws_iam_role_policy.node", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]})}, {"role": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["statements whose NotAction takes it out"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.resource("aws_iam_role_policy.node", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "NotAction": ["EKS:*"], "Resource": "*"}]})}, {"role": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "fail"}}

cases["statements with a condition"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.resource("aws_iam_role_policy.node", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-central-1"}}}]})}, {"role": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["statements for some resources"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.resource("aws_iam_role_policy.node", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:eks:*:*:cluster/main"}]})}, {"role": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["a statement that denies"] := {"input": p.platform(p.ec2, [], [p.resource("aws_iam_role_policy.node", {"policy": json.marshal({"Statement": [{"Effect": "Deny", "Action": "ecr:*", "Resource": "*"}]})}, {"role": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["a policy that is no JSON"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.resource("aws_iam_role_policy.node", {"policy": "not JSON"}, {"role": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["a policy of one's own made here"] := {"input": p.platform(p.ec2, [["aws_iam_role_policy_attachment.node_worker", "values", "policy_arn"]], [p.resource("aws_iam_policy.own", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["ec2:Describe*", "eks:DescribeCluster"], "Resource": "*"}]})}, {}), p.point("aws_iam_role_policy_attachment.node_worker", "policy_arn", [p.ref("aws_iam_policy.own", "arn")])]), "want": {"aws_iam_role.node": "pass"}}

cases["a policy of one's own whose text is not known"] := {"input": p.platform(p.ec2, [["aws_iam_role_policy_attachment.node_worker", "values", "policy_arn"]], [p.resource("aws_iam_policy.own", {}, {}), p.point("aws_iam_role_policy_attachment.node_worker", "policy_arn", [p.ref("aws_iam_policy.own", "arn")]), p.point("aws_iam_policy.own", "policy", [p.unknown("var.policy")])]), "want": {"aws_iam_role.node": "undetermined"}}

cases["a policy of one's own from a policy document"] := {"input": p.platform(p.ec2, [["aws_iam_role_policy_attachment.node_worker", "values", "policy_arn"]], [p.resource("aws_iam_policy.own", {}, {}), p.point("aws_iam_role_policy_attachment.node_worker", "policy_arn", [p.ref("aws_iam_policy.own", "arn")]), p.point("aws_iam_policy.own", "policy", [p.ref("data.aws_iam_policy_document.own", "json")]), p.resource("data.aws_iam_policy_document.own", {"statement": [{"actions": ["ec2:*", "eks:*"], "resources": ["*"]}]}, {})]), "want": {"aws_iam_role.node": "pass"}}

cases["a policy document for some resources"] := {"input": p.platform(p.ec2, [["aws_iam_role_policy_attachment.node_worker", "values", "policy_arn"]], [p.resource("aws_iam_policy.own", {}, {}), p.point("aws_iam_role_policy_attachment.node_worker", "policy_arn", [p.ref("aws_iam_policy.own", "arn")]), p.point("aws_iam_policy.own", "policy", [p.ref("data.aws_iam_policy_document.own", "json")]), p.resource("data.aws_iam_policy_document.own", {"statement": [{"effect": "Allow", "actions": ["*"], "resources": ["arn:aws:s3:::x"]}]}, {})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["a policy document with conditions"] := {"input": p.platform(p.ec2, [["aws_iam_role_policy_attachment.node_worker", "values", "policy_arn"]], [p.resource("aws_iam_policy.own", {}, {}), p.point("aws_iam_role_policy_attachment.node_worker", "policy_arn", [p.ref("aws_iam_policy.own", "arn")]), p.point("aws_iam_policy.own", "policy", [p.ref("data.aws_iam_policy_document.own", "json")]), p.resource("data.aws_iam_policy_document.own", {"statement": [{"actions": ["*"], "resources": ["*"], "condition": [{"test": "Bool"}]}]}, {})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an administrator is more than enough"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_registry"], [p.change("aws_iam_role_policy_attachment.node_worker", {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"})]), "want": {"aws_iam_role.node": "pass"}}

cases["a role that is not made here"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "node_role_arn"], ["aws_eks_node_group.main", "unknown", "node_role_arn"]], [p.change("aws_eks_node_group.main", {"node_role_arn": "arn:aws:iam::111122223333:role/elsewhere"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a role named by the ARN of one made here"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "node_role_arn"], ["aws_eks_node_group.main", "unknown", "node_role_arn"]], [p.change("aws_eks_node_group.main", {"node_role_arn": "arn:aws:iam::111122223333:role/node"})]), "want": {"aws_iam_role.node": "pass"}}

cases["a role that is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "node_role_arn", [p.unknown("var.role")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a role that groups share is judged once"] := {"input": p.platform(p.ec2, [], [p.node_group("aws_eks_node_group.second", "aws_launch_template.node")]), "want": {"aws_iam_role.node": "pass"}}

cases["a policy document with a source that is not read"] := {"input": p.platform(p.ec2, [["aws_iam_role_policy_attachment.node_worker", "values", "policy_arn"]], [p.resource("aws_iam_policy.own", {}, {}), p.point("aws_iam_role_policy_attachment.node_worker", "policy_arn", [p.ref("aws_iam_policy.own", "arn")]), p.point("aws_iam_policy.own", "policy", [p.ref("data.aws_iam_policy_document.own", "json")]), p.resource("data.aws_iam_policy_document.own", {"statement": [{"actions": ["*"], "resources": ["*"]}], "source_policy_documents": ["{}"]}, {})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["a policy document with an override that refers to another"] := {"input": p.platform(p.ec2, [["aws_iam_role_policy_attachment.node_worker", "values", "policy_arn"]], [p.resource("aws_iam_policy.own", {}, {}), p.point("aws_iam_role_policy_attachment.node_worker", "policy_arn", [p.ref("aws_iam_policy.own", "arn")]), p.point("aws_iam_policy.own", "policy", [p.ref("data.aws_iam_policy_document.own", "json")]), p.resource("data.aws_iam_policy_document.own", {"statement": [{"actions": ["*"], "resources": ["*"]}]}, {"override_policy_documents": [p.ref("data.aws_iam_policy_document.other", "json")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an exclusive list takes off what is attached"] := {"input": p.platform(p.ec2, [], [p.resource("aws_iam_role_policy_attachments_exclusive.node", {"policy_arns": []}, {"role_name": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "fail"}}

cases["an exclusive list attaches"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker", "aws_iam_role_policy_attachment.node_registry"], [p.resource("aws_iam_role_policy_attachments_exclusive.node", {"policy_arns": ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"]}, {"role_name": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["an exclusive list of another role"] := {"input": p.platform(p.ec2, [], [p.resource("aws_iam_role_policy_attachments_exclusive.node", {"policy_arns": [], "role_name": "other"}, {})]), "want": {"aws_iam_role.node": "pass"}}

cases["an exclusive list that is not known"] := {"input": p.platform(p.ec2, [], [p.resource("aws_iam_role_policy_attachments_exclusive.node", {}, {"role_name": [p.ref("aws_iam_role.node", "name")], "policy_arns": [p.unknown("var.policies")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an exclusive list of a role that is not known"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.resource("aws_iam_role_policy_attachments_exclusive.node", {"policy_arns": ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"]}, {"role_name": [p.unknown("var.role")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["inline policies of the role that are not known"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.forget("aws_iam_role.node", "inline_policy")]), "want": {"aws_iam_role.node": "undetermined"}}

cases["two roles of one name"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "node_role_arn"], ["aws_eks_node_group.main", "unknown", "node_role_arn"]], [p.change("aws_eks_node_group.main", {"node_role_arn": "arn:aws:iam::111122223333:role/node"}), p.resource("aws_iam_role.twin", {"name": "node"}, {})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a node group that is only looked up has no role of ours"] := {"input": p.platform(p.ec2, [], [p.resource("data.aws_eks_node_group.other", {"node_role_arn": "arn:aws:iam::111122223333:role/other"}, {})]), "want": {"aws_iam_role.node": "pass"}}

cases["self-managed nodes with an instance profile by its name"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]}, {"launch_template.0.id": [p.id("aws_launch_template.node")], "vpc_zone_identifier": p.private_subnets}), p.resource("aws_iam_instance_profile.node", {"name": "node", "arn": "arn:aws:iam::111122223333:instance-profile/node"}, {"role": [p.ref("aws_iam_role.node", "name")]}), p.change("aws_launch_template.node", {"iam_instance_profile": [{"name": "node"}]})]), "want": {"aws_iam_role.node": "pass"}}

cases["self-managed nodes with an instance profile by reference, without the worker policy"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main", "aws_iam_role_policy_attachment.node_worker"], [p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]}, {"launch_template.0.id": [p.id("aws_launch_template.node")], "vpc_zone_identifier": p.private_subnets}), p.resource("aws_iam_instance_profile.node", {"name": "node", "arn": "arn:aws:iam::111122223333:instance-profile/node"}, {"role": [p.ref("aws_iam_role.node", "name")]}), p.point("aws_launch_template.node", "iam_instance_profile.0.arn", [p.ref("aws_iam_instance_profile.node", "arn")])]), "want": {"aws_iam_role.node": "fail"}}

cases["self-managed nodes whose instance profile is not told"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]}, {"launch_template.0.id": [p.id("aws_launch_template.node")], "vpc_zone_identifier": p.private_subnets})]), "want": {"aws_autoscaling_group.self": "undetermined"}}

cases["self-managed nodes with a launch configuration and its instance profile"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]}, {"launch_configuration": [p.ref("aws_launch_configuration.self", "name")]}), p.resource("aws_launch_configuration.self", {"iam_instance_profile": "node"}, {}), p.resource("aws_iam_instance_profile.node", {"name": "node", "arn": "arn:aws:iam::111122223333:instance-profile/node"}, {"role": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["a policy without statements"] := {"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_worker"], [p.resource("aws_iam_role_policy.node", {"policy": "{}"}, {"role": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["a policy document that is not known whole"] := {"input": p.platform(p.ec2, [["aws_iam_role_policy_attachment.node_worker", "values", "policy_arn"]], [p.resource("aws_iam_policy.own", {}, {}), p.point("aws_iam_role_policy_attachment.node_worker", "policy_arn", [p.ref("aws_iam_policy.own", "arn")]), p.point("aws_iam_policy.own", "policy", [p.ref("data.aws_iam_policy_document.own", "json")]), p.resource("data.aws_iam_policy_document.own", {"statement": [{"actions": ["*"], "resources": ["*"]}]}, {"statement.0.resources": [p.unknown("var.resources")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["self-managed nodes with an instance profile by its ARN"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]}, {"launch_template.0.id": [p.id("aws_launch_template.node")], "vpc_zone_identifier": p.private_subnets}), p.resource("aws_iam_instance_profile.node", {"name": "node", "arn": "arn:aws:iam::111122223333:instance-profile/node"}, {"role": [p.ref("aws_iam_role.node", "name")]}), p.change("aws_launch_template.node", {"iam_instance_profile": [{"arn": "arn:aws:iam::111122223333:instance-profile/node"}]})]), "want": {"aws_iam_role.node": "pass"}}

_self_managed := p.merge([
	p.resource(
		"aws_autoscaling_group.self",
		{"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]},
		{"launch_template.0.id": [p.id("aws_launch_template.node")], "vpc_zone_identifier": p.private_subnets},
	),
	p.resource(
		"aws_iam_instance_profile.node",
		{"name": "node", "arn": "arn:aws:iam::111122223333:instance-profile/node"},
		{"role": [p.ref("aws_iam_role.node", "name")]},
	),
])

cases["self-managed nodes with an instance profile of this input or one that is not"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [_self_managed, p.point("aws_launch_template.node", "iam_instance_profile.0.arn", [p.ref("aws_iam_instance_profile.node", "arn"), p.unknown("var.profile")])]), "want": {"aws_autoscaling_group.self": "undetermined"}}

_named_by_arn(arn) := p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "node_role_arn"], ["aws_eks_node_group.main", "unknown", "node_role_arn"]], [p.change("aws_eks_node_group.main", {"node_role_arn": arn})])

cases["a role named by its ARN, which is known"] := {"input": p.platform(_named_by_arn("arn:aws:iam::111122223333:role/eks/node"), [], [p.change("aws_iam_role.node", {"arn": "arn:aws:iam::111122223333:role/eks/node"})]), "want": {"aws_iam_role.node": "pass"}}

cases["a role of another account with the name of one made here, whose ARN is known"] := {"input": p.platform(_named_by_arn("arn:aws:iam::444455556666:role/node"), [], [p.change("aws_iam_role.node", {"arn": "arn:aws:iam::111122223333:role/node"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a role that is only looked up, named by its ARN"] := {"input": p.platform(_named_by_arn("arn:aws:iam::111122223333:role/elsewhere"), [], [p.resource("data.aws_iam_role.elsewhere", {"name": "elsewhere"}, {})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["Auto Mode with a role named by its ARN, without the worker policy"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main", "aws_iam_role_policy_attachment.node_worker"], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["system"], "node_role_arn": "arn:aws:iam::111122223333:role/node"}]})]), "want": {"aws_iam_role.node": "fail"}}

_exclusive(name, policies, role) := p.resource($"aws_iam_role_policy_attachments_exclusive.{name}", {"policy_arns": policies}, {"role_name": [role]})

cases["an exclusive list without the worker policy, beside one that may be of the same role"] := {
	"input": p.platform(p.ec2, [], [
		_exclusive("node", ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"], p.ref("aws_iam_role.node", "name")),
		_exclusive("each", ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"], p.over("each.key", ["aws_iam_role.node", "aws_iam_role.cluster"])),
	]),
	"want": {"aws_iam_role.node": "undetermined"},
}

cases["an exclusive list without the worker policy, beside an attachment that may be of the same role"] := {
	"input": p.platform(p.ec2, [], [
		_exclusive("node", ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"], p.ref("aws_iam_role.node", "name")),
		p.point("aws_iam_role_policy_attachment.node_worker", "role", [p.over("each.key", ["aws_iam_role.node", "aws_iam_role.cluster"])]),
	]),
	"want": {"aws_iam_role.node": "fail"},
}

_looked_up := p.resource("data.aws_iam_policy.worker", {"name": "AmazonEKSWorkerNodePolicy", "arn": "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"}, {})

cases["a worker policy that is looked up, its text not known, and no registry policy"] := {
	"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_registry", ["aws_iam_role_policy_attachment.node_worker", "values", "policy_arn"]], [
		_looked_up,
		p.forget("data.aws_iam_policy.worker", "policy"),
		p.point("aws_iam_role_policy_attachment.node_worker", "policy_arn", [p.ref("data.aws_iam_policy.worker", "arn")]),
	]),
	"want": {"aws_iam_role.node": "fail"},
}

cases["a policy of one's own made here that leaves an action out"] := {
	"input": p.platform(p.ec2, [["aws_iam_role_policy_attachment.node_worker", "values", "policy_arn"]], [
		p.resource("aws_iam_policy.own", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"}]})}, {}),
		p.point("aws_iam_role_policy_attachment.node_worker", "policy_arn", [p.ref("aws_iam_policy.own", "arn")]),
	]),
	"want": {"aws_iam_role.node": "fail"},
}

cases["a statement that denies what nothing allows"] := {
	"input": p.platform(p.ec2, ["aws_iam_role_policy_attachment.node_registry"], [p.resource(
		"aws_iam_role_policy.node",
		{"policy": json.marshal({"Statement": [{"Effect": "Deny", "Action": "ecr:*", "Resource": "*"}]})},
		{"role": [p.ref("aws_iam_role.node", "name")]},
	)]),
	"want": {"aws_iam_role.node": "fail"},
}

cases["self-managed nodes with the profile of a role that is only looked up, by its name"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [_self_managed, p.resource("data.aws_iam_role.elsewhere", {"name": "elsewhere"}, {}), p.resource("aws_iam_instance_profile.elsewhere", {"name": "elsewhere", "role": "elsewhere"}, {}), p.change("aws_launch_template.node", {"iam_instance_profile": [{"name": "elsewhere"}]})]), "want": {"aws_autoscaling_group.self": "undetermined"}}

cases["a role that is only looked up, named by its ARN, which is known"] := {"input": p.platform(_named_by_arn("arn:aws:iam::111122223333:role/eks/elsewhere"), [], [p.resource("data.aws_iam_role.elsewhere", {"name": "elsewhere", "arn": "arn:aws:iam::111122223333:role/eks/elsewhere"}, {})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["self-managed nodes with a certain instance profile or one of two"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [_self_managed, p.resource("aws_iam_instance_profile.other", {"name": "other"}, {"role": [p.ref("aws_iam_role.cluster", "name")]}), p.point("aws_launch_template.node", "iam_instance_profile.0.name", [p.ref("aws_iam_instance_profile.node", "name"), p.over("x", ["aws_iam_instance_profile.node", "aws_iam_instance_profile.other"])])]), "want": {"aws_autoscaling_group.self": "undetermined"}}

cases["the nodes of a managed group have its role, whatever profile its template names"] := {"input": p.platform(p.ec2, [], [p.resource("aws_iam_instance_profile.other", {"name": "other"}, {"role": [p.ref("aws_iam_role.cluster", "name")]}), p.point("aws_launch_template.node", "iam_instance_profile.0.name", [p.ref("aws_iam_instance_profile.other", "name")])]), "want": {"aws_iam_role.node": "pass"}}

cases["Auto Mode without built-in pools has no role of nodes"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": []}]})]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
