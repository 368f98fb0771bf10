# METADATA
# title: Keys of volumes and log groups may be used
# description: >-
#   A key made here that encrypts the volumes of nodes lets the service-linked role of EC2 Auto Scaling use it, and one that encrypts log groups
#   lets CloudWatch Logs. A key without a policy of its own lets in neither: nodes then do not start, and log groups are not made.
# related_resources:
#   - ref: https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
#   - ref: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     In the key's policy, allow the role `AWSServiceRoleForAutoScaling` what Auto Scaling documents (`kms:CreateGrant` too), or the principal
#     `logs.REGION.amazonaws.com` what CloudWatch Logs documents.
#   aliases: []
package eksgate.rules["shared-responsibility"]["volume-key-usable"]

import data.eksgate.lib.key_policies
import data.eksgate.lib.key_uses
import data.eksgate.lib.result
import data.eksgate.lib.values

_users := {
	"volumes": {
		"name": "EC2 Auto Scaling (AWSServiceRoleForAutoScaling)",
		"kind": "AWS",
		"id": `:role/aws-service-role/autoscaling\.amazonaws\.com/AWSServiceRoleForAutoScaling$`,
		"conditions": `^kms:(grantisforawsresource|calleraccount)$`,
	},
	"logs": {
		"name": "CloudWatch Logs",
		"kind": "Service",
		"id": `^logs\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$`,
		"conditions": `^(aws:sourceaccount|aws:sourcearn)$`,
	},
}

_actions := {
	"volumes": {
		"kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey",
		"kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo",
	},
	"logs": {"kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"},
}

results contains result.of(key, {"policy"}, values.all_of({_judged(key, use) | some use in uses})) if some key, uses in key_uses.of

_judged(key, use) := found if {
	use.certain
	found := _usable(key, use)
} else := values.either([values.holds, _usable(key, use)], $"whether {use.by} encrypts with {key}")

_usable(key, use) := object.union(found, {"related": {use.by}}) if {
	who := object.union(_users[use.purpose], _log_group(use.by))
	found := key_policies.lets(key, who, _actions[use.purpose])
}

_log_group(address) := {"log_group": object.get(group.values, "name", "") | group := input.resources.aws_cloudwatch_log_group[address]}
