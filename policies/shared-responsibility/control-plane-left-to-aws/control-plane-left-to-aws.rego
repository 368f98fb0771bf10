# METADATA
# title: The control plane's network is left to AWS
# description: >-
#   EKS makes the cluster security group, with the rule that lets in everything from itself, and the control plane's network interfaces, and
#   replaces them as it needs. No resource adopts them, takes that rule away, or attaches groups, addresses or instances to the interfaces.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
# custom:
#   severity: high
#   party:
#     side: aws
#     items: [VPC networking, HA]
#   remediation: >-
#     Take the resource out of Terraform with a `removed` block. Name groups of your own in the cluster's `security_group_ids`, and add rules to
#     the cluster security group one by one.
#   aliases: []
package eksgate.rules["shared-responsibility"]["control-plane-left-to-aws"]

import data.eksgate.lib.clusters
import data.eksgate.lib.eks_interfaces
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {"name"}, _adopted(address, what)) if some address, what in eks_interfaces.adopted

results contains result.of(address, {"name"}, values.judgement(
	values.no,
	$"{address}, which is planned to be deleted, is {what} that EKS made for a cluster",
	set(), set(),
)) if {
	some address, what in eks_interfaces.deleted
}

results contains result.of(address, {"security_group_id"}, values.judgement(
	values.no,
	$"{address}, which is planned to be deleted, is the rule by which the cluster security group of {cluster} lets in what comes from itself",
	{cluster}, set(),
)) if {
	some address, cluster in eks_interfaces.deleted_self_rules
}

_adopted(address, what) := values.judgement(
	values.maybe,
	$"{address} is called as EKS calls {what} that it makes; whether it is imported is not told by a configuration",
	set(), {$"whether {address} is imported (its plan or state tells)"},
) if {
	input.kind == "config"
} else := values.judgement(values.no, $"{address} is {what} that EKS made for a cluster", set(), set())

# Lists of all rules of a group: every other rule is taken off it.
results contains result.of(address, {"ingress_rule_ids"}, _exclusive(list, found)) if {
	some address, list in input.resources.aws_vpc_security_group_rules_exclusive
	found := values.links(list, "security_group_id", values.single(list.values, "security_group_id"))
	_may_be_clusters(found)
}

_may_be_clusters(found) if count(found.possible & eks_interfaces.groups) > 0

_may_be_clusters(found) if {
	found.open
	count(clusters.all) > 0
}

_exclusive(list, found) := values.holds if {
	some address in _listed(list).certain
	_lets_itself_in(input.resources.aws_vpc_security_group_ingress_rule[address], found)
} else := values.judgement(
	values.no,
	$"{list.address} takes all rules that it does not list off {values.names(found.possible)}, also the one that lets in what comes from itself",
	found.possible, set(),
) if {
	count(found.certain & eks_interfaces.groups) > 0
	not _listed(list).open
	every id in _listed(list).possible {
		input.resources.aws_vpc_security_group_ingress_rule[id]
	}
} else := values.judgement(
	values.maybe,
	$"it is not known whether {list.address} takes the rule that lets in what comes from itself off a cluster security group",
	set(), ((found.missing | _listed(list).missing) | {$"{list.address}: ingress_rule_ids"}),
)

_listed(list) := values.links(list, "ingress_rule_ids", values.list_of(list.values, "ingress_rule_ids"))

_lets_itself_in(rule, found) if {
	rule.values.ip_protocol == "-1"
	values.links(rule, "referenced_security_group_id", values.single(rule.values, "referenced_security_group_id")) == found
}

_attaching := {
	"aws_eip": "network_interface",
	"aws_eip_association": "network_interface_id",
	"aws_network_interface_attachment": "network_interface_id",
	"aws_network_interface_sg_attachment": "network_interface_id",
}

results contains result.of(address, {path}, _attached(address, owned, $"{address}: {path}")) if {
	some type, path in _attaching
	some address, resource in input.resources[type]
	owned := eks_interfaces.named(resource, path, _literals(resource, path))
	_applies(owned)
}

# AWS fills in what an address of something else is attached to.
_literals(resource, path) := values.single(resource.values, path) if {
	resource.type != "aws_eip"
	not resource.values.instance_id
} else := []

# What is not known matters where there is a cluster that it may be of.
_applies(owned) if owned != values.maybe

_applies(_) if count(clusters.all) > 0

_attached(address, owned, argument) := values.judgement(
	values.no,
	$"{address} attaches something to a network interface that EKS made for the control plane, and may replace at any time",
	set(), set(),
) if {
	owned == values.yes
} else := values.holds if {
	owned == values.no
} else := values.judgement(
	values.maybe,
	$"whether {address} attaches something to a network interface of EKS's is not known",
	set(), {argument},
)
