# METADATA
# title: One flow, explained
# description: The answer to a question about one flow (`input.query`), in the shape that the entry point `eksgate/flow` describes.
package eksgate.lib.explain

import data.eksgate.lib.ends
import data.eksgate.lib.explained_flows

_query := input.query

_problems := [problem |
	some end in ["from", "to"]
	problem := ends.problem(end, _query[end])
]

answer := {"problems": _problems, "known": sort(ends.known)} if {
	count(_problems) > 0
}

answer := {"problems": [{"end": "to", "name": "internet", "reason": "outside", "candidates": []}], "known": sort(ends.known)} if {
	ends.meaning(_query.from) == "internet"
	ends.meaning(_query.to) == "internet"
}

answer := object.union({"problems": []}, explained_flows.all.query)
