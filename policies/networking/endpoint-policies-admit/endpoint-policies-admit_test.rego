package eksgate.rules.networking["endpoint-policies-admit_test"]

import data.eksgate.rules.networking["endpoint-policies-admit"] as rule
import data.eksgate.testing.platform as p

_layers := "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*"

_statement(changes) := object.union({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}, changes)

_policy(statements) := {"policy": json.marshal({"Version": "2012-10-17", "Statement": statements})}

_with(service, statements) := p.platform(p.private, [], [p.change($"aws_vpc_endpoint.{service}", _policy(statements))])

_case(service, statements, outcome) := {"input": _with(service, statements), "want": {$"aws_vpc_endpoint.{service}": outcome}}

_s3(changes, outcome) := _case("s3", [_statement(changes)], outcome)

_api(changes, outcome) := _case("ecr_api", [_statement(changes)], outcome)

_dkr(changes, outcome) := _case("ecr_dkr", [_statement(changes)], outcome)

cases["the default policies"] := {"input": p.private, "want": {}}

cases["a policy for everything"] := _s3({}, "pass")

cases["a policy without statements"] := _case("s3", [], "fail")

cases["a policy with one statement that is no list"] := {"input": p.platform(p.private, [], [p.change("aws_vpc_endpoint.s3", {"policy": json.marshal({"Statement": _statement({})})})]), "want": {"aws_vpc_endpoint.s3": "pass"}}

cases["a policy that is no JSON"] := {"input": p.platform(p.private, [], [p.change("aws_vpc_endpoint.s3", {"policy": "all"})]), "want": {"aws_vpc_endpoint.s3": "undetermined"}}

cases["a policy that is not known"] := {"input": p.platform(p.private, [], [p.point("aws_vpc_endpoint.s3", "policy", [p.unknown("var.policy")])]), "want": {"aws_vpc_endpoint.s3": "undetermined"}}

cases["S3: the layers may be read"] := _s3({"Action": "s3:GetObject", "Resource": _layers}, "pass")

cases["S3: the layers may be read, among others"] := _s3({"Action": ["s3:List*", "s3:Get*"], "Resource": ["arn:aws:s3:::mine/*", _layers]}, "pass")

cases["S3: objects of all buckets may be read"] := _s3({"Resource": "arn:aws:s3:::*"}, "pass")

cases["S3: objects of all buckets of the kind may be read"] := _s3({"Resource": "arn:aws:s3:::prod-*-starport-layer-bucket/*"}, "pass")

cases["S3: the layers may not be written"] := _s3({"Action": "s3:PutObject", "Resource": _layers}, "fail")

cases["S3: another bucket alone may be read"] := _s3({"Action": "s3:GetObject", "Resource": "arn:aws:s3:::mine/*"}, "fail")

cases["S3: the layers of another region may be read"] := _s3({"Resource": "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"}, "fail")

cases["S3: the layers of another partition may be read"] := _s3({"Resource": "arn:aws-cn:s3:::prod-eu-central-1-starport-layer-bucket/*"}, "fail")

cases["S3: the bucket alone, without its objects"] := _s3({"Resource": "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket"}, "fail")

cases["S3: some of the layers may be read"] := _s3({"Resource": "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/a*"}, "undetermined")

cases["S3: one layer may be read"] := _s3({"Resource": "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/a"}, "undetermined")

cases["S3: layers whose key is one character long may be read"] := _s3({"Resource": "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/?"}, "undetermined")

cases["S3: objects of a kind in every bucket may be read"] := _s3({"Resource": "arn:aws:s3:::*/docker/*"}, "undetermined")

cases["S3: a variable of the policy in the resource"] := _s3({"Resource": "arn:aws:s3:::prod-${aws:PrincipalTag/region}-starport-layer-bucket/*"}, "undetermined")

cases["S3: every resource but another bucket"] := _case("s3", [object.remove(_statement({"NotResource": "arn:aws:s3:::mine/*"}), ["Resource"])], "pass")

cases["S3: every resource but the layers"] := _case("s3", [object.remove(_statement({"NotResource": _layers}), ["Resource"])], "fail")

cases["S3: a statement about no resource"] := _case("s3", [object.remove(_statement({}), ["Resource"])], "undetermined")

cases["S3: every action but writing"] := _case("s3", [object.remove(_statement({"NotAction": "s3:Put*"}), ["Action"])], "pass")

cases["S3: every action but reading"] := _case("s3", [object.remove(_statement({"NotAction": ["s3:PutObject", "s3:Get*"]}), ["Action"])], "fail")

cases["S3: for an organization"] := _s3({"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-0123456789"}}}, "undetermined")

cases["S3: for a role"] := _s3({"Principal": {"AWS": "arn:aws:iam::111122223333:role/node"}}, "undetermined")

cases["S3: for every account"] := _s3({"Principal": {"AWS": "*"}}, "pass")

cases["S3: for every account, in a list"] := _s3({"Principal": {"AWS": ["*"]}}, "pass")

cases["S3: for nobody"] := _case("s3", [object.remove(_statement({}), ["Principal"])], "undetermined")

cases["S3: an organization's own, and the layers for all"] := _case(
	"s3", [
		_statement({"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-0123456789"}}}),
		_statement({"Action": "s3:GetObject", "Resource": _layers}),
	],
	"pass",
)

cases["S3: all is allowed and the layers are denied"] := _case("s3", [_statement({}), _statement({"Effect": "Deny", "Resource": _layers})], "fail")

cases["S3: all is allowed and another bucket is denied"] := _case("s3", [_statement({}), _statement({"Effect": "Deny", "Resource": "arn:aws:s3:::mine/*"})], "pass")

cases["S3: all is allowed and writing is denied"] := _case("s3", [_statement({}), _statement({"Effect": "Deny", "Action": "s3:PutObject"})], "pass")

cases["S3: all is allowed and all but a bucket is denied"] := _case("s3", [_statement({}), object.remove(_statement({"Effect": "Deny", "NotResource": "arn:aws:s3:::mine/*"}), ["Resource"])], "fail")

cases["S3: all is allowed and denied to all but an organization"] := _case(
	"s3", [
		_statement({}),
		_statement({"Effect": "Deny", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-0123456789"}}}),
	],
	"undetermined",
)

cases["S3 in China"] := {
	"input": p.platform(p.private, [], [p.change("aws_vpc_endpoint.s3", object.union(
		{"service_name": "com.amazonaws.cn-north-1.s3"},
		_policy([_statement({"Resource": "arn:aws-cn:s3:::prod-cn-north-1-starport-layer-bucket/*"})]),
	))]),
	"want": {"aws_vpc_endpoint.s3": "pass"},
}

cases["S3 in China, with the ARN of other regions"] := {
	"input": p.platform(p.private, [], [p.change("aws_vpc_endpoint.s3", object.union(
		{"service_name": "com.amazonaws.cn-north-1.s3"},
		_policy([_statement({"Resource": "arn:aws:s3:::prod-cn-north-1-starport-layer-bucket/*"})]),
	))]),
	"want": {"aws_vpc_endpoint.s3": "fail"},
}

cases["S3 in GovCloud"] := {
	"input": p.platform(p.private, [], [p.change("aws_vpc_endpoint.s3", object.union(
		{"service_name": "com.amazonaws.us-gov-west-1.s3"},
		_policy([_statement({"Resource": "arn:aws-us-gov:s3:::prod-us-gov-west-1-starport-layer-bucket/*"})]),
	))]),
	"want": {"aws_vpc_endpoint.s3": "pass"},
}

cases["ECR's API: all that pulling takes"] := _api({"Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer"]}, "pass")

cases["ECR's API: in other letters"] := _api({"Action": "ECR:*"}, "pass")

cases["ECR's API: no token"] := _api({"Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]}, "fail")

cases["ECR's API: the token alone"] := _api({"Action": "ecr:GetAuthorizationToken"}, "undetermined")

cases["ECR's API: tokens for repositories, which do not exist"] := _api({"Resource": "arn:aws:ecr:eu-central-1:111122223333:repository/*"}, "fail")

cases["ECR's registry: all that pulling takes"] := _dkr({"Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer"]}, "pass")

cases["ECR's registry: no images"] := _dkr({"Action": ["ecr:BatchCheckLayerAvailability", "ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer"]}, "fail")

cases["ECR's registry: no layers"] := _dkr({"Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetAuthorizationToken"]}, "fail")

cases["ECR's registry: nothing about whether layers are there"] := _dkr({"Action": ["ecr:BatchGetImage", "ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer"]}, "undetermined")

cases["ECR's registry: no token"] := _dkr({"Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]}, "undetermined")

cases["ECR's registry: some repositories"] := _dkr({"Resource": "arn:aws:ecr:eu-central-1:111122223333:repository/*"}, "undetermined")

cases["ECR's registry: what is about no repository"] := _dkr({"Resource": "arn:aws:s3:::*"}, "fail")

cases["ECR's registry: every ARN"] := _dkr({"Resource": "arn:*"}, "undetermined")

cases["ECR's registry: all is allowed and some repositories are denied"] := _case(
	"ecr_dkr", [
		_statement({}),
		_statement({"Effect": "Deny", "Resource": "arn:aws:ecr:eu-central-1:111122223333:repository/secret"}),
	],
	"undetermined",
)

cases["EC2: reading alone"] := _case("ec2", [_statement({"Action": "ec2:Describe*"})], "undetermined")

cases["EC2: all"] := _case("ec2", [_statement({"Action": "ec2:*"})], "pass")

cases["EC2: no instances"] := _case("ec2", [_statement({"Action": ["ec2:*NetworkInterface*", "ec2:*PrivateIpAddresses"]})], "fail")

cases["EC2: all about instances"] := _case("ec2", [_statement({"Resource": "arn:aws:ec2:eu-central-1:111122223333:instance/*"})], "fail")

_needing(service, added, statements) := p.platform(p.merge([p.private, p.endpoint(service, "Interface")]), [], array.concat(added, [p.change($"aws_vpc_endpoint.{replace(service, "-", "_")}", _policy(statements))]))

_trusting := [
	p.resource("aws_iam_openid_connect_provider.main", {}, {"url": [p.ref("aws_eks_cluster.main", "identity.0.oidc.0.issuer")]}),
	p.resource("aws_iam_role.app", {"name": "app"}, {"assume_role_policy": [p.ref("aws_iam_openid_connect_provider.main", "arn")]}),
]

cases["STS: by web identity"] := {"input": _needing("sts", _trusting, [_statement({"Action": "sts:AssumeRoleWithWebIdentity"})]), "want": {"aws_vpc_endpoint.sts": "pass"}}

cases["STS: by other ways"] := {"input": _needing("sts", _trusting, [_statement({"Action": "sts:AssumeRole"})]), "want": {"aws_vpc_endpoint.sts": "fail"}}

cases["STS: for some roles"] := {"input": _needing("sts", _trusting, [_statement({"Resource": "arn:aws:iam::111122223333:role/*"})]), "want": {"aws_vpc_endpoint.sts": "undetermined"}}

cases["STS: by other ways, where it may be needed"] := {"input": _needing("sts", [p.resource("aws_iam_role.app", {"name": "app", "assume_role_policy": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0"}, {})], [_statement({"Action": "sts:AssumeRole"})]), "want": {"aws_vpc_endpoint.sts": "undetermined"}}

cases["STS: by web identity, where it may be needed"] := {"input": _needing("sts", [p.resource("aws_iam_role.app", {"name": "app", "assume_role_policy": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0"}, {})], [_statement({"Action": "sts:AssumeRoleWithWebIdentity"})]), "want": {"aws_vpc_endpoint.sts": "pass"}}

cases["STS: by other ways, where nothing needs it"] := {"input": _needing("sts", [], [_statement({"Action": "sts:AssumeRole"})]), "want": {}}

_identity := [p.resource("aws_eks_pod_identity_association.app", {}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]})]

cases["EKS Auth: roles for pods"] := {"input": p.platform(p.merge([p.private, p.endpoint("eks-auth", "Interface")]), [], array.concat(_identity, [p.change("aws_vpc_endpoint.eks-auth", _policy([_statement({"Action": "eks-auth:AssumeRoleForPodIdentity"})]))])), "want": {"aws_vpc_endpoint.eks-auth": "pass"}}

cases["EKS Auth: nothing"] := {"input": p.platform(p.merge([p.private, p.endpoint("eks-auth", "Interface")]), [], array.concat(_identity, [p.change("aws_vpc_endpoint.eks-auth", _policy([_statement({"Action": "eks:*"})]))])), "want": {"aws_vpc_endpoint.eks-auth": "fail"}}

_beside(statements) := p.resource("aws_vpc_endpoint_policy.s3", _policy(statements), {"vpc_endpoint_id": [p.id("aws_vpc_endpoint.s3")]})

_denied := [_statement({"Effect": "Deny"})]

cases["a policy of its own resource"] := {"input": p.platform(p.private, [], [_beside([_statement({})])]), "want": {"aws_vpc_endpoint.s3": "pass"}}

cases["a policy of its own resource that denies"] := {"input": p.platform(p.private, [], [_beside(_denied)]), "want": {"aws_vpc_endpoint.s3": "fail"}}

cases["policies in both places that differ"] := {"input": p.merge([_with("s3", [_statement({})]), _beside(_denied)]), "want": {"aws_vpc_endpoint.s3": "undetermined"}}

cases["policies in both places that deny"] := {"input": p.merge([_with("s3", _denied), _beside(_denied)]), "want": {"aws_vpc_endpoint.s3": "fail"}}

cases["a policy of an endpoint that is not told"] := {"input": p.platform(p.private, [], [_beside(_denied), p.point("aws_vpc_endpoint_policy.s3", "vpc_endpoint_id", [p.unknown("var.endpoint")])]), "want": {$"aws_vpc_endpoint.{name}": "undetermined" | some name in ["ec2", "ecr_api", "ecr_dkr", "s3"]}}

cases["a policy of one of two endpoints"] := {"input": p.platform(p.private, [], [_beside(_denied), p.point("aws_vpc_endpoint_policy.s3", "vpc_endpoint_id", [p.over("local.endpoint", ["aws_vpc_endpoint.s3", "aws_vpc_endpoint.ec2"])])]), "want": {"aws_vpc_endpoint.s3": "undetermined", "aws_vpc_endpoint.ec2": "undetermined"}}

_from_document(values) := p.platform(p.private, [], [
	p.point("aws_vpc_endpoint.s3", "policy", [p.ref("data.aws_iam_policy_document.s3", "json")]),
	p.resource("data.aws_iam_policy_document.s3", {"statement": [values]}, {}),
])

_everyone := [{"type": "*", "identifiers": ["*"]}]

cases["a policy document for everyone"] := {"input": _from_document({"actions": ["s3:GetObject"], "resources": [_layers], "principals": _everyone}), "want": {"aws_vpc_endpoint.s3": "pass"}}

cases["a policy document for every account"] := {"input": _from_document({"actions": ["*"], "resources": ["*"], "principals": [{"type": "AWS", "identifiers": ["*"]}]}), "want": {"aws_vpc_endpoint.s3": "pass"}}

cases["a policy document for every federated user"] := {"input": _from_document({"actions": ["*"], "resources": ["*"], "principals": [{"type": "Federated", "identifiers": ["*"]}]}), "want": {"aws_vpc_endpoint.s3": "undetermined"}}

cases["a policy document for a role"] := {"input": _from_document({"actions": ["*"], "resources": ["*"], "principals": [{"type": "AWS", "identifiers": ["arn:aws:iam::111122223333:role/node"]}]}), "want": {"aws_vpc_endpoint.s3": "undetermined"}}

cases["a policy document for another bucket"] := {"input": _from_document({"actions": ["*"], "resources": ["arn:aws:s3:::mine/*"], "principals": _everyone}), "want": {"aws_vpc_endpoint.s3": "fail"}}

cases["a policy document that denies"] := {"input": _from_document({"effect": "Deny", "actions": ["*"], "resources": ["*"], "principals": _everyone}), "want": {"aws_vpc_endpoint.s3": "fail"}}

cases["a policy document for every action but some"] := {"input": _from_document({"not_actions": ["s3:PutObject"], "not_resources": ["arn:aws:s3:::mine/*"], "principals": _everyone}), "want": {"aws_vpc_endpoint.s3": "pass"}}

cases["a policy document with a condition"] := {"input": _from_document({"actions": ["*"], "resources": ["*"], "principals": _everyone, "condition": [{"test": "StringEquals"}]}), "want": {"aws_vpc_endpoint.s3": "undetermined"}}

_allowing := {"actions": ["*"], "resources": ["*"], "principals": _everyone}

cases["a policy whose text is known counts, not the document that it comes from"] := {"input": p.platform(_from_document(_allowing), [], [p.change("aws_vpc_endpoint.s3", _policy(_denied))]), "want": {"aws_vpc_endpoint.s3": "fail"}}

cases["a policy document without statements"] := {"input": p.platform(_from_document({}), [], [p.change("data.aws_iam_policy_document.s3", {"statement": []})]), "want": {"aws_vpc_endpoint.s3": "undetermined"}}

cases["a policy document on top of another one"] := {"input": p.platform(_from_document(_allowing), [], [{"resources": {"aws_iam_policy_document": {"data.aws_iam_policy_document.s3": {"edges": {"source_policy_documents": [p.ref("data.aws_iam_policy_document.base", "json")]}}}}}]), "want": {"aws_vpc_endpoint.s3": "undetermined"}}

_with_way_out := p.merge([p.ec2, p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface")])

_nothing := [_statement({"Effect": "Deny"})]

cases["nodes with a way out, whose route leads to an endpoint that denies"] := {"input": p.platform(_with_way_out, [], [p.change("aws_vpc_endpoint.s3", _policy(_nothing))]), "want": {"aws_vpc_endpoint.s3": "fail"}}

cases["nodes with a way out, whose routes do not lead to an endpoint that denies"] := {"input": p.platform(_with_way_out, [], [p.change("aws_vpc_endpoint.s3", _policy(_nothing)), p.point("aws_vpc_endpoint.s3", "route_table_ids", [p.id("aws_route_table.public")])]), "want": {}}

cases["nodes with a way out, of which one subnet leads to an endpoint that denies"] := {
	"input": p.platform(_with_way_out, [], [
		p.change("aws_vpc_endpoint.s3", _policy(_nothing)),
		p.resource("aws_route_table.second", {}, {"vpc_id": [p.id("aws_vpc.main")]}),
		p.resource("aws_route.second", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.second")], "nat_gateway_id": [p.id("aws_nat_gateway.main")]}),
		p.point("aws_route_table_association.private_a", "route_table_id", [p.id("aws_route_table.second")]),
		p.point("aws_route_table_association.private_b", "route_table_id", [p.id("aws_route_table.second")]),
	]),
	"want": {"aws_vpc_endpoint.s3": "fail"},
}

cases["nodes with a way out, whose routes may lead to an endpoint that denies"] := {"input": p.platform(_with_way_out, [], [p.change("aws_vpc_endpoint.s3", _policy(_nothing)), p.point("aws_vpc_endpoint.s3", "route_table_ids", [p.unknown("var.tables")])]), "want": {"aws_vpc_endpoint.s3": "undetermined"}}

cases["nodes with a way out, where a name leads to an endpoint that denies"] := {"input": p.platform(_with_way_out, [], [p.change("aws_vpc_endpoint.ec2", _policy(_nothing))]), "want": {"aws_vpc_endpoint.ec2": "fail"}}

cases["nodes with a way out, where no name leads to an endpoint that denies"] := {"input": p.platform(_with_way_out, [], [p.change("aws_vpc_endpoint.ec2", object.union(_policy(_nothing), {"private_dns_enabled": false}))]), "want": {}}

cases["an endpoint whose service is not known, with a policy"] := {"input": p.platform(p.private, [["aws_vpc_endpoint.ec2", "values", "service_name"]], [p.forget("aws_vpc_endpoint.ec2", "service_name"), p.change("aws_vpc_endpoint.ec2", _policy(_nothing))]), "want": {"aws_vpc_endpoint.ec2": "undetermined"}}

cases["an endpoint whose service is not known, with a policy that is not known"] := {"input": p.platform(p.private, [["aws_vpc_endpoint.ec2", "values", "service_name"]], [p.forget("aws_vpc_endpoint.ec2", "service_name"), p.forget("aws_vpc_endpoint.ec2", "policy")]), "want": {"aws_vpc_endpoint.ec2": "undetermined"}}

cases["an endpoint for something that nodes do not need, with a policy"] := {"input": p.platform(p.private, [], [p.endpoint("ssm", "Interface"), p.change("aws_vpc_endpoint.ssm", _policy(_nothing))]), "want": {}}

cases["an endpoint that is not made here"] := {"input": p.platform(p.private, ["aws_vpc_endpoint.s3"], [p.resource("data.aws_vpc_endpoint.s3", {"service_name": "com.amazonaws.eu-central-1.s3", "vpc_endpoint_type": "Gateway"}, {"vpc_id": [p.id("aws_vpc.main")]})]), "want": {"data.aws_vpc_endpoint.s3": "undetermined"}}

cases["the cluster of the nodes is not told, beside a policy that denies"] := {"input": p.platform(_with("s3", _nothing), [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_vpc_endpoint.s3": "undetermined"}}

cases["the cluster of the nodes is not told, beside a policy for everything"] := {"input": p.platform(_with("s3", [_statement({})]), [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_vpc_endpoint.s3": "pass"}}

cases["the cluster of one of two node groups is not told, beside a policy that denies"] := {"input": p.platform(_with("s3", _nothing), [], [p.node_group("aws_eks_node_group.second", "aws_launch_template.node"), p.point("aws_eks_node_group.second", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_vpc_endpoint.s3": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
