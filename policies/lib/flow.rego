# METADATA
# title: Flows
# description: >-
#   Whether traffic flows from one set of interfaces to another: the source's groups let it out, the target's let it in, the network
#   ACLs of their subnets pass request and answer, and a route leads there.
package eksgate.lib.flow

import data.eksgate.lib.acl_hops
import data.eksgate.lib.flow_groups
import data.eksgate.lib.flow_routes
import data.eksgate.lib.interfaces
import data.eksgate.lib.needs
import data.eksgate.lib.network_acls
import data.eksgate.lib.subnets
import data.eksgate.lib.values

reach := flow_groups.reach

# Whether a need is met from one interface to another: the first hop that does not let it through, or that it holds.
between(source, target, need) := values.judgement(
	values.no,
	$"{interfaces.all[source].label} and {interfaces.all[target].label} have no address family in common",
	set(), set(),
) if {
	count(families(source, target)) == 0
} else := together([_in_family(source, target, need, family) | some family in families(source, target)])

families(source, target) := sort(interfaces.families(source, target))

# Where a cluster uses both families, one that works beside one that does not is no proof of either.
together(judgements) := values.first_worst(judgements) if {
	count({judgement.value | some judgement in judgements}) == 1
} else := object.union(values.first_worst(judgements), {"value": values.maybe})

_in_family(source, target, need, family) := values.first_worst(array.concat(ends_known(source, target), [
	flow_groups.pass(need, "egress", source, target, family),
	flow_groups.pass(need, "ingress", target, source, family),
	acls_pass(source, target, needs.all[need], family),
	flow_routes.stay(source, target, family),
]))

# Whether it is known where both ends are, and that they are in one VPC.
ends_known(source, target) := [subnets_known(source), subnets_known(target), _one_vpc(source, target)]

subnets_known(id) := values.judgement(
	values.maybe,
	$"the subnets of {interfaces.all[id].label} are not all known",
	set(), missing,
) if {
	missing := interfaces.all[id].subnets.missing
	count(missing) > 0
} else := values.judgement(
	values.maybe,
	$"the subnets of {interfaces.all[id].label} are not told",
	set(), {$"the subnets of {interfaces.all[id].label}"},
) if {
	count(interfaces.all[id].subnets.possible) == 0
} else := values.holds

_one_vpc(source, target) := values.judgement(
	values.maybe,
	$"{interfaces.all[source].label} and {interfaces.all[target].label} are in different VPCs ({concat(", ", sort(vpcs))}), and whether these are connected is not known",
	vpcs, {"what connects the VPCs"},
) if {
	vpcs := {subnets.vpc[subnet] | some subnet in _possible_subnets(source, target)}
	count(vpcs) > 1
} else := values.judgement(
	values.maybe,
	$"whether {interfaces.all[source].label} and {interfaces.all[target].label} are in one VPC is not known",
	apart, {$"{subnet}: vpc_id" | some subnet in apart},
) if {
	apart := {subnet | some subnet in _possible_subnets(source, target); not subnets.vpc[subnet]}
	count(apart) > 0
	count(_possible_subnets(source, target)) > 1
} else := values.holds

_possible_subnets(source, target) := interfaces.all[source].subnets.possible | interfaces.all[target].subnets.possible

# Between different subnets, the ACLs pass the request on its ports and the answer to the client's.
acls_pass(source, target, need, family) := values.holds if {
	_open_everywhere[family][source]
	_open_everywhere[family][target]
} else := values.of_all(interfaces.all[source].subnets, {from: judged |
	some from in interfaces.all[source].subnets.possible
	judged := values.of_all(interfaces.all[target].subnets, {to: _pair_passes(from, to, need, family, acl_hops.clients(source)) |
		some to in interfaces.all[target].subnets.possible
	})
})

# Interfaces whose subnets all have ACLs that let everything through.
_open_everywhere[family] contains id if {
	some family, _ in network_acls.open
	some id, interface in interfaces.all
	every subnet in interface.subnets.possible {
		acl_hops.passes_everything(subnet, family)
	}
}

_pair_passes(subnet, subnet, _, _, _) := values.holds

_pair_passes(from, to, need, family, clients) := values.first_worst([
	acl_hops.request(from, "egress", family, to, need),
	acl_hops.request(to, "ingress", family, from, need),
	acl_hops.answer(to, "egress", family, from, need, clients),
	acl_hops.answer(from, "ingress", family, to, need, clients),
]) if {
	from != to
}
