# METADATA
# title: The cluster is protected against deletion
# description: >-
#   EKS refuses to delete the cluster until its deletion protection is turned off, whoever asks for it and by whatever means. Left out,
#   it is off. It is medium in production and low elsewhere.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html
# custom:
#   severity: medium
#   party:
#     side: aws
#     items: [HA, backups]
#   remediation: Set `deletion_protection = true`.
#   aliases: [eks_cluster_deletion_protection_enabled]
package eksgate.rules["shared-responsibility"]["deletion-protected"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.low_outside_production(result.of(address, {_path}, _judgement(address, protected))) if {
	some address, cluster in clusters.all
	values.provided(cluster, _path)
	protected := values.argument(cluster, cluster.values, _path, _path, false)
}

_path := "deletion_protection"

_judgement(_, true) := values.holds

_judgement(cluster, false) := values.judgement(
	values.no,
	$"{cluster} can be deleted at once: its deletion protection is off",
	set(), set(),
)

_judgement(cluster, null) := values.judgement(
	values.maybe,
	$"whether {cluster} is protected against deletion is not known",
	set(), {$"{cluster}: {_path}"},
)
