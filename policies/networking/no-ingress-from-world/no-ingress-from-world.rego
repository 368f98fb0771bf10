# METADATA
# title: No ingress from the world
# description: >-
#   The security groups of the control plane's interfaces, of nodes and pods, and of VPC endpoints let nothing in from ranges that
#   amount to the internet, all rules of a group taken together, but the ICMP messages that tell a sender how large a packet may be.
#   High instead of critical where nothing that carries the group sits in a subnet with a route to an internet gateway.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [security groups]
#   remediation: >-
#     Name the groups or ranges that need it as the source, and let the internet in through a load balancer alone.
#   aliases: [CKV_AWS_24, CKV_AWS_25, CKV_AWS_260, CKV_AWS_277, AVD-AWS-0107]
package eksgate.rules.networking["no-ingress-from-world"]

import data.eksgate.lib.carried_groups
import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values
import data.eksgate.lib.world_ingress

results contains _graded(address, result.of(address, {"ingress"}, values.all_of(judgements))) if {
	some address, parts in _parts
	judgements := {part.judged | some part in parts}
}

_graded(address, found) := found if {
	some part in _parts[address]
	count(part.bearers & carried_groups.perhaps_public) > 0
} else := result.with_severity(found, "high")

# A group that something certainly carries is judged as it is.
_parts[address] contains {"judged": _of_carried(group, bearers), "bearers": bearers} if {
	some group, address in carried_groups.subject
	carried_groups.certain[group]
	bearers := carried_groups.possible[group]
}

_of_carried(group, bearers) := object.union(judged, {"related": (judged.related | addresses)}) if {
	judged := world_ingress.closed[group]
	addresses := {carried_groups.bearers[bearer].address | some bearer in bearers}
}

# One that something may carry is harmless where it turns out that nothing does.
_parts[address] contains {"judged": judged, "bearers": bearers} if {
	some group, address in carried_groups.subject
	not carried_groups.certain[group]
	bearers := carried_groups.possible[group]
	labels := concat(", ", sort({carried_groups.bearers[bearer].label | some bearer in bearers}))
	judged := values.either([values.holds, _of_carried(group, bearers)], $"whether {values.named(group)} is one of the groups of {labels}")
}

# A group that is not made here may be opened here.
_parts[found.address] contains {"judged": judged, "bearers": {bearer}} if {
	some group, bearers in carried_groups.certain
	not carried_groups.subject[group]
	some bearer in bearers
	found := carried_groups.bearers[bearer]
	judged := world_ingress.closed[group]
	judged.value == values.no
}

_parts[found.address] contains {"judged": judged, "bearers": {bearer}} if {
	some bearer, found in carried_groups.bearers
	found.groups.open
	judged := values.judgement(
		values.maybe,
		$"the security groups of {found.label} are not all known, nor whether they let the internet in",
		set(), found.groups.missing,
	)
}

# What carries pods of a cluster that cannot be told may have groups that this input does not hold.
_parts[carrier] contains {"judged": judged, "bearers": set()} if {
	some carrier, reason in clusters.unplaced
	judged := values.judgement(values.maybe, reason.why, set(), {reason.missing})
}
