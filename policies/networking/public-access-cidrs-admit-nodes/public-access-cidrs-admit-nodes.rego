# METADATA
# title: The public endpoint admits the nodes
# description: >-
#   Where nodes and pods can reach the API by its public endpoint alone, the ranges that it admits hold the addresses that they leave
#   from: those of the NAT gateways on their way out, or their own.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Turn the private endpoint on. Or add the addresses of the NAT gateways' elastic IPs to `public_access_cidrs`, by reference:
#     `"${aws_eip.nat.public_ip}/32"`.
#   aliases: []
package eksgate.rules.networking["public-access-cidrs-admit-nodes"]

import data.eksgate.lib.clusters
import data.eksgate.lib.default_routes
import data.eksgate.lib.egress
import data.eksgate.lib.flow
import data.eksgate.lib.interfaces
import data.eksgate.lib.outgoing_addresses
import data.eksgate.lib.ranges
import data.eksgate.lib.result
import data.eksgate.lib.values
import data.eksgate.lib.ways_out

_path := "vpc_config.0.public_access_cidrs"

results contains result.of(cluster, {_path}, _with_endpoints(cluster, judged)) if {
	some cluster, _ in clusters.all
	clusters.private_endpoint(cluster) in {false, null}
	clusters.public_endpoint(cluster) in {true, null}
	_restricted(cluster)
	judged := values.first_worst(_judgements(cluster))
}

_with_endpoints(cluster, judged) := judged if {
	clusters.private_endpoint(cluster) == false
	clusters.public_endpoint(cluster) == true
} else := values.either([values.holds, judged], $"{cluster}: vpc_config.0.endpoint_private_access")

# The ranges that the list certainly has.
_known[cluster] := {range | some range in clusters.vpc_config(cluster).public_access_cidrs; ranges.valid(range)} if {
	some cluster, _ in clusters.all
}

# What the list refers to, with a certainty.
_referred[cluster][reference.certainty] contains $"{edge.to}.{edge.attribute}" if {
	some cluster, resource in clusters.all
	some reference in resource.edges[_path]
	some edge in reference.targets
}

# What is not known about the list. A plan does not show what stands beside a reference.
_open[cluster] contains $"{cluster}: {_path}" if {
	some cluster, resource in clusters.all
	values.unknown_at(resource, _path)
	not resource.edges[_path]
}

_open[cluster] contains $"{cluster}: {_path}" if {
	some cluster, resource in clusters.all
	values.unknown_at(resource, _path)
	input.kind == "plan"
}

_open[cluster] contains $"{cluster}: {reference.reference}" if {
	some cluster, resource in clusters.all
	some reference in resource.edges[_path]
	reference.certainty == "unknown"
}

_open[cluster] contains $"{cluster}: {_path}" if {
	some cluster, _ in clusters.all
	some range in clusters.vpc_config(cluster).public_access_cidrs
	not ranges.valid(range)
}

_open_of(cluster) := object.get(_open, cluster, set())

_covers_the_internet(cluster) if ranges.cover_public(ranges.of_family(_known[cluster], "ipv4"), "ipv4")

# A list that is left out is 0.0.0.0/0.
_restricted(cluster) if {
	_given(cluster)
	not _covers_the_internet(cluster)
}

_given(cluster) if count(_known[cluster]) > 0

_given(cluster) if _referred[cluster]

_given(cluster) if _open[cluster]

_judgements(cluster) := array.concat(
	[judged | some carrier in sort(object.get(clusters.carriers_of, cluster, set())); judged := _carrier(cluster, carrier)],
	[judged | judged := _not_all_told(cluster)],
)

# Nodes that this input does not tell may leave from anywhere.
_not_all_told(cluster) := values.judgement(
	values.maybe,
	$"{concat(", ", sort(object.keys(clusters.unplaced)))} may belong to {cluster} too",
	object.keys(clusters.unplaced),
	{reason.missing | some reason in clusters.unplaced},
) if {
	count(clusters.unplaced) > 0
} else := values.judgement(
	values.maybe,
	$"this input has no nodes of {cluster}, so the addresses that they leave from are not known",
	set(), {$"the nodes of {cluster}"},
) if {
	not clusters.carriers_of[cluster]
}

_carrier(cluster, carrier) := values.first_worst([
	flow.subnets_known(carrier),
	values.of_all(interfaces.all[carrier].subnets, {subnet: _in_subnet(cluster, carrier, subnet) |
		some subnet in interfaces.all[carrier].subnets.possible
	}),
])

_in_subnet(cluster, carrier, subnet) := values.first_worst(array.concat(
	[ways_out.leads_out(subnet, egress.public_address(carrier, subnet))],
	array.concat(
		[_admits_nat(cluster, nat) | some nat in sort(ways_out.nat_gateways(subnet))],
		[_admits_any(cluster, carrier, subnet) | _leaves_by_own_address(subnet)],
	),
))

_leaves_by_own_address(subnet) if {
	some route in default_routes.of[subnet]
	some way in route.ways
	way.kind == "internet gateway"
}

# The public addresses of nodes are AWS's, and new with each node.
_admits_any(cluster, carrier, subnet) := _not_held(
	cluster, $"the public addresses that AWS gives the nodes of {carrier} in {subnet}",
	{carrier, subnet}, _lucky(cluster, set()),
)

_admits_nat(cluster, nat) := values.first_worst(array.concat(
	[_admits(cluster, nat, address) | some address in sort(object.get(outgoing_addresses.of, nat, set()))],
	[values.judgement(
		values.maybe,
		$"the addresses of {nat}, by which nodes of {cluster} leave, are not all known",
		{nat}, missing,
	) |
		missing := outgoing_addresses.doubts[nat]
	],
))

_admits(cluster, nat, address) := values.holds if {
	count(address.references & object.get(_referred, [cluster, "exact"], set())) > 0
} else := values.holds if {
	some range in _known[cluster]
	net.cidr_contains(range, $"{address.ip}/32")
} else := _not_held(
	cluster, $"{address.ip}, the address of {address.name}, by which nodes leave",
	{nat, address.name}, _perhaps_referred(cluster, address),
) if {
	address.ip != null
} else := _not_held(
	cluster, $"{address.name}, by which nodes leave and to which AWS has yet to assign an address",
	{nat, address.name}, _perhaps_referred(cluster, address) | _lucky(cluster, {address.name}),
) if {
	address.by_aws
} else := _not_held(
	cluster, $"the address of {address.name}, by which nodes leave",
	{nat}, {$"{address.name}: public_ip"},
)

_not_held(cluster, what, related, missing) := values.judgement(
	values.maybe,
	$"whether `public_access_cidrs` of {cluster} holds {what} is not known",
	related, all_missing,
) if {
	all_missing := (missing | _open_of(cluster)) | _by_ipv6(cluster)
	count(all_missing) > 0
} else := values.judgement(values.no, $"`public_access_cidrs` of {cluster} does not hold {what}", related, set())

_perhaps_referred(cluster, address) := {$"whether `public_access_cidrs` refers to {address.name}" |
	some reference in address.references
	reference in object.get(_referred, [cluster, "over"], set())
}

# An address that is not assigned yet may turn out to be one of most of the internet. In a configuration, which does not tell what there is
# already, a single address in the list may be this very one.
_lucky(cluster, addresses) := {"the addresses that AWS assigns"} if {
	ranges.world(_known[cluster])
} else := {$"{address}: public_ip" | some address in addresses} if {
	input.kind == "config"
	some range in ranges.of_family(_known[cluster], "ipv4")
	ranges.prefix_length(range) == 32
	not ranges.private(range)
} else := set()

# Nodes of an IPv6 cluster may reach the endpoint by IPv6 instead.
_by_ipv6(cluster) := {$"whether nodes of {cluster} reach the public endpoint by IPv6" |
	"ipv6" in clusters.families(cluster)
	count(ranges.of_family(_known[cluster], "ipv6")) > 0
}
