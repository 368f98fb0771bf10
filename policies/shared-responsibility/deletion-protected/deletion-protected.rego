# METADATA
# title: The cluster is protected from deletion
# description: >-
#   `deletion_protection` is on, so that EKS refuses to delete the cluster until somebody turns it off. Left out, it is off. A provider that
#   does not have the argument yet leaves nothing to judge. For profiles other than production a lesser finding.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html
# custom:
#   severity: medium
#   party:
#     side: aws
#     items: [HA, backups]
#   remediation: >-
#     Set `deletion_protection = true`.
#   aliases: []
package eksgate.rules["shared-responsibility"]["deletion-protected"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains _with_severity(result.of(address, {"deletion_protection"}, values.wanted(
	address, "deletion_protection", protected, {true},
	$"{address} can be deleted by one call: `deletion_protection` is off",
))) if {
	some address, cluster in clusters.all
	values.provided(cluster, "deletion_protection")
	protected := values.argument(cluster, cluster.values, "deletion_protection", "deletion_protection", false)
}

_with_severity(found) := found if input.profile == "production"

_with_severity(found) := result.with_severity(found, "low") if input.profile != "production"
