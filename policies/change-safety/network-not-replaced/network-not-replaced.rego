# METADATA
# title: The network is not replaced under a cluster
# description: >-
#   A VPC, a subnet, a NAT gateway or the elastic IP address of one is neither deleted nor replaced while a cluster that stays uses it: a
#   subnet until what uses it lists it no more, a NAT gateway while a route of the cluster's VPC leads to it, an address while such a
#   gateway has it. Only a plan tells this; what it creates, a configuration and a state have no subject.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html
# custom:
#   severity: high
#   kinds: [plan]
#   party:
#     side: you
#     items: [VPC]
#   remediation: >-
#     Keep the resource (its address with a `moved` block). Otherwise make the new one beside it, move clusters, node groups and routes over, and
#     delete the old one in a plan of its own.
#   aliases: []
package eksgate.rules["change-safety"]["network-not-replaced"]

import data.eksgate.lib.existing
import data.eksgate.lib.nat_uses
import data.eksgate.lib.relied_on
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, existing.attributes(type, address, "id"), _judgement(type, address, entry, use)) if {
	some type in ["aws_eip", "aws_nat_gateway", "aws_subnet", "aws_vpc"]
	some address, entry in existing.of(type)
	use := _use(type, address, entry)
}

# Whether what stays uses a resource when the plan takes it away; undefined where it used none of it before.
_use("aws_vpc", _, entry) := values.judgement(values.yes, "", users, set()) if users := relied_on.vpcs[entry.values.id]

_use("aws_nat_gateway", address, entry) := nat_uses.use(address, entry)

_use("aws_eip", _, entry) := nat_uses.use_of_address(entry.values.id)

_use("aws_subnet", _, entry) := _subnet_use(entry, users) if users := relied_on.subnets[entry.values.id]

_use("aws_subnet", _, entry) := values.judgement(values.maybe, "", set(), relied_on.subnets_untold) if {
	not relied_on.subnets[entry.values.id]
	entry.fate != "kept"
	count(relied_on.subnets_untold) > 0
}

# To replace a subnet is to take it away from those who use it; what is deleted may have been given up before.
_subnet_use(entry, users) := values.judgement(values.yes, "", users, set()) if {
	entry.fate != "deleted"
} else := values.judgement(values.yes, "", still, set()) if {
	still := {user | some user in users; relied_on.uses_afterwards(user, entry.values.id) == values.yes}
	count(still) > 0
} else := values.judgement(values.maybe, "", perhaps, {$"{user}: {relied_on.subnet_path(user)}" | some user in perhaps}) if {
	perhaps := {user | some user in users; relied_on.uses_afterwards(user, entry.values.id) == values.maybe}
	count(perhaps) > 0
} else := values.judgement(values.no, "", users, set())

_judgement(type, address, entry, use) := values.holds if {
	entry.fate == "kept"
} else := values.holds if {
	use.value == values.no
} else := values.judgement(
	values.maybe,
	$"{existing.end(type, address)}; whether a cluster still uses it is not known",
	use.related, use.missing,
) if {
	use.value == values.maybe
} else := values.judgement(
	values.no,
	$"{existing.end(type, address)}, while {values.names(use.related)} uses it",
	use.related, set(),
)
