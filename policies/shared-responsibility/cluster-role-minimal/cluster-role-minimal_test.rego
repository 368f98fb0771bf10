package eksgate.rules["shared-responsibility"]["cluster-role-minimal_test"]

import data.eksgate.rules["shared-responsibility"]["cluster-role-minimal"] as rule
import data.eksgate.testing.identity
import data.eksgate.testing.platform as p

cases["EKS alone, with its policy"] := {"input": identity.ec2, "want": {"aws_iam_role.cluster": "pass"}}

cases["two services, of which one is too many"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service(["eks.amazonaws.com", "lambda.amazonaws.com"], "sts:AssumeRole")])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["the service twice in a list"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service(["eks.amazonaws.com", "eks.amazonaws.com"], "sts:AssumeRole")])]), "want": {"aws_iam_role.cluster": "pass"}}

cases["a second statement trusts an account"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:AssumeRole"), {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole"}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["a second statement trusts an account under a condition"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:AssumeRole"), {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "x"}}}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["a second kind of principal in one statement"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [{"Effect": "Allow", "Principal": {"Service": "eks.amazonaws.com", "Federated": ["cognito-identity.amazonaws.com"]}, "Action": ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"]}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["everyone"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["everyone in AWS"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [{"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": "sts:AssumeRole"}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["all but some"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:AssumeRole"), {"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:user/x"}, "Action": "sts:AssumeRole"}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["a wildcard of actions lets another service in"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:AssumeRole"), identity.service("lambda.amazonaws.com", "sts:Assume*")])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["all actions but one let another service in"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:AssumeRole"), {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "NotAction": "sts:TagSession"}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["by SAML"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:AssumeRole"), {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/x"}, "Action": "sts:AssumeRoleWithSAML"}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["another may tag sessions, but not assume the role"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:AssumeRole"), identity.service("lambda.amazonaws.com", "sts:TagSession")])]), "want": {"aws_iam_role.cluster": "pass"}}

cases["another service is denied"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:AssumeRole"), {"Effect": "Deny", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:*"}])]), "want": {"aws_iam_role.cluster": "pass"}}

cases["the service is denied"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:AssumeRole"), object.union(identity.service("eks.amazonaws.com", "sts:AssumeRole"), {"Effect": "Deny"})])]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["all but some are denied"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:AssumeRole"), {"Effect": "Deny", "NotPrincipal": {"Service": "x"}, "Action": "sts:*"}])]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["a denial of something else"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:AssumeRole"), {"Effect": "Deny", "Principal": "*", "Action": "sts:SetSourceIdentity"}])]), "want": {"aws_iam_role.cluster": "pass"}}

cases["nobody"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("lambda.amazonaws.com", "sts:TagSession")])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["no statements"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["the service may tag sessions alone"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:TagSession")])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["conditions of its own"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [object.union(identity.service("eks.amazonaws.com", "sts:AssumeRole"), {"Condition": {"Bool": {"aws:SecureTransport": "true"}}})])]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["no JSON"] := {"input": p.platform(identity.ec2, [], [p.change("aws_iam_role.cluster", {"assume_role_policy": "not JSON"})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["a trust policy that is not known"] := {"input": p.platform(identity.ec2, [["aws_iam_role.cluster", "values", "assume_role_policy"]], [p.point("aws_iam_role.cluster", "assume_role_policy", [p.unknown("var.trust")])]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["through a policy document"] := {"input": p.platform(identity.ec2, [["aws_iam_role.cluster", "values", "assume_role_policy"]], [p.point("aws_iam_role.cluster", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service", "identifiers": ["eks.amazonaws.com"]}]}]}, {})]), "want": {"aws_iam_role.cluster": "pass"}}

cases["through a policy document with one principal too many"] := {"input": p.platform(identity.ec2, [["aws_iam_role.cluster", "values", "assume_role_policy"]], [p.point("aws_iam_role.cluster", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service", "identifiers": ["eks.amazonaws.com"]}, {"type": "AWS", "identifiers": ["arn:aws:iam::111122223333:role/x"]}]}]}, {})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["through a policy document for everyone"] := {"input": p.platform(identity.ec2, [["aws_iam_role.cluster", "values", "assume_role_policy"]], [p.point("aws_iam_role.cluster", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "*", "identifiers": ["*"]}]}]}, {})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["through a policy document with all but some"] := {"input": p.platform(identity.ec2, [["aws_iam_role.cluster", "values", "assume_role_policy"]], [p.point("aws_iam_role.cluster", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service", "identifiers": ["eks.amazonaws.com"]}]}, {"actions": ["sts:AssumeRole"], "not_principals": [{"type": "AWS", "identifiers": ["1"]}]}]}, {})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["through a policy document whose principals are not known"] := {"input": p.platform(identity.ec2, [["aws_iam_role.cluster", "values", "assume_role_policy"]], [p.point("aws_iam_role.cluster", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service"}]}]}, {"statement.0.principals.0.identifiers": [p.unknown("var.services")]})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["through a policy document with conditions"] := {"input": p.platform(identity.ec2, [["aws_iam_role.cluster", "values", "assume_role_policy"]], [p.point("aws_iam_role.cluster", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service", "identifiers": ["eks.amazonaws.com"]}], "condition": [{"test": "StringEquals", "variable": "aws:PrincipalTag/x", "values": ["x"]}]}]}, {})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["an administrator"] := {"input": p.platform(identity.ec2, [], [identity.attached("cluster", "AdministratorAccess")]), "want": {"aws_iam_role.cluster": "fail"}}

cases["a power user"] := {"input": p.platform(identity.ec2, [], [identity.attached("cluster", "PowerUserAccess")]), "want": {"aws_iam_role.cluster": "fail"}}

cases["an administrator of IAM"] := {"input": p.platform(identity.ec2, [], [identity.attached("cluster", "IAMFullAccess")]), "want": {"aws_iam_role.cluster": "fail"}}

cases["an administrator in another partition"] := {"input": p.platform(identity.ec2, [], [identity.by_arn("cluster", "arn:aws-us-gov:iam::aws:policy/AdministratorAccess")]), "want": {"aws_iam_role.cluster": "fail"}}

cases["another policy of AWS's"] := {"input": p.platform(identity.ec2, [], [identity.attached("cluster", "AmazonSSMManagedInstanceCore")]), "want": {"aws_iam_role.cluster": "pass"}}

cases["an administrator by managed_policy_arns"] := {"input": p.platform(identity.ec2, [], [p.change("aws_iam_role.cluster", {"managed_policy_arns": ["arn:aws-cn:iam::aws:policy/AdministratorAccess"]})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["an administrator by an attachment to several roles"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_policy_attachment.all", {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess", "roles": ["x"]}, {"roles": [p.ref("aws_iam_role.cluster", "name")]})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["an administrator by an attachment whose role is not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy_attachment.any", {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}, {"role": [p.unknown("var.role")]})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["an administrator by an attachment to one of two roles"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy_attachment.any", {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}, {"role": [p.over("each.value", ["aws_iam_role.cluster", "aws_iam_role.other"])]})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["an administrator looked up by ARN"] := {"input": p.platform(identity.ec2, [], [p.resource("data.aws_iam_policy.admin", {"arn": "arn:aws:iam::aws:policy/AdministratorAccess"}, {}), p.resource("aws_iam_role_policy_attachment.admin", {}, {"role": [p.ref("aws_iam_role.cluster", "name")], "policy_arn": [p.ref("data.aws_iam_policy.admin", "arn")]})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["a policy looked up by name"] := {"input": p.platform(identity.ec2, [], [p.resource("data.aws_iam_policy.admin", {"name": "AdministratorAccess"}, {}), p.resource("aws_iam_role_policy_attachment.admin", {}, {"role": [p.ref("aws_iam_role.cluster", "name")], "policy_arn": [p.ref("data.aws_iam_policy.admin", "arn")]})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["a policy that is not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy_attachment.any", {}, {"role": [p.ref("aws_iam_role.cluster", "name")], "policy_arn": [p.unknown("var.policy")]})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["one of two policies"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy_attachment.any", {}, {"role": [p.ref("aws_iam_role.cluster", "name")], "policy_arn": [p.over("each.value", ["aws_iam_policy.a", "aws_iam_policy.b"])]}), p.resource("aws_iam_policy.a", {"policy": identity.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}])}, {}), p.resource("aws_iam_policy.b", {"policy": identity.text([{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}])}, {})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["somebody's own policy that is not made here"] := {"input": p.platform(identity.ec2, [], [identity.by_arn("cluster", "arn:aws:iam::111122223333:policy/own")]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["an exclusive list with an administrator"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy_attachments_exclusive.x", {"policy_arns": ["arn:aws:iam::aws:policy/AdministratorAccess"]}, {"role_name": [p.ref("aws_iam_role.cluster", "name")]})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["an administrator's copy"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_policy.own", {"policy": identity.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}])}, {}), p.resource("aws_iam_role_policy_attachment.own", {}, {"role": [p.ref("aws_iam_role.cluster", "name")], "policy_arn": [p.ref("aws_iam_policy.own", "arn")]})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["a narrow policy of one's own"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_policy.own", {"policy": identity.text([{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}])}, {}), p.resource("aws_iam_role_policy_attachment.own", {}, {"role": [p.ref("aws_iam_role.cluster", "name")], "policy_arn": [p.ref("aws_iam_policy.own", "arn")]})]), "want": {"aws_iam_role.cluster": "pass"}}

cases["a policy of one's own that is not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_policy.own", {}, {"policy": [p.unknown("var.policy")]}), p.resource("aws_iam_role_policy_attachment.own", {}, {"role": [p.ref("aws_iam_role.cluster", "name")], "policy_arn": [p.ref("aws_iam_policy.own", "arn")]})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["inline, every action"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "Action": ["s3:GetObject", "*:*"], "Resource": ["*"]}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["inline, every action on some resources"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::x/*"}])]), "want": {"aws_iam_role.cluster": "pass"}}

cases["inline, every action on every ARN"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "Action": "*", "Resource": ["arn:aws:*:*:*:*"]}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["inline, every action on every ARN of another partition"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws-cn:*"}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["inline, every action on all but some resources"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::x"}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["inline, every action under a condition"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-central-1"}}}])]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["inline, every action denied"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}])]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["inline, all actions but some"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "*"}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["inline, all actions but some, on some resources"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "arn:aws:s3:::x"}])]), "want": {"aws_iam_role.cluster": "pass"}}

cases["inline, all actions but one kind"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["inline, all of IAM"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["inline, all of IAM in one account"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "Action": "IAM:*", "Resource": "arn:aws:iam::111122223333:*"}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["inline, all of IAM bit by bit"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "Action": ["iam:AttachRolePolicy", "iam:Create*"], "Resource": "*"}, {"Effect": "Allow", "Action": ["iam:Put*", "iam:PassRole", "iam:UpdateAssumeRolePolicy"], "Resource": "*"}])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["inline, some of IAM"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "Action": ["iam:PassRole", "iam:Get*"], "Resource": "*"}])]), "want": {"aws_iam_role.cluster": "pass"}}

cases["inline, all of IAM on one role"] := {"input": p.platform(identity.ec2, [], [identity.inline("cluster", [{"Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam::111122223333:role/x"}])]), "want": {"aws_iam_role.cluster": "pass"}}

cases["inline, not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy.cluster", {}, {"role": [p.ref("aws_iam_role.cluster", "name")], "policy": [p.unknown("local.policy")]})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["in the role itself, every action"] := {"input": p.platform(identity.ec2, [], [p.change("aws_iam_role.cluster", {"inline_policy": [{"name": "x", "policy": identity.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}])}]})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["in the role itself, not known"] := {"input": p.platform(identity.ec2, [], [p.forget("aws_iam_role.cluster", "inline_policy")]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["inline, of a role that is not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy.any", {"policy": identity.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}])}, {"role": [p.unknown("var.role")]})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["inline, narrow, of a role that is not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy.any", {"policy": identity.text([{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}])}, {"role": [p.unknown("var.role")]})]), "want": {"aws_iam_role.cluster": "pass"}}

cases["inline, of one of two roles"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy.any", {"policy": identity.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}])}, {"role": [p.over("each.value", ["aws_iam_role.cluster", "aws_iam_role.other"])]})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["inline, of another role"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role_policy.any", {"policy": identity.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}])}, {"role": [p.ref("aws_iam_role.other", "name")]})]), "want": {"aws_iam_role.cluster": "pass"}}

cases["in a policy document, every action"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_policy.own", {}, {"policy": [p.ref("data.aws_iam_policy_document.own", "json")]}), p.resource("data.aws_iam_policy_document.own", {"statement": [{"actions": ["*"], "resources": ["*"]}]}, {}), p.resource("aws_iam_role_policy_attachment.own", {}, {"role": [p.ref("aws_iam_role.cluster", "name")], "policy_arn": [p.ref("aws_iam_policy.own", "arn")]})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["conditions that EKS documents"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [object.union(identity.service("eks.amazonaws.com", "sts:AssumeRole"), {"Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}, "ArnLike": {"AWS:SourceArn": "arn:aws:eks:eu-central-1:111122223333:cluster/main"}}})])]), "want": {"aws_iam_role.cluster": "pass"}}

cases["a condition that EKS documents and one of one's own"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [object.union(identity.service("eks.amazonaws.com", "sts:AssumeRole"), {"Condition": {"StringEquals": {"aws:SourceAccount": "1", "aws:RequestTag/x": "y"}}})])]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["the service is denied, and allowed by nothing"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [object.union(identity.service("eks.amazonaws.com", "sts:AssumeRole"), {"Effect": "Deny"})])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["a service that is EC2's way of being named in China"] := {"input": p.platform(identity.ec2, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com.cn", "sts:AssumeRole")])]), "want": {"aws_iam_role.cluster": "fail"}}

cases["no cluster policy"] := {"input": p.platform(identity.ec2, ["aws_iam_role_policy_attachment.cluster_AmazonEKSClusterPolicy"], []), "want": {"aws_iam_role.cluster": "fail"}}

cases["statements of one's own in its place"] := {"input": p.platform(identity.ec2, ["aws_iam_role_policy_attachment.cluster_AmazonEKSClusterPolicy"], [identity.inline("cluster", [{"Effect": "Allow", "Action": ["ec2:Describe*", "kms:DescribeKey"], "Resource": "*"}])]), "want": {"aws_iam_role.cluster": "pass"}}

cases["statements of one's own under conditions"] := {"input": p.platform(identity.ec2, ["aws_iam_role_policy_attachment.cluster_AmazonEKSClusterPolicy"], [identity.inline("cluster", [{"Effect": "Allow", "Action": ["ec2:Describe*", "kms:DescribeKey"], "Resource": "*", "Condition": {"Bool": {"a": "b"}}}])]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["a role of two clusters is judged once"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_eks_cluster.second", {"name": "second", "version": "1.35"}, {"role_arn": [p.ref("aws_iam_role.cluster", "arn")]})]), "want": {"aws_iam_role.cluster": "pass"}}

cases["a role by its ARN"] := {"input": p.platform(identity.ec2, [["aws_eks_cluster.main", "edges", "role_arn"], ["aws_eks_cluster.main", "unknown", "role_arn"], "aws_iam_role_policy_attachment.cluster_AmazonEKSClusterPolicy"], [p.change("aws_eks_cluster.main", {"role_arn": "arn:aws:iam::111122223333:role/cluster"})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["a role that is not made here"] := {"input": p.platform(identity.ec2, [["aws_eks_cluster.main", "edges", "role_arn"], ["aws_eks_cluster.main", "unknown", "role_arn"]], [p.change("aws_eks_cluster.main", {"role_arn": "arn:aws:iam::111122223333:role/elsewhere"})]), "want": {}}

cases["a role that is not known"] := {"input": p.platform(identity.ec2, [], [p.point("aws_eks_cluster.main", "role_arn", [p.unknown("var.role")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["one of two roles"] := {"input": p.platform(identity.ec2, [], [p.point("aws_eks_cluster.main", "role_arn", [p.over("local.role", ["aws_iam_role.cluster", "aws_iam_role.node"])])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a cluster that is looked up has no role of ours"] := {"input": p.platform(identity.ec2, [], [p.resource("data.aws_eks_cluster.other", {"name": "other"}, {"role_arn": [p.unknown("x")]})]), "want": {"aws_iam_role.cluster": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
