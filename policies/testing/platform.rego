# METADATA
# title: Platforms for tests
# description: >-
#   Sound platforms in the form of the policy input, and ways to change them. A test states its case as a base and what differs.
package eksgate.testing.platform

# A reference that means an attribute of one resource; `over` means one of several, `unknown` something not in the input.
ref(address, attribute) := {
	"reference": $"{address}.{attribute}",
	"certainty": "exact",
	"targets": [{"to": address, "type": _type(address), "attribute": attribute}],
}

id(address) := ref(address, "id")

over(text, addresses) := {
	"reference": text,
	"certainty": "over",
	"targets": [{"to": address, "type": _type(address), "attribute": "id"} | some address in addresses],
}

unknown(text) := {"reference": text, "certainty": "unknown", "targets": []}

_type(address) := [part | some part in split(address, "."); part != "data"][0]

# A resource with known values and references. What is referred to is not known itself.
resource(address, values, edges) := {"resources": {_type(address): {address: {
	"address": address,
	"type": _type(address),
	"mode": object.get({"data": "data"}, split(address, ".")[0], "managed"),
	"values": values,
	"unknown": {path: true | some path, _ in edges},
	"edges": edges,
}}}}

# The values of a resource changed, a reference of it replaced, a value of it made unknown.
change(address, values) := {"resources": {_type(address): {address: {"values": values}}}}

point(address, path, references) := {"resources": {_type(address): {address: {
	"unknown": {path: true},
	"edges": {path: references},
}}}}

forget(address, path) := {"resources": {_type(address): {address: {"unknown": {path: true}}}}}

# A base with changes merged into it, after something was taken away (paths of resources, or of parts of them).
platform(base, removed, changes) := merged if {
	left := json.remove(base, [_pointer(what) | some what in removed])
	merged := object.union_n(array.concat([left], changes))
}

_pointer(address) := ["resources", _type(address), address] if is_string(address)

_pointer(path) := array.concat(["resources", _type(path[0]), path[0]], array.slice(path, 1, count(path))) if is_array(path)

merge(parts) := object.union_n(parts)

_frame := {"kind": "config", "date": "2026-11-23", "profile": "production", "settings": {}, "gaps": [], "deleted": {}, "resources": {}}

subnets := {"a": "10.0.0.0/20", "b": "10.0.16.0/20", "c": "10.0.32.0/20"}

_role_tags := {"public": {"kubernetes.io/role/elb": "1"}, "private": {"kubernetes.io/role/internal-elb": "1"}}

_subnet(tier, zone, range) := resource(
	$"aws_subnet.{tier}_{zone}",
	{"cidr_block": range, "availability_zone": $"eu-central-1{zone}", "tags": _role_tags[tier]},
	{"vpc_id": [id("aws_vpc.main")]},
)

_association(tier, zone) := resource($"aws_route_table_association.{tier}_{zone}", {}, {
	"subnet_id": [id($"aws_subnet.{tier}_{zone}")],
	"route_table_id": [id($"aws_route_table.{tier}")],
})

_table(tier) := resource($"aws_route_table.{tier}", {}, {"vpc_id": [id("aws_vpc.main")]})

# A VPC with private subnets in three zones, which leave by one NAT gateway in a public subnet.
network := merge(array.concat(
	[
		_frame,
		resource("aws_vpc.main", {"cidr_block": "10.0.0.0/16", "enable_dns_hostnames": true, "enable_dns_support": true}, {}),
		resource("aws_default_security_group.main", {}, {"vpc_id": [id("aws_vpc.main")]}),
		resource("aws_flow_log.main", {"traffic_type": "ALL"}, {"vpc_id": [id("aws_vpc.main")]}),
		resource("aws_internet_gateway.main", {}, {"vpc_id": [id("aws_vpc.main")]}),
		_subnet("public", "a", "10.0.240.0/24"),
		_table("public"),
		_association("public", "a"),
		resource(
			"aws_route.public",
			{"destination_cidr_block": "0.0.0.0/0"},
			{"route_table_id": [id("aws_route_table.public")], "gateway_id": [id("aws_internet_gateway.main")]},
		),
		resource(
			"aws_nat_gateway.main",
			{"connectivity_type": "public"},
			{"subnet_id": [id("aws_subnet.public_a")], "allocation_id": [id("aws_eip.nat")]},
		),
		_table("private"),
		resource(
			"aws_route.private",
			{"destination_cidr_block": "0.0.0.0/0"},
			{"route_table_id": [id("aws_route_table.private")], "nat_gateway_id": [id("aws_nat_gateway.main")]},
		),
	],
	[part | some zone, range in subnets; some part in [_subnet("private", zone, range), _association("private", zone)]],
))

private_subnets := [id($"aws_subnet.private_{zone}") | some zone, _ in subnets]

_rule(name, direction, group, peer, protocol, port) := _ports_rule(name, direction, group, peer, protocol, [port, port])

_ports_rule(name, direction, group, peer, protocol, ports) := resource(
	$"aws_vpc_security_group_{direction}_rule.{name}",
	{"ip_protocol": protocol, "from_port": ports[0], "to_port": ports[1], "description": name},
	{
		"security_group_id": [id($"aws_security_group.{group}")],
		"referenced_security_group_id": [id($"aws_security_group.{peer}")],
	},
)

control_plane := merge([
	resource("aws_iam_role.cluster", {"name": "cluster", "assume_role_policy": "{}"}, {}),
	resource("aws_kms_key.secrets", {"enable_key_rotation": true}, {}),
	resource(
		"aws_eks_cluster.main",
		{
			"name": "main",
			"version": "1.35",
			"enabled_cluster_log_types": ["api", "audit", "authenticator", "controllerManager", "scheduler"],
			"encryption_config": [{"resources": ["secrets"], "provider": [{}]}],
			"vpc_config": [{"endpoint_private_access": true, "endpoint_public_access": false}],
		},
		{
			"role_arn": [ref("aws_iam_role.cluster", "arn")],
			"encryption_config.0.provider.0.key_arn": [ref("aws_kms_key.secrets", "arn")],
			"vpc_config.0.subnet_ids": private_subnets,
		},
	),
])

_node_role := merge([
	resource("aws_iam_role.node", {"name": "node", "assume_role_policy": "{}"}, {}),
	_attachment("worker", "AmazonEKSWorkerNodePolicy"),
	_attachment("registry", "AmazonEC2ContainerRegistryPullOnly"),
])

_attachment(name, policy) := resource(
	$"aws_iam_role_policy_attachment.node_{name}",
	{"policy_arn": $"arn:aws:iam::aws:policy/{policy}"},
	{"role": [ref("aws_iam_role.node", "name")]},
)

# A managed node group with a group of its own, and the rules between it and the control plane's interfaces.
ec2 := merge([
	network,
	control_plane,
	_node_role,
	point("aws_eks_cluster.main", "vpc_config.0.security_group_ids", [id("aws_security_group.eni")]),
	_group("eni"),
	_group("node"),
	_rule("eni_from_node_443", "ingress", "eni", "node", "tcp", 443),
	_rule("node_from_eni_10250", "ingress", "node", "eni", "tcp", 10250),
	_rule("node_from_eni_443", "ingress", "node", "eni", "tcp", 443),
	_rule("node_from_eni_8443", "ingress", "node", "eni", "tcp", 8443),
	_rule("node_from_eni_9443", "ingress", "node", "eni", "tcp", 9443),
	_ports_rule("node_from_node_high", "ingress", "node", "node", "tcp", [1025, 65535]),
	_rule("node_from_node_53_tcp", "ingress", "node", "node", "tcp", 53),
	_rule("node_from_node_53_udp", "ingress", "node", "node", "udp", 53),
	resource(
		"aws_vpc_security_group_egress_rule.node_out",
		{"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0", "description": "Node out"},
		{"security_group_id": [id("aws_security_group.node")]},
	),
	resource(
		"aws_launch_template.node",
		{"name": "node", "metadata_options": [{"http_tokens": "required"}]},
		{"vpc_security_group_ids": [id("aws_security_group.node")]},
	),
	node_group("aws_eks_node_group.main", "aws_launch_template.node"),
	addon("vpc-cni", {"configuration_values": "{\"enableNetworkPolicy\": \"true\"}"}),
])

_group(name) := resource(
	$"aws_security_group.{name}",
	{"name": name, "description": $"Group of {name}"},
	{"vpc_id": [id("aws_vpc.main")]},
)

addon(name, values) := resource(
	$"aws_eks_addon.{replace(name, "-", "_")}",
	object.union({"addon_name": name}, values),
	{"cluster_name": [ref("aws_eks_cluster.main", "name")]},
)

# The same with a NAT gateway that serves every zone.
ec2_regional := platform(
	ec2,
	[["aws_nat_gateway.main", path, name] | some path in ["edges", "unknown"]; some name in ["allocation_id", "subnet_id"]],
	[change("aws_nat_gateway.main", {"availability_mode": "regional"}), point("aws_nat_gateway.main", "vpc_id", [id("aws_vpc.main")])],
)

node_group(address, template) := resource(
	address,
	{
		"ami_type": "AL2023_x86_64_STANDARD",
		"launch_template": [{}],
		"scaling_config": [{"desired_size": 3, "max_size": 6, "min_size": 3}],
	},
	{
		"cluster_name": [ref("aws_eks_cluster.main", "name")],
		"launch_template.0.id": [id(template)],
		"launch_template.0.version": [ref(template, "latest_version")],
		"node_role_arn": [ref("aws_iam_role.node", "arn")],
		"subnet_ids": private_subnets,
	},
)

fargate_profile(address, selector) := resource(
	address,
	{"selector": [selector]},
	{
		"cluster_name": [ref("aws_eks_cluster.main", "name")],
		"pod_execution_role_arn": [ref("aws_iam_role.pods", "arn")],
		"subnet_ids": private_subnets,
	},
)

# An endpoint that the private subnets reach: an interface in each of them, or a gateway on their route table.
endpoint(service, "Interface") := merge([
	_endpoint(
		service,
		{"vpc_endpoint_type": "Interface", "private_dns_enabled": true},
		{"security_group_ids": [id("aws_security_group.endpoints")], "subnet_ids": private_subnets},
	),
	_group("endpoints"),
	resource(
		"aws_vpc_security_group_ingress_rule.endpoints_443",
		{"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "10.0.0.0/16", "description": "HTTPS"},
		{"security_group_id": [id("aws_security_group.endpoints")]},
	),
])

endpoint(service, "Gateway") := _endpoint(
	service,
	{"vpc_endpoint_type": "Gateway"},
	{"route_table_ids": [id("aws_route_table.private")]},
)

_endpoint(service, values, edges) := resource(
	$"aws_vpc_endpoint.{replace(service, ".", "_")}",
	object.union({"service_name": $"com.amazonaws.eu-central-1.{service}"}, values),
	object.union({"vpc_id": [id("aws_vpc.main")]}, edges),
)

# The managed node group without a way out, with the endpoints that it needs.
private := platform(
	merge([
		ec2,
		endpoint("ecr.api", "Interface"),
		endpoint("ecr.dkr", "Interface"),
		endpoint("ec2", "Interface"),
		endpoint("s3", "Gateway"),
	]),
	["aws_route.private", "aws_nat_gateway.main"],
	[],
)

# Fargate profiles with nothing but the cluster security group, in subnets without a way out, with the endpoints that they need.
fargate := platform(
	merge([
		network,
		control_plane,
		fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"}),
		fargate_profile("aws_eks_fargate_profile.system", {"namespace": "kube-system"}),
		endpoint("ecr.api", "Interface"),
		endpoint("ecr.dkr", "Interface"),
		endpoint("s3", "Gateway"),
	]),
	["aws_route.private", "aws_nat_gateway.main"],
	[],
)

# Outcomes of a rule by subject.
outcomes(results) := {found.address: found.outcome | some found in results}
