# METADATA
# title: One flow, explained
# description: The answer to a question about one flow (`input.query`), in the shape that the entry point `eksgate/flow` describes.
package eksgate.lib.explain

import data.eksgate.lib.clusters
import data.eksgate.lib.egress
import data.eksgate.lib.ends
import data.eksgate.lib.explain_hops
import data.eksgate.lib.exposure
import data.eksgate.lib.flow
import data.eksgate.lib.interfaces
import data.eksgate.lib.values

_query := input.query

_need := $"{_query.protocol} {ends.port}"

_gaps := {$"{gap.address}: {gap.reason}" | some gap in object.get(input, "gaps", [])}

_problems := [problem |
	some end in ["from", "to"]
	problem := ends.problem(end, _query[end])
]

answer := {"problems": _problems, "known": sort(ends.known)} if {
	count(_problems) > 0
}

answer := {"problems": [{"end": "to", "name": _to, "reason": "outside", "candidates": []}], "known": sort(ends.known)} if {
	_from == "internet"
	_to == "internet"
}

answer := object.union(
	{
		"problems": [],
		"from": _described(_from),
		"to": _described(_to),
		"protocol": _query.protocol,
		"port": ends.port,
		"outcome": _outcome[_judged.value],
		"why": _judged.why,
		"missing": sort(_judged.missing),
		"hops": hops,
		"changes": sort({change | _judged.value == values.no; some hop in _hops; some change in hop.change}),
	},
	_counts,
) if {
	hops := array.concat(_unknown_ends, [hop | some key in _hop_keys; hop := _together(key)])
}

_from := ends.meaning(_query.from)

_to := ends.meaning(_query.to)

_outcome := {0: "blocked", 1: "undetermined", 2: "allowed"}

_described("internet") := {"id": "internet", "label": "the internet", "groups": [], "subnets": []}

_described(id) := {
	"id": id,
	"label": interface.label,
	"groups": sort({values.named(group) | some group in interface.groups.possible}),
	"subnets": sort(interface.subnets.possible),
} if {
	interface := interfaces.all[id]
}

_described(id) := {"id": id, "label": id, "groups": [], "subnets": []} if clusters.unplaced[id]

# What the rules would say of the flow; where a part of the input is not read, nothing is proved by the rest.
_judged := _flow if {
	count(_gaps) == 0
} else := values.judgement(
	values.maybe, "parts of this input are not read",
	set(), _flow.missing | _gaps,
)

_flow := judged if {
	# Undefined where there is none.
	judged := values.first_worst(_unplaced)
} else := egress.of_need(_from, _need) if {
	_to == "internet"
} else := exposure.reaches(_to, _need) if {
	_from == "internet"
} else := flow.between(_from, _to, _need)

_unplaced := [values.judgement(values.maybe, reason.why, set(), {reason.missing}) |
	some id in [_from, _to]
	reason := clusters.unplaced[id]
]

# What of the ends themselves is not known.
_unknown_ends := [hop |
	some id in [_from, _to]
	label := interfaces.all[id].label
	judged := flow.subnets_known(id)
	judged.value != values.yes
	hop := _shown("subnets", "", judged, {}, [], {label})
]

# Every hop of every pair of subnets, by family.
_hops contains object.union(hop, {"family": family, "pair": [from, to], "place": place}) if {
	some family in flow.families(_from, _to)
	some from in interfaces.all[_from].subnets.possible
	some to in interfaces.all[_to].subnets.possible
	some place, hop in explain_hops.inside(_from, _to, from, to, _need, family)
}

_hops contains object.union(hop, {"family": "ipv4", "pair": [from, "internet"], "place": place}) if {
	_to == "internet"
	some from in interfaces.all[_from].subnets.possible
	some place, hop in explain_hops.outward(_from, from, _need)
}

_hops contains object.union(hop, {"family": family, "pair": ["internet", to], "place": place}) if {
	_from == "internet"
	some to in interfaces.all[_to].subnets.possible
	some family in exposure.families(to)
	some place, hop in explain_hops.inward(_to, to, _need, family)
}

all_hops := _hops

# The hops of one kind, which are shown as one.
_by_key[$"{hop.family} {_position(hop)} {hop.hop}"] contains hop if some hop in all_hops

# The route inside a VPC stands behind the ACLs, which are not there between equal subnets.
_position(hop) := 9 if {
	hop.hop == "route"
	not "internet" in hop.pair
} else := hop.place

by_key := _by_key

_hop_keys := sort(object.keys(by_key))

# The worst of them, with the pair of subnets that it is about.
_together(key) := _shown(
	worst.hop, worst.family, object.union(worst.judged, {"related": set()}),
	{"from": worst.pair[0], "to": worst.pair[1]},
	sort({change | some hop in alike; some change in hop.change}),
	{decider | some hop in alike; some decider in hop.decided_by},
) if {
	lowest := min({hop.judged.value | some hop in by_key[key]})
	alike := {hop | some hop in by_key[key]; hop.judged.value == lowest}
	worst := sort([[hop.pair, hop] | some hop in alike])[0][1]
}

_shown(name, family, judged, pair, change, deciders) := {
	"hop": name,
	"family": family,
	"outcome": _outcome[judged.value],
	"pair": pair,
	"decided_by": sort(deciders),
	"why": judged.why,
	"missing": sort(judged.missing),
	"changes": change,
}

# How many pairs of subnets let it through, and whether none does.
_counts := {
	"pairs": {word: count([pair | some pair, value in _pair_values; value == number]) | some number, word in _outcome},
	"everywhere": _is_everywhere,
}

_is_everywhere if {
	count(_unknown_ends) == 0
	every value in _pair_values {
		value == _judged.value
	}
} else := false

_pair_values[$"{family} {pair[0]} {pair[1]}"] := min({hop.judged.value | some hop in hops}) if {
	some family, by_pair in _by_pair
	some pair, hops in by_pair
}

_by_pair[hop.family][hop.pair] contains hop if some hop in all_hops
