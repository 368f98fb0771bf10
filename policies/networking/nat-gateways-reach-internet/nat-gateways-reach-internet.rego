# METADATA
# title: NAT gateways reach the internet
# description: >-
#   The subnet of every public NAT gateway routes to an internet gateway of its VPC, or, where the gateway is regional, its VPC has an
#   internet gateway; and VPC Block Public Access lets the traffic out.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
# custom:
#   severity: critical
#   party:
#     side: aws
#     items: [VPC networking]
#   remediation: >-
#     Put the NAT gateway into a public subnet: one whose route table leads to an internet gateway that is attached to the same VPC.
#   aliases: []
package eksgate.rules.networking["nat-gateways-reach-internet"]

import data.eksgate.lib.nat_gateways
import data.eksgate.lib.result

results contains result.of(nat, {"subnet_id"}, nat_gateways.leads_out[nat]) if {
	some nat, gateway in input.resources.aws_nat_gateway
	gateway.mode == "managed"
	not nat_gateways.private(gateway)
}
