# METADATA
# title: Roles of Fargate profiles
# description: The role by which Fargate starts the pods of each profile.
package eksgate.lib.fargate_roles

import data.eksgate.lib.iam
import data.eksgate.lib.values

profiles contains address if {
	some address, profile in input.resources.aws_eks_fargate_profile
	profile.mode == "managed"
}

# Undefined where the role is not one made here.
_of[address] := iam.role_of(profile, "pod_execution_role_arn", values.single(profile.values, "pod_execution_role_arn")) if {
	some address in profiles
	profile := input.resources.aws_eks_fargate_profile[address]
}

of := _of
