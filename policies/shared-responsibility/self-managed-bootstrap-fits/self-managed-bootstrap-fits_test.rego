package eksgate.rules["shared-responsibility"]["self-managed-bootstrap-fits_test"]

import data.eksgate.rules["shared-responsibility"]["self-managed-bootstrap-fits"] as rule
import data.eksgate.testing.platform as p

_template := "aws_launch_template.node"

_group := p.resource(
	"aws_autoscaling_group.self",
	{"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{}]},
	{
		"launch_template.0.id": [p.id(_template)],
		"launch_template.0.version": [p.ref(_template, "latest_version")],
		"vpc_zone_identifier": p.private_subnets,
	},
)

_self := p.platform(p.ec2, ["aws_eks_node_group.main"], [_group])

_nodeadm := {"way": "nodeadm", "cluster_name": "main", "endpoint": true, "certificate_authority": true, "service_range": true}

_bottlerocket := {"way": "Bottlerocket", "cluster_name": "main", "endpoint": true, "certificate_authority": true}

_linux := {"way": "bootstrap.sh", "cluster_name": "main"}

_told(bootstraps) := p.change(_template, {"user_data_facts": [{"kinds": ["other"], "secrets": [], "bootstraps": bootstraps}]})

_with(changes) := p.merge(array.concat([_self], changes))

_cluster(attribute) := p.ref("aws_eks_cluster.main", attribute)

_other := p.resource("aws_eks_cluster.other", {"name": "other", "vpc_config": [{}]}, {})

# A piece of the user data that is a reference.
_piece(argument, references) := {"resources": {"aws_launch_template": {_template: {
	"unknown": {"user_data_facts": true},
	"edges": {"user_data_facts": references, $"user_data_facts.0.bootstraps.0.{argument}": references},
}}}}

# User data of which the input tells only what it is made from.
_made_from(references) := p.point(_template, "user_data_facts", references)

_name_of(references) := {"resources": {"aws_launch_template": {_template: {
	"unknown": {"user_data_facts": true, "user_data_facts.0.bootstraps.0.cluster_name": true},
	"edges": {"user_data_facts.0.bootstraps.0.cluster_name": references},
}}}}

_judged(outcome) := {"aws_autoscaling_group.self": outcome}

cases["no self-managed group"] := {"input": p.ec2, "want": {}}

cases["nodeadm with all that it needs"] := {"input": _with([_told([_nodeadm])]), "want": _judged("pass")}

cases[$"nodeadm without {argument}"] := {"input": _with([_told([object.remove(_nodeadm, [argument])])]), "want": _judged("fail")} if {
	some argument in ["cluster_name", "endpoint", "certificate_authority", "service_range"]
}

cases["Bottlerocket with all that it needs"] := {"input": _with([_told([_bottlerocket])]), "want": _judged("pass")}

cases[$"Bottlerocket without {argument}"] := {"input": _with([_told([object.remove(_bottlerocket, [argument])])]), "want": _judged("fail")} if {
	some argument in ["cluster_name", "endpoint", "certificate_authority"]
}

cases["bootstrap.sh asks EKS for the rest"] := {"input": _with([_told([_linux])]), "want": _judged("pass")}

cases["Windows asks EKS for the rest"] := {"input": _with([_told([{"way": "Windows", "cluster_name": "main"}])]), "want": _judged("pass")}

cases["another cluster's name"] := {"input": _with([_told([object.union(_nodeadm, {"cluster_name": "mian"})])]), "want": _judged("fail")}

cases["two ways, one of them for another cluster"] := {"input": _with([_told([_linux, object.union(_linux, {"cluster_name": "other"})])]), "want": _judged("fail")}

cases["a name that is written beside pieces that are not known"] := {"input": _with([_told([_nodeadm]), _piece("endpoint", [_cluster("endpoint")])]), "want": _judged("pass")}

cases["another name beside pieces that are not known"] := {"input": _with([_told([object.union(_nodeadm, {"cluster_name": "other"})]), _piece("endpoint", [_cluster("endpoint")])]), "want": _judged("fail")}

cases["no name beside pieces that are not known"] := {"input": _with([_told([object.remove(_nodeadm, ["cluster_name"])]), _piece("endpoint", [_cluster("endpoint")])]), "want": _judged("undetermined")}

cases["no certificate authority beside pieces that are not known"] := {"input": _with([_told([object.remove(_nodeadm, ["certificate_authority"])]), _piece("endpoint", [_cluster("endpoint")])]), "want": _judged("undetermined")}

cases[$"another cluster's {argument}"] := {"input": _with([_other, _told([_nodeadm]), _piece(argument, [p.ref("aws_eks_cluster.other", argument)])]), "want": _judged("fail")} if {
	some argument in ["endpoint", "certificate_authority"]
}

cases["an endpoint that may be another cluster's"] := {"input": _with([_other, _told([_nodeadm]), _piece("endpoint", [p.over("either", ["aws_eks_cluster.main", "aws_eks_cluster.other"])])]), "want": _judged("pass")}

cases["an endpoint that is no cluster's"] := {"input": _with([_told([_nodeadm]), _piece("endpoint", [p.ref("aws_route53_record.api", "fqdn")])]), "want": _judged("pass")}

cases["the cluster's name by reference"] := {"input": _with([_told([object.remove(_nodeadm, ["cluster_name"])]), _name_of([_cluster("id")])]), "want": _judged("pass")}

cases["another cluster's name by reference"] := {"input": _with([_other, _told([object.remove(_nodeadm, ["cluster_name"])]), _name_of([p.ref("aws_eks_cluster.other", "name")])]), "want": _judged("fail")}

cases["a name that may be either's"] := {"input": _with([_other, _told([object.remove(_nodeadm, ["cluster_name"])]), _name_of([p.over("either", ["aws_eks_cluster.main", "aws_eks_cluster.other"])])]), "want": _judged("undetermined")}

cases["a name from elsewhere"] := {"input": _with([_told([object.remove(_nodeadm, ["cluster_name"])]), _name_of([p.unknown("var.name")])]), "want": _judged("undetermined")}

cases["a name that the script makes"] := {"input": _with([_told([object.remove(_linux, ["cluster_name"])]), {"resources": {"aws_launch_template": {_template: {"unknown": {"user_data_facts.0.bootstraps.0.cluster_name": true}}}}}]), "want": _judged("undetermined")}

# A group that another cluster's own tag places, since the cluster has no name that is known.
_placed_by_group := p.platform(_self, [["aws_eks_cluster.main", "values", "name"]], [p.forget("aws_eks_cluster.main", "name")])

cases["a group whose cluster has no name that is known"] := {"input": p.merge([_placed_by_group, _told([_linux])]), "want": _judged("undetermined")}

cases["no user data"] := {"input": _self, "want": _judged("fail")}

cases["user data that names no cluster in a known way"] := {"input": _with([_told([])]), "want": _judged("undetermined")}

cases["user data that names no cluster, with pieces that are not known"] := {"input": _with([_told([]), _piece("endpoint", [_cluster("endpoint")])]), "want": _judged("undetermined")}

cases["user data that cannot be read"] := {"input": _with([p.change(_template, {"user_data_facts": [{"unreadable": "it is not text"}]})]), "want": _judged("undetermined")}

cases["user data that is not known"] := {"input": _with([p.forget(_template, "user_data_facts")]), "want": _judged("undetermined")}

cases["made from the cluster's name, endpoint and certificate authority"] := {"input": _with([_made_from([_cluster("name"), _cluster("endpoint"), _cluster("certificate_authority.0.data")])]), "want": _judged("pass")}

cases["made from the cluster's id for its name"] := {"input": _with([_made_from([_cluster("id"), _cluster("endpoint"), _cluster("certificate_authority.0.data")])]), "want": _judged("pass")}

cases["made from a part of them"] := {"input": _with([_made_from([_cluster("name"), _cluster("endpoint")])]), "want": _judged("undetermined")}

cases["made from them and something not known"] := {"input": _with([_made_from([_cluster("name"), _cluster("endpoint"), _cluster("certificate_authority.0.data"), p.unknown("local.name")])]), "want": _judged("undetermined")}

cases["made from them and another resource"] := {"input": _with([_made_from([_cluster("name"), _cluster("endpoint"), _cluster("certificate_authority.0.data"), p.id("aws_vpc.main")])]), "want": _judged("undetermined")}

cases["made from values of both clusters"] := {"input": _with([_other, _made_from([_cluster("name"), p.ref("aws_eks_cluster.other", "endpoint"), _cluster("endpoint"), _cluster("certificate_authority.0.data")])]), "want": _judged("fail")}

cases["made from values of another cluster"] := {"input": _with([_other, _made_from([p.ref("aws_eks_cluster.other", "endpoint")])]), "want": _judged("fail")}

cases["made from values of another cluster and something not known"] := {"input": _with([_other, _made_from([p.ref("aws_eks_cluster.other", "endpoint"), p.unknown("local.name")])]), "want": _judged("undetermined")}

cases["made from values of either"] := {"input": _with([_other, _made_from([p.over("either", ["aws_eks_cluster.main", "aws_eks_cluster.other"])])]), "want": _judged("undetermined")}

cases["known, though its pieces are another cluster's"] := {"input": _with([_other, _told([]), _made_from([p.ref("aws_eks_cluster.other", "endpoint")])]), "want": _judged("undetermined")}

cases["known, without a bootstrap, though made from all that is needed"] := {"input": _with([_told([]), _made_from([_cluster("name"), _cluster("endpoint"), _cluster("certificate_authority.0.data")])]), "want": _judged("undetermined")}

cases["a group whose tags are not known"] := {"input": p.platform(_self, [["aws_autoscaling_group.self", "values", "tag"]], [p.forget("aws_autoscaling_group.self", "tag")]), "want": _judged("undetermined")}

cases["a managed group whose cluster is not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

cases["a template that is not told"] := {"input": _with([p.point("aws_autoscaling_group.self", "launch_template.0.id", [p.unknown("var.template")])]), "want": _judged("undetermined")}

cases["a template that is not made here"] := {"input": p.merge([_self, p.resource("data.aws_launch_template.other", {"latest_version": "3"}, {}), p.point("aws_autoscaling_group.self", "launch_template.0.id", [p.id("data.aws_launch_template.other")]), p.point("aws_autoscaling_group.self", "launch_template.0.version", [p.ref("data.aws_launch_template.other", "latest_version")])]), "want": _judged("undetermined")}

cases["a launch configuration"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.resource("aws_launch_configuration.self", {"name": "self", "user_data_facts": [{"kinds": [], "secrets": [], "bootstraps": [object.union(_linux, {"cluster_name": "other"})]}]}, {}), p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_configuration": "self"}, {})]), "want": _judged("fail")}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_said(name) := result.message if {
	results := rule.results with input as cases[name].input
	some result in results
}

test_what_is_left_out_is_named if {
	_said("nodeadm without service_range") == "the user data of aws_launch_template.node leaves out the service range, which nodeadm needs"
}

test_the_other_cluster_is_named if {
	_said("another cluster's name") == "the user data of aws_launch_template.node names cluster mian, not aws_eks_cluster.main"
	_said("another cluster's name by reference") == "the user data of aws_launch_template.node names cluster aws_eks_cluster.other, not aws_eks_cluster.main"
	_said("another cluster's endpoint") == "the user data of aws_launch_template.node gives the API server's endpoint of aws_eks_cluster.other, not of aws_eks_cluster.main"
}

test_why_user_data_is_not_known_is_said if {
	_said("user data that cannot be read") == "the user data of aws_launch_template.node cannot be read: it is not text"
	_said("user data that is not known") == "the user data of aws_launch_template.node is not known"
	_said("user data that names no cluster, with pieces that are not known") == "a part of the user data of aws_launch_template.node is not known"
}
