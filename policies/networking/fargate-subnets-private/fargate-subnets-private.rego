# METADATA
# title: Fargate subnets are private
# description: No subnet of a Fargate profile has a direct route to an internet gateway; EKS refuses such a profile.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html
# custom:
#   severity: critical
#   party:
#     side: you
#     item: worker nodes
#   remediation: Give the profile private subnets, whose route tables lead to a NAT gateway or nowhere.
#   aliases: []
package eksgate.rules.networking["fargate-subnets-private"]

import data.eksgate.lib.default_routes
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {"subnet_ids"}, values.all_of(_judgements(address, found))) if {
	some address, profile in input.resources.aws_eks_fargate_profile
	found := values.links(profile, "subnet_ids", [id | some id in profile.values.subnet_ids])
}

_judgements(profile, found) := ({_judgement(profile, subnet, found) | some subnet in found.possible} | {_open(profile, found) |
	found.open
}) | {values.judgement(values.maybe, $"{profile} does not say its subnets", set(), {$"{profile}: subnet_ids"}) |
	count(found.possible) == 0
	not found.open
}

_open(profile, found) := values.judgement(values.maybe, $"the subnets of {profile} are not all known", set(), found.missing)

_judgement(profile, subnet, found) := values.holds if {
	default_routes.to_internet_gateway(subnet).value == values.no
} else := values.judgement(values.no, $"{profile} uses {judged.why}", judged.related | {subnet}, set()) if {
	judged := default_routes.to_internet_gateway(subnet)
	judged.value == values.yes
	found.certain[subnet]
} else := values.judgement(
	values.maybe, judged.why, judged.related | {subnet},
	judged.missing | {$"whether {profile} uses {subnet}" | not found.certain[subnet]},
) if {
	judged := default_routes.to_internet_gateway(subnet)
}
