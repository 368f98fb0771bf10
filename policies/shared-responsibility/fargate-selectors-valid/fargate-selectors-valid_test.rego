package eksgate.rules["shared-responsibility"]["fargate-selectors-valid_test"]

import data.eksgate.rules["shared-responsibility"]["fargate-selectors-valid"] as rule
import data.eksgate.testing.platform as p

_profile := "aws_eks_fargate_profile.default"

_with(selectors) := p.platform(p.fargate, ["aws_eks_fargate_profile.system"], [p.change(_profile, {"selector": selectors})])

_namespaces(names) := _with([{"namespace": name} | some name in names])

_labels(count_of) := {$"label-{number}": "x" | some number in numbers.range(1, count_of)}

cases["one selector in each profile"] := {"input": p.platform(p.fargate, [], []), "want": {"aws_eks_fargate_profile.default": "pass", "aws_eks_fargate_profile.system": "pass"}}

cases["five selectors"] := {"input": _namespaces(["a", "b", "c", "d", "e"]), "want": {_profile: "pass"}}

cases["six selectors"] := {"input": _namespaces(["a", "b", "c", "d", "e", "f"]), "want": {_profile: "fail"}}

cases["six selectors, and more that are not known"] := {"input": object.union(_namespaces(["a", "b", "c", "d", "e", "f"]), p.forget(_profile, "selector")), "want": {_profile: "fail"}}

cases["no selector"] := {"input": p.platform(p.fargate, ["aws_eks_fargate_profile.system", [_profile, "values", "selector"]], []), "want": {_profile: "fail"}}

cases["an empty list of selectors"] := {"input": _with([]), "want": {_profile: "fail"}}

cases["selectors that are not known"] := {"input": p.platform(p.fargate, ["aws_eks_fargate_profile.system", [_profile, "values", "selector"]], [p.forget(_profile, "selector")]), "want": {_profile: "undetermined"}}

cases["patterns"] := {"input": _namespaces(["*", "prod-*", "*-prod", "team-?", "?"]), "want": {_profile: "pass"}}

cases["upper case"] := {"input": _namespaces(["Default"]), "want": {_profile: "fail"}}

cases["one of two is not a name"] := {"input": _namespaces(["default", "kube_system"]), "want": {_profile: "fail"}}

cases["a hyphen at the end"] := {"input": _namespaces(["prod-"]), "want": {_profile: "fail"}}

cases["a hyphen at the beginning"] := {"input": _namespaces(["-prod"]), "want": {_profile: "fail"}}

cases["an expression that is no pattern here"] := {"input": _namespaces(["prod-[ab]"]), "want": {_profile: "fail"}}

cases["several in one text"] := {"input": _namespaces(["default,shop"]), "want": {_profile: "fail"}}

cases["the longest name"] := {"input": _namespaces([concat("", [letter | some _ in numbers.range(1, 63); letter := "a"])]), "want": {_profile: "pass"}}

cases["a longer name"] := {"input": _namespaces([concat("", [letter | some _ in numbers.range(1, 64); letter := "a"])]), "want": {_profile: "fail"}}

cases["a longer pattern that the longest name matches"] := {"input": _namespaces([concat("", array.concat(["*"], [letter | some _ in numbers.range(1, 63); letter := "a"]))]), "want": {_profile: "pass"}}

cases["an empty namespace"] := {"input": _namespaces([""]), "want": {_profile: "fail"}}

cases["no namespace"] := {"input": _with([{"labels": {"app": "shop"}}]), "want": {_profile: "fail"}}

cases["a namespace that is not known"] := {"input": object.union(_with([{}]), p.forget(_profile, "selector.0.namespace")), "want": {_profile: "undetermined"}}

cases["five labels"] := {"input": _with([{"namespace": "a", "labels": _labels(5)}]), "want": {_profile: "pass"}}

cases["six labels"] := {"input": _with([{"namespace": "a", "labels": _labels(6)}]), "want": {_profile: "fail"}}

cases["six labels of the second selector"] := {"input": _with([{"namespace": "a"}, {"namespace": "b", "labels": _labels(6)}]), "want": {_profile: "fail"}}

cases["six labels, one with a value that is not known"] := {"input": object.union(_with([{"namespace": "a", "labels": _labels(5)}]), p.forget(_profile, "selector.0.labels.app")), "want": {_profile: "fail"}}

cases["five labels, one with a value that is not known"] := {"input": object.union(_with([{"namespace": "a", "labels": _labels(4)}]), p.forget(_profile, "selector.0.labels.app")), "want": {_profile: "pass"}}

cases["a label of another selector with a value that is not known"] := {"input": object.union(_with([{"namespace": "a", "labels": _labels(5)}, {"namespace": "b"}]), p.forget(_profile, "selector.1.labels.app")), "want": {_profile: "pass"}}

cases["labels that are not known"] := {"input": object.union(_with([{"namespace": "a"}]), p.forget(_profile, "selector.0.labels")), "want": {_profile: "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
