package acme_test

# eksgate refuses a bundle whose catalogue is not whole: this tells it before one is built.
test_catalogue if {
	{about.id | some about in data.acme.catalogue} == {"acme/buckets-versioned", "acme/clusters-tagged"}
	every about in data.acme.catalogue {
		about.severity in {"critical", "high", "medium", "low"}
		about.title != ""
		about.remediation != ""
	}
}

test_reads_what_the_rules_name if data.acme.reads == {"aws_eks_cluster", "aws_eks_node_group", "aws_s3_bucket", "aws_s3_bucket_versioning"}

test_results_name_their_rule if {
	resources := {"aws_s3_bucket": {"b": {"mode": "managed", "values": {}, "unknown": {}, "edges": {}}}}
	{[result.rule, result.outcome] | some result in data.acme.results} == {["acme/buckets-versioned", "fail"]} with input as {"resources": resources}
}
