# METADATA
# title: What a rule says of itself
package acme.lib.about

# The METADATA of a rule's package, given the chain of a rule in it, in the form that eksgate's catalogue takes. The package's last part is the
# name of the rule. What is missing is left empty: eksgate refuses the bundle for it, where a rule without a description would be lost.
of(chain) := object.union(chosen, {
	"id": $"acme/{chain[0].path[count(chain[0].path) - 2]}",
	"severity": object.get(custom, "severity", ""),
	"title": object.get(annotations, "title", ""),
	"description": object.get(annotations, "description", ""),
	"references": [page.ref | some page in object.get(annotations, "related_resources", [])],
}) if {
	described := [link.annotations | some link in chain; link.annotations.scope == "package"]
	annotations := array.concat(described, [{}])[0]
	custom := object.get(annotations, "custom", {})
	chosen := {key: value | some key, value in custom; key in {"remediation", "aliases", "deprecated"}}
}
