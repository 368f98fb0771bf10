# METADATA
# title: No cluster is destroyed
# description: >-
#   The plan neither deletes nor replaces a cluster: with it go its API server and everything that etcd holds, and a new one has another
#   endpoint, certificate authority and OIDC issuer. Only a plan tells this; what it creates, a configuration and a state have no subject.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/delete-cluster.html
# custom:
#   severity: critical
#   kinds: [plan]
#   party:
#     side: aws
#     items: [HA, backups]
#   remediation: >-
#     Undo the change of the argument that forces the replacement, or keep the resource's address with a `moved` block. To let a cluster go
#     on outside of Terraform, use a `removed` block with `destroy = false`.
#   aliases: []
package eksgate.rules["change-safety"]["cluster-not-destroyed"]

import data.eksgate.lib.existing
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, existing.attributes("aws_eks_cluster", address, "name"), _judgement(address, entry)) if {
	some address, entry in existing.of("aws_eks_cluster")
}

_judgement(address, entry) := values.holds if {
	entry.fate == "kept"
} else := values.judgement(
	values.no,
	$"{existing.end("aws_eks_cluster", address)}: its API server and all that etcd holds are lost",
	set(), set(),
)
