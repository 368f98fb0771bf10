package eksgate.rules["shared-responsibility"]["node-role-minimal_test"]

import data.eksgate.rules["shared-responsibility"]["node-role-minimal"] as rule
import data.eksgate.testing.identity
import data.eksgate.testing.platform as p

cases["EC2 alone"] := {"input": identity.ec2, "want": {"aws_iam_role.node": "pass"}}

cases["two services, of which one is too many"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service(["ec2.amazonaws.com", "lambda.amazonaws.com"], "sts:AssumeRole")])]), "want": {"aws_iam_role.node": "fail"}}

cases["the service twice in a list"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service(["ec2.amazonaws.com", "ec2.amazonaws.com"], "sts:AssumeRole")])]), "want": {"aws_iam_role.node": "pass"}}

cases["a second statement trusts an account"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", "sts:AssumeRole"), {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["a second statement trusts an account under a condition"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", "sts:AssumeRole"), {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "x"}}}])]), "want": {"aws_iam_role.node": "fail"}}

cases["a second kind of principal in one statement"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com", "Federated": ["cognito-identity.amazonaws.com"]}, "Action": ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"]}])]), "want": {"aws_iam_role.node": "fail"}}

cases["everyone"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["everyone in AWS"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [{"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": "sts:AssumeRole"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["all but some"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", "sts:AssumeRole"), {"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:user/x"}, "Action": "sts:AssumeRole"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["a wildcard of actions lets another service in"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", "sts:AssumeRole"), identity.service("lambda.amazonaws.com", "sts:Assume*")])]), "want": {"aws_iam_role.node": "fail"}}

cases["all actions but one let another service in"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", "sts:AssumeRole"), {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "NotAction": "sts:TagSession"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["by SAML"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", "sts:AssumeRole"), {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/x"}, "Action": "sts:AssumeRoleWithSAML"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["another may tag sessions, but not assume the role"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", "sts:AssumeRole"), identity.service("lambda.amazonaws.com", "sts:TagSession")])]), "want": {"aws_iam_role.node": "pass"}}

cases["another service is denied"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", "sts:AssumeRole"), {"Effect": "Deny", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:*"}])]), "want": {"aws_iam_role.node": "pass"}}

cases["the service is denied"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", "sts:AssumeRole"), object.union(identity.service("ec2.amazonaws.com", "sts:AssumeRole"), {"Effect": "Deny"})])]), "want": {"aws_iam_role.node": "undetermined"}}

cases["all but some are denied"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", "sts:AssumeRole"), {"Effect": "Deny", "NotPrincipal": {"Service": "x"}, "Action": "sts:*"}])]), "want": {"aws_iam_role.node": "undetermined"}}

cases["a denial of something else"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", "sts:AssumeRole"), {"Effect": "Deny", "Principal": "*", "Action": "sts:SetSourceIdentity"}])]), "want": {"aws_iam_role.node": "pass"}}

cases["nobody"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("lambda.amazonaws.com", "sts:TagSession")])]), "want": {"aws_iam_role.node": "fail"}}

cases["no statements"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [])]), "want": {"aws_iam_role.node": "fail"}}

cases["the service may tag sessions alone"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com", "sts:TagSession")])]), "want": {"aws_iam_role.node": "fail"}}

cases["conditions of its own"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [object.union(identity.service("ec2.amazonaws.com", "sts:AssumeRole"), {"Condition": {"Bool": {"aws:SecureTransport": "true"}}})])]), "want": {"aws_iam_role.node": "undetermined"}}

cases["no JSON"] := {"input": p.platform(identity.ec2, [], [p.change("aws_iam_role.node", {"assume_role_policy": "not JSON"})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["a trust policy that is not known"] := {"input": p.platform(identity.ec2, [["aws_iam_role.node", "values", "assume_role_policy"]], [p.point("aws_iam_role.node", "assume_role_policy", [p.unknown("var.trust")])]), "want": {"aws_iam_role.node": "undetermined"}}

cases["through a policy document"] := {"input": p.platform(identity.ec2, [["aws_iam_role.node", "values", "assume_role_policy"]], [p.point("aws_iam_role.node", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service", "identifiers": ["ec2.amazonaws.com"]}]}]}, {})]), "want": {"aws_iam_role.node": "pass"}}

cases["through a policy document with one principal too many"] := {"input": p.platform(identity.ec2, [["aws_iam_role.node", "values", "assume_role_policy"]], [p.point("aws_iam_role.node", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service", "identifiers": ["ec2.amazonaws.com"]}, {"type": "AWS", "identifiers": ["arn:aws:iam::111122223333:role/x"]}]}]}, {})]), "want": {"aws_iam_role.node": "fail"}}

cases["through a policy document for everyone"] := {"input": p.platform(identity.ec2, [["aws_iam_role.node", "values", "assume_role_policy"]], [p.point("aws_iam_role.node", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "*", "identifiers": ["*"]}]}]}, {})]), "want": {"aws_iam_role.node": "fail"}}

cases["through a policy document with all but some"] := {"input": p.platform(identity.ec2, [["aws_iam_role.node", "values", "assume_role_policy"]], [p.point("aws_iam_role.node", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service", "identifiers": ["ec2.amazonaws.com"]}]}, {"actions": ["sts:AssumeRole"], "not_principals": [{"type": "AWS", "identifiers": ["1"]}]}]}, {})]), "want": {"aws_iam_role.node": "fail"}}

cases["through a policy document whose principals are not known"] := {"input": p.platform(identity.ec2, [["aws_iam_role.node", "values", "assume_role_policy"]], [p.point("aws_iam_role.node", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service"}]}]}, {"statement.0.principals.0.identifiers": [p.unknown("var.services")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["through a policy document with conditions"] := {"input": p.platform(identity.ec2, [["aws_iam_role.node", "values", "assume_role_policy"]], [p.point("aws_iam_role.node", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service", "identifiers": ["ec2.amazonaws.com"]}], "condition": [{"test": "StringEquals", "variable": "aws:PrincipalTag/x", "values": ["x"]}]}]}, {})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an administrator"] := {"input": p.platform(identity.ec2, [], [identity.attached("node", "AdministratorAccess")]), "want": {"aws_iam_role.node": "fail"}}

cases["a power user"] := {"input": p.platform(identity.ec2, [], [identity.attached("node", "PowerUserAccess")]), "want": {"aws_iam_role.node": "fail"}}

cases["an administrator of IAM"] := {"input": p.platform(identity.ec2, [], [identity.attached("node", "IAMFullAccess")]), "want": {"aws_iam_role.node": "fail"}}

cases["an administrator in another partition"] := {"input": p.platform(identity.ec2, [], [identity.by_arn("node", "arn:aws-us-gov:iam::aws:policy/AdministratorAccess")]), "want": {"aws_iam_role.node": "fail"}}

cases["another policy of AWS's"] := {"input": p.platform(identity.ec2, [], [identity.attached("node", "AmazonSSMManagedInstanceCore")]), "want": {"aws_iam_role.node": "pass"}}

cases["an administrator by managed_policy_arns"] := {"input": p.platform(identity.ec2, [], [p.change("aws_iam_role.node", {"managed_policy_arns": ["arn:aws-cn:iam::aws:policy/AdministratorAccess"]})]), "want": {"aws_iam_role.node": "fail"}}

cases["an administrator by an attachment to several roles"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_policy_attachment.all", {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess", "roles": ["x"]}, {"roles": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "fail"}}

cases["an administrator by an attachment whose role is not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy_attachment.any", {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}, {"role": [p.unknown("var.role")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an administrator by an attachment to one of two roles"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy_attachment.any", {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}, {"role": [p.over("each.value", ["aws_iam_role.node", "aws_iam_role.other"])]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an administrator looked up by ARN"] := {"input": p.platform(identity.ec2, [], [p.resource("data.aws_iam_policy.admin", {"arn": "arn:aws:iam::aws:policy/AdministratorAccess"}, {}), p.resource("aws_iam_role_policy_attachment.admin", {}, {"role": [p.ref("aws_iam_role.node", "name")], "policy_arn": [p.ref("data.aws_iam_policy.admin", "arn")]})]), "want": {"aws_iam_role.node": "fail"}}

cases["a policy looked up by name"] := {"input": p.platform(identity.ec2, [], [p.resource("data.aws_iam_policy.admin", {"name": "AdministratorAccess"}, {}), p.resource("aws_iam_role_policy_attachment.admin", {}, {"role": [p.ref("aws_iam_role.node", "name")], "policy_arn": [p.ref("data.aws_iam_policy.admin", "arn")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["a policy that is not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy_attachment.any", {}, {"role": [p.ref("aws_iam_role.node", "name")], "policy_arn": [p.unknown("var.policy")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["one of two policies"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy_attachment.any", {}, {"role": [p.ref("aws_iam_role.node", "name")], "policy_arn": [p.over("each.value", ["aws_iam_policy.a", "aws_iam_policy.b"])]}), p.resource("aws_iam_policy.a", {"policy": identity.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}])}, {}), p.resource("aws_iam_policy.b", {"policy": identity.text([{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}])}, {})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["somebody's own policy that is not made here"] := {"input": p.platform(identity.ec2, [], [identity.by_arn("node", "arn:aws:iam::111122223333:policy/own")]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an exclusive list with an administrator"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy_attachments_exclusive.x", {"policy_arns": ["arn:aws:iam::aws:policy/AdministratorAccess"]}, {"role_name": [p.ref("aws_iam_role.node", "name")]})]), "want": {"aws_iam_role.node": "fail"}}

cases["an administrator's copy"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_policy.own", {"policy": identity.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}])}, {}), p.resource("aws_iam_role_policy_attachment.own", {}, {"role": [p.ref("aws_iam_role.node", "name")], "policy_arn": [p.ref("aws_iam_policy.own", "arn")]})]), "want": {"aws_iam_role.node": "fail"}}

cases["a narrow policy of one's own"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_policy.own", {"policy": identity.text([{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}])}, {}), p.resource("aws_iam_role_policy_attachment.own", {}, {"role": [p.ref("aws_iam_role.node", "name")], "policy_arn": [p.ref("aws_iam_policy.own", "arn")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["a policy of one's own that is not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_policy.own", {}, {"policy": [p.unknown("var.policy")]}), p.resource("aws_iam_role_policy_attachment.own", {}, {"role": [p.ref("aws_iam_role.node", "name")], "policy_arn": [p.ref("aws_iam_policy.own", "arn")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["inline, every action"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": ["s3:GetObject", "*:*"], "Resource": ["*"]}])]), "want": {"aws_iam_role.node": "fail"}}

cases["inline, every action on some resources"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::x/*"}])]), "want": {"aws_iam_role.node": "pass"}}

cases["inline, every action on every ARN"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": "*", "Resource": ["arn:aws:*:*:*:*"]}])]), "want": {"aws_iam_role.node": "fail"}}

cases["inline, every action on every ARN of another partition"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws-cn:*"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["inline, every action on all but some resources"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::x"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["inline, every action under a condition"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-central-1"}}}])]), "want": {"aws_iam_role.node": "undetermined"}}

cases["inline, every action denied"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}])]), "want": {"aws_iam_role.node": "pass"}}

cases["inline, all actions but some"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "*"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["inline, all actions but some, on some resources"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "arn:aws:s3:::x"}])]), "want": {"aws_iam_role.node": "pass"}}

cases["inline, all of IAM"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["inline, all of IAM in one account"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": "IAM:*", "Resource": "arn:aws:iam::111122223333:*"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["inline, all of IAM bit by bit"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": ["iam:AttachRolePolicy", "iam:Create*"], "Resource": "*"}, {"Effect": "Allow", "Action": ["iam:Put*", "iam:PassRole", "iam:UpdateAssumeRolePolicy"], "Resource": "*"}])]), "want": {"aws_iam_role.node": "fail"}}

cases["inline, some of IAM"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": ["iam:PassRole", "iam:Get*"], "Resource": "*"}])]), "want": {"aws_iam_role.node": "pass"}}

cases["inline, all of IAM on one role"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam::111122223333:role/x"}])]), "want": {"aws_iam_role.node": "pass"}}

cases["inline, not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy.node", {}, {"role": [p.ref("aws_iam_role.node", "name")], "policy": [p.unknown("local.policy")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["in the role itself, every action"] := {"input": p.platform(identity.ec2, [], [p.change("aws_iam_role.node", {"inline_policy": [{"name": "x", "policy": identity.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}])}]})]), "want": {"aws_iam_role.node": "fail"}}

cases["in the role itself, not known"] := {"input": p.platform(identity.ec2, [], [p.forget("aws_iam_role.node", "inline_policy")]), "want": {"aws_iam_role.node": "undetermined"}}

cases["inline, of a role that is not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy.any", {"policy": identity.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}])}, {"role": [p.unknown("var.role")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["inline, narrow, of a role that is not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy.any", {"policy": identity.text([{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}])}, {"role": [p.unknown("var.role")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["inline, of one of two roles"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy.any", {"policy": identity.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}])}, {"role": [p.over("each.value", ["aws_iam_role.node", "aws_iam_role.other"])]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["inline, of another role"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy.any", {"policy": identity.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}])}, {"role": [p.ref("aws_iam_role.other", "name")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["in a policy document, every action"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_policy.own", {}, {"policy": [p.ref("data.aws_iam_policy_document.own", "json")]}), p.resource("data.aws_iam_policy_document.own", {"statement": [{"actions": ["*"], "resources": ["*"]}]}, {}), p.resource("aws_iam_role_policy_attachment.own", {}, {"role": [p.ref("aws_iam_role.node", "name")], "policy_arn": [p.ref("aws_iam_policy.own", "arn")]})]), "want": {"aws_iam_role.node": "fail"}}

cases["EC2 in China"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service("ec2.amazonaws.com.cn", "sts:AssumeRole")])]), "want": {"aws_iam_role.node": "pass"}}

cases["EC2 beside EKS"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.node", [identity.service(["ec2.amazonaws.com", "eks.amazonaws.com"], "sts:AssumeRole")])]), "want": {"aws_iam_role.node": "fail"}}

cases["a role that is not made here"] := {"input": p.platform(identity.ec2, [["aws_eks_node_group.main", "edges", "node_role_arn"], ["aws_eks_node_group.main", "unknown", "node_role_arn"]], [p.change("aws_eks_node_group.main", {"node_role_arn": "arn:aws:iam::111122223333:role/elsewhere"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a role that an access entry lets nodes join by"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_eks_access_entry.karpenter", {"type": "EC2_LINUX"}, {"principal_arn": [p.ref("aws_iam_role.karpenter", "arn")]}), identity.role("karpenter", [identity.service("ec2.amazonaws.com", "sts:AssumeRole")]), identity.attached("karpenter", "AdministratorAccess")]), "want": {"aws_iam_role.node": "pass", "aws_iam_role.karpenter": "fail"}}

cases["an access entry of a node group's role"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_eks_access_entry.node", {"type": "EC2_LINUX"}, {"principal_arn": [p.ref("aws_iam_role.node", "arn")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["an access entry of a role that is not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_eks_access_entry.node", {"type": "EC2_WINDOWS"}, {"principal_arn": [p.unknown("var.role")]})]), "want": {"aws_iam_role.node": "pass", "aws_eks_access_entry.node": "undetermined"}}

cases["an access entry of somebody"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_eks_access_entry.admin", {"type": "STANDARD"}, {"principal_arn": [p.unknown("var.role")]})]), "want": {"aws_iam_role.node": "pass"}}

cases["an access entry that is looked up"] := {"input": p.platform(identity.ec2, [], [p.resource("data.aws_eks_access_entry.node", {"type": "EC2_LINUX"}, {"principal_arn": [p.unknown("var.role")]})]), "want": {"aws_iam_role.node": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
