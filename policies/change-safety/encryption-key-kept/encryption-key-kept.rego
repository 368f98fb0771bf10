# METADATA
# title: The key of secrets is kept
# description: >-
#   A KMS key that encrypts the secrets of a cluster is neither deleted, replaced nor disabled while the cluster stays: EKS cannot change
#   the key of a cluster, and without it the cluster degrades and cannot be recovered. Only a plan tells this; what it creates, a
#   configuration and a state have no subject.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
# custom:
#   severity: critical
#   kinds: [plan]
#   party:
#     side: aws
#     items: [etcd, backups]
#   remediation: Keep the key, enabled, for as long as the cluster exists. A key that is scheduled for deletion can be rescued with `kms cancel-key-deletion`.
#   aliases: []
package eksgate.rules["change-safety"]["encryption-key-kept"]

import data.eksgate.lib.existing
import data.eksgate.lib.relied_on
import data.eksgate.lib.result
import data.eksgate.lib.values

# The argument that says whether a key is enabled.
_switch := {"aws_kms_external_key": "enabled", "aws_kms_key": "is_enabled", "aws_kms_replica_key": "enabled"}

results contains result.of(address, existing.attributes(type, address, switch), _judgement(type, address, users)) if {
	some type, switch in _switch
	some address, entry in existing.of(type)
	users := _users(entry)
	count(users) > 0
}

# Whether a key that goes or is off is one of a cluster whose key is hidden is not known.
results contains result.of(address, {switch}, values.judgement(
	values.maybe,
	$"{_trouble(type, address)}; whether a cluster uses it is not known",
	set(), relied_on.keys_untold,
)) if {
	count(relied_on.keys_untold) > 0
	some type, switch in _switch
	some address, entry in existing.of(type)
	count(_users(entry)) == 0
	_trouble(type, address)
}

_users(entry) := {user |
	some arn, users in relied_on.keys
	_is_of(arn, entry)
	some user in users
}

_is_of(arn, entry) if arn == entry.values.arn

# A cluster may name an alias of the key.
_is_of(arn, entry) if {
	some alias in existing.of("aws_kms_alias")
	endswith(arn, $":{alias.values.name}")
	endswith(entry.values.arn, alias.values.target_key_id)
}

_judgement(type, address, users) := values.judgement(
	values.no,
	$"{_trouble(type, address)}, while it encrypts the secrets of {values.names(users)}",
	users, set(),
) if {
	_trouble(type, address)
} else := values.judgement(
	values.maybe,
	$"whether {address}, which encrypts the secrets of {values.names(users)}, stays enabled is not known",
	users, {$"{address}: {_switch[type]}"},
) if {
	_enabled(type, address) == null
} else := values.holds

# What is wrong with a key; undefined where nothing is.
_trouble(type, address) := existing.end(type, address)

_trouble(type, address) := $"{address} is disabled" if {
	not existing.end(type, address)
	_enabled(type, address) == false
}

_enabled(type, address) := values.argument(key, key.values, _switch[type], _switch[type], true) if {
	key := input.resources[type][address]
}
