package eksgate.rules["shared-responsibility"]["required-tags-present_test"]

import data.eksgate.rules["shared-responsibility"]["required-tags-present"] as rule
import data.eksgate.testing.platform as p

_vpc := "aws_vpc.main"

_frame(keys) := {"kind": "config", "date": "2026-11-23", "profile": "production", "settings": {"required_tags": keys}, "gaps": [], "deleted": {}, "resources": {}}

_required(keys, parts) := p.merge(array.concat([_frame(keys)], parts))

_team(parts) := _required(["team"], parts)

_tagged(values) := p.resource(_vpc, values, {})

_tag(values, edges) := p.resource("aws_ec2_tag.team", values, edges)

_group := "aws_autoscaling_group.self"

cases["a tag of its own"] := {"input": _team([_tagged({"tags": {"team": "shop"}})]), "want": {_vpc: "pass"}}

cases["a tag by default"] := {"input": _team([_tagged({"tags": {"Name": "main"}, "tags_all": {"Name": "main", "team": "shop"}})]), "want": {_vpc: "pass"}}

cases["no tags"] := {"input": _team([_tagged({})]), "want": {_vpc: "fail"}}

cases["another tag"] := {"input": _team([_tagged({"tags": {"Team": "shop"}})]), "want": {_vpc: "fail"}}

cases["an empty value"] := {"input": _team([_tagged({"tags": {"team": ""}})]), "want": {_vpc: "pass"}}

cases["one of two"] := {"input": _required(["team", "cost"], [_tagged({"tags": {"team": "shop"}})]), "want": {_vpc: "fail"}}

cases["both"] := {"input": _required(["team", "cost"], [_tagged({"tags": {"team": "shop", "cost": "1"}})]), "want": {_vpc: "pass"}}

cases["no setting"] := {"input": p.platform(p.ec2, [], []), "want": {}}

cases["an empty setting"] := {"input": _required([], [_tagged({}), p.resource(_group, {}, {})]), "want": {}}

cases["a value that is not known"] := {"input": _team([_tagged({"tags": {"Name": "main"}}), p.forget(_vpc, "tags.team")]), "want": {_vpc: "undetermined"}}

cases["tags that are not known"] := {"input": _team([_tagged({}), p.forget(_vpc, "tags")]), "want": {_vpc: "undetermined"}}

cases["default tags that are not known"] := {"input": _team([_tagged({"tags": {"Name": "main"}}), p.forget(_vpc, "tags_all")]), "want": {_vpc: "undetermined"}}

cases["default tags that are not known, beside its own"] := {"input": _team([_tagged({"tags": {"team": "shop"}}), p.forget(_vpc, "tags_all")]), "want": {_vpc: "pass"}}

cases["one that is not known, and one that is not there"] := {"input": _required(["team", "cost"], [_tagged({"tags": {"Name": "main"}}), p.forget(_vpc, "tags.team")]), "want": {_vpc: "fail"}}

cases["a tag of a resource of its own"] := {"input": _team([_tagged({}), _tag({"key": "team", "value": "shop"}, {"resource_id": [p.id(_vpc)]})]), "want": {_vpc: "pass"}}

cases["a tag of a resource of its own, for something else"] := {"input": _team([_tagged({}), _tag({"key": "team", "value": "shop"}, {"resource_id": [p.id("aws_subnet.a")]})]), "want": {_vpc: "fail"}}

cases["a tag of a resource of its own, for one of several"] := {"input": _team([_tagged({}), _tag({"key": "team", "value": "shop"}, {"resource_id": [p.over("each.value", [_vpc, "aws_subnet.a"])]})]), "want": {_vpc: "undetermined"}}

cases["a tag of a resource of its own, for an adopted default group"] := {"input": _team([_tagged({"tags": {"team": "shop"}}), p.resource("aws_default_security_group.main", {}, {"vpc_id": [p.id(_vpc)]}), _tag({"key": "team", "value": "shop"}, {"resource_id": [p.id("aws_default_security_group.main")]})]), "want": {_vpc: "pass", "aws_default_security_group.main": "pass"}}

cases["what is looked up is not asked"] := {"input": _team([p.resource("data.aws_vpc.main", {}, {})]), "want": {}}

cases["nor what cannot have tags"] := {"input": _team([p.resource("aws_route.out", {}, {})]), "want": {}}

cases["nor what has none in the provider of the plan"] := {"input": _team([_tagged({}), {"resources": {"aws_vpc": {_vpc: {"lacks": ["tags"]}}}}]), "want": {}}

cases["another argument is not in the provider of the plan"] := {"input": _team([_tagged({}), {"resources": {"aws_vpc": {_vpc: {"lacks": ["ipv6_ipam_pool_id"]}}}}]), "want": {_vpc: "fail"}}

cases["a launch template's tags for instances are not its own"] := {"input": _team([p.resource("aws_launch_template.node", {"tag_specifications": [{"resource_type": "instance", "tags": {"team": "shop"}}]}, {})]), "want": {"aws_launch_template.node": "fail"}}

cases["an Auto Scaling group's block"] := {"input": _team([p.resource(_group, {"tag": [{"key": "Name", "value": "self"}, {"key": "team", "value": "shop"}]}, {})]), "want": {_group: "pass"}}

cases["an Auto Scaling group's older argument"] := {"input": _team([p.resource(_group, {"tags": [{"key": "team", "value": "shop"}]}, {})]), "want": {_group: "pass"}}

cases["an Auto Scaling group with another tag"] := {"input": _team([p.resource(_group, {"tag": [{"key": "Name", "value": "team"}]}, {})]), "want": {_group: "fail"}}

cases["an Auto Scaling group without tags"] := {"input": _team([p.resource(_group, {}, {})]), "want": {_group: "fail"}}

cases["an Auto Scaling group with blocks that are not known"] := {"input": _team([p.resource(_group, {}, {}), p.forget(_group, "tag")]), "want": {_group: "undetermined"}}

cases["an Auto Scaling group with a key that is not known"] := {"input": _team([p.resource(_group, {"tag": [{"value": "shop"}]}, {}), p.forget(_group, "tag.0.key")]), "want": {_group: "undetermined"}}

cases["an Auto Scaling group with a value that is not known"] := {"input": _team([p.resource(_group, {"tag": [{"key": "Name"}]}, {}), p.forget(_group, "tag.0.value")]), "want": {_group: "fail"}}

cases["an Auto Scaling group that is looked up"] := {"input": _team([p.resource("data.aws_autoscaling_group.self", {}, {})]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

test_the_message_names_the_tags_that_are_missing if {
	results := rule.results with input as _required(["team", "cost", "env"], [_tagged({"tags": {"env": "prod"}})])
	{found.message | some found in results} == {"aws_vpc.main does not have the tags cost, team"}
}

test_what_is_not_known_is_named if {
	results := rule.results with input as _required(["team", "env"], [_tagged({"tags": {"env": "prod"}}), p.forget(_vpc, "tags.team"), p.resource("aws_ec2_tag.env", {"key": "env", "value": "x"}, {"resource_id": [p.over("each.value", [_vpc, "aws_subnet.a"])]})])
	{missing | some found in results; some missing in found.missing} == {"aws_vpc.main: tags"}
}
