# METADATA
# title: Explained flows
# description: >-
#   Flows hop by hop: the one that is asked about (`input.query`), else those that clusters need. The outcome is that of the functions
#   that the rules use; the hops are judged anew for each pair of subnets.
package eksgate.lib.explained_flows

import data.eksgate.lib.clusters
import data.eksgate.lib.egress
import data.eksgate.lib.ends
import data.eksgate.lib.explain_hops
import data.eksgate.lib.exposure
import data.eksgate.lib.flow
import data.eksgate.lib.interfaces
import data.eksgate.lib.needed_flows
import data.eksgate.lib.values

# By id, the flows to explain: `from` and `to` as ids of interfaces, or `internet`.
_asked.query := {
	"from": ends.meaning(input.query.from),
	"to": ends.meaning(input.query.to),
	"protocol": input.query.protocol,
	"port": ends.port,
}

_asked[id] := needed if {
	not input.query
	some id, needed in needed_flows.all
}

asked := _asked

_need[id] := $"{one.protocol} {one.port}" if some id, one in asked

# By id, in the shape that the entry point `eksgate/flow` describes.
_all[id] := object.union(
	{
		"from": _described(one.from),
		"to": _described(one.to),
		"protocol": one.protocol,
		"port": one.port,
		"outcome": _outcome[judged[id].value],
		"why": judged[id].why,
		"missing": sort(judged[id].missing),
		"hops": array.concat(_unknown_ends[id], [_together(by_key[id][key]) | some key in sort(object.keys(object.get(by_key, id, {})))]),
		"changes": sort({change | judged[id].value == values.no; some hop in object.get(hops, id, set()); some change in hop.change}),
	},
	_counts(id),
) if {
	some id, one in asked
}

all := _all

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

_gaps := {$"{gap.address}: {gap.reason}" | some gap in object.get(input, "gaps", [])}

# What the rules would say of the flow; where a part of the input is not read, nothing is proved by the rest.
_judged[id] := _flow(one, _need[id]) if {
	count(_gaps) == 0
	some id, one in asked
}

_judged[id] := values.judgement(
	values.maybe, "parts of this input are not read",
	set(), _flow(one, _need[id]).missing | _gaps,
) if {
	count(_gaps) > 0
	some id, one in asked
}

judged := _judged

_flow(one, need) := values.first_worst(_unplaced(one)) if {
	count(_unplaced(one)) > 0
} else := egress.of_need(one.from, need) if {
	one.to == "internet"
} else := exposure.reaches(one.to, need) if {
	one.from == "internet"
} else := flow.between(one.from, one.to, need)

_unplaced(one) := [values.judgement(values.maybe, reason.why, set(), {reason.missing}) |
	some id in [one.from, one.to]
	reason := clusters.unplaced[id]
]

# What of the ends themselves is not known.
_unknown_ends[id] := [hop |
	some end in [one.from, one.to]
	label := interfaces.all[end].label
	found := flow.subnets_known(end)
	found.value != values.yes
	hop := _shown("subnets", "", found, {}, [], {label})
] if {
	some id, one in asked
}

# Every hop of every pair of subnets, by family.
_hops[id] contains object.union(hop, {"family": family, "pair": [from, to], "place": place}) if {
	some id, one in asked
	some family in flow.families(one.from, one.to)
	some from in interfaces.all[one.from].subnets.possible
	some to in interfaces.all[one.to].subnets.possible
	some place, hop in explain_hops.inside(one.from, one.to, from, to, _need[id], family)
}

_hops[id] contains object.union(hop, {"family": "ipv4", "pair": [from, "internet"], "place": place}) if {
	some id, one in asked
	one.to == "internet"
	some from in interfaces.all[one.from].subnets.possible
	some place, hop in explain_hops.outward(one.from, from, _need[id])
}

_hops[id] contains object.union(hop, {"family": family, "pair": ["internet", to], "place": place}) if {
	some id, one in asked
	one.from == "internet"
	some to in interfaces.all[one.to].subnets.possible
	some family in exposure.families(to)
	some place, hop in explain_hops.inward(one.to, to, _need[id], family)
}

hops := _hops

# The hops of one kind, which are shown as one.
_by_key[id][$"{hop.family} {_position(hop)} {hop.hop}"] contains hop if {
	some id, of_flow in hops
	some hop in of_flow
}

# The route inside a VPC stands behind the ACLs, which are not there between equal subnets.
_position(hop) := 9 if {
	hop.hop == "route"
	not "internet" in hop.pair
} else := hop.place

by_key := _by_key

# The worst of them, with the pair of subnets that it is about.
_together(of_kind) := _shown(
	worst.hop, worst.family, object.union(worst.judged, {"related": set()}),
	{"from": worst.pair[0], "to": worst.pair[1]},
	sort({change | some hop in alike; some change in hop.change}),
	{decider | some hop in alike; some decider in hop.decided_by},
) if {
	lowest := min({hop.judged.value | some hop in of_kind})
	alike := {hop | some hop in of_kind; hop.judged.value == lowest}
	worst := sort([[hop.pair, hop] | some hop in alike])[0][1]
}

_shown(name, family, found, pair, change, deciders) := {
	"hop": name,
	"family": family,
	"outcome": _outcome[found.value],
	"pair": pair,
	"decided_by": sort(deciders),
	"why": found.why,
	"missing": sort(found.missing),
	"changes": change,
}

# How many pairs of subnets let it through, and whether all of them are like the flow.
_counts(id) := {
	"pairs": {word: count([pair | some pair, value in pairs; value == number]) | some number, word in _outcome},
	"everywhere": _is_everywhere(id, pairs),
} if {
	pairs := object.get(pair_values, id, {})
}

_is_everywhere(id, pairs) if {
	count(_unknown_ends[id]) == 0
	every value in pairs {
		value == judged[id].value
	}
} else := false

_pair_values[id][$"{family} {pair[0]} {pair[1]}"] := min({hop.judged.value | some hop in of_pair}) if {
	some id, by_family in _by_pair
	some family, by_pair in by_family
	some pair, of_pair in by_pair
}

pair_values := _pair_values

_by_pair[id][hop.family][hop.pair] contains hop if {
	some id, of_flow in hops
	some hop in of_flow
}
