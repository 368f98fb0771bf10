package eksgate.rules["change-safety"]["upgrades-one-minor-at-a-time_test"]

import data.eksgate.rules["change-safety"]["upgrades-one-minor-at-a-time"] as rule
import data.eksgate.testing.existing as x
import data.eksgate.testing.platform as p

cases["nothing changes"] := {"input": x.plan, "want": {"aws_eks_cluster.main": "pass", "aws_eks_node_group.main": "pass"}}

cases["one minor up, the nodes later"] := {"input": x.update(x.plan, "aws_eks_cluster.main", {"version": "1.35"}), "want": {"aws_eks_cluster.main": "pass", "aws_eks_node_group.main": "pass"}}

cases["one minor up, with the nodes"] := {"input": x.update(x.update(x.plan, "aws_eks_cluster.main", {"version": "1.35"}), "aws_eks_node_group.main", {"version": "1.35"}), "want": {"aws_eks_cluster.main": "pass", "aws_eks_node_group.main": "pass"}}

cases["two minors up"] := {"input": x.update(x.plan, "aws_eks_cluster.main", {"version": "1.36"}), "want": {"aws_eks_cluster.main": "fail", "aws_eks_node_group.main": "pass"}}

cases["one minor back"] := {"input": x.update(x.plan, "aws_eks_cluster.main", {"version": "1.33"}), "want": {"aws_eks_cluster.main": "undetermined", "aws_eks_node_group.main": "fail"}}

cases["two minors back"] := {"input": x.update(x.plan, "aws_eks_cluster.main", {"version": "1.32"}), "want": {"aws_eks_cluster.main": "fail", "aws_eks_node_group.main": "fail"}}

cases["from 1.9 to 1.10"] := {"input": x.update(x.add(x.plan, [p.change("aws_eks_cluster.main", {"version": "1.9"}), p.change("aws_eks_node_group.main", {"version": "1.9"})]), "aws_eks_cluster.main", {"version": "1.10"}), "want": {"aws_eks_cluster.main": "pass", "aws_eks_node_group.main": "pass"}}

cases["a version that is none"] := {"input": x.update(x.plan, "aws_eks_cluster.main", {"version": "v1.35"}), "want": {"aws_eks_cluster.main": "undetermined", "aws_eks_node_group.main": "undetermined"}}

cases["the version after it is not known"] := {"input": x.hide(x.update(x.plan, "aws_eks_cluster.main", {}), "aws_eks_cluster.main", "version"), "want": {"aws_eks_cluster.main": "undetermined", "aws_eks_node_group.main": "undetermined"}}

cases["the version before it is hidden"] := {"input": x.hide_before(x.update(x.plan, "aws_eks_cluster.main", {"version": "1.35"}), "aws_eks_cluster.main", "version"), "want": {"aws_eks_cluster.main": "undetermined", "aws_eks_node_group.main": "pass"}}

cases["the nodes pass the control plane"] := {"input": x.update(x.plan, "aws_eks_node_group.main", {"version": "1.35"}), "want": {"aws_eks_cluster.main": "pass", "aws_eks_node_group.main": "fail"}}

cases["the version of the nodes after it is not known"] := {"input": x.hide(x.update(x.plan, "aws_eks_node_group.main", {}), "aws_eks_node_group.main", "version"), "want": {"aws_eks_cluster.main": "pass", "aws_eks_node_group.main": "undetermined"}}

cases["nodes of an image of their own, which has no version"] := {"input": json.remove(x.plan, [["resources", "aws_eks_node_group", "aws_eks_node_group.main", "values", "version"]]), "want": {"aws_eks_cluster.main": "pass", "aws_eks_node_group.main": "pass"}}

cases["nodes that get a version which is none"] := {"input": x.update(x.plan, "aws_eks_node_group.main", {"version": "latest"}), "want": {"aws_eks_cluster.main": "pass", "aws_eks_node_group.main": "undetermined"}}

cases["nodes that stay as they are, of a cluster that is not in this plan"] := {"input": x.without(x.plan, "aws_eks_cluster.main"), "want": {"aws_eks_node_group.main": "pass"}}

cases["nodes that change, of a cluster that is not in this plan"] := {"input": x.update(x.without(x.plan, "aws_eks_cluster.main"), "aws_eks_node_group.main", {"version": "1.35"}), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["nodes whose version is hidden, of a cluster that is not in this plan"] := {"input": x.hide(x.without(x.plan, "aws_eks_cluster.main"), "aws_eks_node_group.main", "version"), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a cluster that is replaced is not upgraded"] := {"input": x.replace(x.plan, "aws_eks_cluster.main", ["role_arn"], {"version": "1.36"}), "want": {"aws_eks_node_group.main": "pass"}}

cases["nodes that are replaced are not upgraded"] := {"input": x.replace(x.plan, "aws_eks_node_group.main", ["subnet_ids"], {"version": "1.36"}), "want": {"aws_eks_cluster.main": "pass"}}

cases["everything is destroyed"] := {"input": x.delete_all(x.plan), "want": {}}

cases["a configuration knows of no change"] := {"input": p.ec2, "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

# What is said to be missing about the nodes.
_missing(plan) := {missing |
	some result in rule.results with input as plan
	result.address == "aws_eks_node_group.main"
	some missing in result.missing
}

test_the_version_of_the_nodes_is_missing if {
	_missing(x.hide(x.update(x.plan, "aws_eks_node_group.main", {}), "aws_eks_node_group.main", "version")) == {"aws_eks_node_group.main: version"}
}

test_the_version_of_the_control_plane_is_missing if {
	_missing(x.hide(x.update(x.plan, "aws_eks_cluster.main", {}), "aws_eks_cluster.main", "version")) == {"aws_eks_cluster.main: version"}
}

test_the_cluster_is_missing if {
	changed := x.update(x.plan, "aws_eks_node_group.main", {"version": "1.35"})
	_missing(x.without(changed, "aws_eks_cluster.main")) == {"aws_eks_node_group.main: cluster_name"}
}
