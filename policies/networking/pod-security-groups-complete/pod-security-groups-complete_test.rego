package eksgate.rules.networking["pod-security-groups-complete_test"]

import data.eksgate.rules.networking["pod-security-groups-complete"] as rule
import data.eksgate.testing.platform as p

_addon(configuration) := p.resource(
	"aws_eks_addon.vpc_cni",
	{"addon_name": "vpc-cni", "configuration_values": configuration},
	{"cluster_name": [p.ref("aws_eks_cluster.main", "name")]},
)

_on := json.marshal({"env": {"ENABLE_POD_ENI": "true"}})

_mode(mode) := json.marshal({"env": {"ENABLE_POD_ENI": "true", "POD_SECURITY_GROUP_ENFORCING_MODE": mode}})

_policy := p.resource(
	"aws_iam_role_policy_attachment.cluster_interfaces",
	{"policy_arn": "arn:aws:iam::aws:policy/AmazonEKSVPCResourceController"},
	{"role": [p.ref("aws_iam_role.cluster", "name")]},
)

_types(types) := p.change("aws_eks_node_group.main", {"instance_types": types})

_sound := p.platform(p.ec2, [], [_addon(_on), _policy, _types(["m7i.large", "m7a.large"])])

_changed(removed, changes) := p.platform(_sound, removed, changes)

_pass := {"aws_eks_cluster.main": "pass"}

_fail := {"aws_eks_cluster.main": "fail"}

_open := {"aws_eks_cluster.main": "undetermined"}

_group(name, types) := p.merge([
	p.node_group($"aws_eks_node_group.{name}", "aws_launch_template.node"),
	p.change($"aws_eks_node_group.{name}", {"instance_types": types}),
])

_direct := p.resource(
	"aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"},
	{"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]},
)

# The switch

cases["no add-on"] := {"input": p.ec2, "want": {}}

cases["an add-on without a configuration"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_addon.vpc_cni", {"addon_name": "vpc-cni"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]})]), "want": {}}

cases["an add-on that leaves it off"] := {"input": p.platform(p.ec2, [], [_addon(json.marshal({"env": {"ENABLE_POD_ENI": "false"}}))]), "want": {}}

cases["an add-on that does not say"] := {"input": p.platform(p.ec2, [], [_addon(json.marshal({"env": {}}))]), "want": {}}

cases["another add-on that says so"] := {"input": p.platform(p.ec2, [], [_addon(_on), p.change("aws_eks_addon.vpc_cni", {"addon_name": "coredns"})]), "want": {}}

cases["an add-on in YAML without it"] := {"input": p.platform(p.ec2, [], [_addon("env:\n  A: b\n")]), "want": {}}

cases["an add-on in YAML with it"] := {"input": _changed([], [_addon("env:\n  ENABLE_POD_ENI: 'true'\n"), _types(["t3.large"])]), "want": _open}

cases["a truth value"] := {"input": _changed([], [_addon(`{"env":{"ENABLE_POD_ENI":true}}`), _types(["t3.large"])]), "want": _fail}

cases["a configuration that is no object"] := {"input": _changed([], [_addon(`"env"`), _types(["t3.large"])]), "want": {}}

cases["a configuration that is not known, and a broken platform"] := {"input": _changed([["aws_eks_addon.vpc_cni", "values", "configuration_values"]], [p.forget("aws_eks_addon.vpc_cni", "configuration_values"), _types(["t3.large"])]), "want": _open}

cases["a configuration that is not known, and a sound platform"] := {"input": _changed([["aws_eks_addon.vpc_cni", "values", "configuration_values"]], [p.forget("aws_eks_addon.vpc_cni", "configuration_values")]), "want": _pass}

cases["an add-on whose cluster is not known"] := {"input": _changed([], [p.point("aws_eks_addon.vpc_cni", "cluster_name", [p.unknown("var.cluster")]), _types(["t3.large"])]), "want": _open}

cases["an add-on whose name is not known"] := {"input": _changed([["aws_eks_addon.vpc_cni", "values", "addon_name"]], [p.forget("aws_eks_addon.vpc_cni", "addon_name"), _types(["t3.large"])]), "want": _open}

cases["an add-on whose name is not known, of another cluster"] := {"input": _changed([["aws_eks_addon.vpc_cni", "values", "addon_name"]], [p.forget("aws_eks_addon.vpc_cni", "addon_name"), _types(["t3.large"]), p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.point("aws_eks_addon.vpc_cni", "cluster_name", [p.ref("aws_eks_cluster.other", "name")])]), "want": {"aws_eks_cluster.other": "undetermined"}}

cases["another add-on whose cluster is not known"] := {"input": _changed([], [p.change("aws_eks_addon.vpc_cni", {"addon_name": "coredns"}), p.point("aws_eks_addon.vpc_cni", "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

cases["two add-ons that differ"] := {"input": _changed([], [p.resource("aws_eks_addon.second", {"addon_name": "vpc-cni"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}), _types(["t3.large"])]), "want": _open}

# All together

cases["the policy, types with trunk interfaces and private subnets"] := {"input": _sound, "want": _pass}

# The role

cases["a role without the policy"] := {"input": _changed(["aws_iam_role_policy_attachment.cluster_interfaces"], []), "want": _fail}

cases["a role with statements of its own"] := {"input": _changed(["aws_iam_role_policy_attachment.cluster_interfaces"], [p.resource("aws_iam_role_policy.own", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}]})}, {"role": [p.ref("aws_iam_role.cluster", "name")]})]), "want": _pass}

cases["a role with statements for a part"] := {"input": _changed(["aws_iam_role_policy_attachment.cluster_interfaces"], [p.resource("aws_iam_role_policy.own", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": "ec2:*NetworkInterface", "Resource": "*"}]})}, {"role": [p.ref("aws_iam_role.cluster", "name")]})]), "want": _fail}

cases["a role whose policy is not known"] := {"input": _changed([["aws_iam_role_policy_attachment.cluster_interfaces", "values", "policy_arn"]], [p.forget("aws_iam_role_policy_attachment.cluster_interfaces", "policy_arn")]), "want": _open}

cases["a role that is not made here"] := {"input": _changed([["aws_eks_cluster.main", "edges", "role_arn"], ["aws_eks_cluster.main", "unknown", "role_arn"]], [p.change("aws_eks_cluster.main", {"role_arn": "arn:aws:iam::111122223333:role/elsewhere"})]), "want": _open}

cases["a role made here, by its ARN"] := {"input": _changed([["aws_eks_cluster.main", "edges", "role_arn"], ["aws_eks_cluster.main", "unknown", "role_arn"]], [p.change("aws_eks_cluster.main", {"role_arn": "arn:aws:iam::111122223333:role/cluster"})]), "want": _pass}

# The types

cases["a burstable type"] := {"input": _changed([], [_types(["t3.large"])]), "want": _fail}

cases["a burstable type that is new"] := {"input": _changed([], [_types(["t9.large"])]), "want": _fail}

cases["one of two types"] := {"input": _changed([], [_types(["m7i.large", "t3.large"])]), "want": _fail}

cases["a type of a family that is not listed"] := {"input": _changed([], [_types(["m99.large"])]), "want": _open}

cases["the one size of a family without"] := {"input": _changed([], [_types(["i4i.large"])]), "want": _fail}

cases["another size of the same family"] := {"input": _changed([], [_types(["i4i.xlarge"])]), "want": _pass}

cases["the type that EKS takes by itself"] := {"input": _changed([["aws_eks_node_group.main", "values", "instance_types"]], []), "want": _fail}

cases["no template and no type"] := {"input": _changed([["aws_eks_node_group.main", "values", "instance_types"], ["aws_eks_node_group.main", "values", "launch_template"], ["aws_eks_node_group.main", "edges", "launch_template.0.id"], ["aws_eks_node_group.main", "edges", "launch_template.0.version"], ["aws_eks_node_group.main", "unknown", "launch_template.0.id"], ["aws_eks_node_group.main", "unknown", "launch_template.0.version"]], []), "want": _fail}

cases["the type of the template"] := {"input": _changed([["aws_eks_node_group.main", "values", "instance_types"]], [p.change("aws_launch_template.node", {"instance_type": "m7i.large"})]), "want": _pass}

cases["the type of the template, burstable"] := {"input": _changed([["aws_eks_node_group.main", "values", "instance_types"]], [p.change("aws_launch_template.node", {"instance_type": "t3.large"})]), "want": _fail}

cases["the type of the template is not known"] := {"input": _changed([["aws_eks_node_group.main", "values", "instance_types"]], [p.forget("aws_launch_template.node", "instance_type")]), "want": _open}

cases["the template is not known"] := {"input": _changed([["aws_eks_node_group.main", "values", "instance_types"]], [p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")])]), "want": _open}

cases["the types are not known"] := {"input": _changed([["aws_eks_node_group.main", "values", "instance_types"]], [p.forget("aws_eks_node_group.main", "instance_types")]), "want": _open}

cases["some types are not known, and one is burstable"] := {"input": _changed([], [_types(["t3.large"]), p.forget("aws_eks_node_group.main", "instance_types")]), "want": _fail}

cases["a burstable group beside one with trunk interfaces"] := {"input": _changed([], [_group("second", ["t3.large"])]), "want": _pass}

cases["a burstable group beside one that is not known"] := {"input": _changed([], [_types(["m99.large"]), _group("second", ["t3.large"])]), "want": _open}

cases["two burstable groups"] := {"input": _changed([], [_types(["t3.large"]), _group("second", ["t3a.large"])]), "want": _fail}

cases["no nodes in this input"] := {"input": _changed(["aws_eks_node_group.main"], []), "want": _open}

cases["Fargate alone"] := {"input": _changed(["aws_eks_node_group.main"], [p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), "want": _pass}

cases["Fargate beside a burstable group"] := {"input": _changed([], [_types(["t3.large"]), p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), "want": _fail}

cases["nodes whose cluster is not told"] := {"input": _changed([], [_group("stray", ["m7i.large"]), p.point("aws_eks_node_group.stray", "cluster_name", [p.unknown("var.cluster")])]), "want": _open}

# Self-managed groups

_self_managed(values) := [
	p.resource(
		"aws_autoscaling_group.nodes",
		object.union({"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]}, values),
		{"vpc_zone_identifier": p.private_subnets},
	),
	p.resource("aws_launch_template.own", {"name": "own"}, {"vpc_security_group_ids": [p.id("aws_security_group.node")]}),
	p.resource("aws_launch_configuration.own", {"name": "own-configuration", "instance_type": "m7i.large"}, {}),
]

_mixed(overrides) := [{"launch_template": [{"launch_template_specification": [{"launch_template_name": "own", "version": "$Latest"}], "override": overrides}]}]

cases["overrides of a self-managed group"] := {"input": _changed(["aws_eks_node_group.main"], _self_managed({"mixed_instances_policy": _mixed([{"instance_type": "m7i.large"}, {"instance_type": "m6i.large"}])})), "want": _pass}

cases["one burstable override of a self-managed group"] := {"input": _changed(["aws_eks_node_group.main"], _self_managed({"mixed_instances_policy": _mixed([{"instance_type": "m7i.large"}, {"instance_type": "t3.large"}])})), "want": _fail}

cases["an override that asks for attributes"] := {"input": _changed(["aws_eks_node_group.main"], _self_managed({"mixed_instances_policy": _mixed([{"instance_type": "m7i.large"}, {}])})), "want": _open}

cases["one override of a self-managed group"] := {"input": _changed(["aws_eks_node_group.main"], _self_managed({"mixed_instances_policy": _mixed([{"instance_type": "m7i.large"}])})), "want": _pass}

cases["overrides that are not known"] := {"input": _changed(["aws_eks_node_group.main"], array.concat(_self_managed({"mixed_instances_policy": _mixed([{"instance_type": "m7i.large"}])}), [p.forget("aws_autoscaling_group.nodes", "mixed_instances_policy.0.launch_template.0.override")])), "want": _open}

cases["a self-managed group whose template has a type"] := {"input": _changed(["aws_eks_node_group.main"], array.concat(_self_managed({"launch_template": [{"name": "own", "version": "$Latest"}]}), [p.change("aws_launch_template.own", {"instance_type": "m7i.large"})])), "want": _pass}

cases["a self-managed group whose template has no type"] := {"input": _changed(["aws_eks_node_group.main"], _self_managed({"launch_template": [{"name": "own", "version": "$Latest"}]})), "want": _open}

cases["a self-managed group with a launch configuration"] := {"input": _changed(["aws_eks_node_group.main"], _self_managed({"launch_configuration": "own-configuration"})), "want": _pass}

# The subnets

cases["nodes in public subnets"] := {"input": _changed(["aws_route.private"], [_direct]), "want": _fail}

cases["nodes in public subnets, and the mode `strict`"] := {"input": _changed(["aws_route.private"], [_direct, _addon(_mode("strict"))]), "want": _fail}

cases["nodes in public subnets, and the mode `standard`"] := {"input": _changed(["aws_route.private"], [_direct, _addon(_mode("standard"))]), "want": _pass}

cases["nodes in public subnets, and a mode that is not known"] := {"input": _changed(["aws_route.private"], [_direct, _addon("env:\n  ENABLE_POD_ENI: 'true'\n  POD_SECURITY_GROUP_ENFORCING_MODE: standard")]), "want": _open}

cases["nodes with types that are not known in public subnets"] := {"input": _changed(["aws_route.private"], [_direct, _types(["m99.large"])]), "want": _open}

cases["a burstable group in public subnets beside the other"] := {"input": _changed([], [_group("second", ["t3.large"]), p.point("aws_eks_node_group.second", "subnet_ids", [p.id("aws_subnet.public_a")])]), "want": _pass}

cases["a group with trunk interfaces in a public subnet beside the other"] := {"input": _changed([], [_group("second", ["m7i.large"]), p.point("aws_eks_node_group.second", "subnet_ids", [p.id("aws_subnet.public_a")])]), "want": _fail}

cases["a group that may be in a public subnet"] := {"input": _changed([], [p.point("aws_eks_node_group.main", "subnet_ids", [p.over("local.subnets", ["aws_subnet.private_a", "aws_subnet.public_a"])])]), "want": _open}

cases["the subnets of a group are not known"] := {"input": _changed([], [p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")])]), "want": _open}

cases["the routes of a subnet are not known"] := {"input": _changed([], [p.forget("aws_route_table.private", "route")]), "want": _open}

cases["a group whose types are not known in a public subnet beside the other"] := {"input": _changed([], [_group("second", ["m99.large"]), p.point("aws_eks_node_group.second", "subnet_ids", [p.id("aws_subnet.public_a")])]), "want": _open}

cases["a group whose types are not known in a public subnet, and the mode `standard`"] := {"input": _changed([], [_addon(_mode("standard")), _group("second", ["m99.large"]), p.point("aws_eks_node_group.second", "subnet_ids", [p.id("aws_subnet.public_a")])]), "want": _pass}

cases["a burstable group in a public subnet, and a mode that is not known"] := {"input": _changed([], [_addon("env:\n  ENABLE_POD_ENI: 'true'\n  POD_SECURITY_GROUP_ENFORCING_MODE: standard"), _group("second", ["t3.large"]), p.point("aws_eks_node_group.second", "subnet_ids", [p.id("aws_subnet.public_a")])]), "want": _pass}

cases["the nodes of another cluster"] := {
	"input": _changed([], [
		_types(["t3.large"]),
		p.resource("aws_eks_cluster.other", {"name": "other"}, {}),
		_group("other", ["m7i.large"]),
		p.point("aws_eks_node_group.other", "cluster_name", [p.ref("aws_eks_cluster.other", "name")]),
	]),
	"want": _fail,
}

cases["a public subnet that the nodes may use, or not"] := {"input": _changed([], [_direct, p.point("aws_eks_node_group.main", "subnet_ids", [p.over("var.a ? x : y", ["aws_subnet.private_a", "aws_subnet.private_b"])])]), "want": _open}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

test_what_is_missing_is_named if {
	results := rule.results with input as cases["a configuration that is not known, and a broken platform"].input
	{result.missing | some result in results} == {["aws_eks_addon.vpc_cni: configuration_values"]}
	others := rule.results with input as cases["an add-on whose cluster is not known"].input
	{result.missing | some result in others} == {["whether aws_eks_addon.vpc_cni is the VPC CNI of aws_eks_cluster.main"]}
}

test_a_message_names_the_types if {
	results := rule.results with input as cases["two burstable groups"].input
	{result.message | some result in results} == {"aws_eks_node_group.main starts t3.large, which have no trunk interfaces; aws_eks_node_group.second starts t3a.large, which have no trunk interfaces"}
}

test_what_decides_about_a_subnet_is_named if {
	results := rule.results with input as cases["the routes of a subnet are not known"].input
	{result.missing | some result in results} == {["aws_route_table.private: its routes"]}
}

test_what_may_be_the_cni_of_another_cluster_is_not_missing if {
	other := p.resource("aws_eks_cluster.other", {"name": "other"}, {})
	unnamed := p.resource("aws_eks_addon.unnamed", {}, {"cluster_name": [p.ref("aws_eks_cluster.other", "name")], "addon_name": [p.unknown("var.name")]})
	changed := _changed([], [other, unnamed, p.point("aws_eks_addon.vpc_cni", "cluster_name", [p.unknown("var.cluster")]), _types(["t3.large"])])
	results := rule.results with input as changed
	{result.missing | some result in results; result.address == "aws_eks_cluster.main"} == {["whether aws_eks_addon.vpc_cni is the VPC CNI of aws_eks_cluster.main"]}
}
