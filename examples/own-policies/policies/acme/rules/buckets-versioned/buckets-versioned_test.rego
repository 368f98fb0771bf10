package acme.rules["buckets-versioned_test"]

import data.acme.rules["buckets-versioned"] as rule

bucket := {"address": "aws_s3_bucket.logs", "mode": "managed", "values": {"bucket": "logs"}, "unknown": {}, "edges": {}}

edge(certainty, targets) := {"bucket": [{"reference": "r", "certainty": certainty, "targets": targets}]}

logs := {"to": "aws_s3_bucket.logs", "type": "aws_s3_bucket", "attribute": "id"}

other := {"to": "aws_s3_bucket.other", "type": "aws_s3_bucket", "attribute": "id"}

enabled := {"versioning_configuration": [{"status": "Enabled"}]}

suspended := {"versioning_configuration": [{"status": "Suspended"}]}

document(changes) := {"resources": {
	"aws_s3_bucket": {"aws_s3_bucket.logs": bucket},
	"aws_s3_bucket_versioning": {"aws_s3_bucket_versioning.logs": object.union(
		{"address": "aws_s3_bucket_versioning.logs", "mode": "managed", "values": enabled, "unknown": {}, "edges": {}},
		changes,
	)},
}}

alone := {"resources": {"aws_s3_bucket": {"aws_s3_bucket.logs": bucket}, "aws_s3_bucket_versioning": {}}}

cases := {
	"referred to": {"input": document({"edges": edge("exact", [logs])}), "want": {"pass"}},
	"written as one block": {"input": document({"edges": edge("exact", [logs]), "values": {"versioning_configuration": {"status": "Enabled"}}}), "want": {"pass"}},
	"named": {"input": document({"values": {"bucket": "logs"}}), "want": {"pass"}},
	"suspended": {"input": document({"edges": edge("exact", [logs]), "values": suspended}), "want": {"fail"}},
	"of another bucket": {"input": document({"edges": edge("exact", [other])}), "want": {"fail"}},
	"nothing there": {"input": alone, "want": {"fail"}},
	"of a name, where that of the bucket is not known": {
		"input": object.union(
			document({"values": {"bucket": "audit"}}),
			{"resources": {"aws_s3_bucket": {"aws_s3_bucket.logs": object.union(bucket, {"values": {"bucket": null}, "unknown": {"bucket": true}})}}},
		),
		"want": {"undetermined"},
	},
	"of another name": {"input": document({"values": {"bucket": "audit"}}), "want": {"fail"}},
	"read alone": {"input": object.union(alone, {"resources": {"aws_s3_bucket": {"aws_s3_bucket.logs": object.union(bucket, {"mode": "data"})}}}), "want": set()},
	"of one of several": {"input": document({"edges": edge("over", [logs, other])}), "want": {"undetermined"}},
	"of a bucket that is not told": {"input": document({"edges": edge("unknown", [])}), "want": {"undetermined"}},
	"of a bucket that is known after the apply": {"input": document({"unknown": {"bucket": true}}), "want": {"undetermined"}},
	"with a status that is not known": {
		"input": document({
			"edges": edge("exact", [logs]),
			"values": {"versioning_configuration": [{}]},
			"unknown": {"versioning_configuration.0.status": true},
		}),
		"want": {"undetermined"},
	},
}

test_outcomes[name] if {
	some name, case in cases
	{result.outcome | some result in rule.results} == case.want with input as case.input
}
