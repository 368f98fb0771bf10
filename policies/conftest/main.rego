# METADATA
# title: The policies in conftest
# description: >-
#   conftest asks the package main for what to deny and what to warn of. It is no part of the compiled policies: the gate asks for the results.
package main

deny contains _entry(result) if {
	some result in data.eksgate.results
	result.outcome == "fail"
}

warn contains _entry(result) if {
	some result in data.eksgate.results
	result.outcome == "undetermined"
}

_entry(result) := {
	"msg": $"{result.rule}: {result.message}",
	"rule": result.rule,
	"address": result.address,
}
