# METADATA
# title: No remote access from the world
# description: >-
#   A managed node group with a key for remote access names the security groups that may use it. Without them EKS opens port 22, of
#   Windows nodes port 3389, to the internet. Without a key there is no remote access.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Name the groups in `remote_access.source_security_group_ids`, or leave `remote_access` out and use Session Manager.
#   aliases: [CKV_AWS_100]
package eksgate.rules.networking["no-remote-access-from-world"]

import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {"remote_access"}, _judgement(group)) if {
	some address, group in input.resources.aws_eks_node_group
	group.mode == "managed"
	_may_have_remote_access(group)
}

_may_have_remote_access(group) if count(values.list_of(group.values, "remote_access")) > 0

_may_have_remote_access(group) if values.unknown_at(group, "remote_access")

_key_path := "remote_access.0.ec2_ssh_key"

_sources_path := "remote_access.0.source_security_group_ids"

_judgement(group) := values.holds if {
	_key(group) == values.no
} else := values.holds if {
	count(_sources(group).certain) > 0
} else := values.judgement(
	values.maybe,
	$"which security groups may use the remote access to the nodes of {group.address} is not known",
	_sources(group).possible, _sources(group).missing | {$"{group.address}: {_sources_path}"},
) if {
	values.unsure(_sources(group))
} else := values.judgement(
	values.no,
	$"{group.address} has a key for remote access and names no security group for it: EKS opens port 22 (of Windows nodes 3389) to 0.0.0.0/0",
	set(), set(),
) if {
	_key(group) == values.yes
} else := values.judgement(
	values.maybe,
	$"whether {group.address} has a key for remote access is not known, and it names no security group for it",
	set(), {$"{group.address}: {_key_path}"},
)

_sources(group) := values.links(
	group, _sources_path,
	values.list_of(values.first_block(group, "remote_access"), "source_security_group_ids"),
)

# A key that another resource gives is there, whatever its name will be.
_key(group) := values.yes if {
	values.first_block(group, "remote_access").ec2_ssh_key != ""
} else := values.yes if {
	some reference in group.edges[_key_path]
	reference.certainty == "exact"
	count(reference.targets) > 0
} else := values.maybe if {
	values.unknown_at(group, _key_path)
} else := values.no
