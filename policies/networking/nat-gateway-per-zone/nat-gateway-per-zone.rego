# METADATA
# title: Nodes leave by a NAT gateway in their own zone
# description: >-
#   The nodes of every zone that leave their VPC by NAT do so through a NAT gateway of the same zone, or a regional one, so that the
#   loss of a zone takes away no other zone's way out. It is medium in production and low elsewhere.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
# custom:
#   severity: medium
#   party:
#     side: aws
#     items: [HA]
#   remediation: Make a NAT gateway in each zone and route each zone's private subnets to its own, or one NAT gateway in regional mode.
#   aliases: []
package eksgate.rules.networking["nat-gateway-per-zone"]

import data.eksgate.lib.nat_zones
import data.eksgate.lib.result

results contains result.low_outside_production(result.of(subject, set(), judged)) if some subject, judged in nat_zones.judged
