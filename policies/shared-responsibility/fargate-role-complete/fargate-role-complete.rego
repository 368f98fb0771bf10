# METADATA
# title: The role of Fargate pods is complete
# description: >-
#   The pod execution role of a Fargate profile trusts `eks-fargate-pods.amazonaws.com` and has AmazonEKSFargatePodExecutionRolePolicy: without
#   them Fargate cannot start a pod of the profile.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [IAM roles]
#   remediation: >-
#     Let `eks-fargate-pods.amazonaws.com` assume the role, and attach AmazonEKSFargatePodExecutionRolePolicy.
#   aliases: []
package eksgate.rules["shared-responsibility"]["fargate-role-complete"]

import data.eksgate.lib.iam
import data.eksgate.lib.result
import data.eksgate.lib.trust
import data.eksgate.lib.values

results contains result.of(address, {"pod_execution_role_arn"}, _judgement(address, profile)) if {
	some address, profile in input.resources.aws_eks_fargate_profile
}

_role(profile) := iam.role_of(profile, "pod_execution_role_arn", values.single(profile.values, "pod_execution_role_arn"))

_judgement(address, profile) := values.judgement(
	values.maybe,
	$"the role of {address} is not made here, so whom it trusts and what it may do is not known",
	set(), {$"{address}: pod_execution_role_arn"},
) if {
	not _role(profile)
} else := values.all_of({
	trust.admits(_role(profile), "eks-fargate-pods.amazonaws.com", {"sts:AssumeRole"}),
	_pulls(_role(profile)),
})

_pulls(role) := values.judgement(
	values.no,
	$"{role} does not have AmazonEKSFargatePodExecutionRolePolicy",
	{role}, set(),
) if {
	found := iam.may(role, _actions, _managed)
	found.value == values.no
} else := values.judgement(
	values.maybe,
	$"whether {role} may do what AmazonEKSFargatePodExecutionRolePolicy allows is not known",
	{role}, found.missing,
) if {
	found := iam.may(role, _actions, _managed)
	found.value == values.maybe
} else := values.holds

_managed := {"AmazonEKSFargatePodExecutionRolePolicy", "AdministratorAccess", "PowerUserAccess"}

_actions := {"ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"}
