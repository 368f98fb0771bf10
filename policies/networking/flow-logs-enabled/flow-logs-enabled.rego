# METADATA
# title: Flow logs are enabled
# description: >-
#   A VPC that is made here has a flow log of its own, of whichever traffic. Flow logs of its subnets say nothing about the subnets that
#   come later.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
# custom:
#   severity: medium
#   party:
#     side: you
#     items: [VPC]
#   remediation: Add an `aws_flow_log` with the VPC as its `vpc_id`.
#   aliases: [CKV2_AWS_11, AVD-AWS-0178]
package eksgate.rules.networking["flow-logs-enabled"]

import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(vpc, {"id"}, _judgement(vpc)) if {
	some vpc, resource in input.resources.aws_vpc
	resource.mode == "managed"
}

_logs[address] := values.links(flow_log, "vpc_id", values.single(flow_log.values, "vpc_id")) if {
	some address, flow_log in input.resources.aws_flow_log
}

_judgement(vpc) := values.judgement(values.yes, "", certain, set()) if {
	certain := {address | some address, vpcs in _logs; vpcs.certain[vpc]}
	count(certain) > 0
} else := values.judgement(
	values.maybe,
	$"whether {vpc} has a flow log is not known",
	{address | some address, _ in possible}, union({vpcs.missing | some vpcs in possible}) | {$"{address}: vpc_id" | some address, _ in possible},
) if {
	possible := {address: vpcs | some address, vpcs in _logs; values.may_mean(vpcs, vpc)}
	count(possible) > 0
} else := values.judgement(values.no, $"{vpc} has no flow log", set(), set())
