# METADATA
# title: Prefix lists of gateway endpoints
# description: Security group rules that name the addresses of a gateway endpoint's service by its prefix list.
package eksgate.lib.prefix_lists

import data.eksgate.lib.endpoints
import data.eksgate.lib.interfaces
import data.eksgate.lib.security_groups
import data.eksgate.lib.values

# Egress rules by endpoint whose prefix list they certainly name, by the ids of `security_groups.matching`.
_naming[endpoint] contains $"{rule.address} {prefix}" if {
	some type, pattern in {
		"aws_security_group": `^(egress\.[0-9]+\.)prefix_list_ids$`,
		"aws_default_security_group": `^(egress\.[0-9]+\.)prefix_list_ids$`,
		"aws_security_group_rule": `^()prefix_list_ids$`,
		"aws_vpc_security_group_egress_rule": `^()prefix_list_id$`,
	}
	some rule in input.resources[type]
	some path, references in rule.edges
	prefix := regex.find_all_string_submatch_n(pattern, path, 1)[0][1]
	some reference in references
	reference.certainty == "exact"
	some edge in reference.targets
	some endpoint in _endpoints_of(edge)
}

naming := _naming

_endpoints_of(edge) := {edge.to} if endpoints.all[edge.to]

# AWS names the list of a service as it names the service.
_endpoints_of(edge) := {address |
	input.resources.aws_vpc_endpoint[address].values.service_name == name
} if {
	name := input.resources[edge.type][edge.to].values.name
}

# Whether a rule certainly lets a need out of an interface.
lets_out(rule, source, need) if {
	match := security_groups.matching[need].egress[rule]
	match.value == values.yes
	count(match.rule.groups.certain & interfaces.all[source].groups.certain) > 0
}
