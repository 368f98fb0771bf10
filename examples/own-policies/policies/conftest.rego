# METADATA
# title: The same policies in conftest
# description: conftest asks the package main for what to deny and what to warn of. eksgate does not read this.
package main

deny contains {"msg": $"{result.rule}: {result.message}"} if {
	some result in data.acme.results
	result.outcome == "fail"
}

warn contains {"msg": $"{result.rule}: {result.message}"} if {
	some result in data.acme.results
	result.outcome == "undetermined"
}
