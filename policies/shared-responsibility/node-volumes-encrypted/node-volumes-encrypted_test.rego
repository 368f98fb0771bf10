package eksgate.rules["shared-responsibility"]["node-volumes-encrypted_test"]

import data.eksgate.rules["shared-responsibility"]["node-volumes-encrypted"] as rule
import data.eksgate.testing.platform as p

_own := p.resource(
	"aws_autoscaling_group.own",
	{"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_configuration": "own"},
	{},
)

_configured(values) := p.platform(p.ec2, ["aws_eks_node_group.main"], [_own, p.resource("aws_launch_configuration.own", object.union({"name": "own"}, values), {})])

_root := {"device_name": "/dev/xvda", "ebs": [{"encrypted": true}]}

_mapped(mappings) := p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"block_device_mappings": mappings})])

_default(values) := p.resource("aws_ebs_encryption_by_default.account", values, {})

cases["the root volume"] := {"input": _mapped([_root]), "want": {"aws_launch_template.node": "pass"}}

cases["the root volume of Windows"] := {"input": _mapped([{"device_name": "/dev/sda1", "ebs": [{"encrypted": true}]}]), "want": {"aws_launch_template.node": "pass"}}

cases["a second volume that is not"] := {"input": _mapped([_root, {"device_name": "/dev/xvdb", "ebs": [{"encrypted": false}]}]), "want": {"aws_launch_template.node": "fail"}}

cases["a second volume that says nothing"] := {"input": _mapped([_root, {"device_name": "/dev/xvdb", "ebs": [{}]}]), "want": {"aws_launch_template.node": "undetermined"}}

cases["the root volume that is not"] := {"input": _mapped([{"device_name": "/dev/xvda", "ebs": [{"encrypted": false}]}]), "want": {"aws_launch_template.node": "fail"}}

cases["a second volume alone"] := {"input": _mapped([{"device_name": "/dev/xvdb", "ebs": [{"encrypted": true}]}]), "want": {"aws_launch_template.node": "undetermined"}}

cases["a root device without a volume"] := {"input": _mapped([{"device_name": "/dev/xvda", "no_device": "true"}]), "want": {"aws_launch_template.node": "undetermined"}}

cases["no mappings"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_launch_template.node": "undetermined"}}

cases["no mappings, and the account encrypts"] := {"input": p.platform(p.ec2, [], [_default({"enabled": true})]), "want": {"aws_launch_template.node": "pass"}}

cases["no mappings, and the account encrypts without saying so"] := {"input": p.platform(p.ec2, [], [_default({})]), "want": {"aws_launch_template.node": "pass"}}

cases["no mappings, and the account does not"] := {"input": p.platform(p.ec2, [], [_default({"enabled": false})]), "want": {"aws_launch_template.node": "fail"}}

cases["no mappings, and the accounts default is not known"] := {"input": p.merge([p.platform(p.ec2, [], [_default({})]), p.forget("aws_ebs_encryption_by_default.account", "enabled")]), "want": {"aws_launch_template.node": "undetermined"}}

cases["two accounts that differ"] := {"input": p.platform(p.ec2, [], [_default({"enabled": true}), p.resource("aws_ebs_encryption_by_default.other", {"enabled": false}, {})]), "want": {"aws_launch_template.node": "undetermined"}}

cases["not known"] := {"input": p.merge([_mapped([{"device_name": "/dev/xvda", "ebs": [{}]}]), p.forget("aws_launch_template.node", "block_device_mappings.0.ebs.0.encrypted")]), "want": {"aws_launch_template.node": "undetermined"}}

cases["mappings that are not known"] := {"input": p.platform(p.ec2, [], [_default({}), p.forget("aws_launch_template.node", "block_device_mappings")]), "want": {"aws_launch_template.node": "undetermined"}}

cases["a launch configuration with an encrypted root"] := {"input": _configured({"root_block_device": [{"encrypted": true}]}), "want": {"aws_launch_configuration.own": "pass"}}

cases["a launch configuration with another volume that is not"] := {"input": _configured({"root_block_device": [{"encrypted": true}], "ebs_block_device": [{"encrypted": false}]}), "want": {"aws_launch_configuration.own": "fail"}}

cases["a launch configuration that says nothing"] := {"input": _configured({}), "want": {"aws_launch_configuration.own": "undetermined"}}

cases["a template that is not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
