# METADATA
# title: Name resolution in a VPC
# description: >-
#   Whether hosts in a VPC resolve names through AWS's own resolver: the VPC's attributes, and the name servers of its DHCP options.
package eksgate.lib.vpc_dns

import data.eksgate.lib.values

# AWS turns support on and host names off by default. What a data source does not show is not known.
attribute(vpc, name) := value if {
	value := input.resources.aws_vpc[vpc].values[name]
} else := null if {
	values.unknown_at(input.resources.aws_vpc[vpc], name)
} else := _by_default[name] if {
	input.resources.aws_vpc[vpc].mode == "managed"
} else := null

_by_default := {"enable_dns_support": true, "enable_dns_hostnames": false}

_associations contains {
	"address": address,
	"vpcs": values.links(association, "vpc_id", values.single(association.values, "vpc_id")),
	"options": values.links(association, "dhcp_options_id", values.single(association.values, "dhcp_options_id")),
} if {
	some address, association in input.resources.aws_vpc_dhcp_options_association
}

# Whether the DHCP options of a VPC name AWS's resolver. A VPC made here without an association has the default ones, which do.
served_by_aws(vpc) := values.all_of({_by_association(vpc, association) |
	some association in _associations
	values.may_mean(association.vpcs, vpc)
}) if {
	input.resources.aws_vpc[vpc].mode == "managed"
} else := values.judgement(
	values.maybe,
	$"{vpc} is not made here, and its DHCP options are not known",
	{vpc}, {$"the DHCP options of {vpc}"},
)

_by_association(vpc, association) := values.holds if {
	not association.options.open
	count(association.options.possible) > 0
	every options in association.options.possible {
		_names_aws(options)
	}
} else := values.judgement(
	values.maybe,
	$"the DHCP options of {vpc} ({association.address}) are not certain to name AmazonProvidedDNS; whether other name servers know the cluster's endpoint is not known",
	{vpc, association.address} | _made_here(association), {$"the name servers of {association.address}"},
)

_made_here(association) := {options | some options in association.options.possible; input.resources.aws_vpc_dhcp_options[options]}

# AWS's resolver by its name, and by the addresses that it has in every VPC.
_names_aws(options) if {
	some server in input.resources.aws_vpc_dhcp_options[options].values.domain_name_servers
	server in {"AmazonProvidedDNS", "169.254.169.253", "fd00:ec2::253"}
}

# The default options cannot be changed.
_names_aws(options) if startswith(options, "aws_default_vpc_dhcp_options.")
