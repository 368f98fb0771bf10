# METADATA
# title: What is wanted of each test case
# description: The names of the cases and the outcomes that they want, without the inputs.
package eksgate_tools.wants

all contains {"group": group, "name": name, "label": label, "want": case.want} if {
	some group, rules in data.eksgate.rules
	some name
	some label, case in rules[name].cases
}
