# METADATA
# title: The upgrade policy is declared
# description: >-
#   `upgrade_policy` says whether the cluster may go on into extended support, which costs extra, or is upgraded by EKS when standard support
#   ends. Left out, EKS takes extended support without anybody having decided it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions-extended.html
# custom:
#   severity: low
#   party:
#     side: aws
#     items: [updates]
#   remediation: >-
#     Add `upgrade_policy` with `support_type` STANDARD or EXTENDED.
#   aliases: []
package eksgate.rules["shared-responsibility"]["upgrade-policy-declared"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {"upgrade_policy"}, _judgement(address, cluster)) if {
	some address, cluster in clusters.all
	values.provided(cluster, "upgrade_policy")
}

_judgement(_, cluster) := values.holds if values.first_block(cluster, "upgrade_policy").support_type

_judgement(address, cluster) := values.wanted(
	address, _path, values.argument(cluster, {}, "support_type", _path, "left out"), {},
	$"{address} has no `upgrade_policy`: EKS puts it into extended support, at extra cost, when standard support ends",
) if {
	not values.first_block(cluster, "upgrade_policy").support_type
}

_path := "upgrade_policy.0.support_type"
