# METADATA
# title: Test cases with native answers
# description: |
#   A rule, not a query on the command line: there OPA 1.22 evaluates `with input` inside a comprehension without
#   the input.
package eksgate_tools.cases

all contains exported if {
	some group, rules in data.eksgate.rules
	some name
	some label, case in rules[name].cases
	results := data.eksgate.results with input as case.input
	exported := {"group": group, "name": name, "label": label, "case": case, "results": results}
}

# The answers to the questions about one flow.
flows contains {"label": label, "input": case.input, "answer": answer} if {
	some label, case in data.eksgate_flow_test.cases
	answer := data.eksgate.flow with input as case.input
}

# What is told of the networks of clusters.
networks contains {"label": label, "input": case.input, "answer": answer} if {
	some label, case in data.eksgate_networks_test.cases
	answer := data.eksgate.networks with input as case.input
}
