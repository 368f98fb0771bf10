package eksgate.rules["shared-responsibility"]["control-plane-left-to-aws_test"]

import data.eksgate.rules["shared-responsibility"]["control-plane-left-to-aws"] as rule
import data.eksgate.testing.platform as p

_with(changes) := p.merge(array.concat([p.ec2], changes))

_without_clusters(changes) := p.platform(p.ec2, ["aws_eks_cluster.main", "aws_eks_node_group.main", "aws_eks_addon.vpc_cni"], changes)

_group := p.ref("aws_eks_cluster.main", "vpc_config.0.cluster_security_group_id")

# The same in a plan, with what is planned for a resource.
_planned(address, actions, changes) := p.merge([p.ec2, object.union_n(changes), {"kind": "plan", "resources": {split(address, ".")[0]: {address: {"actions": actions}}}}])

_deleted(address, values) := p.merge([
	p.ec2,
	p.change("aws_eks_cluster.main", {"vpc_config": [{"cluster_security_group_id": "sg-0c"}]}),
	{"kind": "plan", "deleted": p.resource(address, values, {}).resources},
])

cases["a sound platform"] := {"input": p.ec2, "want": {}}

_theirs := "aws_security_group.theirs"

_their_group := p.resource(_theirs, {"name": "eks-cluster-sg-main-1234567890"}, {})

cases["the cluster security group in a configuration"] := {"input": _with([_their_group]), "want": {_theirs: "undetermined"}}

cases["the cluster security group, adopted"] := {"input": _planned(_theirs, ["no-op"], [_their_group]), "want": {_theirs: "fail"}}

cases["the cluster security group, adopted and replaced"] := {"input": _planned(_theirs, ["delete", "create"], [_their_group]), "want": {_theirs: "fail"}}

cases["the cluster security group in a state"] := {"input": _with([_their_group, {"kind": "state"}]), "want": {_theirs: "fail"}}

cases["a group of one's own that is called alike"] := {"input": _planned(_theirs, ["create"], [_their_group]), "want": {}}

cases["a group that begins alike"] := {"input": _with([p.resource(_theirs, {"name": "eks-cluster-sg-more"}, {})]), "want": {}}

cases["a cluster security group that is looked up"] := {"input": _with([p.resource("data.aws_security_group.theirs", {"name": "eks-cluster-sg-main-1234567890"}, {})]), "want": {}}

cases["the cluster security group, deleted"] := {"input": _deleted(_theirs, {"name": "eks-cluster-sg-main-1234567890"}), "want": {_theirs: "fail"}}

cases["another group, deleted"] := {"input": _deleted(_theirs, {"name": "node"}), "want": {}}

_eni := "aws_network_interface.theirs"

_their_eni := p.resource(_eni, {"description": "Amazon EKS main", "id": "eni-01"}, {})

cases["an interface of EKS's in a configuration"] := {"input": _with([_their_eni]), "want": {_eni: "undetermined"}}

cases["an interface of EKS's, adopted"] := {"input": _planned(_eni, ["update"], [_their_eni]), "want": {_eni: "fail"}}

cases["an interface of one's own that is described alike"] := {"input": _planned(_eni, ["create"], [_their_eni]), "want": {}}

cases["an interface of one's own"] := {"input": _with([p.resource(_eni, {"description": "appliance"}, {})]), "want": {}}

cases["an interface of EKS's, deleted"] := {"input": _deleted(_eni, {"description": "Amazon EKS main"}), "want": {_eni: "fail"}}

cases["another interface, deleted"] := {"input": _deleted(_eni, {"description": "appliance"}), "want": {}}

_rule := "aws_vpc_security_group_ingress_rule.self"

_older := "aws_security_group_rule.self"

_self := {"ip_protocol": "-1", "security_group_id": "sg-0c", "referenced_security_group_id": "sg-0c"}

cases["the self rule, deleted"] := {"input": _deleted(_rule, _self), "want": {_rule: "fail"}}

cases["a rule for one protocol, deleted"] := {"input": _deleted(_rule, object.union(_self, {"ip_protocol": "tcp"})), "want": {}}

cases["a rule for another group, deleted"] := {"input": _deleted(_rule, object.union(_self, {"referenced_security_group_id": "sg-0d"})), "want": {}}

cases["the self rule of another group, deleted"] := {"input": _deleted(_rule, object.union(_self, {"referenced_security_group_id": "sg-0d", "security_group_id": "sg-0d"})), "want": {}}

_older_self := {"type": "ingress", "protocol": "-1", "security_group_id": "sg-0c", "self": true}

cases["the self rule as an older resource, deleted"] := {"input": _deleted(_older, _older_self), "want": {_older: "fail"}}

cases["the self rule as an older resource that names the group, deleted"] := {"input": _deleted(_older, object.union(_older_self, {"self": false, "protocol": "all", "source_security_group_id": "sg-0c"})), "want": {_older: "fail"}}

cases[$"an older rule that differs in {what}, deleted"] := {"input": _deleted(_older, object.union(_older_self, change)), "want": {}} if {
	some what, change in {
		"direction": {"type": "egress"},
		"protocol": {"protocol": "tcp"},
		"source": {"self": false, "source_security_group_id": "sg-0d"},
		"group": {"security_group_id": "sg-0d"},
	}
}

_list := "aws_vpc_security_group_rules_exclusive.main"

_exclusive(values, group, rules) := p.resource(_list, values, {"security_group_id": [group], "ingress_rule_ids": rules})

_rule_of(name, values, peer) := p.resource(
	$"aws_vpc_security_group_ingress_rule.{name}", values,
	{"security_group_id": [_group], "referenced_security_group_id": [peer]},
)

_self_rule := _rule_of("self", {"ip_protocol": "-1"}, _group)

cases["all rules listed, the self rule among them"] := {"input": _with([_self_rule, _exclusive({}, _group, [p.id(_rule), p.id("aws_vpc_security_group_ingress_rule.eni_from_node_443")])]), "want": {_list: "pass"}}

cases["the self rule among rules that are not all known"] := {"input": _with([_self_rule, _exclusive({}, _group, [p.id(_rule), p.unknown("var.rules")])]), "want": {_list: "pass"}}

cases["a list without the self rule"] := {"input": _with([_exclusive({}, _group, [p.id("aws_vpc_security_group_ingress_rule.eni_from_node_443")])]), "want": {_list: "fail"}}

cases["a list without the self rule, which is made here"] := {"input": _with([_self_rule, _exclusive({}, _group, [p.id("aws_vpc_security_group_ingress_rule.eni_from_node_443")])]), "want": {_list: "fail"}}

cases["an empty list for a group that may be the cluster's"] := {"input": _with([p.resource(_list, {"ingress_rule_ids": []}, {"security_group_id": [{"reference": "either", "certainty": "over", "targets": array.concat(_group.targets, p.id("aws_security_group.node").targets)}]})]), "want": {_list: "undetermined"}}

cases["an empty list"] := {"input": _with([p.resource(_list, {"ingress_rule_ids": []}, {"security_group_id": [_group]})]), "want": {_list: "fail"}}

cases["a list with a rule for one protocol from itself"] := {"input": _with([_rule_of("self", {"ip_protocol": "tcp"}, _group), _exclusive({}, _group, [p.id(_rule)])]), "want": {_list: "fail"}}

cases["a list with a rule for everything from another group"] := {"input": _with([_rule_of("self", {"ip_protocol": "-1"}, p.id("aws_security_group.node")), _exclusive({}, _group, [p.id(_rule)])]), "want": {_list: "fail"}}

cases["a list of rules by their ids"] := {"input": _with([p.resource(_list, {"ingress_rule_ids": ["sgr-01"]}, {"security_group_id": [_group]})]), "want": {_list: "undetermined"}}

cases["a list that is not known"] := {"input": _with([_exclusive({}, _group, [p.unknown("var.rules")])]), "want": {_list: "undetermined"}}

cases["a list for a group that may be the cluster's"] := {"input": _with([_exclusive({}, {"reference": "either", "certainty": "over", "targets": array.concat(_group.targets, p.id("aws_security_group.node").targets)}, [])]), "want": {_list: "undetermined"}}

cases["a list for a group that is not told"] := {"input": _with([_exclusive({}, p.unknown("var.group"), [])]), "want": {_list: "undetermined"}}

cases["a list for a group that is not told, without a cluster"] := {"input": _without_clusters([_exclusive({}, p.unknown("var.group"), [])]), "want": {}}

cases["a list for another group"] := {"input": _with([_exclusive({}, p.id("aws_security_group.node"), [])]), "want": {}}

_attachment := "aws_network_interface_sg_attachment.main"

_attached(references) := p.resource(_attachment, {}, {"network_interface_id": references, "security_group_id": [p.id("aws_security_group.node")]})

_looked_up(values) := p.resource("data.aws_network_interface.found", values, {})

_found := p.id("data.aws_network_interface.found")

_filter(name, wanted) := {"filter": [{"name": "subnet-id", "values": ["subnet-01"]}, {"name": name, "values": wanted}]}

_judged(outcome) := {_attachment: outcome}

cases["a group attached to what a filter finds"] := {"input": _with([_looked_up(_filter("description", ["Amazon EKS main"])), _attached([_found])]), "want": _judged("fail")}

cases["a group attached to what is found"] := {"input": _with([_looked_up({"description": "Amazon EKS main"}), _attached([_found])]), "want": _judged("fail")}

cases["a group attached to something else that is found"] := {"input": _with([_looked_up(object.union(_filter("description", ["Amazon EKS main"]), {"description": "appliance"})), _attached([_found])]), "want": _judged("pass")}

cases["a group attached to one of many that a filter finds"] := {"input": _with([p.resource("data.aws_network_interfaces.all", _filter("description", ["Amazon EKS *"]), {}), _attached([p.ref("data.aws_network_interfaces.all", "ids.0")])]), "want": _judged("fail")}

cases[$"a group attached to what filter {name} {wanted} finds"] := {"input": _with([_looked_up(_filter(name, wanted)), _attached([_found])]), "want": _judged("undetermined")} if {
	some [name, wanted] in [
		["description", ["*"]],
		["description", ["Amazon EKS main", "appliance"]],
		["description", []],
		["group-name", ["Amazon EKS main"]],
	]
}

cases["a group attached to what any filter finds, without a cluster"] := {"input": _without_clusters([_looked_up({}), _attached([_found])]), "want": {}}

cases["a group attached to EKS's interfaces of a cluster elsewhere"] := {"input": _without_clusters([_looked_up(_filter("description", ["Amazon EKS main"])), _attached([_found])]), "want": _judged("fail")}

cases["a group attached to an interface of one's own"] := {"input": _with([p.resource("aws_network_interface.own", {}, {}), _attached([p.id("aws_network_interface.own")])]), "want": _judged("pass")}

cases["a group attached to what another resource has"] := {"input": _with([_attached([p.ref("aws_instance.one", "primary_network_interface_id")])]), "want": _judged("pass")}

cases["a group attached to an interface that is adopted"] := {"input": _with([_their_eni, {"kind": "state"}, _attached([p.id(_eni)])]), "want": {_attachment: "fail", _eni: "fail"}}

cases["a group attached to what is not told"] := {"input": _with([_attached([p.unknown("var.interface")])]), "want": _judged("undetermined")}

cases["a group attached to one of EKS's interfaces or another"] := {"input": _with([_looked_up({"description": "Amazon EKS main"}), p.resource("aws_network_interface.own", {}, {}), _attached([{"reference": "either", "certainty": "over", "targets": array.concat(_found.targets, p.id("aws_network_interface.own").targets)}])]), "want": _judged("undetermined")}

cases["a group attached to several, one of them EKS's"] := {"input": _with([_looked_up({"description": "Amazon EKS main"}), p.resource("aws_network_interface.own", {}, {}), _attached([{"reference": "all", "certainty": "exact", "targets": array.concat(_found.targets, p.id("aws_network_interface.own").targets)}])]), "want": _judged("fail")}

cases["a group attached to either of EKS's interfaces"] := {"input": _with([p.resource("data.aws_network_interfaces.all", _filter("description", ["Amazon EKS *"]), {}), _looked_up({"description": "Amazon EKS main"}), _attached([{"reference": "either", "certainty": "over", "targets": array.concat(_found.targets, p.ref("data.aws_network_interfaces.all", "ids").targets)}])]), "want": _judged("fail")}

cases["a group attached by an id"] := {"input": _with([p.resource(_attachment, {"network_interface_id": "eni-01"}, {})]), "want": _judged("undetermined")}

cases["a group attached by the id of an interface of one's own"] := {"input": _with([p.resource("aws_network_interface.own", {"id": "eni-01"}, {}), p.resource(_attachment, {"network_interface_id": "eni-01"}, {})]), "want": _judged("pass")}

cases["a group attached by the id of what is found"] := {"input": _with([_looked_up({"id": "eni-01", "description": "Amazon EKS main"}), p.resource(_attachment, {"network_interface_id": "eni-01"}, {})]), "want": _judged("fail")}

cases["a group attached to an interface that is not known"] := {"input": _with([p.resource(_attachment, {}, {}), p.forget(_attachment, "network_interface_id")]), "want": _judged("undetermined")}

cases[$"{type} to an interface of EKS's"] := {"input": _with([_looked_up({"description": "Amazon EKS main"}), p.resource($"{type}.main", {}, {path: [_found]})]), "want": {$"{type}.main": "fail"}} if {
	some type, path in {"aws_eip": "network_interface", "aws_eip_association": "network_interface_id", "aws_network_interface_attachment": "network_interface_id"}
}

cases["an address of a NAT gateway"] := {"input": _with([p.resource("aws_eip.nat", {"network_interface": "eni-01"}, {})]), "want": {}}

cases["an address of an instance"] := {"input": _with([p.resource("aws_eip_association.one", {"network_interface_id": "eni-01", "instance_id": "i-01"}, {})]), "want": {}}

cases["a group attached by the id of an interface of one's own, beside one of EKS's"] := {"input": _with([_looked_up({"id": "eni-02", "description": "Amazon EKS main"}), p.resource("aws_network_interface.own", {"id": "eni-01"}, {}), p.resource(_attachment, {"network_interface_id": "eni-01"}, {})]), "want": _judged("pass")}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
