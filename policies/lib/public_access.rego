# METADATA
# title: VPC Block Public Access
# description: >-
#   Whether VPC Block Public Access lets traffic out to the internet. It works at internet gateways and egress-only gateways whatever
#   the routes say, but for VPCs and subnets that are excluded. An input that does not state it leaves it off, as AWS does.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
package eksgate.lib.public_access

import data.eksgate.lib.subnets
import data.eksgate.lib.values

_modes contains values.argument(
	options, options.values, "internet_gateway_block_mode",
	"internet_gateway_block_mode", null,
) if {
	some options in input.resources.aws_vpc_block_public_access_options
}

# The mode; `null` where it is not known, as where the options of several Regions are stated.
_mode := "off" if {
	count(_modes) == 0
} else := one if {
	count(_modes) == 1
	some one in _modes
} else := null

# What leaves in each mode without an exclusion. A NAT gateway and an egress-only gateway let no connection in.
_let_out := {
	"off": {"internet gateway", "NAT gateway", "egress-only gateway"},
	"block-ingress": {"NAT gateway", "egress-only gateway"},
	"block-bidirectional": set(),
}

_exclusions contains {
	"address": address,
	"places": values.union_of([
		values.links(exclusion, "subnet_id", values.single(exclusion.values, "subnet_id")),
		values.links(exclusion, "vpc_id", values.single(exclusion.values, "vpc_id")),
	]),
	"mode": values.argument(
		exclusion, exclusion.values, "internet_gateway_exclusion_mode",
		"internet_gateway_exclusion_mode", null,
	),
} if {
	some address, exclusion in input.resources.aws_vpc_block_public_access_exclusion
}

# The exclusions that let traffic out, whatever the mode is. One for egress is for bidirectional mode alone: in the other, traffic that
# uses an internet gateway itself stays blocked or not as AWS sees fit.
_sufficient("internet gateway") := {"allow-bidirectional"} if _mode != "block-bidirectional"

_sufficient("internet gateway") := {"allow-bidirectional", "allow-egress"} if _mode == "block-bidirectional"

_sufficient(way) := {"allow-bidirectional", "allow-egress"} if way != "internet gateway"

# Whether traffic leaves by a way ("internet gateway" itself, "NAT gateway", "egress-only gateway") in a subnet.
lets_out(way, subnet) := _judge(way, subnet, {place | some place in [subnet, subnets.vpc[subnet]]}) if {
	subnets.vpc[subnet]
} else := _judge(way, subnet, {subnet, "a VPC that is not known"})

# The same in a VPC as a whole.
vpc_lets_out(way, vpc) := _judge(way, vpc, {vpc})

_judge(way, where, places) := values.holds if {
	way in _let_out[_mode]
} else := values.holds if {
	some exclusion in _exclusions
	exclusion.mode in _sufficient(way)
	count(exclusion.places.certain & places) > 0
} else := values.judgement(
	values.maybe,
	$"whether VPC Block Public Access lets traffic from {where} out to the internet is not known",
	_stated | {where}, missing,
) if {
	missing := {$"{address}: internet_gateway_block_mode" | some address in _stated; not _let_out[_mode]} | {exclusion.address |
		some exclusion in _exclusions
		_may_exclude(exclusion, places)
	}
	count(missing) > 0
} else := values.judgement(
	values.no,
	$"VPC Block Public Access ({_mode}) lets no traffic from {where} out to the internet by way of its {way}, and no exclusion is for it",
	_stated | {where}, set(),
)

_stated := {address | some address, _ in input.resources.aws_vpc_block_public_access_options}

_may_exclude(exclusion, places) if {
	some place in places
	values.may_mean(exclusion.places, place)
}

# Of a VPC that is not known, each exclusion of a VPC may be.
_may_exclude(exclusion, places) if {
	"a VPC that is not known" in places
	some place in exclusion.places.possible
	not input.resources.aws_subnet[place]
}

# Whether traffic from a subnet leaves through a NAT gateway elsewhere, which is judged by itself: AWS does not say whether it is enough
# that the gateway's subnet is excluded.
lets_through(subnet) := object.union(judged, {
	"value": values.maybe,
	"missing": {$"whether the exclusion of a NAT gateway's subnet is one for {subnet} too"},
}) if {
	judged := lets_out("NAT gateway", subnet)
	judged.value == values.no
} else := lets_out("NAT gateway", subnet)
