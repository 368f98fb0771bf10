package eksgate.rules.networking["ipv6-cluster-complete_test"]

import data.eksgate.rules.networking["ipv6-cluster-complete"] as rule
import data.eksgate.testing.platform as p

_family(family) := p.change("aws_eks_cluster.main", {"kubernetes_network_config": [{"ip_family": family}]})

_ranges := p.merge([
p.change($"aws_subnet.private_{zone}", {
	"ipv6_cidr_block": $"2001:db8:0:{n}::/64",
	"assign_ipv6_address_on_creation": true,
}) |
	some n, zone in ["a", "b", "c"]
])

_statements(actions) := [
	{"Effect": "Allow", "Action": actions, "Resource": "*"},
	{"Effect": "Allow", "Action": ["ec2:CreateTags"], "Resource": ["arn:aws:ec2:*:*:network-interface/*"]},
]

_actions := [
	"ec2:AssignIpv6Addresses",
	"ec2:DescribeInstances",
	"ec2:DescribeTags",
	"ec2:DescribeNetworkInterfaces",
	"ec2:DescribeInstanceTypes",
]

_policy(role, statements) := p.resource(
	$"aws_iam_role_policy.{role}_ipv6", {"policy": json.marshal({"Statement": statements})},
	{"role": [p.ref($"aws_iam_role.{role}", "name")]},
)

_gateway := p.merge([
	p.resource("aws_egress_only_internet_gateway.main", {}, {"vpc_id": [p.id("aws_vpc.main")]}),
	p.resource(
		"aws_route.ipv6", {"destination_ipv6_cidr_block": "::/0"},
		{"route_table_id": [p.id("aws_route_table.private")], "egress_only_gateway_id": [p.id("aws_egress_only_internet_gateway.main")]},
	),
	p.resource(
		"aws_vpc_security_group_egress_rule.node_out_ipv6", {"ip_protocol": "-1", "cidr_ipv6": "::/0"},
		{"security_group_id": [p.id("aws_security_group.node")]},
	),
])

_sound := p.platform(p.ec2, [], [
	_family("ipv6"), _ranges, _policy("node", _statements(_actions)), _gateway,
	p.change("aws_eks_node_group.main", {"instance_types": ["m7i.large"]}),
])

_is(removed, changes, want) := {"input": p.platform(_sound, removed, changes), "want": {"aws_eks_cluster.main": want}}

# The family

cases["a cluster of the IPv4 family"] := {"input": p.platform(p.ec2, [], [_family("ipv4")]), "want": {}}

cases["a cluster that does not name its family"] := {"input": p.ec2, "want": {}}

cases["all that is needed"] := _is([], [], "pass")

_unknown_family := [["aws_eks_cluster.main", "values", "kubernetes_network_config"]]

_forget_family := p.forget("aws_eks_cluster.main", "kubernetes_network_config.0.ip_family")

cases["a family that is not known, and all that is needed"] := _is(_unknown_family, [_forget_family], "pass")

cases["a family that is not known, and subnets without ranges"] := {"input": p.platform(p.ec2, [], [_forget_family]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a family that is not known, and no way out"] := _is(array.concat(_unknown_family, ["aws_route.ipv6"]), [_forget_family], "undetermined")

# Subnets

_range_of_a := ["aws_subnet.private_a", "values", "ipv6_cidr_block"]

_vpc_range(certainty) := [{"reference": "aws_vpc.main.ipv6_cidr_block", "certainty": certainty, "targets": [{"to": "aws_vpc.main", "type": "aws_vpc", "attribute": "ipv6_cidr_block"}]}]

cases["a subnet without a range"] := _is([_range_of_a], [], "fail")

cases["a subnet of the cluster alone without a range"] := _is([_range_of_a], [p.point("aws_eks_node_group.main", "subnet_ids", [p.id("aws_subnet.private_b")])], "fail")

cases["a subnet of nodes alone without a range"] := _is([], [p.resource("aws_subnet.extra", {"cidr_block": "10.0.64.0/20", "assign_ipv6_address_on_creation": true}, {"vpc_id": [p.id("aws_vpc.main")]}), p.resource("aws_route_table_association.extra", {}, {"subnet_id": [p.id("aws_subnet.extra")], "route_table_id": [p.id("aws_route_table.private")]}), p.point("aws_eks_node_group.main", "subnet_ids", [p.id("aws_subnet.extra")])], "fail")

cases["a range made from that of the VPC"] := _is([_range_of_a], [p.point("aws_subnet.private_a", "ipv6_cidr_block", _vpc_range("over"))], "pass")

cases["a range that is that of an association"] := _is([_range_of_a], [p.point("aws_subnet.private_a", "ipv6_cidr_block", [p.ref("aws_vpc_ipv6_cidr_block_association.main", "ipv6_cidr_block")])], "pass")

cases["a range made from that of the VPC, or none"] := _is([_range_of_a], [p.point("aws_subnet.private_a", "ipv6_cidr_block", array.concat(_vpc_range("over"), [p.unknown("var.ipv6")]))], "undetermined")

cases["a range made from something else"] := _is([_range_of_a], [p.point("aws_subnet.private_a", "ipv6_cidr_block", [p.ref("aws_vpc.main", "cidr_block")])], "undetermined")

cases["a range that is not known"] := _is([_range_of_a], [p.forget("aws_subnet.private_a", "ipv6_cidr_block")], "undetermined")

cases["a range that is none"] := _is([], [p.change("aws_subnet.private_a", {"ipv6_cidr_block": "2001:db8::"})], "undetermined")

cases["a range from a pool"] := _is([_range_of_a], [p.change("aws_subnet.private_a", {"ipv6_ipam_pool_id": "ipam-pool-0123"})], "pass")

cases["a range from a pool that is not known"] := _is([_range_of_a], [p.forget("aws_subnet.private_a", "ipv6_ipam_pool_id")], "undetermined")

cases["a subnet that is not made here"] := _is([], [p.resource("data.aws_subnet.other", {}, {}), p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("data.aws_subnet.other"), p.id("aws_subnet.private_b")])], "undetermined")

cases["a subnet by its id"] := _is([["aws_eks_cluster.main", "edges", "vpc_config.0.subnet_ids"], ["aws_eks_cluster.main", "unknown", "vpc_config.0.subnet_ids"]], [p.change("aws_eks_cluster.main", {"vpc_config": [{"subnet_ids": ["subnet-0123456789abcdef0"], "endpoint_private_access": true, "endpoint_public_access": false}]})], "undetermined")

cases["the subnets of the nodes are not known"] := _is([], [p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")])], "undetermined")

cases["a subnet without a range that may be the nodes'"] := _is([_range_of_a], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_b"), p.id("aws_subnet.private_c")]), p.point("aws_eks_node_group.main", "subnet_ids", [p.over("local.subnets", ["aws_subnet.private_a", "aws_subnet.private_b"])])], "undetermined")

cases["a subnet that gives no addresses"] := _is([], [p.change("aws_subnet.private_a", {"assign_ipv6_address_on_creation": false})], "fail")

cases["a subnet that does not say whether it gives addresses"] := _is([["aws_subnet.private_a", "values", "assign_ipv6_address_on_creation"]], [], "fail")

cases["a subnet that gives no addresses, of the cluster alone"] := _is([], [p.change("aws_subnet.private_a", {"assign_ipv6_address_on_creation": false}), p.point("aws_eks_node_group.main", "subnet_ids", [p.id("aws_subnet.private_b")])], "pass")

cases["whether a subnet gives addresses is not known"] := _is([["aws_subnet.private_a", "values", "assign_ipv6_address_on_creation"]], [p.forget("aws_subnet.private_a", "assign_ipv6_address_on_creation")], "undetermined")

cases["a subnet that is not made here, for nodes"] := _is([], [p.resource("data.aws_subnet.other", {"ipv6_cidr_block": "2001:db8:0:9::/64"}, {"vpc_id": [p.id("aws_vpc.main")]}), p.resource("aws_route_table_association.other", {}, {"subnet_id": [p.id("data.aws_subnet.other")], "route_table_id": [p.id("aws_route_table.private")]}), p.point("aws_eks_node_group.main", "subnet_ids", [p.id("data.aws_subnet.other")])], "undetermined")

# The CNI

cases["a node role without the policy"] := _is(["aws_iam_role_policy.node_ipv6"], [], "fail")

cases["a node role with the policy for IPv4"] := _is(["aws_iam_role_policy.node_ipv6"], [p.resource("aws_iam_role_policy_attachment.node_cni", {"policy_arn": "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"}, {"role": [p.ref("aws_iam_role.node", "name")]})], "fail")

cases["a node role that may do everything"] := _is(["aws_iam_role_policy.node_ipv6"], [p.resource("aws_iam_role_policy_attachment.node_admin", {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}, {"role": [p.ref("aws_iam_role.node", "name")]})], "pass")

cases["another CNI"] := {"input": object.union(p.platform(_sound, ["aws_iam_role_policy.node_ipv6"], []), {"settings": {"cni": "cilium"}}), "want": {"aws_eks_cluster.main": "pass"}}

_without(action) := _is([], [_policy("node", _statements([other | some other in _actions; other != action]))], "fail")

cases[$"a policy without {action}"] := _without(action) if some action in _actions

cases["a policy without tags"] := _is([], [_policy("node", [_statements(_actions)[0]])], "fail")

cases["a policy for some resources alone"] := _is([], [_policy("node", [{"Effect": "Allow", "Action": array.concat(_actions, ["ec2:CreateTags"]), "Resource": "arn:aws:ec2:*:*:network-interface/*"}])], "undetermined")

cases["a policy that is not known"] := _is([["aws_iam_role_policy.node_ipv6", "values", "policy"]], [p.forget("aws_iam_role_policy.node_ipv6", "policy")], "undetermined")

cases["a node role that is not made here"] := _is([["aws_eks_node_group.main", "edges", "node_role_arn"], ["aws_eks_node_group.main", "unknown", "node_role_arn"]], [p.change("aws_eks_node_group.main", {"node_role_arn": "arn:aws:iam::111122223333:role/elsewhere"})], "undetermined")

_cni_role := p.resource("aws_iam_role.cni", {"name": "cni", "assume_role_policy": "{}"}, {})

_addon := p.resource("aws_eks_addon.vpc_cni", {"addon_name": "vpc-cni"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]})

_by_role := p.point("aws_eks_addon.vpc_cni", "service_account_role_arn", [p.ref("aws_iam_role.cni", "arn")])

cases["an add-on without a role acts by the nodes'"] := _is([], [_addon], "pass")

cases["an add-on with a role that has the policy"] := _is(["aws_iam_role_policy.node_ipv6"], [_cni_role, _addon, _by_role, _policy("cni", _statements(_actions))], "pass")

cases["an add-on with a role that does not have it, unlike the nodes'"] := _is([], [_cni_role, _addon, _by_role], "fail")

cases["an add-on with a role by its ARN"] := _is([], [_cni_role, _addon, p.change("aws_eks_addon.vpc_cni", {"service_account_role_arn": "arn:aws:iam::111122223333:role/cni"})], "fail")

cases["an add-on with a role that is not told"] := _is([], [_addon, p.forget("aws_eks_addon.vpc_cni", "service_account_role_arn")], "undetermined")

cases["another add-on with a role"] := _is([], [_cni_role, _addon, _by_role, p.change("aws_eks_addon.vpc_cni", {"addon_name": "coredns"})], "pass")

cases["an add-on with a role for its pods"] := _is(["aws_iam_role_policy.node_ipv6"], [_cni_role, _addon, _policy("cni", _statements(_actions)), p.change("aws_eks_addon.vpc_cni", {"pod_identity_association": [{"service_account": "aws-node"}]}), p.point("aws_eks_addon.vpc_cni", "pod_identity_association.0.role_arn", [p.ref("aws_iam_role.cni", "arn")])], "pass")

cases["an add-on with a role for its pods that does not have the policy"] := _is([], [_cni_role, _addon, p.change("aws_eks_addon.vpc_cni", {"pod_identity_association": [{"service_account": "other"}, {"service_account": "aws-node"}]}), p.point("aws_eks_addon.vpc_cni", "pod_identity_association.1.role_arn", [p.ref("aws_iam_role.cni", "arn")])], "fail")

cases["an add-on with a role for other pods"] := _is([], [_cni_role, _addon, p.change("aws_eks_addon.vpc_cni", {"pod_identity_association": [{"service_account": "other"}]}), p.point("aws_eks_addon.vpc_cni", "pod_identity_association.0.role_arn", [p.ref("aws_iam_role.cni", "arn")])], "pass")

_association(namespace, account) := p.resource(
	"aws_eks_pod_identity_association.cni", {"namespace": namespace, "service_account": account},
	{"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "role_arn": [p.ref("aws_iam_role.cni", "arn")]},
)

cases["an association for the CNI's pods"] := _is(["aws_iam_role_policy.node_ipv6"], [_cni_role, _policy("cni", _statements(_actions)), _association("kube-system", "aws-node")], "pass")

cases["an association for the CNI's pods with a role without the policy"] := _is([], [_cni_role, _association("kube-system", "aws-node")], "fail")

cases["an association for other pods"] := _is([], [_cni_role, _association("kube-system", "other")], "pass")

cases["an association for pods in another namespace"] := _is([], [_cni_role, _association("default", "aws-node")], "pass")

cases["an association whose namespace is not known"] := {"input": p.platform(p.platform(_sound, [], [_cni_role, _association("x", "aws-node")]), [["aws_eks_pod_identity_association.cni", "values", "namespace"]], [p.forget("aws_eks_pod_identity_association.cni", "namespace")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an association whose service account is not known"] := {"input": p.platform(p.platform(_sound, [], [_cni_role, _association("kube-system", "x")]), [["aws_eks_pod_identity_association.cni", "values", "service_account"]], [p.forget("aws_eks_pod_identity_association.cni", "service_account")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an association whose service account is not known, in another namespace"] := {"input": p.platform(p.platform(_sound, [], [_cni_role, _association("default", "x")]), [["aws_eks_pod_identity_association.cni", "values", "service_account"]], [p.forget("aws_eks_pod_identity_association.cni", "service_account")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an association whose namespace is not known, for other pods"] := {"input": p.platform(p.platform(_sound, [], [_cni_role, _association("x", "other")]), [["aws_eks_pod_identity_association.cni", "values", "namespace"]], [p.forget("aws_eks_pod_identity_association.cni", "namespace")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an association whose cluster is not known"] := {"input": p.platform(_sound, [], [_cni_role, _association("kube-system", "aws-node"), p.point("aws_eks_pod_identity_association.cni", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

# Nodes

cases["nodes that do not run on Nitro"] := _is([], [p.change("aws_eks_node_group.main", {"instance_types": ["m4.large"]})], "fail")

cases["the one size of a family that runs on Nitro"] := _is([], [p.change("aws_eks_node_group.main", {"instance_types": ["i3.metal"]})], "pass")

cases["another size of that family"] := _is([], [p.change("aws_eks_node_group.main", {"instance_types": ["i3.large"]})], "fail")

cases["a family that came later"] := _is([], [p.change("aws_eks_node_group.main", {"instance_types": ["m12gd-flex.large"]})], "pass")

cases["the first generation that came later"] := _is([], [p.change("aws_eks_node_group.main", {"instance_types": ["x7zz.large"]})], "pass")

cases["a family of an earlier generation that is not listed"] := _is([], [p.change("aws_eks_node_group.main", {"instance_types": ["x6zz.large"]})], "undetermined")

cases["a type that is none"] := _is([], [p.change("aws_eks_node_group.main", {"instance_types": ["large"]})], "undetermined")

cases["the type that EKS takes by itself"] := _is([["aws_eks_node_group.main", "values", "instance_types"]], [], "pass")

cases["no nodes in this input"] := _is(["aws_eks_node_group.main"], [], "undetermined")

cases["nodes whose cluster is not told"] := _is([], [p.node_group("aws_eks_node_group.stray", "aws_launch_template.node"), p.point("aws_eks_node_group.stray", "cluster_name", [p.unknown("var.cluster")])], "undetermined")

cases["Fargate alone"] := _is(["aws_eks_node_group.main", "aws_iam_role_policy.node_ipv6"], [p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})], "pass")

cases["Fargate in a subnet that gives no addresses"] := _is(["aws_eks_node_group.main"], [p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"}), p.change("aws_subnet.private_a", {"assign_ipv6_address_on_creation": false})], "pass")

# The way out

cases["no route"] := _is(["aws_route.ipv6"], [], "fail")

cases["no rule that lets IPv6 out"] := _is(["aws_vpc_security_group_egress_rule.node_out_ipv6"], [], "fail")

cases["a rule that lets IPv6 out in halves"] := _is([], [p.change("aws_vpc_security_group_egress_rule.node_out_ipv6", {"cidr_ipv6": "2000::/4"}), p.resource("aws_vpc_security_group_egress_rule.upper", {"ip_protocol": "-1", "cidr_ipv6": "3000::/4"}, {"security_group_id": [p.id("aws_security_group.node")]})], "pass")

cases["a rule that lets a part of IPv6 out"] := _is([], [p.change("aws_vpc_security_group_egress_rule.node_out_ipv6", {"cidr_ipv6": "2600::/12"})], "undetermined")

cases["a rule that lets private IPv6 addresses out"] := _is([], [p.change("aws_vpc_security_group_egress_rule.node_out_ipv6", {"cidr_ipv6": "fd00::/8"})], "fail")

cases["a rule whose range is not known"] := _is([["aws_vpc_security_group_egress_rule.node_out_ipv6", "values", "cidr_ipv6"]], [p.forget("aws_vpc_security_group_egress_rule.node_out_ipv6", "cidr_ipv6")], "undetermined")

_route(values, target) := p.resource("aws_route.other", values, object.union({"route_table_id": [p.id("aws_route_table.private")]}, target))

_default := {"destination_ipv6_cidr_block": "::/0"}

cases["a route in halves"] := _is([], [p.change("aws_route.ipv6", {"destination_ipv6_cidr_block": "2000::/4"}), _route({"destination_ipv6_cidr_block": "3000::/4"}, {"egress_only_gateway_id": [p.id("aws_egress_only_internet_gateway.main")]})], "pass")

cases["one half of a route"] := _is([], [p.change("aws_route.ipv6", {"destination_ipv6_cidr_block": "2000::/4"})], "fail")

cases["a small part of the internet is routed elsewhere"] := _is([], [_route({"destination_ipv6_cidr_block": "2001:db8:1::/48"}, {"transit_gateway_id": [p.id("aws_ec2_transit_gateway.main")]})], "pass")

cases["a large part of the internet is routed elsewhere"] := _is([], [_route({"destination_ipv6_cidr_block": "2600::/8"}, {"transit_gateway_id": [p.id("aws_ec2_transit_gateway.main")]})], "undetermined")

cases["a route to an internet gateway"] := _is(["aws_route.ipv6"], [_route(_default, {"gateway_id": [p.id("aws_internet_gateway.main")]})], "pass")

cases["a route to an internet gateway of another VPC"] := _is(["aws_route.ipv6"], [_route(_default, {"gateway_id": [p.id("aws_internet_gateway.other")]}), p.resource("aws_internet_gateway.other", {}, {"vpc_id": [p.id("aws_vpc.other")]})], "fail")

cases["a route to a NAT gateway"] := _is(["aws_route.ipv6"], [_route(_default, {"nat_gateway_id": [p.id("aws_nat_gateway.main")]})], "fail")

cases["a route within the VPC"] := _is(["aws_route.ipv6"], [p.resource("aws_route.other", {"destination_ipv6_cidr_block": "::/0", "gateway_id": "local"}, {"route_table_id": [p.id("aws_route_table.private")]})], "fail")

cases["a route to a transit gateway"] := _is(["aws_route.ipv6"], [_route(_default, {"transit_gateway_id": [p.id("aws_ec2_transit_gateway.main")]})], "undetermined")

cases["a route to what is not told"] := _is(["aws_route.ipv6"], [_route(_default, {"egress_only_gateway_id": [p.unknown("var.gateway")]})], "undetermined")

cases["a route without a target"] := _is(["aws_route.ipv6"], [_route(_default, {})], "fail")

cases["an egress-only gateway by its id"] := _is(["aws_route.ipv6"], [p.resource("aws_route.other", {"destination_ipv6_cidr_block": "::/0", "egress_only_gateway_id": "eigw-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]})], "undetermined")

cases["an egress-only gateway that VPC Block Public Access closes"] := _is([], [p.resource("aws_vpc_block_public_access_options.all", {"internet_gateway_block_mode": "block-bidirectional"}, {})], "fail")

cases["an egress-only gateway that VPC Block Public Access leaves open"] := _is([], [p.resource("aws_vpc_block_public_access_options.all", {"internet_gateway_block_mode": "block-ingress"}, {})], "pass")

cases["an egress-only gateway of another VPC"] := _is([], [p.point("aws_egress_only_internet_gateway.main", "vpc_id", [p.id("aws_vpc.other")])], "fail")

cases["an egress-only gateway whose VPC is not known"] := _is([], [p.point("aws_egress_only_internet_gateway.main", "vpc_id", [p.unknown("var.vpc")])], "undetermined")

cases["an IPv6 destination that is not known"] := _is([["aws_route.ipv6", "values", "destination_ipv6_cidr_block"]], [p.forget("aws_route.ipv6", "destination_ipv6_cidr_block")], "undetermined")

cases["an IPv4 destination that is not known"] := _is(["aws_route.ipv6", ["aws_route.private", "values", "destination_cidr_block"]], [p.forget("aws_route.private", "destination_cidr_block")], "fail")

cases["the routes are not known"] := _is(["aws_route.ipv6"], [p.forget("aws_route_table.private", "route")], "undetermined")

_acl(ingress, egress) := p.resource(
	"aws_network_acl.main", {
		"ingress": [object.union({"rule_no": n, "protocol": "-1", "action": "allow"}, entry) | some n, entry in ingress],
		"egress": [object.union({"rule_no": n, "protocol": "-1", "action": "allow"}, entry) | some n, entry in egress],
	},
	{"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": p.private_subnets},
)

_both := [{"cidr_block": "0.0.0.0/0"}, {"ipv6_cidr_block": "::/0"}]

cases["an ACL that passes both families"] := _is([], [_acl(_both, _both)], "pass")

cases["an ACL that lets IPv4 out alone"] := _is([], [_acl(_both, [{"cidr_block": "0.0.0.0/0"}])], "fail")

cases["an ACL that lets IPv4 in alone"] := _is([], [_acl([{"cidr_block": "0.0.0.0/0"}], _both)], "fail")

# Endpoints

_endpoints(type) := p.merge([
	p.merge([p.endpoint(service, "Interface") | some service in ["ecr.api", "ecr.dkr", "ec2"]]),
	p.endpoint("s3", "Gateway"),
	p.merge([p.change($"aws_vpc_endpoint.{service}", {"ip_address_type": type}) | some service in ["ecr_api", "ecr_dkr", "ec2", "s3"]]),
])

cases["no way out, and endpoints that answer by both"] := _is(["aws_route.ipv6"], [_endpoints("dualstack")], "pass")

cases["no way out, and endpoints that answer by IPv6"] := _is(["aws_route.ipv6"], [_endpoints("ipv6")], "pass")

cases["no way out, and endpoints that answer by IPv4"] := _is(["aws_route.ipv6"], [_endpoints("ipv4")], "fail")

cases["no way out, and an endpoint that does not say"] := _is(["aws_route.ipv6"], [_endpoints("dualstack"), p.platform(p.endpoint("s3", "Gateway"), [], []), p.change("aws_vpc_endpoint.s3", {"ip_address_type": ""})], "fail")

cases["no way out, and an endpoint of which it is not known"] := {"input": p.platform(p.platform(_sound, ["aws_route.ipv6"], [_endpoints("dualstack")]), [["aws_vpc_endpoint.s3", "values", "ip_address_type"]], [p.forget("aws_vpc_endpoint.s3", "ip_address_type")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["no way out, and an endpoint too few"] := {"input": p.platform(p.platform(_sound, ["aws_route.ipv6"], [_endpoints("dualstack")]), ["aws_vpc_endpoint.ec2"], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["no way out, and endpoints of a VPC that is not known"] := _is(["aws_route.ipv6"], [_endpoints("dualstack"), p.point("aws_subnet.private_a", "vpc_id", [p.unknown("var.vpc")])], "undetermined")

# Another cluster

_other(values) := p.resource("aws_eks_cluster.other", object.union({"name": "other"}, values), {"vpc_config.0.subnet_ids": [p.id("aws_subnet.public_a")]})

_its_nodes := p.merge([
	p.node_group("aws_eks_node_group.other", "aws_launch_template.node"),
	p.change("aws_eks_node_group.other", {"instance_types": ["m4.large"]}),
	p.point("aws_eks_node_group.other", "cluster_name", [p.ref("aws_eks_cluster.other", "name")]),
	p.point("aws_eks_node_group.other", "node_role_arn", [p.ref("aws_iam_role.other", "arn")]),
	p.point("aws_eks_node_group.other", "subnet_ids", [p.id("aws_subnet.public_a")]),
	p.resource("aws_iam_role.other", {"name": "other"}, {}),
])

cases["another cluster with nodes of its own"] := _is([], [_other({}), _its_nodes], "pass")

cases["an association whose namespace is not known, of another cluster"] := {"input": p.platform(p.platform(_sound, [], [_cni_role, _other({}), _association("x", "aws-node"), p.point("aws_eks_pod_identity_association.cni", "cluster_name", [p.ref("aws_eks_cluster.other", "name")])]), [["aws_eks_pod_identity_association.cni", "values", "namespace"]], [p.forget("aws_eks_pod_identity_association.cni", "namespace")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an add-on without a role beside another with one"] := _is([], [_addon, _cni_role, p.resource("aws_eks_addon.driver", {"addon_name": "aws-ebs-csi-driver"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "service_account_role_arn": [p.ref("aws_iam_role.cni", "arn")]})], "pass")

cases["an add-on without a role beside another with one for its pods"] := _is([], [_addon, _cni_role, p.resource("aws_eks_addon.driver", {"addon_name": "aws-ebs-csi-driver", "pod_identity_association": [{"service_account": "aws-node"}]}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "pod_identity_association.0.role_arn": [p.ref("aws_iam_role.cni", "arn")]})], "pass")

cases["no way out, endpoints, and another VPC without any"] := _is(["aws_route.ipv6"], [_endpoints("dualstack"), p.resource("aws_vpc.other", {}, {}), p.resource("aws_subnet.other", {}, {"vpc_id": [p.id("aws_vpc.other")]})], "pass")

cases["a part of the internet that is not large is routed elsewhere"] := _is([], [_route({"destination_ipv6_cidr_block": "2600::/9"}, {"transit_gateway_id": [p.id("aws_ec2_transit_gateway.main")]})], "pass")

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_severity(case) := {[result.outcome, object.get(result, "severity", "critical")] | some result in results} if {
	results := rule.results with input as case.input
}

test_the_way_out_alone_is_medium if {
	_severity(cases["no route"]) == {["fail", "medium"]}
	_severity(cases["a route to a transit gateway"]) == {["undetermined", "medium"]}
	_severity(cases["a family that is not known, and no way out"]) == {["undetermined", "medium"]}
}

test_all_else_is_critical if {
	_severity(cases["all that is needed"]) == {["pass", "critical"]}
	_severity(cases["a subnet without a range"]) == {["fail", "critical"]}
	_severity(cases["a range that is not known"]) == {["undetermined", "critical"]}
}

test_a_critical_failure_wins_over_the_way_out if {
	_severity(_is([_range_of_a, "aws_route.ipv6"], [], "")) == {["fail", "critical"]}
}

test_the_way_out_beside_what_is_critical_and_not_known_is_critical if {
	case := _is([_range_of_a, "aws_route.ipv6"], [p.forget("aws_subnet.private_a", "ipv6_cidr_block")], "")
	_severity(case) == {["fail", "critical"]}
	results := rule.results with input as case.input
	{result.missing | some result in results} == {["aws_subnet.private_a: ipv6_cidr_block"]}
}
