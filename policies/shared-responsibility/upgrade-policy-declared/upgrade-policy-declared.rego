# METADATA
# title: The upgrade policy is declared
# description: >-
#   The cluster says what becomes of it at the end of its version's standard support: `STANDARD` upgrades it, `EXTENDED` keeps the
#   version, at extra cost. Left out, EKS takes `EXTENDED`.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html
# custom:
#   severity: low
#   party:
#     side: aws
#     items: [updates]
#   remediation: Set `support_type` in an `upgrade_policy` block to STANDARD or EXTENDED.
#   aliases: []
package eksgate.rules["shared-responsibility"]["upgrade-policy-declared"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {_path}, _judgement(address, declared)) if {
	some address, cluster in clusters.all
	values.provided(cluster, "upgrade_policy")
	declared := values.argument(cluster, values.first_block(cluster, "upgrade_policy"), "support_type", _path, "")
}

_path := "upgrade_policy.0.support_type"

_judgement(cluster, null) := values.judgement(
	values.maybe,
	$"whether {cluster} declares an upgrade policy is not known",
	set(), {$"{cluster}: {_path}"},
)

_judgement(cluster, "") := values.judgement(
	values.no,
	$"{cluster} declares no upgrade policy, so EKS takes EXTENDED: the version stays in extended support, which costs extra",
	set(), set(),
)

_judgement(_, declared) := values.holds if not declared in {null, ""}
