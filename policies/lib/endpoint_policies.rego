# METADATA
# title: Endpoint policies
# description: >-
#   Whether the policy of an endpoint lets through what carriers ask of its service: for S3 the layers of ECR's images, for other
#   services the actions that nodes and pods take.
package eksgate.lib.endpoint_policies

import data.eksgate.lib.endpoints
import data.eksgate.lib.policy_documents
import data.eksgate.lib.values

# The actions that each service is asked for: those without which nothing works, and those that some need.
_asked := {
	"s3": {"always": {"s3:GetObject"}, "sometimes": set()},
	"ecr.api": {"always": {"ecr:GetAuthorizationToken"}, "sometimes": _pulling},
	"ecr.dkr": {
		"always": {"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"},
		"sometimes": (_pulling | {"ecr:GetAuthorizationToken"}),
	},
	"ec2": {"always": {"ec2:DescribeInstances"}, "sometimes": _networking},
	"sts": {"always": {"sts:AssumeRoleWithWebIdentity"}, "sometimes": set()},
	"eks-auth": {"always": {"eks-auth:AssumeRoleForPodIdentity"}, "sometimes": set()},
	"eks": {"always": {"eks:DescribeCluster"}, "sometimes": set()},
}

_pulling := {"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}

# What the VPC CNI does.
_networking := {
	"ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:CreateNetworkInterface", "ec2:CreateTags",
	"ec2:DeleteNetworkInterface", "ec2:DescribeInstanceTypes", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets",
	"ec2:DetachNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute", "ec2:UnassignPrivateIpAddresses",
}

# Endpoints with a policy of their own, or perhaps with one, each with its judgement. The default policy lets everything through.
_judged[endpoint] := values.either(sort([_admits(endpoint, document) | some document in candidates]), $"which policy {endpoint} has") if {
	some endpoint, _ in endpoints.all
	candidates := _candidates(endpoint)
	candidates != {null}
}

of := _judged

# The documents that an endpoint may have as its policy; `null` for the default one.
_candidates(endpoint) := _certain(endpoint) | _perhaps(endpoint) if {
	count(_certain(endpoint)) > 0
} else := {null} | _perhaps(endpoint)

_certain(endpoint) := object.get(_beside, endpoint, set()) | object.get(_inline, endpoint, set())

_perhaps(endpoint) := object.get(_perhaps_beside, endpoint, set())

_inline[address] contains policy_documents.document(endpoint, "policy", endpoint.values) if {
	some address, endpoint in input.resources.aws_vpc_endpoint
	_has_policy(endpoint)
}

_has_policy(endpoint) if endpoint.values.policy

_has_policy(endpoint) if values.unknown_at(endpoint, "policy")

# A data source that has not been read tells nothing.
_has_policy(endpoint) if endpoint.mode == "data"

_beside[endpoint] contains policy_documents.document(resource, "policy", resource.values) if {
	some resource in input.resources.aws_vpc_endpoint_policy
	some endpoint in endpoints.owners(resource).certain
}

_perhaps_beside[endpoint] contains policy_documents.document(resource, "policy", resource.values) if {
	some resource in input.resources.aws_vpc_endpoint_policy
	owners := endpoints.owners(resource)
	some endpoint, _ in endpoints.all
	values.may_mean(owners, endpoint)
}

_admits(endpoint, document) := values.holds if {
	document == null
} else := values.judgement(
	values.maybe,
	$"the policy of {endpoint} is not known",
	{endpoint, document.address}, {$"{document.address}: {document.path}"},
) if {
	document.statements == null
} else := values.judgement(
	values.maybe,
	$"the service of {endpoint}, which has a policy, is not known",
	{endpoint, document.address}, {$"{endpoint}: service_name"},
) if {
	not _asked[endpoints.all[endpoint].service]
} else := values.all_of({_obstacle(endpoint, document, action, sureness) |
	some sureness, actions in _asked[endpoints.all[endpoint].service]
	some action in actions
})

# What keeps an action from getting through; undefined where nothing does.
_obstacle(endpoint, document, action, sureness) := _judge(
	endpoint, document, action,
	max([_action_value(document.statements, action, endpoints.all[endpoint]), _floor[sureness]]),
)

_floor := {"always": values.no, "sometimes": values.maybe}

_judge(endpoint, document, action, 1) := values.judgement(
	values.maybe,
	$"whether the policy of {endpoint} lets {_words(endpoint, action)} through for all that need it is not certain",
	{endpoint, document.address},
	{$"{document.address}: the conditions, principals and resources of its statements about {action}, or whether it is needed"},
)

_judge(endpoint, document, action, 0) := values.judgement(
	values.no,
	$"the policy of {endpoint} does not let {_words(endpoint, action)} through",
	{endpoint, document.address}, set(),
)

_words(endpoint, action) := $"{action} on {_layers(endpoints.all[endpoint].region)}" if endpoints.all[endpoint].service == "s3"

_words(endpoint, action) := action if endpoints.all[endpoint].service != "s3"

# Some statement must allow an action, and none deny it.
_action_value(statements, action, described) := min([
	_strongest(statements, "Allow", action, described),
	values.yes - _strongest(statements, "Deny", action, described),
])

_strongest(statements, effect, action, described) := max({values.no} | {min([_unconditional(statement), _about(statement, action, described)]) |
	some statement in statements
	statement.effect == effect
	policy_documents.covers(statement, action)
})

_unconditional(statement) := values.yes if {
	statement.everyone
	not statement.conditional
} else := values.maybe

# Whether a statement is about all that a service is asked for. Of no patterns, no value is the strongest.
_about(statement, action, described) := value if {
	value := _named(statement.resources, action, described)
} else := values.yes - value if {
	value := _named(statement.not_resources, action, described)
} else := values.maybe

_named(patterns, action, described) := max({_pattern_value(pattern, action, described) | some pattern in patterns})

_pattern_value(pattern, action, described) := _layer_value(pattern, _layers(described.region)) if {
	described.service == "s3"
} else := _resource_value(split(pattern, ":"), action, _arn_services[described.service])

# The service in the ARNs of what the actions are about.
_arn_services := {"ec2": "ec2", "ecr.api": "ecr", "ecr.dkr": "ecr", "eks": "eks", "eks-auth": "eks", "sts": "iam"}

# These are about no resource, so that a statement about some is not about them.
_without_resource := {"ec2:DescribeInstances", "ecr:GetAuthorizationToken"}

# Whether a statement about some of a service's resources is about those that are needed is not told.
_resource_value(segments, action, service) := values.yes if {
	segments == ["*"]
} else := values.no if {
	action in _without_resource
} else := values.maybe if {
	policy_documents.matches(array.concat(segments, ["*", "*"])[2], service)
} else := values.no

# The bucket that holds the layers of images in a region. The `*` stands for any key.
_layers(region) := $"arn:{_partition(region)}:s3:::prod-{region}-starport-layer-bucket/*"

_partitions := {"cn": "aws-cn", "eusc": "aws-eusc", "us-gov": "aws-us-gov", "us-iso": "aws-iso", "us-isob": "aws-iso-b"}

_partition(region) := [partition | some prefix, partition in _partitions; startswith(region, $"{prefix}-")][0]

_partition(region) := "aws" if {
	every prefix, _ in _partitions {
		not startswith(region, $"{prefix}-")
	}
}

# Variables of policies, and what the matcher alone would take for a pattern, are not resolved.
_layer_value(pattern, layers) := values.maybe if {
	regex.match(`[\[\]{}\\]`, pattern)
} else := values.yes if {
	endswith(pattern, "*")
	policy_documents.matches(pattern, layers)
} else := values.maybe if {
	_may_overlap(split(replace(pattern, "?", "*"), "*")[0], pattern, trim_suffix(layers, "*"))
} else := values.no

# A pattern may name some objects of a bucket where its text before the first wildcard is within that of the bucket, or goes beyond.
_may_overlap(fixed, _, bucket) if startswith(fixed, bucket)

_may_overlap(fixed, pattern, bucket) if {
	fixed != pattern
	startswith(bucket, fixed)
}
