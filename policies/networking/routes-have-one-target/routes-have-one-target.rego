# METADATA
# title: Routes have one target
# description: >-
#   Every route, on its own or inside a route table, has exactly one target. AWS refuses others, or takes one of several.
# related_resources:
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route
# custom:
#   severity: high
#   party:
#     side: aws
#     items: [VPC networking]
#   remediation: Give the route one of `gateway_id`, `nat_gateway_id`, `transit_gateway_id` or the other targets, and no second one.
#   aliases: []
package eksgate.rules.networking["routes-have-one-target"]

import data.eksgate.lib.result
import data.eksgate.lib.route_targets

results contains result.of(address, set(), judged) if some address, judged in route_targets.one
