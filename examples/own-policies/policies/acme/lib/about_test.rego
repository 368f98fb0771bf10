package acme.lib.about_test

import data.acme.lib.about

rule := {"path": ["acme", "rules", "buckets-named", "about"]}

test_described if {
	annotations := {
		"scope": "package",
		"title": "Buckets have a name",
		"related_resources": [{"ref": "https://example.com"}],
		"custom": {"severity": "low", "remediation": "name it", "other": 1},
	}
	about.of([rule, {"path": ["acme", "rules", "buckets-named"], "annotations": annotations}]) == {
		"id": "acme/buckets-named",
		"severity": "low",
		"title": "Buckets have a name",
		"description": "",
		"references": ["https://example.com"],
		"remediation": "name it",
	}
}

test_described_by_nothing if {
	about.of([rule]) == {"id": "acme/buckets-named", "severity": "", "title": "", "description": "", "references": []}
}
