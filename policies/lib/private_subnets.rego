# METADATA
# title: Private subnets
# description: Whether what names subnets names only such as have no route to an internet gateway.
package eksgate.lib.private_subnets

import data.eksgate.lib.default_routes
import data.eksgate.lib.subnet_uses
import data.eksgate.lib.values

# For a cluster or carrier: whether none of its subnets has a route to an internet gateway.
alone(user) := values.all_of((({_judgement(user, subnet, found) | some subnet in found.possible} | {_open(user, found) |
	found.open
}) | {_none(user) |
	count(found.possible) == 0
	not found.open
})) if {
	found := subnet_uses.links[user]
}

_open(user, found) := values.judgement(values.maybe, $"the subnets of {user} are not all known", set(), found.missing)

_none(user) := values.judgement(
	values.maybe,
	$"{user} does not say its subnets",
	set(), {$"{user}: {subnet_uses.argument_of(user)}"},
)

_judgement(user, subnet, found) := values.holds if {
	default_routes.to_internet_gateway(subnet).value == values.no
} else := values.judgement(values.no, $"{user} uses a subnet that is not private: {judged.why}", judged.related | {subnet}, set()) if {
	judged := default_routes.to_internet_gateway(subnet)
	judged.value == values.yes
	found.certain[subnet]
} else := values.judgement(
	values.maybe, judged.why, judged.related | {subnet},
	judged.missing | {$"whether {user} uses {subnet}" | not found.certain[subnet]},
) if {
	judged := default_routes.to_internet_gateway(subnet)
}
