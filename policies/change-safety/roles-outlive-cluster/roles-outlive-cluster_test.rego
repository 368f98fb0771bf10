package eksgate.rules["change-safety"]["roles-outlive-cluster_test"]

import data.eksgate.rules["change-safety"]["roles-outlive-cluster"] as rule
import data.eksgate.testing.existing as x
import data.eksgate.testing.platform as p

_cluster := "aws_eks_cluster.main"

_group := "aws_eks_node_group.main"

_worker := "aws_iam_role_policy_attachment.node_worker"

_policy := "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"

_role := "aws_iam_role.node"

_several := x.add(x.without(x.plan, _worker), [x.there("aws_iam_policy_attachment.worker", {"policy_arn": _policy, "roles": ["node", "other"]})])

_listed(plan) := x.add(plan, [p.change(_role, {"managed_policy_arns": [_policy]})])

_inline := x.add(x.plan, [x.there("aws_iam_role_policy.node", {"name": "more", "role": "node"})])

cases["nothing changes"] := {"input": x.plan, "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "pass"}}

cases["the role of the cluster is deleted"] := {"input": x.delete(x.plan, "aws_iam_role.cluster"), "want": {"aws_iam_role.cluster": "fail", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "pass"}}

cases["the role of nodes is replaced"] := {"input": x.replace(x.plan, _role, ["name"], {}), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "fail", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "pass"}}

cases["the role of nodes is replaced together with the nodes"] := {"input": x.hide(x.replace(x.replace(x.plan, _role, ["name"], {}), _group, ["node_role_arn"], {}), _group, "node_role_arn"), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass"}}

cases["the role of the cluster is deleted with the cluster"] := {"input": x.delete(x.delete(x.plan, "aws_iam_role.cluster"), _cluster), "want": {"aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.node_worker": "pass"}}

cases["the role is forgotten by Terraform"] := {"input": x.act(x.plan, _role, ["forget"], {}), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "pass"}}

cases["a role of something else is deleted"] := {"input": x.delete(x.add(x.plan, [x.there("aws_iam_role.other", {"name": "other", "arn": "arn:aws:iam::111122223333:role/other"})]), "aws_iam_role.other"), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "pass"}}

cases["the role has a path"] := {"input": x.delete(x.add(x.plan, [p.change(_role, {"arn": "arn:aws:iam::111122223333:role/eks/node"}), p.change(_group, {"node_role_arn": "arn:aws:iam::111122223333:role/eks/node"})]), _worker), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "fail"}}

cases["an attachment is deleted"] := {"input": x.delete(x.plan, _worker), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "fail"}}

cases["an attachment is replaced"] := {"input": x.replace(x.plan, _worker, ["policy_arn"], {}), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "fail"}}

cases["an attachment is deleted and made under another address"] := {"input": x.add(x.delete(x.plan, _worker), [p.merge([p.resource("aws_iam_role_policy_attachment.new", {"role": "node", "policy_arn": _policy}, {}), {"resources": {"aws_iam_role_policy_attachment": {"aws_iam_role_policy_attachment.new": {"actions": ["create"]}}}}])]), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "fail"}}

cases["an attachment to a role that is not made here is deleted"] := {"input": x.delete(x.without(x.plan, _role), _worker), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "fail"}}

cases["an attachment of something else is deleted"] := {"input": x.delete(x.add(x.plan, [x.there("aws_iam_role_policy_attachment.other", {"role": "other", "policy_arn": _policy})]), "aws_iam_role_policy_attachment.other"), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "pass"}}

cases["an attachment to several roles is deleted"] := {"input": x.delete(_several, "aws_iam_policy_attachment.worker"), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_policy_attachment.worker": "fail"}}

cases["an attachment to several roles stays on this one"] := {"input": x.update(_several, "aws_iam_policy_attachment.worker", {"roles": ["node"]}), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_policy_attachment.worker": "pass"}}

cases["an attachment to several roles is taken off this one"] := {"input": x.update(_several, "aws_iam_policy_attachment.worker", {"roles": ["other"]}), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_policy_attachment.worker": "fail"}}

cases["an attachment to several roles is taken off all of them"] := {"input": json.remove(x.update(_several, "aws_iam_policy_attachment.worker", {}), [["resources", "aws_iam_policy_attachment", "aws_iam_policy_attachment.worker", "values", "roles"]]), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_policy_attachment.worker": "fail"}}

cases["whether an attachment to several roles stays is not known"] := {"input": x.hide(x.update(_several, "aws_iam_policy_attachment.worker", {}), "aws_iam_policy_attachment.worker", "roles"), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_policy_attachment.worker": "undetermined"}}

cases["an inline policy is deleted"] := {"input": x.delete(_inline, "aws_iam_role_policy.node"), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "pass", "aws_iam_role_policy.node": "fail"}}

cases["an inline policy is updated"] := {"input": x.update(_inline, "aws_iam_role_policy.node", {"policy": "{}"}), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "pass", "aws_iam_role_policy.node": "pass"}}

cases["the role lists its policies no more"] := {"input": x.update(x.without(_listed(x.plan), _worker), _role, {"managed_policy_arns": []}), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "fail", "aws_iam_role_policy_attachment.cluster_cluster": "pass"}}

cases["what the role lists was brought by an attachment"] := {"input": x.update(_listed(x.plan), _role, {"managed_policy_arns": []}), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "pass"}}

cases["what the role lists was brought by an attachment to several roles"] := {"input": x.update(_listed(_several), _role, {"managed_policy_arns": []}), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_policy_attachment.worker": "pass"}}

cases["what the role lists was brought to another role alone"] := {"input": x.update(x.add(_listed(x.without(x.plan, _worker)), [x.there("aws_iam_role_policy_attachment.other", {"role": "other", "policy_arn": _policy})]), _role, {"managed_policy_arns": []}), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "fail", "aws_iam_role_policy_attachment.cluster_cluster": "pass"}}

cases["whether the role goes on to list its policies is not known"] := {"input": x.hide(x.update(x.without(_listed(x.plan), _worker), _role, {}), _role, "managed_policy_arns"), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "undetermined", "aws_iam_role_policy_attachment.cluster_cluster": "pass"}}

cases["the role of Auto Mode is deleted"] := {"input": x.delete(x.add(x.without(x.plan, _group), [p.change(_cluster, {"compute_config": [{"enabled": true, "node_role_arn": "arn:aws:iam::111122223333:role/node"}]})]), _role), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "fail", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "pass"}}

cases["the role of a Fargate profile is deleted"] := {"input": x.delete(x.add(x.without(x.plan, _group), [x.there("aws_eks_fargate_profile.main", {"pod_execution_role_arn": "arn:aws:iam::111122223333:role/node"})]), _role), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "fail", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "pass"}}

cases["the role is hidden, and one is deleted"] := {"input": x.delete(x.hide(x.plan, _group, "node_role_arn"), _role), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "undetermined", "aws_iam_role_policy_attachment.cluster_cluster": "pass"}}

cases["the role is hidden, and an attachment is deleted"] := {"input": x.delete(x.hide(x.plan, _group, "node_role_arn"), _worker), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "undetermined"}}

cases["the role is hidden, and nothing goes"] := {"input": x.hide(x.plan, _group, "node_role_arn"), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass"}}

cases["the role of Auto Mode is hidden, and one is deleted"] := {"input": x.delete(x.add(x.without(x.plan, _group), [p.forget(_cluster, "compute_config.0.node_role_arn")]), _role), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "undetermined", "aws_iam_role_policy_attachment.cluster_cluster": "pass"}}

cases["what an attachment is of is hidden"] := {"input": x.delete(x.hide(x.plan, _worker, "role"), _worker), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "undetermined"}}

cases["what an attachment is of is hidden, and it stays"] := {"input": x.hide(x.plan, _worker, "role"), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass"}}

cases["what an attachment is of is hidden, and no cluster stays"] := {"input": x.delete(x.hide(x.without(x.without(x.plan, _group), _cluster), _worker, "role"), _worker), "want": {}}

cases["everything is destroyed"] := {"input": x.delete_all(x.plan), "want": {}}

cases["a configuration knows of no change"] := {"input": p.ec2, "want": {}}

cases["the role of nodes is hidden, and that of the cluster is deleted"] := {"input": x.delete(x.hide(x.plan, _group, "node_role_arn"), "aws_iam_role.cluster"), "want": {"aws_iam_role.cluster": "fail", "aws_iam_role_policy_attachment.cluster_cluster": "pass"}}

cases["what an attachment is of is hidden, and one role is used"] := {"input": x.delete(x.hide(x.without(x.plan, _group), _worker, "role"), _worker), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "undetermined"}}

cases["an attachment is deleted while nodes are replaced that keep their role"] := {"input": x.delete(x.replace(x.plan, _group, ["instance_types"], {}), _worker), "want": {"aws_iam_role.cluster": "pass", "aws_iam_role.node": "pass", "aws_iam_role_policy_attachment.cluster_cluster": "pass", "aws_iam_role_policy_attachment.node_worker": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
