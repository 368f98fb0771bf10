# METADATA
# title: Fargate subnets are private
# description: No subnet of a Fargate profile has a direct route to an internet gateway; EKS refuses such a profile.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: Give the profile private subnets, whose route tables lead to a NAT gateway or nowhere.
#   aliases: []
package eksgate.rules.networking["fargate-subnets-private"]

import data.eksgate.lib.private_subnets
import data.eksgate.lib.result

results contains result.of(profile, {"subnet_ids"}, private_subnets.alone(profile)) if {
	some profile, _ in input.resources.aws_eks_fargate_profile
}
