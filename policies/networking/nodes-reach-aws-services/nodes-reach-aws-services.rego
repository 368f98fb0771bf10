# METADATA
# title: Nodes reach the AWS services they need
# description: >-
#   Every node group, Fargate profile and Auto Mode cluster has a way out of its VPC on tcp 443, or its VPC has an endpoint for each
#   service that it needs: ECR and S3 for images, EC2 for nodes, STS where a role trusts the cluster's OIDC provider, EKS Auth where
#   there are pod identity associations.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
# custom:
#   severity: critical
#   party:
#     side: you
#     item: worker nodes
#   remediation: >-
#     Route the subnets to a NAT gateway whose own subnet leads to an internet gateway, or add VPC endpoints for the services that the
#     message names.
#   aliases: []
package eksgate.rules.networking["nodes-reach-aws-services"]

import data.eksgate.lib.clusters
import data.eksgate.lib.egress
import data.eksgate.lib.endpoints
import data.eksgate.lib.interfaces
import data.eksgate.lib.result
import data.eksgate.lib.services
import data.eksgate.lib.subnets
import data.eksgate.lib.values

results contains result.of(carrier, {"subnet_ids"}, _judgement(carrier)) if some carrier, _ in clusters.placed

results contains result.without_cluster(carrier, reason) if some carrier, reason in clusters.unplaced

_judgement(carrier) := values.judgement(values.yes, "", set(), set()) if {
	egress.of[carrier].value == values.yes
} else := values.judgement(values.yes, "", by_endpoints.related, set()) if {
	by_endpoints := _by_endpoints(carrier)
	by_endpoints.value == values.yes
} else := values.judgement(
	max({egress.of[carrier].value, by_endpoints.value}),
	$"{egress.of[carrier].why}; and {by_endpoints.why}",
	egress.of[carrier].related | by_endpoints.related,
	egress.of[carrier].missing | by_endpoints.missing,
) if {
	by_endpoints := _by_endpoints(carrier)
}

_by_endpoints(carrier) := _together({endpoints.in_vpc(vpc, service) |
	some vpc in _vpcs(carrier)
	some service in services.certainly_needed(carrier)
} | {_softened(endpoints.in_vpc(vpc, service), service) |
	some vpc in _vpcs(carrier)
	some service in services.perhaps_needed(carrier)
}) if {
	count(_vpcs(carrier)) > 0
	_subnets_placed(carrier)
} else := values.judgement(
	values.maybe,
	$"the VPC of {carrier} is not known, nor are its endpoints",
	set(), {$"the VPC of {carrier}"},
)

_softened(judged, service) := object.union(judged, {
	"value": values.maybe,
	"missing": {$"whether {service} is needed"},
}) if {
	judged.value == values.no
}

_softened(judged, _) := judged if judged.value != values.no

_subnets_placed(carrier) if {
	not interfaces.all[carrier].subnets.open
	every subnet in interfaces.all[carrier].subnets.possible {
		subnets.vpc[subnet]
	}
}

_vpcs(carrier) := {subnets.vpc[subnet] | some subnet in interfaces.all[carrier].subnets.possible}

# All that is needed at once, so that one message names every endpoint that is missing.
_together(judgements) := values.judgement(
	min({judged.value | some judged in judgements}),
	concat("; ", sort({judged.why | some judged in judgements; judged.value != values.yes})),
	union({judged.related | some judged in judgements}),
	union({judged.missing | some judged in judgements}),
)
