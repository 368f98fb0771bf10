# METADATA
# title: Pod execution roles are complete
# description: >-
#   The pod execution role of a Fargate profile trusts `eks-fargate-pods.amazonaws.com` and has AmazonEKSFargatePodExecutionRolePolicy, or
#   statements that let it pull images from ECR. Without them no pod starts.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [IAM roles]
#   remediation: >-
#     Let the role's trust policy name `eks-fargate-pods.amazonaws.com`, and attach AmazonEKSFargatePodExecutionRolePolicy.
#   aliases: []
package eksgate.rules["shared-responsibility"]["fargate-role-complete"]

import data.eksgate.lib.fargate_roles
import data.eksgate.lib.result
import data.eksgate.lib.rights
import data.eksgate.lib.trust
import data.eksgate.lib.values

_actions := {
	"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetAuthorizationToken",
	"ecr:GetDownloadUrlForLayer",
}

results contains result.of(profile, {"pod_execution_role_arn"}, object.union(found, {"related": {role}})) if {
	some profile, role in fargate_roles.of
	found := values.all_of({
		trust.lets(role, "eks-fargate-pods.amazonaws.com", {"sts:AssumeRole"}),
		rights.has(role, "AmazonEKSFargatePodExecutionRolePolicy", _actions),
	})
}

results contains result.of(profile, {"pod_execution_role_arn"}, values.judgement(
	values.maybe,
	$"this input does not tell the pod execution role of {profile} as one made here, so its trust and its policies are not known",
	set(), {$"{profile}: pod_execution_role_arn"},
)) if {
	some profile in fargate_roles.profiles
	not fargate_roles.of[profile]
}
