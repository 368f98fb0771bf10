# METADATA
# title: Buckets keep earlier versions of their objects
# description: >-
#   Versioning is a resource of its own, which refers to the bucket: the rule goes from one to the other by the references that the document
#   holds. Where one may mean this bucket and need not, nothing is proved.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
# custom:
#   severity: high
#   remediation: Add an `aws_s3_bucket_versioning` with the status `Enabled` for the bucket.
package acme.rules["buckets-versioned"]

import data.acme.lib.about as describe
import data.acme.lib.values

about := describe.of(rego.metadata.chain())

paths := {"versioning_configuration.0.status", "versioning_configuration.status"}

results contains judged(address, bucket) if {
	some address, bucket in input.resources.aws_s3_bucket
	bucket.mode == "managed"
}

judged(address, _) := {"address": address, "outcome": "pass", "related": enabled} if {
	enabled := [by |
		some by, versioning in versionings(address)
		values.block(versioning, "versioning_configuration").status == "Enabled"
	]
	count(enabled) > 0
} else := {
	"address": address,
	"outcome": "undetermined",
	"message": $"whether {address} keeps earlier versions is not known",
	"missing": sort(perhaps(address)),
} if {
	count(perhaps(address)) > 0
} else := {
	"address": address,
	"outcome": "fail",
	"message": $"nothing makes {address} keep earlier versions of its objects",
}

versionings(address) := {by: versioning |
	some by, versioning in input.resources.aws_s3_bucket_versioning
	means(versioning, address)
}

# By a reference, or by the bucket's name.
means(versioning, address) if values.exact(versioning, "bucket") == address

means(versioning, address) if versioning.values.bucket == input.resources.aws_s3_bucket[address].values.bucket

# What may decide it, and is not known: the status of one that means this bucket.
perhaps(address) := {$"{by}: {path}" |
	some by, versioning in versionings(address)
	some path in paths
	values.unknown(versioning, path)
} | _perhaps_meant(address)

# The bucket of one that may mean this one, or this one's name.
_perhaps_meant(address) := {$"{by}: bucket" |
	some by, versioning in input.resources.aws_s3_bucket_versioning
	values.open(versioning, "bucket")
} | {$"{address}: bucket" |
	some versioning in input.resources.aws_s3_bucket_versioning
	versioning.values.bucket
	not values.exact(versioning, "bucket")
	values.unknown(input.resources.aws_s3_bucket[address], "bucket")
}
