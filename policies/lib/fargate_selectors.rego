# METADATA
# title: Selectors of Fargate profiles
# description: Which pods a Fargate profile selects, as far as a rule asks about pods that EKS itself brings.
package eksgate.lib.fargate_selectors

import data.eksgate.lib.values

# Whether a profile selects the pods of CoreDNS.
select_dns(profile) := max((({values.no} | _more_selectors(profile)) | {_selector_value(profile, index, selector) |
	some index, selector in profile.values.selector
}))

# Selectors that are not known may select it too.
_more_selectors(profile) := {values.maybe | values.unknown_at(profile, "selector")}

_selector_value(profile, index, selector) := min([
	_namespace_value(values.argument(profile, selector, "namespace", $"selector.{index}.namespace", "")),
	_labels_value(values.argument(profile, selector, "labels", $"selector.{index}.labels", {})),
	_unknown_labels_value({trim_prefix(path, $"selector.{index}.labels.") |
		some path, _ in profile.unknown
		startswith(path, $"selector.{index}.labels.")
	}),
])

# Of labels whose value is not known, one that CoreDNS does not have keeps it away whatever its value.
_unknown_labels_value(names) := values.no if {
	count(names - object.keys(_dns_labels)) > 0
} else := values.maybe if {
	count(names) > 0
} else := values.yes

_namespace_value(null) := values.maybe

_namespace_value(namespace) := values.yes if glob.match(namespace, [], "kube-system")

_namespace_value(namespace) := values.no if {
	namespace != null
	not glob.match(namespace, [], "kube-system")
}

# The labels of CoreDNS as EKS deploys it.
_dns_labels := {"k8s-app": "kube-dns", "eks.amazonaws.com/component": "coredns"}

_labels_value(null) := values.maybe

_labels_value(labels) := values.yes if {
	labels != null
	every key, value in labels {
		glob.match(value, [], _dns_labels[key])
	}
}

_labels_value(labels) := values.no if {
	labels != null
	some key, value in labels
	not glob.match(value, [], object.get(_dns_labels, key, ""))
}
