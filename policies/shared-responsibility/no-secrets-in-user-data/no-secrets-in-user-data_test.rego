package eksgate.rules["shared-responsibility"]["no-secrets-in-user-data_test"]

import data.eksgate.rules["shared-responsibility"]["no-secrets-in-user-data"] as rule
import data.eksgate.testing.platform as p

_template := "aws_launch_template.node"

_facts(facts) := p.change(_template, {"user_data_facts": [object.union({"kinds": ["shell script"], "secrets": [], "bootstraps": []}, facts)]})

_refers(references) := p.point(_template, "user_data_facts", references)

_judged(outcome) := {_template: outcome}

cases["no user data"] := {"input": p.ec2, "want": _judged("pass")}

cases["user data without secrets"] := {"input": p.merge([p.ec2, _facts({})]), "want": _judged("pass")}

cases["each kind of secret"] := {"input": p.merge([p.ec2, _facts({"secrets": [{"kind": kind, "part": 1, "line": line} | some line, kind in ["AWS access key id", "AWS secret access key", "private key", "password"]]})]), "want": _judged("fail")}

cases["a launch configuration"] := {"input": p.merge([p.ec2, p.resource("aws_launch_configuration.self", {"user_data_facts": [{"kinds": [], "bootstraps": [], "secrets": [{"kind": "password", "part": 1, "line": 2}]}]}, {})]), "want": object.union(_judged("pass"), {"aws_launch_configuration.self": "fail"})}

cases["a template that is not made here"] := {"input": p.merge([p.ec2, p.resource("data.aws_launch_template.other", {"user_data_facts": [{"unreadable": "it is not base64"}]}, {})]), "want": _judged("pass")}

cases["user data that cannot be read"] := {"input": p.merge([p.ec2, p.change(_template, {"user_data_facts": [{"unreadable": "it is not base64"}]})]), "want": _judged("undetermined")}

cases["user data that cannot be read, made of references"] := {"input": p.merge([p.ec2, p.change(_template, {"user_data_facts": [{"unreadable": "it is not base64"}]}), _refers([p.ref("aws_eks_cluster.main", "endpoint")])]), "want": _judged("undetermined")}

cases["user data that is not known"] := {"input": p.merge([p.ec2, p.forget(_template, "user_data_facts")]), "want": _judged("undetermined")}

cases["user data that is not known, made of what is no secret"] := {"input": p.merge([p.ec2, _refers([p.ref("aws_eks_cluster.main", "endpoint")])]), "want": _judged("undetermined")}

cases["a part that is no secret"] := {"input": p.merge([p.ec2, _facts({}), _refers([p.ref("aws_eks_cluster.main", "endpoint"), p.over("either", ["aws_vpc.main", "aws_eks_cluster.main"])])]), "want": _judged("pass")}

cases["a part that is not told"] := {"input": p.merge([p.ec2, _facts({}), _refers([p.ref("aws_eks_cluster.main", "endpoint"), p.unknown("var.script")])]), "want": _judged("undetermined")}

cases["a part that another provider makes"] := {"input": p.merge([p.ec2, _facts({}), _refers([p.ref("cloudinit_config.node", "rendered")])]), "want": _judged("undetermined")}

cases["a part that is a parameter"] := {"input": p.merge([p.ec2, _facts({}), _refers([p.ref("data.aws_ssm_parameter.any", "value")])]), "want": _judged("undetermined")}

cases["a part that may be a secret or not"] := {"input": p.merge([p.ec2, _facts({}), _refers([{"reference": "either", "certainty": "over", "targets": [{"to": "aws_db_instance.db", "type": "aws_db_instance", "attribute": attribute} | some attribute in ["password", "address"]]}])]), "want": _judged("undetermined")}

cases["a secret beside a part that is not known"] := {"input": p.merge([p.ec2, _facts({"secrets": [{"kind": "private key", "part": 1, "line": 2}]}), _refers([p.unknown("var.script")])]), "want": _judged("fail")}

cases[$"filled in with {attribute} of {address}"] := {"input": p.merge([p.ec2, _facts({}), _refers([p.ref("aws_eks_cluster.main", "endpoint"), p.ref(address, attribute)])]), "want": _judged("fail")} if {
	some [address, attribute] in [
		["random_password.db", "result"],
		["data.aws_secretsmanager_random_password.db", "random_password"],
		["aws_db_instance.db", "password"],
		["aws_rds_cluster.db", "master_password"],
		["data.aws_secretsmanager_secret_version.db", "secret_string"],
		["aws_iam_access_key.node", "secret"],
		["aws_iam_access_key.node", "ses_smtp_password_v4"],
		["tls_private_key.node", "private_key_pem"],
		["tls_private_key.node", "private_key_openssh"],
		["data.aws_eks_cluster_auth.main", "token"],
		["data.aws_ecr_authorization_token.main", "authorization_token"],
		["data.aws_kms_secrets.db", "plaintext.db"],
	]
}

cases["filled in with a secret, where the text is not known"] := {"input": p.merge([p.ec2, _refers([p.ref("random_password.db", "result")])]), "want": _judged("fail")}

cases["the name of a secret is none"] := {"input": p.merge([p.ec2, _facts({}), _refers([p.ref("aws_secretsmanager_secret.db", "arn"), p.ref("aws_eks_cluster.main", "secrets_manager")])]), "want": _judged("pass")}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_only(name) := result if {
	results := rule.results with input as cases[name].input
	some result in results
}

test_secrets_are_named_with_their_places if {
	_only("each kind of secret").message == concat(" ", [
		"the user data of aws_launch_template.node holds a password (part 1, line 3), a private key (part 1, line 2),",
		"an AWS access key id (part 1, line 0), an AWS secret access key (part 1, line 1)",
	])
}

test_what_a_secret_is_filled_in_from_is_named if {
	result := _only("filled in with result of random_password.db")
	result.message == "the user data of aws_launch_template.node is filled in with a secret: random_password.db.result"
	result.related == ["random_password.db"]
}

test_only_what_is_not_known_to_be_harmless_is_missing if {
	_only("a part that is not told").missing == ["aws_launch_template.node: user_data", "aws_launch_template.node: var.script"]
}
