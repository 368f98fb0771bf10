package eksgate.rules["shared-responsibility"]["volume-key-usable_test"]

import data.eksgate.rules["shared-responsibility"]["volume-key-usable"] as rule
import data.eksgate.testing.identity
import data.eksgate.testing.platform as p

# A key for the nodes' volumes and one for log groups, with what the documentation puts into their policies.
_volumes := p.platform(p.ec2, [], [
	_key("volumes", _account | _for_scaling("arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling")),
	p.change("aws_launch_template.node", {"block_device_mappings": [{"device_name": "/dev/xvda", "ebs": [{"encrypted": "true"}]}]}),
	p.point("aws_launch_template.node", "block_device_mappings.0.ebs.0.kms_key_id", [p.ref("aws_kms_key.volumes", "arn")]),
])

_logs := p.platform(p.ec2, [], [
	_key("logs", _account | _for_logs("arn:aws:logs:eu-central-1:111122223333:log-group:/aws/eks/main/cluster")),
	p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster"}, {"kms_key_id": [p.ref("aws_kms_key.logs", "arn")]}),
])

_key(name, statements) := p.resource($"aws_kms_key.{name}", {"policy": identity.text(statements)}, {})

_account := {{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}}

_used := ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]

_for_scaling(role) := {
	{"Effect": "Allow", "Principal": {"AWS": [role]}, "Action": _used, "Resource": "*"},
	{
		"Effect": "Allow",
		"Principal": {"AWS": role},
		"Action": "kms:CreateGrant",
		"Resource": "*",
		"Condition": {"Bool": {"kms:GrantIsForAWSResource": true}},
	},
}

_for_logs(group) := {{
	"Effect": "Allow",
	"Principal": {"Service": "logs.eu-central-1.amazonaws.com"},
	"Action": _used,
	"Resource": "*",
	"Condition": {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": group}},
}}

_service(name, conditions) := {object.union(
	{"Effect": "Allow", "Principal": {"Service": name}, "Action": _used, "Resource": "*"},
	conditions,
)}

cases["volumes, as documented"] := {"input": _volumes, "want": {"aws_kms_key.volumes": "pass"}}

cases["no key made here for volumes or logs"] := {"input": p.ec2, "want": {}}

cases["volumes, with the account's statement alone"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)})]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, with the default policy"] := {"input": p.platform(_volumes, [["aws_kms_key.volumes", "values", "policy"]], []), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, with a policy that is not known"] := {"input": p.platform(_volumes, [["aws_kms_key.volumes", "values", "policy"]], [p.point("aws_kms_key.volumes", "policy", [p.unknown("x")])]), "want": {"aws_kms_key.volumes": "undetermined"}}

cases["volumes, with a policy that is no JSON"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": "not JSON"})]), "want": {"aws_kms_key.volumes": "undetermined"}}

cases["volumes, with a policy from a policy document"] := {"input": p.platform(_volumes, [["aws_kms_key.volumes", "values", "policy"]], [p.point("aws_kms_key.volumes", "policy", [p.ref("data.aws_iam_policy_document.key", "json")]), p.resource("data.aws_iam_policy_document.key", {"statement": [{"actions": ["kms:*"], "resources": ["*"], "principals": [{"type": "AWS", "identifiers": ["arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"]}]}]}, {})]), "want": {"aws_kms_key.volumes": "pass"}}

cases["volumes, without grants"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text([{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"}, "Action": _used, "Resource": "*"}])})]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, for another role"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account | _for_scaling("arn:aws:iam::111122223333:role/AWSServiceRoleForAutoScaling"))})]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, for the role of another service"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account | _for_scaling("arn:aws:iam::111122223333:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot"))})]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, in another partition"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account | _for_scaling("arn:aws-us-gov:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"))})]), "want": {"aws_kms_key.volumes": "pass"}}

cases["volumes, for the role as a service"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account | _service("arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling", {"Action": "kms:*"}))})]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, for everyone in the account"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text([{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": {"StringEquals": {"kms:CallerAccount": "111122223333"}}}])})]), "want": {"aws_kms_key.volumes": "pass"}}

cases["volumes, under a condition of one's own"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text([{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": {"StringEquals": {"kms:CallerAccount": "111122223333", "aws:SourceVpc": "vpc-0"}}}])})]), "want": {"aws_kms_key.volumes": "undetermined"}}

cases["volumes, with a denial for everyone"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(((_account | _for_scaling("arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling")) | {{"Effect": "Deny", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}}))})]), "want": {"aws_kms_key.volumes": "undetermined"}}

cases["volumes, with a denial of something else"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(((_account | _for_scaling("arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling")) | {{"Effect": "Deny", "Principal": "*", "Action": "kms:ScheduleKeyDeletion", "Resource": "*"}}))})]), "want": {"aws_kms_key.volumes": "pass"}}

cases["volumes, with a denial for another"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(((_account | _for_scaling("arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling")) | {{"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111122223333:role/x"}, "Action": "kms:*", "Resource": "*"}}))})]), "want": {"aws_kms_key.volumes": "pass"}}

cases["volumes, with a denial for all but some"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(((_account | _for_scaling("arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling")) | {{"Effect": "Deny", "NotPrincipal": {"AWS": "x"}, "Action": "kms:*", "Resource": "*"}}))})]), "want": {"aws_kms_key.volumes": "undetermined"}}

cases["volumes, with a policy of a resource of its own"] := {"input": p.platform(_volumes, [["aws_kms_key.volumes", "values", "policy"]], [p.resource("aws_kms_key_policy.volumes", {"policy": identity.text(_account | _for_scaling("arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"))}, {"key_id": [p.ref("aws_kms_key.volumes", "id")]})]), "want": {"aws_kms_key.volumes": "pass"}}

cases["volumes, with a policy of a resource of its own that takes the place of the key's"] := {"input": p.platform(_volumes, [], [p.resource("aws_kms_key_policy.volumes", {"policy": identity.text(_account)}, {"key_id": [p.ref("aws_kms_key.volumes", "id")]})]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, with a policy of a resource whose key is not known"] := {"input": p.platform(_volumes, [], [p.resource("aws_kms_key_policy.volumes", {"policy": identity.text(_account)}, {"key_id": [p.unknown("var.key")]})]), "want": {"aws_kms_key.volumes": "undetermined"}}

cases["volumes, with a policy of a resource for another key"] := {"input": p.platform(_volumes, [], [p.resource("aws_kms_key_policy.volumes", {"policy": identity.text(_account)}, {"key_id": [p.ref("aws_kms_key.secrets", "id")]})]), "want": {"aws_kms_key.volumes": "pass"}}

cases["volumes, by a grant"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.resource("aws_kms_grant.volumes", {"grantee_principal": "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling", "operations": ["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"]}, {"key_id": [p.ref("aws_kms_key.volumes", "key_id")]})]), "want": {"aws_kms_key.volumes": "pass"}}

cases["volumes, by a grant that leaves operations out"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.resource("aws_kms_grant.volumes", {"grantee_principal": "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling", "operations": ["Decrypt"]}, {"key_id": [p.ref("aws_kms_key.volumes", "key_id")]})]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, by a grant for another"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.resource("aws_kms_grant.volumes", {"grantee_principal": "arn:aws:iam::111122223333:role/x", "operations": ["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"]}, {"key_id": [p.ref("aws_kms_key.volumes", "key_id")]})]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, by a grant on another key"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.resource("aws_kms_grant.volumes", {"grantee_principal": "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling", "operations": ["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"]}, {"key_id": [p.ref("aws_kms_key.secrets", "key_id")]})]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, by a grant on a key that is not known"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.resource("aws_kms_grant.volumes", {"grantee_principal": "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling", "operations": ["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"]}, {"key_id": [p.unknown("var.key")]})]), "want": {"aws_kms_key.volumes": "undetermined"}}

cases["volumes, by a grant for somebody who is not known"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.resource("aws_kms_grant.volumes", {"operations": ["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"]}, {"key_id": [p.ref("aws_kms_key.volumes", "key_id")], "grantee_principal": [p.ref("aws_iam_service_linked_role.scaling", "arn")]})]), "want": {"aws_kms_key.volumes": "undetermined"}}

cases["volumes, by a grant of operations that are not known"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.resource("aws_kms_grant.volumes", {"grantee_principal": "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"}, {"key_id": [p.ref("aws_kms_key.volumes", "key_id")], "operations": [p.unknown("var.operations")]})]), "want": {"aws_kms_key.volumes": "undetermined"}}

cases["volumes, by a grant, with a denial"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account | {{"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": {"Bool": {"a": "b"}}}})}), p.resource("aws_kms_grant.volumes", {"grantee_principal": "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling", "operations": ["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"]}, {"key_id": [p.ref("aws_kms_key.volumes", "key_id")]})]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, by an alias"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.point("aws_launch_template.node", "block_device_mappings.0.ebs.0.kms_key_id", [p.ref("aws_kms_alias.volumes", "target_key_arn")]), p.resource("aws_kms_alias.volumes", {"name": "alias/volumes"}, {"target_key_id": [p.ref("aws_kms_key.volumes", "key_id")]})]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, by the key's ARN"] := {"input": p.platform(_volumes, [["aws_launch_template.node", "edges", "block_device_mappings.0.ebs.0.kms_key_id"], ["aws_launch_template.node", "unknown", "block_device_mappings.0.ebs.0.kms_key_id"]], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.change("aws_kms_key.volumes", {"arn": "arn:aws:kms:eu-central-1:111122223333:key/0"}), p.change("aws_launch_template.node", {"block_device_mappings": [{"ebs": [{"kms_key_id": "arn:aws:kms:eu-central-1:111122223333:key/0"}]}]})]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, by the ARN of a key elsewhere"] := {"input": p.platform(_volumes, [["aws_launch_template.node", "edges", "block_device_mappings.0.ebs.0.kms_key_id"], ["aws_launch_template.node", "unknown", "block_device_mappings.0.ebs.0.kms_key_id"]], [p.change("aws_kms_key.volumes", {"arn": "arn:aws:kms:eu-central-1:111122223333:key/1"}), p.change("aws_launch_template.node", {"block_device_mappings": [{"ebs": [{"kms_key_id": "arn:aws:kms:eu-central-1:111122223333:key/0"}]}]})]), "want": {}}

cases["volumes, by the ARN of a key that is looked up"] := {"input": p.platform(p.ec2, [], [p.resource("data.aws_kms_key.volumes", {"arn": "arn:aws:kms:eu-central-1:111122223333:key/0"}, {}), p.change("aws_launch_template.node", {"block_device_mappings": [{"ebs": [{"kms_key_id": "arn:aws:kms:eu-central-1:111122223333:key/0"}]}]})]), "want": {}}

cases["volumes, by a key that is looked up"] := {"input": p.platform(_volumes, [], [p.resource("data.aws_kms_key.other", {}, {}), p.point("aws_launch_template.node", "block_device_mappings.0.ebs.0.kms_key_id", [p.ref("data.aws_kms_key.other", "arn")])]), "want": {}}

cases["volumes, of a second mapping"] := {"input": p.platform(_volumes, [["aws_launch_template.node", "edges", "block_device_mappings.0.ebs.0.kms_key_id"], ["aws_launch_template.node", "unknown", "block_device_mappings.0.ebs.0.kms_key_id"]], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.change("aws_launch_template.node", {"block_device_mappings": [{"ebs": [{}]}, {"ebs": [{}]}]}), p.point("aws_launch_template.node", "block_device_mappings.1.ebs.0.kms_key_id", [p.ref("aws_kms_key.volumes", "arn")])]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes, whose mappings are not known one by one"] := {"input": p.platform(_volumes, [["aws_launch_template.node", "edges", "block_device_mappings.0.ebs.0.kms_key_id"], ["aws_launch_template.node", "unknown", "block_device_mappings.0.ebs.0.kms_key_id"], ["aws_launch_template.node", "values", "block_device_mappings"]], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.point("aws_launch_template.node", "block_device_mappings", [p.ref("aws_kms_key.volumes", "arn")])]), "want": {"aws_kms_key.volumes": "undetermined"}}

cases["volumes, whose mappings are not known one by one, with a sound policy"] := {"input": p.platform(_volumes, [["aws_launch_template.node", "edges", "block_device_mappings.0.ebs.0.kms_key_id"], ["aws_launch_template.node", "unknown", "block_device_mappings.0.ebs.0.kms_key_id"], ["aws_launch_template.node", "values", "block_device_mappings"]], [p.point("aws_launch_template.node", "block_device_mappings", [p.ref("aws_kms_key.volumes", "arn")])]), "want": {"aws_kms_key.volumes": "pass"}}

cases["volumes, by one of two keys"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.point("aws_launch_template.node", "block_device_mappings.0.ebs.0.kms_key_id", [p.over("local.key", ["aws_kms_key.volumes", "aws_kms_key.secrets"])])]), "want": {"aws_kms_key.volumes": "undetermined", "aws_kms_key.secrets": "undetermined"}}

cases["something else of the template refers to the key"] := {"input": p.platform(_volumes, [["aws_launch_template.node", "edges", "block_device_mappings.0.ebs.0.kms_key_id"], ["aws_launch_template.node", "unknown", "block_device_mappings.0.ebs.0.kms_key_id"]], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.point("aws_launch_template.node", "user_data", [p.ref("aws_kms_key.volumes", "arn")])]), "want": {}}

cases["volumes of a template that no node group has"] := {"input": p.platform(_volumes, ["aws_eks_node_group.main"], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)})]), "want": {}}

cases["volumes of a template beside that of the node group"] := {"input": p.platform(p.ec2, [], [_key("volumes", _account), p.resource("aws_launch_template.bastion", {"block_device_mappings": [{"ebs": [{}]}]}, {"block_device_mappings.0.ebs.0.kms_key_id": [p.ref("aws_kms_key.volumes", "arn")]})]), "want": {}}

cases["volumes, beside an alias of another key"] := {"input": p.platform(_volumes, [], [p.resource("aws_kms_alias.secrets", {"name": "alias/secrets"}, {"target_key_id": [p.ref("aws_kms_key.secrets", "key_id")]})]), "want": {"aws_kms_key.volumes": "pass"}}

cases["volumes of a template that a node group may have"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")])]), "want": {"aws_kms_key.volumes": "undetermined"}}

cases["volumes of a template that another node group may have"] := {"input": p.platform(_volumes, [], [p.change("aws_kms_key.volumes", {"policy": identity.text(_account)}), p.node_group("aws_eks_node_group.second", "aws_launch_template.node"), p.point("aws_eks_node_group.second", "launch_template.0.id", [p.unknown("var.template")])]), "want": {"aws_kms_key.volumes": "fail"}}

cases["volumes of a template that is looked up"] := {"input": p.platform(p.ec2, [], [p.resource("aws_kms_key.volumes", {}, {}), p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")]), p.resource("data.aws_launch_template.x", {"block_device_mappings": [{}]}, {"block_device_mappings.0.ebs.0.kms_key_id": [p.ref("aws_kms_key.volumes", "arn")]})]), "want": {}}

cases["logs, as documented"] := {"input": _logs, "want": {"aws_kms_key.logs": "pass"}}

cases["logs, for another group"] := {"input": p.platform(_logs, [], [p.change("aws_kms_key.logs", {"policy": identity.text(_for_logs("arn:aws:logs:eu-central-1:111122223333:log-group:/aws/eks/other/cluster"))})]), "want": {"aws_kms_key.logs": "undetermined"}}

cases["logs, for all groups"] := {"input": p.platform(_logs, [], [p.change("aws_kms_key.logs", {"policy": identity.text(_for_logs("arn:aws:logs:eu-central-1:111122223333:*"))})]), "want": {"aws_kms_key.logs": "pass"}}

cases["logs, for something else"] := {"input": p.platform(_logs, [], [p.change("aws_kms_key.logs", {"policy": identity.text(_for_logs("arn:aws:logs:eu-central-1:111122223333:destination"))})]), "want": {"aws_kms_key.logs": "undetermined"}}

cases["logs, for a pattern of groups"] := {"input": p.platform(_logs, [], [p.change("aws_kms_key.logs", {"policy": identity.text(_for_logs("arn:aws:logs:eu-central-1:111122223333:log-group:/aws/eks/*:*"))})]), "want": {"aws_kms_key.logs": "pass"}}

cases["logs, for all groups but one"] := {"input": p.platform(_logs, [], [p.change("aws_kms_key.logs", {"policy": identity.text(_service("logs.eu-central-1.amazonaws.com", {"Condition": {"ArnNotEquals": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/eks/main/cluster"}}}))})]), "want": {"aws_kms_key.logs": "undetermined"}}

cases["logs, for one account"] := {"input": p.platform(_logs, [], [p.change("aws_kms_key.logs", {"policy": identity.text(_service("logs.eu-central-1.amazonaws.com", {"Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}}))})]), "want": {"aws_kms_key.logs": "pass"}}

cases["logs, for another context"] := {"input": p.platform(_logs, [], [p.change("aws_kms_key.logs", {"policy": identity.text(_service("logs.eu-central-1.amazonaws.com", {"Condition": {"StringEquals": {"kms:EncryptionContext:x": "y"}}}))})]), "want": {"aws_kms_key.logs": "undetermined"}}

cases["logs, for a group whose name is not known"] := {"input": p.platform(_logs, [["aws_cloudwatch_log_group.main", "values", "name"]], [p.forget("aws_cloudwatch_log_group.main", "name")]), "want": {"aws_kms_key.logs": "undetermined"}}

cases["logs, without the region"] := {"input": p.platform(_logs, [], [p.change("aws_kms_key.logs", {"policy": identity.text(_service("logs.amazonaws.com", {}))})]), "want": {"aws_kms_key.logs": "pass"}}

cases["logs, in China"] := {"input": p.platform(_logs, [], [p.change("aws_kms_key.logs", {"policy": identity.text(_service("logs.cn-north-1.amazonaws.com.cn", {}))})]), "want": {"aws_kms_key.logs": "pass"}}

cases["logs, for another service"] := {"input": p.platform(_logs, [], [p.change("aws_kms_key.logs", {"policy": identity.text(_service("vpc-flow-logs.amazonaws.com", {}))})]), "want": {"aws_kms_key.logs": "fail"}}

cases["logs, with the default policy"] := {"input": p.platform(_logs, [["aws_kms_key.logs", "values", "policy"]], []), "want": {"aws_kms_key.logs": "fail"}}

cases["logs, without GenerateDataKey"] := {"input": p.platform(_logs, [], [p.change("aws_kms_key.logs", {"policy": identity.text(_service("logs.eu-central-1.amazonaws.com", {"Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:Describe*"]}))})]), "want": {"aws_kms_key.logs": "fail"}}

cases["logs of a group that is looked up"] := {"input": p.platform(_logs, ["aws_cloudwatch_log_group.main"], [p.resource("data.aws_cloudwatch_log_group.main", {}, {"kms_key_id": [p.ref("aws_kms_key.logs", "arn")]})]), "want": {}}

cases["logs, by one of two keys"] := {"input": p.platform(_logs, [], [p.change("aws_kms_key.logs", {"policy": identity.text(_account)}), p.point("aws_cloudwatch_log_group.main", "kms_key_id", [p.over("local.key", ["aws_kms_key.logs", "aws_kms_key.secrets"])])]), "want": {"aws_kms_key.logs": "undetermined", "aws_kms_key.secrets": "undetermined"}}

cases["one key for volumes and logs that lets in Auto Scaling alone"] := {"input": p.platform(_volumes, [], [p.resource("aws_cloudwatch_log_group.main", {"name": "x"}, {"kms_key_id": [p.ref("aws_kms_key.volumes", "arn")]})]), "want": {"aws_kms_key.volumes": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
