# METADATA
# title: Secrets are encrypted with a key of one's own
# description: >-
#   The cluster encrypts Kubernetes secrets with a KMS key of the customer's, and the key, where it is made here, rotates and is
#   enabled. From Kubernetes 1.28 on EKS encrypts with a key of its own in any case: this is about whose key it is.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
#   - ref: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
# custom:
#   severity: medium
#   party:
#     side: aws
#     items: [etcd]
#   remediation: >-
#     Add `encryption_config` with `resources = ["secrets"]` and a KMS key, and set `enable_key_rotation` on the key.
#   aliases: [CKV_AWS_58, AVD-AWS-0039, CIS EKS 5.3.1]
package eksgate.rules["shared-responsibility"]["secrets-encrypted-with-own-key"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {"encryption_config"}, _judgement(address, cluster)) if some address, cluster in clusters.all

_judgement(address, cluster) := values.judgement(
	values.maybe,
	$"the encryption of {address} is not known",
	set(), {$"{address}: encryption_config"},
) if {
	not cluster.values.encryption_config[0]
	values.unknown_at(cluster, "encryption_config")
} else := values.judgement(
	values.no,
	$"{address} has no `encryption_config`: its secrets are encrypted with a key that AWS owns",
	set(), set(),
) if {
	not cluster.values.encryption_config[0]
} else := values.judgement(
	values.maybe,
	$"what {address} encrypts is not known",
	set(), {$"{address}: encryption_config.0.resources"},
) if {
	not "secrets" in _resources(cluster)
	values.unknown_at(cluster, "encryption_config.0.resources")
} else := values.judgement(
	values.no,
	$"the `encryption_config` of {address} does not name secrets",
	set(), set(),
) if {
	not "secrets" in _resources(cluster)
} else := _open(address, cluster) if {
	_keys(cluster).open
} else := _keyless(address) if {
	count(_keys(cluster).possible) == 0
} else := values.either(
	sort([_key_judgement(key) | some key in _keys(cluster).possible]),
	$"{address}: {_path}",
)

_resources(cluster) := {resource | some resource in cluster.values.encryption_config[0].resources}

_path := "encryption_config.0.provider.0.key_arn"

# The keys that a cluster may use: an alias stands for the key that it names.
_keys(cluster) := values.union_of([_behind(id, direct) | some id in (direct.possible | {""})]) if {
	direct := values.links(cluster, _path, [arn | arn := cluster.values.encryption_config[0].provider[0].key_arn])
}

_behind(id, direct) := values.links(alias, "target_key_id", [key | key := alias.values.target_key_id]) if {
	alias := input.resources.aws_kms_alias[id]
	alias.mode == "managed"
} else := object.union(values.no_links, {"open": direct.open, "missing": direct.missing}) if {
	id == ""
} else := values.itself(id)

_open(address, cluster) := values.judgement(
	values.maybe,
	$"the key that {address} encrypts its secrets with is not known",
	set(), _keys(cluster).missing,
)

_keyless(address) := values.judgement(values.no, $"the `encryption_config` of {address} names no key", set(), set())

# A key that is not made here is somebody's own, and its rotation their concern.
_key_judgement(id) := values.judgement(values.no, $"{id} has imported material, which does not rotate by itself", {id}, set()) if {
	startswith(id, "aws_kms_external_key.")
} else := values.judgement(values.maybe, $"whether {id} rotates is told by its primary key", {id}, {id}) if {
	startswith(id, "aws_kms_replica_key.")
} else := values.holds if {
	not input.resources.aws_kms_key[id].mode == "managed"
} else := values.judgement(values.no, $"{id} is disabled", {id}, set()) if {
	_argument(id, "is_enabled", true) == false
} else := values.judgement(
	values.no,
	$"{id}, which encrypts the secrets, does not rotate: `enable_key_rotation` is not true",
	{id}, set(),
) if {
	_argument(id, "enable_key_rotation", false) == false
} else := values.judgement(
	values.maybe,
	$"whether {id} rotates and is enabled is not known",
	{id}, {$"{id}: enable_key_rotation"},
) if {
	null in {_argument(id, "is_enabled", true), _argument(id, "enable_key_rotation", false)}
} else := values.holds

_argument(id, name, fallback) := values.argument(key, key.values, name, name, fallback) if {
	key := input.resources.aws_kms_key[id]
}
