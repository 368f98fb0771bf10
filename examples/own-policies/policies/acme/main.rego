# METADATA
# title: Policies of Acme
# description: >-
#   What eksgate asks for. Copy the folder, put your own name in the place of acme, and your own rules into `rules/`.
package acme

# METADATA
# title: Results
# description: What every rule says of every subject, with the rule's id.
# entrypoint: true
results contains object.union({"rule": rule.about.id}, result) if {
	some rule in data.acme.rules
	some result in rule.results
}

# METADATA
# title: The catalogue
# description: The rules, as their METADATA describes them.
# entrypoint: true
catalogue contains rule.about if some rule in data.acme.rules

# METADATA
# title: What is read
# description: The resource types that the rules read. Without this entrypoint the Wasm is given all there are.
# entrypoint: true
reads := {"aws_eks_cluster", "aws_eks_node_group", "aws_s3_bucket", "aws_s3_bucket_versioning"}
