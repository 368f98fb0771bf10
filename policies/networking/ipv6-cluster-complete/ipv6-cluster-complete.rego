# METADATA
# title: IPv6 clusters have all they need
# description: >-
#   In a cluster of the IPv6 family, the subnets of the cluster and its nodes have IPv6 ranges, those of managed node groups give instances IPv6
#   addresses, the VPC CNI acts by a role that may assign them, and nodes run on Nitro. Without these no pod gets an address: critical. Pods
#   also have a way out by IPv6, or endpoints that answer by it: medium. Where the way out is missing and something critical is not known, that counts as
#   critical.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
# custom:
#   severity: critical
#   settings: [cni]
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Give every subnet an `ipv6_cidr_block` and set `assign_ipv6_address_on_creation`, attach the CNI's IPv6 policy to its role, choose
#     instance types that run on Nitro, and route ::/0 to an egress-only internet gateway.
#   aliases: []
package eksgate.rules.networking["ipv6-cluster-complete"]

import data.eksgate.lib.clusters
import data.eksgate.lib.egress_ipv6
import data.eksgate.lib.endpoints
import data.eksgate.lib.flow
import data.eksgate.lib.instance_types
import data.eksgate.lib.interfaces
import data.eksgate.lib.ipv6
import data.eksgate.lib.result
import data.eksgate.lib.services
import data.eksgate.lib.settings
import data.eksgate.lib.subnets
import data.eksgate.lib.values
import data.eksgate.lib.vpc_cni

results contains _result(cluster, _critical(cluster), _way_out(cluster)) if {
	some cluster, _ in clusters.all
	ipv6.family(cluster) == "ipv6"
}

results contains _result(
	cluster,
	values.either([values.holds, _critical(cluster)], _family_of(cluster)),
	values.either([values.holds, _way_out(cluster)], _family_of(cluster)),
) if {
	some cluster, _ in clusters.all
	ipv6.family(cluster) == null
}

_path := "kubernetes_network_config.0.ip_family"

_family_of(cluster) := $"{cluster}: {_path}"

# Both parts together: the first one where it is not less certain, and in the severity of what is worst.
_result(cluster, critical, way_out) := result.of(cluster, {_path}, critical) if {
	critical.value <= way_out.value
} else := result.with_severity(result.of(cluster, {_path}, way_out), "medium") if {
	critical.value == values.yes
} else := result.of(cluster, {_path}, values.judgement(
	way_out.value, $"{way_out.why}; and {critical.why}",
	critical.related | way_out.related, critical.missing,
))

_critical(cluster) := values.first_worst(array.concat(
	_subnet_parts(cluster),
	array.concat(_node_parts(cluster), _nodes_told(cluster)),
))

# Subnets

_subnet_parts(cluster) := array.concat(
	[flow.subnets_known(id) | some id in _interfaces(cluster)],
	[_meant(id, subnet, part) |
		some id in _interfaces(cluster)
		some subnet in sort(interfaces.all[id].subnets.possible)
		some part in _of_subnet(id, subnet)
	],
)

_interfaces(cluster) := array.concat([interfaces.control_plane(cluster)], sort(_carriers(cluster)))

_carriers(cluster) := object.get(clusters.carriers_of, cluster, set())

_of_subnet(id, subnet) := [ipv6.has_range(subnet), ipv6.assigns(subnet)] if {
	clusters.carriers[id].kind == "managed node group"
} else := [ipv6.has_range(subnet)]

# A subnet that may not be meant is no certain failure.
_meant(id, subnet, judged) := judged if {
	interfaces.all[id].subnets.certain[subnet]
} else := values.either([values.holds, judged], $"whether {interfaces.all[id].label} are in {subnet}")

# Nodes

_node_parts(cluster) := array.concat(
	[instance_types.all_have(group, "nitro") | some group in sort(_carriers(cluster))],
	[_cni(cluster) | settings.cni == "vpc-cni"],
)

# The policy that AWS writes out lets it tag network interfaces alone.
_cni(cluster) := values.first_worst([
	vpc_cni.wholly(cluster, _actions, _policy),
	vpc_cni.partly(cluster, {"ec2:CreateTags"}, _policy),
])

_policy := "the CNI's IPv6 policy"

_actions := {
	"ec2:AssignIpv6Addresses",
	"ec2:DescribeInstances",
	"ec2:DescribeInstanceTypes",
	"ec2:DescribeNetworkInterfaces",
	"ec2:DescribeTags",
}

_nodes_told(cluster) := [values.judgement(
	values.maybe,
	$"{concat(", ", sort(object.keys(clusters.unplaced)))} may belong to {cluster} too",
	object.keys(clusters.unplaced), {reason.missing | some reason in clusters.unplaced},
)] if {
	count(clusters.unplaced) > 0
} else := [values.judgement(
	values.maybe,
	$"this input has no nodes of {cluster}",
	set(), {$"the nodes of {cluster}"},
)] if {
	count(_carriers(cluster)) == 0
} else := []

# The way out

_way_out(cluster) := values.first_worst([_reaches(carrier) | some carrier in sort(_carriers(cluster))])

_way_out(cluster) := values.holds if count(_carriers(cluster)) == 0

_reaches(carrier) := values.holds if {
	egress_ipv6.of(carrier).value == values.yes
} else := values.holds if {
	_by_endpoints(carrier).value == values.yes
} else := values.judgement(
	max({out.value, by_endpoints.value}), $"{out.why}; and {by_endpoints.why}",
	out.related | by_endpoints.related, out.missing | by_endpoints.missing,
) if {
	out := egress_ipv6.of(carrier)
	by_endpoints := _by_endpoints(carrier)
}

_by_endpoints(carrier) := values.all_of({_endpoint(vpc, service) |
	some subnet in interfaces.all[carrier].subnets.possible
	vpc := subnets.vpc[subnet]
	some service in services.certainly_needed(carrier)
}) if {
	every subnet in interfaces.all[carrier].subnets.possible {
		subnets.vpc[subnet]
	}
} else := values.judgement(
	values.maybe,
	$"the endpoints of {carrier} are not known",
	set(), {$"the VPC of {carrier}"},
)

# Whether a VPC has an endpoint for a service that answers by IPv6. A gateway endpoint for S3 has its own list of ranges for it.
_endpoint(vpc, service) := found if {
	found := endpoints.in_vpc(vpc, service)
	found.value != values.yes
} else := values.all_of({_answers(endpoint) | some endpoint in endpoints.in_vpc(vpc, service).related})

_answers(address) := values.judgement(
	values.no,
	$"{address} answers by IPv4 alone",
	{address}, set(),
) if {
	_address_type(address) in {"ipv4", ""}
} else := values.judgement(
	values.maybe,
	$"whether {address} answers by IPv6 is not known",
	{address}, {$"{address}: ip_address_type"},
) if {
	_address_type(address) == null
} else := values.holds

_address_type(address) := values.argument(endpoint, endpoint.values, "ip_address_type", "ip_address_type", "") if {
	endpoint := input.resources.aws_vpc_endpoint[address]
}
