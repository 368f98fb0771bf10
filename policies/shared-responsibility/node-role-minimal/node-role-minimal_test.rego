package eksgate.rules["shared-responsibility"]["node-role-minimal_test"]

import data.eksgate.rules["shared-responsibility"]["node-role-minimal"] as rule
import data.eksgate.testing.identity
import data.eksgate.testing.platform as p

cases["EC2 alone"] := {"input": identity.ec2, "want": {"aws_iam_role.node": "pass"}}

cases["two services, of which one is too many"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service(["ec2.amazonaws.com", "lambda.amazonaws.com"], "sts:AssumeRole")])]), "want": {"aws_iam_role.node": "fail"}}

cases["a second statement trusts an account"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", "sts:AssumeRole"), {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["everyone"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["nobody"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("lambda.amazonaws.com", "sts:TagSession")])]), "want": {"aws_iam_role.node": "fail"}}

cases["conditions of its own"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [object.union(identity.service("ec2.amazonaws.com", "sts:AssumeRole"), {"Condition": {"Bool": {"aws:SecureTransport": "true"}}})])]), "want": {"aws_iam_role.node": "undetermined"}}

cases["a trust policy that is not known"] := {"input": p.platform(identity.ec2, [["aws_iam_role.node", "values", "assume_role_policy"]], [p.point("aws_iam_role.node", "assume_role_policy", [p.unknown("var.trust")])]), "want": {"aws_iam_role.node": "undetermined"}}

cases["through a policy document with one principal too many"] := {"input": p.platform(identity.ec2, [["aws_iam_role.node", "values", "assume_role_policy"]], [p.point("aws_iam_role.node", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service", "identifiers": ["ec2.amazonaws.com"]}, {"type": "AWS", "identifiers": ["arn:aws:iam::111122223333:role/x"]}]}]}, {})]), "want": {"aws_iam_role.node": "fail"}}

cases["an administrator"] := {"input": p.platform(identity.ec2, [], [identity.attached("node", "AdministratorAccess")]), "want": {"aws_iam_role.node": "fail"}}

cases["a power user"] := {"input": p.platform(identity.ec2, [], [identity.attached("node", "PowerUserAccess")]), "want": {"aws_iam_role.node": "fail"}}

cases["another policy of AWS's"] := {"input": p.platform(identity.ec2, [], [identity.attached("node", "AmazonSSMManagedInstanceCore")]), "want": {"aws_iam_role.node": "pass"}}

cases["an administrator by managed_policy_arns"] := {"input": p.platform(identity.ec2, [], [p.change("aws_iam_role.node", {"managed_policy_arns": ["arn:aws-cn:iam::aws:policy/AdministratorAccess"]})]), "want": {"aws_iam_role.node": "fail"}}

cases["an administrator by an attachment whose role is not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy_attachment.any", {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}, {"role": [p.unknown("var.role")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["somebody's own policy that is not made here"] := {"input": p.platform(identity.ec2, [], [identity.by_arn("node", "arn:aws:iam::111122223333:policy/own")]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an administrator's copy"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_policy.own", {"policy": identity.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}])}, {}), p.resource("aws_iam_role_policy_attachment.own", {}, {"role": [p.ref("aws_iam_role.node", "name")], "policy_arn": [p.ref("aws_iam_policy.own", "arn")]})]), "want": {"aws_iam_role.node": "fail"}}

cases["inline, every action denied"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}])]), "want": {"aws_iam_role.node": "pass"}}

cases["inline, all of IAM"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["inline, not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy.node", {}, {"role": [p.ref("aws_iam_role.node", "name")], "policy": [p.unknown("local.policy")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["EC2 in China"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com.cn", "sts:AssumeRole")])]), "want": {"aws_iam_role.node": "pass"}}

cases["EC2 beside EKS"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service(["ec2.amazonaws.com", "eks.amazonaws.com"], "sts:AssumeRole")])]), "want": {"aws_iam_role.node": "fail"}}

cases["a role that is not made here"] := {"input": p.platform(identity.ec2, [["aws_eks_node_group.main", "edges", "node_role_arn"], ["aws_eks_node_group.main", "unknown", "node_role_arn"]], [p.change("aws_eks_node_group.main", {"node_role_arn": "arn:aws:iam::111122223333:role/elsewhere"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a role that an access entry lets nodes join by"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_eks_access_entry.karpenter", {"type": "EC2_LINUX"}, {"principal_arn": [p.ref("aws_iam_role.karpenter", "arn")]}), identity.role("karpenter", [identity.service("ec2.amazonaws.com", "sts:AssumeRole")]), identity.attached("karpenter", "AdministratorAccess")]), "want": {"aws_iam_role.node": "pass", "aws_iam_role.karpenter": "fail"}}

cases["an access entry of a node group's role"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_eks_access_entry.node", {"type": "EC2_LINUX"}, {"principal_arn": [p.ref("aws_iam_role.node", "arn")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["an access entry of a role that is not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_eks_access_entry.node", {"type": "EC2_WINDOWS"}, {"principal_arn": [p.unknown("var.role")]})]), "want": {"aws_iam_role.node": "pass", "aws_eks_access_entry.node": "undetermined"}}

cases["an access entry of somebody"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_eks_access_entry.admin", {"type": "STANDARD"}, {"principal_arn": [p.unknown("var.role")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["an access entry that is looked up"] := {"input": p.platform(identity.ec2, [], [p.resource("data.aws_eks_access_entry.node", {"type": "EC2_LINUX"}, {"principal_arn": [p.unknown("var.role")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["an access entry of somebody's role that is made here"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_eks_access_entry.admin", {"type": "STANDARD"}, {"principal_arn": [p.ref("aws_iam_role.admin", "arn")]}), identity.role("admin", [identity.service("lambda.amazonaws.com", ["sts:AssumeRole"])])]), "want": {"aws_iam_role.node": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
