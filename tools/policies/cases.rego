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
