# METADATA
# title: Custom networking for pods
# description: >-
#   The subnets and security groups that the vpc-cni add-on's configuration gives to pods, where they are not those of the nodes
#   (https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html), and the subnets that it discovers for them.
package eksgate.lib.custom_networking

import data.eksgate.lib.addons as all_addons
import data.eksgate.lib.clusters
import data.eksgate.lib.subnet_discovery
import data.eksgate.lib.values

# vpc-cni add-ons whose pods have subnets of their own, or may have: `on` in three values with what would tell, `eni_configs` by zone.
# `eni_configs` is `null` where this input does not tell them.
_addons[address] := object.union(found, {"on": min([found.on, values.yes - count(unnamed)]), "missing": (found.missing | unnamed)}) if {
	some address, addon in input.resources.aws_eks_addon
	name := values.argument(addon, addon.values, "addon_name", "addon_name", "")
	name in {"vpc-cni", null}
	unnamed := {$"{address}: addon_name" | name == null}
	found := _configuration(addon)
}

addons := _addons

_configuration(addon) := _not_told(addon) if all_addons.variable(addon, _switch) == null

_configuration(addon) := {"on": values.yes, "eni_configs": _eni_configs(found), "missing": set()} if {
	found := all_addons.configuration(addon)
	_turned_on(found.env[_switch])
}

# Beside the subnets of the nodes there may be some that the plug-in discovers.
_configuration(addon) := {"on": on, "eni_configs": {}, "missing": missing} if {
	switched := all_addons.variable(addon, _switch)
	switched != null
	not _turned_on(switched)
	subnet_discovery.of[clusters.of(addon)]
	on := subnet_discovery.on(addon)
	on > values.no
	address := addon.address
	missing := {$"{address}: ENABLE_SUBNET_DISCOVERY in configuration_values" | on == values.maybe}
}

_not_told(addon) := {"on": values.maybe, "eni_configs": null, "missing": {$"{addon.address}: configuration_values"}}

_switch := "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"

# The plug-in takes every spelling of true that Go's libraries take.
_turned_on(value) if value in {true, "1", "t", "T", "true", "True", "TRUE"}

_eni_configs(configuration) := configuration.eniConfig.subnets if {
	configuration.eniConfig.create == true
	every eni_config in configuration.eniConfig.subnets {
		is_string(eni_config.id)
	}
} else := null

# Descriptions of pods' interfaces: one for each zone that the configuration names. `groups` is `null` where they are the nodes'.
_pods[$"{address}#pods.{zone}"] := {
	"addon": address,
	"cluster": cluster,
	"place": zone,
	"subnets": _resolved({eni_config.id}, _subnet_ids),
	"groups": _named_groups(eni_config),
} if {
	some address, addon in addons
	cluster := clusters.of(input.resources.aws_eks_addon[address])
	some zone, eni_config in addon.eni_configs
}

_named_groups(eni_config) := _resolved({id | some id in eni_config.securityGroups}, _group_ids) if {
	count(eni_config.securityGroups) > 0
} else := null

# Ids as identities: of resources of this input by their addresses.
_resolved(ids, addresses) := {"certain": identities, "possible": identities, "open": false, "missing": set()} if {
	identities := {sort(object.get(addresses, id, {id}))[0] | some id in ids}
}

# By id: what is made here, and perhaps read as well, which comes after it.
_subnet_ids[subnet.values.id] contains address if some address, subnet in input.resources.aws_subnet

_group_ids[group.values.id] contains address if some address, group in input.resources.aws_security_group

_pods[$"{address}#pods.{subnet}"] := {
	"addon": address,
	"cluster": cluster,
	"place": subnet,
	"subnets": found,
	"groups": null,
} if {
	some address, addon in addons
	addon.eni_configs == {}
	cluster := clusters.of(input.resources.aws_eks_addon[address])
	some subnet, found in subnet_discovery.of[cluster]
}

# Of a configuration that is not known, the references: each subnet may go with each security group alone, or with the nodes' groups.
_pods[$"{address}#pods.{group}"] := {
	"addon": address,
	"cluster": cluster,
	"place": $"subnets that {address} refers to",
	"subnets": subnets,
	"groups": groups,
} if {
	some address, _ in addons
	addon := _addon(address)
	cluster := clusters.of(addon)
	subnets := _referred(addon, "aws_subnet")
	count(subnets.possible) > 0
	some group, groups in _alone(_referred(addon, "aws_security_group"))
}

_addon(address) := input.resources.aws_eks_addon[address]

_alone(links) := object.union({"nodes": null}, {group: values.itself(group) | some group in links.possible})

_referred(addon, type) := values.links(
	{
		"address": addon.address,
		"unknown": {},
		"edges": {"configuration_values": [reference |
			some reference in object.get(addon.edges, "configuration_values", [])
			_leads_to(reference, type)
		]},
	},
	"configuration_values", [],
) if {
	values.unknown_at(addon, "configuration_values")
}

# A reference that cannot be followed may lead to anything.
_leads_to(reference, _) if reference.certainty == "unknown"

_leads_to(reference, type) if {
	some edge in reference.targets
	edge.type == type
}

pods := _pods
