package eksgate.rules.networking["no-remote-access-from-world_test"]

import data.eksgate.rules.networking["no-remote-access-from-world"] as rule
import data.eksgate.testing.platform as p

# The node group with a remote access block, its references, and paths that are not known.
_with(block, edges, unknown) := p.platform(p.ec2, [], array.concat(
	[p.change("aws_eks_node_group.main", {"remote_access": [block]})],
	array.concat(
		[p.point("aws_eks_node_group.main", $"remote_access.0.{name}", references) | some name, references in edges],
		[p.forget("aws_eks_node_group.main", path) | some path in unknown],
	),
))

cases["no remote access"] := {"input": p.platform(p.ec2, [], []), "want": {}}

cases["an empty list of blocks"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"remote_access": []})]), "want": {}}

cases["a key and no groups"] := {"input": _with({"ec2_ssh_key": "operators"}, {}, []), "want": {"aws_eks_node_group.main": "fail"}}

cases["a key and an empty list of groups"] := {"input": _with({"ec2_ssh_key": "operators", "source_security_group_ids": []}, {}, []), "want": {"aws_eks_node_group.main": "fail"}}

cases["a key and a group"] := {"input": _with({"ec2_ssh_key": "operators"}, {"source_security_group_ids": [p.id("aws_security_group.eni")]}, []), "want": {"aws_eks_node_group.main": "pass"}}

cases["a key and a group that is not made here"] := {"input": _with({"ec2_ssh_key": "operators", "source_security_group_ids": ["sg-1"]}, {}, []), "want": {"aws_eks_node_group.main": "pass"}}

cases["a key and a group beside others that are not known"] := {"input": _with({"ec2_ssh_key": "operators"}, {"source_security_group_ids": [p.id("aws_security_group.eni"), p.unknown("var.more")]}, []), "want": {"aws_eks_node_group.main": "pass"}}

cases["a key and groups that are not known"] := {"input": _with({"ec2_ssh_key": "operators"}, {"source_security_group_ids": [p.unknown("var.groups")]}, []), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a key and groups that may be one of two or none"] := {"input": _with({"ec2_ssh_key": "operators"}, {"source_security_group_ids": [p.over("x", ["aws_security_group.eni", "aws_security_group.node"])]}, []), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["neither key nor groups"] := {"input": _with({}, {}, []), "want": {"aws_eks_node_group.main": "pass"}}

cases["an empty key"] := {"input": _with({"ec2_ssh_key": ""}, {}, []), "want": {"aws_eks_node_group.main": "pass"}}

cases["a key of another resource and no groups"] := {"input": _with({}, {"ec2_ssh_key": [p.ref("aws_key_pair.operators", "key_name")]}, []), "want": {"aws_eks_node_group.main": "fail"}}

cases["a key that may be that of another resource, and no groups"] := {"input": _with({}, {"ec2_ssh_key": [object.union(p.over("x", ["aws_key_pair.operators"]), {"certainty": "over"})]}, []), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a key of a resource that there is none of"] := {"input": _with({}, {"ec2_ssh_key": [{"reference": "aws_key_pair.none", "certainty": "exact", "targets": []}]}, []), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a key that is not known, and no groups"] := {"input": _with({}, {"ec2_ssh_key": [p.unknown("var.key")]}, []), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a key that is not known, and a group"] := {"input": _with({}, {"ec2_ssh_key": [p.unknown("var.key")], "source_security_group_ids": [p.id("aws_security_group.eni")]}, []), "want": {"aws_eks_node_group.main": "pass"}}

cases["neither key nor groups are known"] := {"input": _with({}, {}, ["remote_access.0.ec2_ssh_key", "remote_access.0.source_security_group_ids"]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["whether there is remote access is not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_eks_node_group.main", "remote_access")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a node group whose cluster is not told"] := {"input": object.union(_with({"ec2_ssh_key": "operators"}, {}, []), p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])), "want": {"aws_eks_node_group.main": "fail"}}

cases["a node group that is made elsewhere"] := {"input": p.platform(p.network, [], [p.resource("data.aws_eks_node_group.other", {"remote_access": [{"ec2_ssh_key": "operators"}]}, {})]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
