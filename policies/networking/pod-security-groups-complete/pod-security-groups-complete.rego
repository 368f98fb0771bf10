# METADATA
# title: Security groups for pods have all they need
# description: >-
#   Where the VPC CNI's add-on turns on network interfaces of pods' own (`ENABLE_POD_ENI`), the cluster's role may manage them, a node group
#   starts instance types alone that have trunk interfaces, and the node groups that may have them are in private subnets: without source NAT,
#   such pods reach the internet by a NAT gateway only.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-pods-deployment.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [pod configuration, security groups]
#   remediation: >-
#     Attach AmazonEKSVPCResourceController to the cluster's role, choose instance types with trunk interfaces (none of the t family), and
#     private subnets for their node group.
#   aliases: []
package eksgate.rules.networking["pod-security-groups-complete"]

import data.eksgate.lib.clusters
import data.eksgate.lib.default_routes
import data.eksgate.lib.flow
import data.eksgate.lib.iam
import data.eksgate.lib.instance_types
import data.eksgate.lib.interfaces
import data.eksgate.lib.result
import data.eksgate.lib.values
import data.eksgate.lib.vpc_cni

results contains result.of(cluster, {"role_arn"}, values.first_worst(_parts(cluster))) if {
	some cluster, _ in clusters.all
	_pod_interfaces(cluster) == "true"
}

results contains result.of(cluster, {"role_arn"}, values.either(
	[values.holds, values.first_worst(_parts(cluster))],
	concat(", ", sort(vpc_cni.configuration(cluster))),
)) if {
	some cluster, _ in clusters.all
	_pod_interfaces(cluster) == null
}

_pod_interfaces(cluster) := _switch(vpc_cni.environment(cluster, "ENABLE_POD_ENI"))

_switch(text) := lower(text)

_switch(null) := null

_parts(cluster) := array.concat(
	[_role_complete(cluster), _types_fit(cluster)],
	array.concat(
		[_is_private(cluster, group, instance_types.all_have(group, "trunking").value) | some group in sort(_groups(cluster))],
		[values.judgement(
			values.maybe,
			$"{concat(", ", sort(object.keys(clusters.unplaced)))} may belong to {cluster} too",
			object.keys(clusters.unplaced), {reason.missing | some reason in clusters.unplaced},
		) |
			count(clusters.unplaced) > 0
		],
	),
)

_groups(cluster) := {group | some group in clusters.carriers_of[cluster]; clusters.node_groups[group]}

# The role

_actions := {
	"ec2:AssignPrivateIpAddresses",
	"ec2:AttachNetworkInterface",
	"ec2:CreateNetworkInterface",
	"ec2:CreateNetworkInterfacePermission",
	"ec2:DeleteNetworkInterface",
	"ec2:DetachNetworkInterface",
	"ec2:ModifyNetworkInterfaceAttribute",
	"ec2:UnassignPrivateIpAddresses",
}

_policies := {"AmazonEKSVPCResourceController", "AdministratorAccess", "PowerUserAccess"}

_role(cluster) := iam.role_of(clusters.all[cluster], "role_arn", values.single(clusters.all[cluster].values, "role_arn"))

_role_complete(cluster) := _by_role(cluster, role, iam.may(role, _actions, _policies)) if {
	role := _role(cluster)
} else := values.judgement(
	values.maybe,
	$"the role of {cluster} is not made here, so whether it has AmazonEKSVPCResourceController is not known",
	set(), {$"{cluster}: role_arn"},
)

_by_role(cluster, role, found) := values.holds if {
	found.value == values.yes
} else := values.judgement(
	found.value,
	$"{role}, the role of {cluster}, does not certainly have AmazonEKSVPCResourceController, by which it gives pods network interfaces of their own",
	{role}, found.missing,
)

# The types: pods that need an interface of their own are only put where there is one.
_types_fit(cluster) := values.holds if {
	some group in _groups(cluster)
	instance_types.all_have(group, "trunking").value == values.yes
} else := values.holds if {
	_fargate_alone(cluster)
} else := values.judgement(
	values.maybe,
	$"this input has no nodes of {cluster} whose instance types are known",
	set(), {$"the nodes of {cluster}"},
) if {
	count(_groups(cluster)) == 0
} else := values.judgement(
	max({judged.value | some judged in all_judged}),
	concat("; ", sort({judged.why | some judged in all_judged})),
	_groups(cluster),
	union({judged.missing | some judged in all_judged}),
) if {
	all_judged := {instance_types.all_have(group, "trunking") | some group in _groups(cluster)}
}

# Pods on Fargate have interfaces of their own anyway.
_fargate_alone(cluster) if {
	every carrier in clusters.carriers_of[cluster] {
		clusters.carriers[carrier].kind == "Fargate profile"
	}
}

# The subnets of a node group that has, or may have, trunk interfaces. In the mode `standard` pods leave by their node's own interface.
_is_private(_, _, 0) := values.holds

_is_private(cluster, group, trunking) := _softened(judged, trunking, mode) if {
	trunking > 0
	mode := vpc_cni.environment(cluster, "POD_SECURITY_GROUP_ENFORCING_MODE")
	judged := values.first_worst([
		flow.subnets_known(group),
		values.of_all(interfaces.all[group].subnets, {subnet: _private_subnet(group, subnet) |
			some subnet in interfaces.all[group].subnets.possible
		}),
	])
}

_softened(_, _, "standard") := values.holds

_softened(judged, 2, mode) := judged if mode in {"", "strict"}

_softened(judged, _, null) := values.either([values.holds, judged], "POD_SECURITY_GROUP_ENFORCING_MODE of the VPC CNI")

_softened(judged, 1, mode) := values.either(
	[values.holds, judged],
	"whether its nodes have trunk interfaces",
) if {
	mode in {"", "strict"}
}

_private_subnet(group, subnet) := values.holds if {
	default_routes.to_internet_gateway(subnet).value == values.no
} else := values.judgement(
	values.no,
	$"pods on {group} with network interfaces of their own do not reach the internet, since {judged.why}",
	judged.related | {group, subnet}, set(),
) if {
	judged := default_routes.to_internet_gateway(subnet)
	judged.value == values.yes
	interfaces.all[group].subnets.certain[subnet]
} else := values.judgement(
	values.maybe, judged.why, judged.related | {group, subnet},
	judged.missing | {$"whether {group} uses {subnet}" | not interfaces.all[group].subnets.certain[subnet]},
) if {
	judged := default_routes.to_internet_gateway(subnet)
}
