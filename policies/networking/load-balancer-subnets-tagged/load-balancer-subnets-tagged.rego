# METADATA
# title: Subnets are tagged for load balancers
# description: >-
#   Public subnets of a VPC with a cluster are tagged `kubernetes.io/role/elb`, private subnets of nodes and pods
#   `kubernetes.io/role/internal-elb`, as 1 or empty: controllers of load balancers find their subnets by these tags. The other way
#   round is medium: load balancers for the internet then end up where the internet does not get.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/alb-ingress.html
# custom:
#   severity: low
#   party:
#     side: you
#     items: [VPC]
#   remediation: Tag public subnets `kubernetes.io/role/elb = 1` and private ones `kubernetes.io/role/internal-elb = 1`.
#   aliases: []
package eksgate.rules.networking["load-balancer-subnets-tagged"]

import data.eksgate.lib.cluster_subnets
import data.eksgate.lib.default_routes
import data.eksgate.lib.result
import data.eksgate.lib.tags
import data.eksgate.lib.values

results contains _graded(subnet, public.value, result.of(subnet, {"tags"}, judged)) if {
	some subnet, resource in input.resources.aws_subnet
	_asked_about(subnet, resource)
	public := default_routes.to_internet_gateway(subnet)
	cases := _cases(subnet, public.value)
	count(cases) > 0
	judged := values.either(
		array.concat(cases, _neither(subnet, public.value)),
		concat("; ", sort(public.missing | _undecided(subnet))),
	)
}

# Of the subnets that are not made here, those that carry pods.
_asked_about(_, resource) if resource.mode == "managed"

_asked_about(subnet, _) if cluster_subnets.carries_pods(subnet) != values.no

# What carries pods in subnets that this input does not hold.
results contains result.of(address, {"subnet_ids"}, values.judgement(
	values.maybe,
	$"the tags of the subnets of {address} are not all known",
	set(), missing,
)) if {
	some address, missing in cluster_subnets.elsewhere
}

_public_key := "kubernetes.io/role/elb"

_private_key := "kubernetes.io/role/internal-elb"

_tag(subnet, key) := tags.has(subnet, input.resources.aws_subnet[subnet], key, {"", "1"})

_doubts(subnet) := tags.doubts(subnet, input.resources.aws_subnet[subnet], _public_key) | tags.doubts(
	subnet,
	input.resources.aws_subnet[subnet], _private_key,
)

# What a subnet may turn out to be: a public one beside a cluster, or a private one of nodes or pods.
_cases(subnet, public) := array.concat(
	[_as_public(subnet) |
		public != values.no
		cluster_subnets.beside_cluster(subnet) != values.no
	],
	[_as_private(subnet) |
		public != values.yes
		cluster_subnets.carries_pods(subnet) != values.no
	],
)

# Or nothing that needs a tag.
_neither(subnet, public) := [values.holds] if {
	cluster_subnets.carries_pods(subnet) != values.yes
	_may_need_no_tag(subnet, public)
} else := []

_may_need_no_tag(_, public) if public != values.yes

_may_need_no_tag(subnet, _) if cluster_subnets.beside_cluster(subnet) == values.maybe

_undecided(subnet) := {$"whether {subnet} carries nodes or pods" |
	cluster_subnets.carries_pods(subnet) == values.maybe
} | {$"whether {subnet} is in a VPC with a cluster" |
	cluster_subnets.beside_cluster(subnet) == values.maybe
}

_as_public(subnet) := values.holds if {
	_tag(subnet, _public_key) == values.yes
} else := _tags_not_known(subnet) if {
	_tag(subnet, _public_key) == values.maybe
} else := values.judgement(
	values.no,
	$"{subnet} is public and tagged `{_private_key}`, but not `{_public_key}`",
	set(), set(),
) if {
	_tag(subnet, _private_key) == values.yes
} else := values.judgement(values.no, $"{subnet} is public and not tagged `{_public_key}`", set(), set())

_as_private(subnet) := values.judgement(
	values.no,
	$"{subnet} is private and tagged `{_public_key}`: load balancers for the internet may end up in it",
	set(), set(),
) if {
	_tag(subnet, _public_key) == values.yes
} else := values.judgement(
	values.no,
	$"{subnet} is private, carries nodes or pods, and is not tagged `{_private_key}`",
	set(), set(),
) if {
	_tag(subnet, _private_key) == values.no
} else := _tags_not_known(subnet) if {
	values.maybe in {_tag(subnet, _public_key), _tag(subnet, _private_key)}
} else := values.holds

_tags_not_known(subnet) := values.judgement(
	values.maybe,
	$"whether {subnet} is tagged for load balancers is not known",
	set(), _doubts(subnet),
)

# The wrong tag for certain, not just none.
_graded(subnet, public, found) := result.with_severity(found, "medium") if {
	found.outcome == "fail"
	_tag(subnet, _wrong_key[public]) == values.yes
} else := found

_wrong_key := {values.no: _public_key, values.yes: _private_key}
