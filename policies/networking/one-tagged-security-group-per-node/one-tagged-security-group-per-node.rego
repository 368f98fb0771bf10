# METADATA
# title: One tagged security group for each node
# description: >-
#   Of the security groups of a node at most one is tagged `kubernetes.io/cluster/<name>`. The controllers of load balancers look for
#   the one to open, and give up where they find several. EKS tags the cluster security group itself.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [security groups]
#   remediation: >-
#     Take the tag off all but one of the groups that the message names; off all of one's own where nodes carry the cluster security
#     group.
#   aliases: []
package eksgate.rules.networking["one-tagged-security-group-per-node"]

import data.eksgate.lib.clusters
import data.eksgate.lib.interfaces
import data.eksgate.lib.result
import data.eksgate.lib.tags
import data.eksgate.lib.values

results contains result.of(group, {"launch_template"}, _judgement(group, key)) if {
	some group, _ in clusters.node_groups
	key := _key[clusters.placed[group]]
}

results contains result.of(group, {"launch_template"}, values.judgement(
	values.maybe,
	$"the name of {cluster} is not known, nor which security groups are tagged with it",
	{cluster}, {$"{cluster}: name"},
)) if {
	some group, _ in clusters.node_groups
	cluster := clusters.placed[group]
	not _key[cluster]
}

results contains result.without_cluster(group, reason) if {
	some group, reason in clusters.unplaced
	clusters.node_groups[group]
}

_key[cluster] := $"kubernetes.io/cluster/{name}" if {
	some cluster, resource in clusters.all
	name := resource.values.name
}

_judgement(group, key) := values.judgement(
	values.no,
	$"nodes of {group} have {count(tagged)} security groups that are tagged `{key}`: {values.names(tagged)}",
	tagged, set(),
) if {
	tagged := {id | some id in interfaces.all[group].groups.certain; _tagged[id][key] == values.yes}
	count(tagged) > 1
} else := values.judgement(
	values.maybe,
	$"which security groups nodes of {group} have is not known, nor how many are tagged `{key}`",
	interfaces.all[group].groups.possible, interfaces.all[group].groups.missing,
) if {
	interfaces.all[group].groups.open
} else := values.judgement(
	values.maybe,
	$"whether more than one security group of the nodes of {group} is tagged `{key}` is not known: {values.names(perhaps)}",
	perhaps, missing,
) if {
	perhaps := {id | some id in interfaces.all[group].groups.possible; _tagged[id][key] != values.no}
	count(perhaps) > 1
	missing := union({tags.doubts(id, _resource(id), key) | some id in perhaps; _tagged[id][key] == values.maybe}) | {$"whether nodes of {group} have {values.named(id)}" |
		some id in perhaps
		not interfaces.all[group].groups.certain[id]
	}
} else := values.holds

_tagged[id][key] := _has_tag(id, key) if {
	some interface in interfaces.all
	key := _key[interface.cluster]
	some id in interface.groups.possible
}

# EKS tags the cluster security group with the name of its own cluster alone.
_has_tag(id, key) := values.yes if {
	[cluster, "cluster_security_group"] = split(id, "#")
	_key[cluster] == key
} else := tags.has(id, _resource(id), key, null)

# What states the tags of a group; an empty object where this input does not hold it.
_resource(id) := resource if {
	resource := input.resources.aws_security_group[id]
} else := resource if {
	resource := input.resources.aws_default_security_group[min(_adopting[id])]
} else := {"mode": "managed"} if {
	_made_by_aws[id]
} else := {}

_adopting[id] contains address if some address, id in values.adopted

# What AWS makes has no tags of anyone's, but those of `aws_ec2_tag`.
_made_by_aws contains $"{vpc}#default_security_group" if {
	some vpc, resource in input.resources.aws_vpc
	resource.mode == "managed"
	not values.perhaps_adopted[$"{vpc}#default_security_group"]
}

_made_by_aws contains $"{cluster}#cluster_security_group" if some cluster, _ in _key
