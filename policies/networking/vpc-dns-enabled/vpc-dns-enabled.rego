# METADATA
# title: DNS is enabled in the cluster's VPC
# description: >-
#   The VPC of a cluster has DNS support and DNS host names on, and its DHCP options name AmazonProvidedDNS: without them the nodes do
#   not find the cluster's private endpoint.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
# custom:
#   severity: critical
#   party:
#     side: aws
#     items: [VPC networking]
#   remediation: >-
#     Set `enable_dns_support` and `enable_dns_hostnames` to true, and keep `AmazonProvidedDNS` among the domain name servers of the VPC's
#     DHCP options.
#   aliases: []
package eksgate.rules.networking["vpc-dns-enabled"]

import data.eksgate.lib.cluster_vpcs
import data.eksgate.lib.result
import data.eksgate.lib.subnet_uses
import data.eksgate.lib.values
import data.eksgate.lib.vpc_dns

results contains result.of(vpc, {"enable_dns_hostnames", "enable_dns_support"}, _judgement(vpc, uses)) if {
	some vpc, uses in cluster_vpcs.clusters_of
}

results contains result.of(cluster, {"vpc_config.0.subnet_ids"}, untold) if some cluster, untold in cluster_vpcs.untold

_judgement(vpc, uses) := subnet_uses.if_used(
	values.first_worst([
		_on(vpc, "enable_dns_support"),
		_on(vpc, "enable_dns_hostnames"),
		vpc_dns.served_by_aws(vpc),
	]),
	vpc, uses,
)

_on(vpc, name) := values.holds if {
	vpc_dns.attribute(vpc, name) == true
} else := values.judgement(values.no, $"{name} of {vpc} is off", {vpc}, set()) if {
	vpc_dns.attribute(vpc, name) == false
} else := values.judgement(values.maybe, $"{name} of {vpc} is not known", {vpc}, {$"{vpc}: {name}"})
