# METADATA
# title: Tags
# description: >-
#   Whether a resource has a tag. Its own arguments state tags, provider defaults show in `tags_all`, and an `aws_ec2_tag` adds one to
#   something that may be made elsewhere.
package eksgate.lib.tags

import data.eksgate.lib.values

_stated_alone contains {
	"address": tag.address,
	"resource": values.links(tag, "resource_id", values.single(tag.values, "resource_id")),
	"key": values.argument(tag, tag.values, "key", "key", ""),
	"value": values.argument(tag, tag.values, "value", "value", ""),
} if {
	some tag in input.resources.aws_ec2_tag
}

_certain_alone[id] contains tag if {
	some tag in _stated_alone
	some id in tag.resource.certain
}

_unsure_alone contains tag if {
	some tag in _stated_alone
	values.unsure(tag.resource)
}

_alone := _certain_alone

_loose := _unsure_alone

_arguments := ["tags", "tags_all"]

# Whether the resource with an identity has a tag, of any value where `accepted` is `null`. The resource is an empty object where this
# input does not hold it.
has(id, resource, key, accepted) := values.yes if {
	count(_values(id, resource, key)) > 0
	every value in _values(id, resource, key) {
		_accepted(value, accepted)
	}
} else := values.maybe if {
	some value in _values(id, resource, key)
	_accepted(value, accepted)
} else := values.maybe if {
	count(doubts(id, resource, key)) > 0
} else := values.no

_accepted(_, null)

_accepted(value, accepted) if value in accepted

# The values that the tag certainly has, `null` for one that is not known; more than one where they contradict each other.
_values(id, resource, key) := ({value | value := resource.values.tags[key]} | {value |
	value := resource.values.tags_all[key]
}) | {tag.value |
	some tag in object.get(_alone, id, set())
	tag.key == key
}

# What is not known that could give the resource the tag.
doubts(id, resource, key) := ({$"{id}: {argument}" |
	some argument in _arguments
	values.unknown_at(resource, $"{argument}.{key}")
} | {$"{tag.address}: {name}" |
	some tag in object.get(_alone, id, set())
	name := _may_be(tag, key)
}) | ({$"{tag.address}: resource_id" |
	some tag in _loose
	values.may_mean(tag.resource, id)
	tag.key in {key, null}
} | _not_made_here(id, resource))

_may_be(tag, _) := "key" if tag.key == null

_may_be(tag, key) := "value" if {
	tag.key == key
	tag.value == null
}

# What is made elsewhere may have any tags.
_not_made_here(_, resource) := set() if resource.mode == "managed"

_not_made_here(id, resource) := {$"the tags of {id}"} if not resource.mode == "managed"

# Types with tags among those that are read. Auto Scaling groups state theirs in blocks, and take none from the provider.
taggable := {
	"aws_cloudwatch_log_group",
	"aws_default_network_acl",
	"aws_default_route_table",
	"aws_default_security_group",
	"aws_ec2_managed_prefix_list",
	"aws_egress_only_internet_gateway",
	"aws_eip",
	"aws_eks_access_entry",
	"aws_eks_addon",
	"aws_eks_capability",
	"aws_eks_cluster",
	"aws_eks_fargate_profile",
	"aws_eks_node_group",
	"aws_eks_pod_identity_association",
	"aws_flow_log",
	"aws_iam_instance_profile",
	"aws_iam_openid_connect_provider",
	"aws_iam_policy",
	"aws_iam_role",
	"aws_internet_gateway",
	"aws_kms_external_key",
	"aws_kms_key",
	"aws_kms_replica_key",
	"aws_launch_template",
	"aws_nat_gateway",
	"aws_network_acl",
	"aws_network_interface",
	"aws_route53_zone",
	"aws_route_table",
	"aws_security_group",
	"aws_subnet",
	"aws_vpc",
	"aws_vpc_dhcp_options",
	"aws_vpc_endpoint",
	"aws_vpc_security_group_egress_rule",
	"aws_vpc_security_group_ingress_rule",
}

# Whether an Auto Scaling group has a tag.
in_blocks(group, key) := values.yes if {
	some name in ["tag", "tags"]
	some block in group.values[name]
	block.key == key
} else := values.maybe if {
	count(doubts_of_blocks(group)) > 0
} else := values.no

doubts_of_blocks(group) := {$"{group.address}: {path}" |
	some path, _ in group.unknown
	regex.match(`^tags?(\.[0-9]+(\.key)?)?$`, path)
}
