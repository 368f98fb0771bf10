package acme.rules["clusters-tagged_test"]

import data.acme.rules["clusters-tagged"] as rule

cluster(values, unknown) := {"resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {
	"address": "aws_eks_cluster.main",
	"mode": "managed",
	"values": values,
	"unknown": unknown,
	"edges": {},
}}}}

cases := {
	"all tags": {"input": cluster({"tags": {"owner": "a", "cost-center": "7"}}, {}), "want": {"pass"}},
	"the provider's tags": {"input": cluster({"tags": {"owner": "a"}, "tags_all": {"cost-center": "7"}}, {}), "want": {"pass"}},
	"one tag short": {"input": cluster({"tags": {"owner": "a"}}, {}), "want": {"fail"}},
	"no tags": {"input": cluster({}, {}), "want": {"fail"}},
	"tags that are not known": {"input": cluster({}, {"tags": true}), "want": {"undetermined"}},
	"one that is not known, and all that are wanted": {
		"input": cluster({"tags": {"owner": "a", "cost-center": "7"}}, {"tags.name": true}),
		"want": {"pass"},
	},
	"nothing to judge": {"input": {"resources": {"aws_eks_cluster": {}}}, "want": set()},
}

test_outcomes[name] if {
	some name, case in cases
	{result.outcome | some result in rule.results} == case.want with input as case.input
}

test_names_what_is_missing if {
	some result in rule.results with input as cluster({"tags": {"owner": "a"}}, {})
	result.message == "aws_eks_cluster.main lacks cost-center"
}
