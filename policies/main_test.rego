package eksgate_test

import data.eksgate
import data.eksgate.catalogue
import data.eksgate.testing.complete
import data.eksgate.testing.platform

_gaps := [{"address": "module.vpc", "reason": "child modules are not read by this version"}]

_unread := object.union(platform.ec2, {"gaps": _gaps})

test_every_rule_that_applies_passes_a_sound_platform if {
	results := eksgate.results with input as complete.ec2
	{result.outcome | some result in results} == {"pass"}
	count({result.rule | some result in results}) >= 26
}

test_every_rule_that_applies_passes_a_sound_platform_of_pods_alone if {
	results := eksgate.results with input as complete.fargate
	{result.outcome | some result in results} == {"pass"}
	count({result.rule | some result in results}) >= 19
}

test_only_the_rules_that_are_asked_for_answer if {
	asked := {"networking/cluster-subnets-span-zones"}
	results := eksgate.results with input as object.union(platform.ec2, {"only": asked})
	{result.rule | some result in results} == asked
}

test_nothing_passes_where_a_part_of_the_input_is_not_read if {
	results := eksgate.results with input as _unread
	{result.outcome | some result in results} == {"undetermined"}
}

test_every_rule_is_undetermined_about_a_part_that_is_not_read if {
	results := eksgate.results with input as _unread
	rules := {$"{group}/{name}" | data.eksgate.rules[group][name].results}
	count(rules) >= 12
	rules == {result.rule | some result in results; result.address == "module.vpc"}
}

test_a_result_says_which_part_is_not_read if {
	results := eksgate.results with input as _unread
	some result in results
	result.address == "aws_eks_cluster.main"
	result.message == "parts of this input are not read"
	result.missing == ["module.vpc: child modules are not read by this version"]
}

test_nothing_is_answered_that_is_not_asked_for if {
	count(catalogue.answers) == 0 with input as object.union(platform.ec2, {"only": []})
}
