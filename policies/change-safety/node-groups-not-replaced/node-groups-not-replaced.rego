# METADATA
# title: Node groups are not replaced
# description: >-
#   The plan does not replace a managed node group of a cluster that stays: its nodes would be gone before the new ones are there. With
#   `create_before_destroy` and a name that differs, best by `node_group_name_prefix`, the new ones come first, and that passes. A group that
#   is deleted under one address and made under another with the same name is replaced too. Only a plan tells this; what it creates, a
#   configuration and a state have no subject.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html
# custom:
#   severity: medium
#   kinds: [plan]
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Use `node_group_name_prefix` and `create_before_destroy`, keep the group's address with a `moved` block, or make a new group, move the
#     pods over and delete the old one in a plan of its own.
#   aliases: []
package eksgate.rules["change-safety"]["node-groups-not-replaced"]

import data.eksgate.lib.existing
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, existing.attributes("aws_eks_node_group", address, "node_group_name"), _judgement(address, entry)) if {
	some address, entry in existing.of("aws_eks_node_group")
	not _goes_with_cluster(entry)
}

_goes_with_cluster(entry) if entry.values.cluster_name in _gone

_gone contains entry.values.name if {
	some entry in existing.of("aws_eks_cluster")
	entry.fate != "kept"
}

_judgement(address, entry) := values.holds if {
	entry.fate == "kept"
} else := values.judgement(
	values.no,
	$"{existing.end("aws_eks_node_group", address)}, and {values.names(_twins(entry))} is made with the same name: its nodes are gone before the new ones are there",
	_twins(entry), set(),
) if {
	entry.fate == "deleted"
	count(_twins(entry)) > 0
} else := values.holds if {
	entry.fate == "deleted"
} else := values.judgement(
	values.no,
	$"{existing.end("aws_eks_node_group", address)}: its nodes are gone before the new ones are there",
	set(), set(),
) if {
	input.resources.aws_eks_node_group[address].actions[0] == "delete"
} else := _beside(address, entry, input.resources.aws_eks_node_group[address])

# The new group is made first: a name left out, or made from a prefix, differs.
_beside(address, entry, group) := values.judgement(
	values.maybe,
	$"{existing.end("aws_eks_node_group", address)}; whether the new one has another name is not known",
	set(), {$"{address}: node_group_name"},
) if {
	null in {existing.value(entry, "node_group_name", ""), _name(group)}
} else := values.judgement(
	values.no,
	$"{existing.end("aws_eks_node_group", address)}, and the new one cannot be made first, since its name is still taken",
	set(), set(),
) if {
	_name(group) == entry.values.node_group_name
} else := values.holds

# A name cannot be given beside a prefix.
_name(group) := "" if {
	group.values.node_group_name_prefix != ""
	not group.values.node_group_name
} else := values.argument(group, group.values, "node_group_name", "node_group_name", "")

_twins(entry) := {address |
	some address, group in input.resources.aws_eks_node_group
	group.actions == ["create"]
	_same_name(group, entry)
	not _elsewhere(group, entry)
}

_elsewhere(group, entry) if group.values.cluster_name != entry.values.cluster_name

_same_name(group, entry) if group.values.node_group_name == entry.values.node_group_name

_same_name(group, entry) if {
	group.values.node_group_name_prefix != ""
	group.values.node_group_name_prefix == entry.values.node_group_name_prefix
}
