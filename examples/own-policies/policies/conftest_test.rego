package main_test

test_denied_and_warned_of if {
	bucket := {"mode": "managed", "values": {}, "unknown": {}, "edges": {}}
	versioning := {"values": {}, "unknown": {"bucket": true}, "edges": {}}
	alone := {"resources": {"aws_s3_bucket": {"b": bucket}}}
	{entry.msg | some entry in data.main.deny} == {"acme/buckets-versioned: nothing makes b keep earlier versions of its objects"} with input as alone
	{entry.msg | some entry in data.main.warn} == {"acme/buckets-versioned: whether b keeps earlier versions is not known"} with input as object.union(alone, {"resources": {"aws_s3_bucket_versioning": {"v": versioning}}})
}
