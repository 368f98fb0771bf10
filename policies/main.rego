# METADATA
# title: The entry point
# description: >-
#   What every rule answers about an input. Where a part of the input is not read (`input.gaps`), nothing is proved by the rest of it.
package eksgate

import data.eksgate.catalogue
import data.eksgate.lib.explain
import data.eksgate.lib.networks as all_networks

# METADATA
# title: Results
# description: The results of the rules that are asked for, in the shape that `lib/result.rego` describes, with the id of the rule.
# entrypoint: true
results contains object.union({"rule": id}, result) if {
	count(_gaps) == 0
	some id, answer in catalogue.answers
	some result in answer
}

results contains object.union({"rule": id}, _unproved(result)) if {
	count(_gaps) > 0
	some id, answer in catalogue.answers
	some result in answer
}

results contains {
	"rule": id,
	"address": gap.address,
	"outcome": "undetermined",
	"attributes": [],
	"related": [],
	"message": $"{gap.address} is not judged: {gap.reason}",
	"missing": [$"{gap.address}: {gap.reason}"],
} if {
	some gap in _gaps
	some id, _ in catalogue.answers
}

_gaps := object.get(input, "gaps", [])

_unproved(result) := object.union(result, {
	"outcome": "undetermined",
	"message": concat("; ", [text |
		some text in [result.message, "parts of this input are not read"]
		text != ""
	]),
	"missing": array.concat(result.missing, [$"{gap.address}: {gap.reason}" | some gap in _gaps]),
})

# METADATA
# title: One flow
# description: >-
#   The answer to `input.query`, which asks whether traffic flows: `from` and `to` are names that `lib/ends.rego` knows, `protocol` is
#   `tcp` or `udp`, and `port` a number (left out: 10250 from the control plane to what carries pods, else 443). Where a name means nothing that can be asked about, `problems` says which (`end`, `name`), why
#   (`reason`: unknown, ambiguous, gateway or outside) and what may be meant instead (`candidates`), and `known` lists all names. Otherwise
#   `problems` is empty, `outcome` is allowed, blocked or undetermined, `why` and `missing` say by what, `from` and `to` describe the ends
#   (`id`, `label`, `groups`, `subnets`), and `hops` lists in order what the traffic passes: the `hop`, the address `family`, its `outcome`,
#   the resources that it is `decided_by`, the `pair` of subnets that is worst, and the `changes` that would open it. `changes` has all of those of a
#   blocked flow, `pairs` counts the pairs of subnets by outcome, and `everywhere` says whether all of them have that of the flow.
# entrypoint: true
flow := explain.answer if input.query

# METADATA
# title: Networks of clusters
# description: >-
#   What the input tells of its clusters' networks. `clusters` has, by address, the `name` and whether the endpoints are on (`null`: not
#   known), where the interfaces of its `control_plane`, `carriers` and `pods` lie (`certain` subnets, those that they `may` lie in, what is
#   `missing`), and of a carrier its `kind` and the one that it is `like`; `unplaced` lists carriers whose cluster is not told. `subnets` says of
#   each its `vpc`, `zone`, `ranges`, route `table` and `tier` (`null`: not known, with what is `missing`); `tables` has the `routes` of each,
#   `vpcs` the ranges, `nat_gateways`, `internet_gateways` and `endpoints` where they are. `flows` has the flows that the clusters need, in the
#   shape of `flow`, each with its `cluster`, the `rules` that ask for it and whether it is `certain` that it is needed.
# entrypoint: true
networks := all_networks.answer
