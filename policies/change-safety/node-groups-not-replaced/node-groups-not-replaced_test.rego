package eksgate.rules["change-safety"]["node-groups-not-replaced_test"]

import data.eksgate.rules["change-safety"]["node-groups-not-replaced"] as rule
import data.eksgate.testing.existing as x
import data.eksgate.testing.platform as p

cases["nothing changes"] := {"input": x.plan, "want": {"aws_eks_node_group.main": "pass"}}

cases["an update in place"] := {"input": x.update(x.plan, "aws_eks_node_group.main", {"version": "1.35"}), "want": {"aws_eks_node_group.main": "pass"}}

cases["replaced"] := {"input": x.replace(x.plan, "aws_eks_node_group.main", ["subnet_ids"], {}), "want": {"aws_eks_node_group.main": "fail"}}

cases["replaced on demand"] := {"input": x.act(x.plan, "aws_eks_node_group.main", ["delete", "create"], {}), "want": {"aws_eks_node_group.main": "fail"}}

cases["replaced by one that is made first, its name made from a prefix"] := {"input": json.remove(x.replace_after(x.plan, "aws_eks_node_group.main", ["subnet_ids"], {}), [["resources", "aws_eks_node_group", "aws_eks_node_group.main", "values", "node_group_name"]]), "want": {"aws_eks_node_group.main": "pass"}}

cases["replaced by one that is made first, with another name"] := {"input": x.replace_after(x.plan, "aws_eks_node_group.main", ["subnet_ids"], {"node_group_name": "main-2"}), "want": {"aws_eks_node_group.main": "pass"}}

cases["replaced by one that is made first, with the same name"] := {"input": x.replace_after(x.plan, "aws_eks_node_group.main", ["subnet_ids"], {}), "want": {"aws_eks_node_group.main": "fail"}}

_unprefixed := x.add(x.plan, [p.change("aws_eks_node_group.main", {"node_group_name_prefix": ""})])

cases["replaced by one that is made first, with a name that is not known"] := {"input": x.hide(x.replace_after(_unprefixed, "aws_eks_node_group.main", ["subnet_ids"], {}), "aws_eks_node_group.main", "node_group_name"), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["replaced by one that is made first, its name not known beside a prefix"] := {"input": x.hide(x.replace_after(x.plan, "aws_eks_node_group.main", ["subnet_ids"], {}), "aws_eks_node_group.main", "node_group_name"), "want": {"aws_eks_node_group.main": "pass"}}

cases["replaced by one that is made first, the name before it hidden"] := {"input": x.hide_before(x.replace_after(x.plan, "aws_eks_node_group.main", ["subnet_ids"], {}), "aws_eks_node_group.main", "node_group_name"), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["deleted"] := {"input": x.delete(x.plan, "aws_eks_node_group.main"), "want": {"aws_eks_node_group.main": "pass"}}

cases["deleted and made under another address with the same name"] := {"input": x.add(x.delete(x.plan, "aws_eks_node_group.main"), [p.merge([p.resource("aws_eks_node_group.new", {"node_group_name": "main-1", "cluster_name": "main"}, {}), {"resources": {"aws_eks_node_group": {"aws_eks_node_group.new": {"actions": ["create"]}}}}])]), "want": {"aws_eks_node_group.main": "fail"}}

cases["deleted and made under another address with the same prefix"] := {"input": x.add(x.delete(x.plan, "aws_eks_node_group.main"), [p.merge([p.resource("aws_eks_node_group.new", {"node_group_name_prefix": "main-"}, {}), {"resources": {"aws_eks_node_group": {"aws_eks_node_group.new": {"actions": ["create"]}}}}])]), "want": {"aws_eks_node_group.main": "fail"}}

cases["deleted, and another group is made"] := {"input": x.add(x.delete(x.plan, "aws_eks_node_group.main"), [p.merge([p.resource("aws_eks_node_group.new", {"node_group_name": "arm", "cluster_name": "main"}, {}), {"resources": {"aws_eks_node_group": {"aws_eks_node_group.new": {"actions": ["create"]}}}}])]), "want": {"aws_eks_node_group.main": "pass"}}

cases["deleted, and one with the same name is made in another cluster"] := {"input": x.add(x.delete(x.plan, "aws_eks_node_group.main"), [p.merge([p.resource("aws_eks_node_group.new", {"node_group_name": "main-1", "cluster_name": "other"}, {}), {"resources": {"aws_eks_node_group": {"aws_eks_node_group.new": {"actions": ["create"]}}}}])]), "want": {"aws_eks_node_group.main": "pass"}}

cases["deleted, and one with the same name is there already"] := {"input": x.add(x.delete(x.plan, "aws_eks_node_group.main"), [x.there("aws_eks_node_group.new", {"node_group_name": "main-1"})]), "want": {"aws_eks_node_group.main": "pass", "aws_eks_node_group.new": "pass"}}

cases["deleted, and another group is made, both without a prefix"] := {"input": x.add(x.delete(x.add(x.plan, [p.change("aws_eks_node_group.main", {"node_group_name_prefix": ""})]), "aws_eks_node_group.main"), [p.merge([p.resource("aws_eks_node_group.new", {"node_group_name": "arm", "node_group_name_prefix": ""}, {}), {"resources": {"aws_eks_node_group": {"aws_eks_node_group.new": {"actions": ["create"]}}}}])]), "want": {"aws_eks_node_group.main": "pass"}}

cases["replaced together with its cluster"] := {"input": x.replace(x.replace(x.plan, "aws_eks_node_group.main", ["cluster_name"], {}), "aws_eks_cluster.main", ["role_arn"], {}), "want": {}}

cases["replaced while its cluster is hidden"] := {"input": x.hide_before(x.replace(x.plan, "aws_eks_node_group.main", ["subnet_ids"], {}), "aws_eks_node_group.main", "cluster_name"), "want": {"aws_eks_node_group.main": "fail"}}

cases["replaced beside a cluster that is deleted"] := {"input": x.add(x.replace(x.plan, "aws_eks_node_group.main", ["subnet_ids"], {}), [{"deleted": {"aws_eks_cluster": {"aws_eks_cluster.other": {"values": {"name": "other"}, "unknown": {}}}}}]), "want": {"aws_eks_node_group.main": "fail"}}

cases["forgotten by Terraform"] := {"input": x.act(x.plan, "aws_eks_node_group.main", ["forget"], {}), "want": {"aws_eks_node_group.main": "pass"}}

cases["everything is destroyed"] := {"input": x.delete_all(x.plan), "want": {}}

cases["a configuration knows of no change"] := {"input": p.ec2, "want": {}}

cases["replaced by one that is made first, and another is made with the same prefix"] := {"input": x.add(json.remove(x.replace_after(x.plan, "aws_eks_node_group.main", ["subnet_ids"], {}), [["resources", "aws_eks_node_group", "aws_eks_node_group.main", "values", "node_group_name"]]), [p.merge([p.resource("aws_eks_node_group.new", {"node_group_name_prefix": "main-"}, {}), {"resources": {"aws_eks_node_group": {"aws_eks_node_group.new": {"actions": ["create"]}}}}])]), "want": {"aws_eks_node_group.main": "pass"}}

cases["deleted, and another group is made with another prefix"] := {"input": x.add(x.delete(x.plan, "aws_eks_node_group.main"), [p.merge([p.resource("aws_eks_node_group.new", {"node_group_name_prefix": "arm-"}, {}), {"resources": {"aws_eks_node_group": {"aws_eks_node_group.new": {"actions": ["create"]}}}}])]), "want": {"aws_eks_node_group.main": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
