# METADATA
# title: No secrets in user data
# description: >-
#   Everyone who may describe a launch template reads its user data, and so does every process on a node that reaches the metadata service.
#   It holds no access key, private key or password, written out or filled in by Terraform.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: Let the node read the secret at boot, from Secrets Manager or Parameter Store with its role, and replace the one that was written.
#   aliases: [CKV_AWS_46, AVD-AWS-0129]
package eksgate.rules["shared-responsibility"]["no-secrets-in-user-data"]

import data.eksgate.lib.result
import data.eksgate.lib.user_data
import data.eksgate.lib.values

results contains result.of(address, {"user_data"}, _judgement(template)) if some address, template in user_data.templates

_judgement(template) := values.judgement(
	values.no,
	$"the user data of {template.address} holds {concat(", ", sort(_written(template)))}",
	set(), set(),
) if {
	count(_written(template)) > 0
} else := values.judgement(
	values.no,
	$"the user data of {template.address} is filled in with a secret: {concat(", ", sort(_filled_in(template)))}",
	{edge.to | some reference in user_data.references(template); some edge in reference.targets; _is_secret(edge)}, set(),
) if {
	count(_filled_in(template)) > 0
} else := values.holds if {
	user_data.open(template) == ""
} else := values.holds if {
	facts := user_data.facts(template)
	not facts.unreadable
	every reference in user_data.references(template) {
		_is_harmless(reference)
	}
} else := values.judgement(
	values.maybe,
	user_data.open(template),
	set(), user_data.missing(template) | {$"{template.address}: {reference.reference}" |
		some reference in user_data.references(template)
		not _is_harmless(reference)
	},
)

_written(template) := {$"{_articles[secret.kind]} {secret.kind} (part {secret.part}, line {secret.line})" |
	some secret in user_data.facts(template).secrets
}

_articles := {
	"AWS access key id": "an",
	"AWS secret access key": "an",
	"private key": "a",
	"password": "a",
}

# References that are a secret whatever they turn out to be.
_filled_in(template) := {reference.reference |
	some reference in user_data.references(template)
	reference.certainty != "unknown"
	every edge in reference.targets {
		_is_secret(edge)
	}
}

# Attributes that hold a secret, by what they are called, and those whose name does not tell.
_is_secret(edge) if {
	regex.match(
		`(^|[._])(password|secret|token|private_key(_pem|_pem_pkcs8|_openssh)?|secret_string|secret_binary|ses_smtp_password_v4|authorization_token)(\.|$)`,
		edge.attribute,
	)
}

_is_secret(edge) if edge.type == "aws_kms_secrets"

_is_secret(edge) if [edge.type, edge.attribute] in {
	["random_password", "result"],
	["aws_secretsmanager_random_password", "random_password"],
}

# What else AWS tells of its resources is no secret; a parameter may be one.
_is_harmless(reference) if {
	reference.certainty != "unknown"
	every edge in reference.targets {
		startswith(edge.type, "aws_")
		not _is_secret(edge)
		not edge.type == "aws_ssm_parameter"
	}
}
