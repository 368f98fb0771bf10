package acme.lib.values_test

import data.acme.lib.values

resource := {"unknown": {"versioning_configuration": true, "tags.owner": true}}

test_unknown if {
	every path in {"versioning_configuration", "versioning_configuration.0.status", "tags", "tags.owner"} {
		values.unknown(resource, path)
	}
}

test_known if {
	every path in {"bucket", "tag", "tags.name", "versioning"} {
		not values.unknown(resource, path)
	}
}
