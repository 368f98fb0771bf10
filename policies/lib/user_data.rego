# METADATA
# title: User data
# description: >-
#   What the user data of launch templates and launch configurations says, as the facts that are read of it: the text itself is no part of
#   the input. A node is told its cluster there, with the endpoint and certificate authority where its image does not ask EKS for them.
package eksgate.lib.user_data

import data.eksgate.lib.clusters
import data.eksgate.lib.values

# Launch templates and launch configurations that are made here.
templates[address] := template if {
	some type in ["aws_launch_template", "aws_launch_configuration"]
	some address, template in input.resources[type]
	template.mode == "managed"
}

# What is known of it; undefined where there is none, or nothing is known.
facts(template) := template.values.user_data_facts[0]

references(template) := object.get(template.edges, "user_data_facts", [])

# Why not all of it is known; nothing where it is.
open(template) := $"the user data of {template.address} cannot be read: {facts(template).unreadable}" if {
	facts(template).unreadable
} else := $"the user data of {template.address} is not known" if {
	values.unknown_at(template, "user_data_facts")
	not template.values.user_data_facts
} else := $"a part of the user data of {template.address} is not known" if {
	values.unknown_at(template, "user_data_facts")
} else := ""

missing(template) := {$"{template.address}: user_data"}

# What each way to join a cluster must be told. Amazon Linux 2 and Windows ask EKS for what is left out.
_needed := {
	"nodeadm": ["endpoint", "certificate_authority", "service_range"],
	"Bottlerocket": ["endpoint", "certificate_authority"],
}

_words := {
	"endpoint": "the API server's endpoint",
	"certificate_authority": "the certificate authority",
	"service_range": "the service range",
}

# Whether user data lets a node join a cluster.
joins(template, cluster) := values.all_of({_joined(template, cluster, index, bootstrap) |
	some index, bootstrap in facts(template).bootstraps
}) if {
	count(facts(template).bootstraps) > 0
} else := values.holds if {
	_made_from(template, cluster)
} else := values.judgement(
	values.no,
	$"the user data of {template.address} is made with values of {values.names(_others(template, cluster))}, not of {cluster}",
	{template.address, cluster}, set(),
) if {
	count(_others(template, cluster)) > 0
	_all_of_clusters(template)
} else := values.judgement(values.maybe, open(template), {template.address}, missing(template)) if {
	open(template) != ""
} else := values.judgement(
	values.no,
	$"{template.address} has no user data, so that nodes are not told to join {cluster}",
	{template.address, cluster}, set(),
) if {
	not facts(template)
} else := values.judgement(
	values.maybe,
	$"the user data of {template.address} names no cluster in a way that is known; what its scripts do beyond that is not read",
	{template.address}, missing(template),
)

# User data that is not known is made from what it refers to.
_made_from(template, cluster) if {
	_all_of_clusters(template)
	count(_others(template, cluster)) == 0
	every attribute in ["name", "endpoint", "certificate_authority.0.data"] {
		attribute in {_normal(edge.attribute) | some reference in references(template); some edge in reference.targets}
	}
}

_normal(attribute) := object.get({"id": "name"}, attribute, attribute)

_all_of_clusters(template) if {
	not template.values.user_data_facts
	every reference in references(template) {
		reference.certainty == "exact"
		every edge in reference.targets {
			edge.type == "aws_eks_cluster"
		}
	}
}

_others(template, cluster) := {edge.to | some reference in references(template); some edge in reference.targets} - {cluster}

_joined(template, cluster, index, bootstrap) := values.all_of({
	_named(template, cluster, $"user_data_facts.0.bootstraps.{index}.cluster_name", bootstrap),
	_complete(template, bootstrap),
} | {_own(template, cluster, argument, $"user_data_facts.0.bootstraps.{index}.{argument}") |
	some argument in ["endpoint", "certificate_authority"]
})

_named(template, cluster, path, bootstrap) := values.holds if {
	_meant(template, cluster, path, bootstrap) == {values.yes}
} else := values.judgement(
	values.no,
	$"the user data of {template.address} names no cluster",
	{template.address, cluster}, set(),
) if {
	count(_meant(template, cluster, path, bootstrap)) == 0
	open(template) == ""
} else := values.judgement(
	values.no,
	$"the user data of {template.address} names cluster {_name(template, path, bootstrap)}, not {cluster}",
	{template.address, cluster}, set(),
) if {
	_meant(template, cluster, path, bootstrap) == {values.no}
} else := values.judgement(
	values.maybe,
	$"the cluster that the user data of {template.address} names is not known",
	{template.address, cluster}, missing(template),
)

# For each thing that a name may mean, whether it is the cluster.
_meant(template, cluster, path, bootstrap) := {_is(id, cluster) | some id in found.possible} | {values.maybe | found.open} if {
	found := _name_links(template, path, bootstrap)
}

# The unknown rest of the user data is beside the name.
_name_links(template, path, bootstrap) := values.itself(bootstrap.cluster_name) if {
	bootstrap.cluster_name
} else := values.links(template, path, []) if {
	template.edges[path]
} else := object.union(values.no_links, {"open": template.unknown[path]}) if {
	template.unknown[path]
} else := values.no_links

_name(template, path, bootstrap) := values.names(_name_links(template, path, bootstrap).possible)

_is(id, cluster) := values.yes if {
	id in {cluster, object.get(clusters.all[cluster].values, "name", cluster)}
} else := values.maybe if {
	not clusters.all[cluster].values.name
	not clusters.all[id]
} else := values.no

_complete(template, bootstrap) := values.holds if {
	count(_left_out(bootstrap)) == 0
} else := values.judgement(values.maybe, open(template), {template.address}, missing(template)) if {
	open(template) != ""
} else := values.judgement(
	values.no,
	$"the user data of {template.address} leaves out {concat(" and ", sort(_left_out(bootstrap)))}, which {bootstrap.way} needs",
	{template.address}, set(),
)

_left_out(bootstrap) := {_words[argument] |
	some argument in object.get(_needed, bootstrap.way, [])
	not bootstrap[argument]
}

# Values that are another cluster's.
_own(template, cluster, argument, path) := values.holds if {
	count(_foreign(template, cluster, path)) == 0
} else := values.judgement(
	values.no,
	$"the user data of {template.address} gives {_words[argument]} of {values.names(_foreign(template, cluster, path))}, not of {cluster}",
	{template.address, cluster}, set(),
)

_foreign(template, cluster, path) := {edge.to |
	some reference in template.edges[path]
	reference.certainty == "exact"
	some edge in reference.targets
	edge.type == "aws_eks_cluster"
	edge.to != cluster
}
