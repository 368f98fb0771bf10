# METADATA
# title: Existing platforms for tests
# description: A plan over a sound platform that changes nothing, and ways to make it change something.
package eksgate.testing.existing

import data.eksgate.testing.platform as p

# An instance that a plan finds in place and leaves as it is.
there(address, values) := p.merge([p.resource(address, values, {}), _actions(address, ["no-op"])])

_type(address) := split(address, ".")[0]

_actions(address, actions) := {"resources": {_type(address): {address: {"actions": actions}}}}

_at(plan, address) := plan.resources[_type(address)][address]

without(plan, address) := json.remove(plan, [["resources", _type(address), address]])

# The plan deletes an instance.
delete(plan, address) := object.union(
	without(plan, address),
	{"deleted": {_type(address): {address: object.union(_at(plan, address), {"actions": ["delete"]})}}},
)

delete_all(plan) := object.union(json.remove(plan, ["resources"]), {
	"resources": {},
	"deleted": {type: {address: object.union(resource, {"actions": ["delete"]}) | some address, resource in of_type} |
		some type, of_type in plan.resources
	},
})

# The plan updates an instance in place.
update(plan, address, values) := act(plan, address, ["update"], values)

# The plan replaces an instance because of some attributes.
replace(plan, address, paths, values) := object.union(
	act(plan, address, ["delete", "create"], values),
	{"resources": {_type(address): {address: {"replace_paths": paths}}}},
)

replace_after(plan, address, paths, values) := object.union(
	replace(plan, address, paths, values),
	_actions(address, ["create", "delete"]),
)

act(plan, address, actions, values) := object.union(plan, {"resources": {_type(address): {address: {
	"actions": actions,
	"before": _at(plan, address).values,
	"values": values,
}}}})

# What is known of an instance once the plan is carried out, but was hidden before it.
hide_before(plan, address, path) := object.union(
	json.remove(plan, [array.concat(["resources", _type(address), address, "before"], _steps(path))]),
	{"resources": {_type(address): {address: {"before_unknown": {path: true}}}}},
)

hide(plan, address, path) := object.union(
	json.remove(plan, [array.concat(["resources", _type(address), address, "values"], _steps(path))]),
	p.forget(address, path),
)

_steps(path) := split(path, ".")

add(plan, parts) := p.merge(array.concat([plan], parts))

account := "arn:aws:iam::111122223333:role"

key := "arn:aws:kms:eu-central-1:111122223333:key/0a"

_attachment(role, name, policy) := there($"aws_iam_role_policy_attachment.{role}_{name}", {
	"role": role,
	"policy_arn": $"arn:aws:iam::aws:policy/{policy}",
})

_subnet(name, zone) := there($"aws_subnet.{name}", {
	"id": $"subnet-0{name}",
	"vpc_id": "vpc-0a",
	"availability_zone": $"eu-central-1{zone}",
	"availability_zone_id": $"euc1-az-{zone}",
})

# A cluster with a node group in private subnets of two zones, which leave by a NAT gateway.
plan := object.union(
	p.merge([
		json.remove(p.network, ["resources"]),
		there("aws_eks_cluster.main", {
			"name": "main",
			"version": "1.34",
			"role_arn": $"{account}/cluster",
			"encryption_config": [{"resources": ["secrets"], "provider": [{"key_arn": key}]}],
			"vpc_config": [{"subnet_ids": ["subnet-0a", "subnet-0b"], "vpc_id": "vpc-0a"}],
		}),
		there("aws_eks_node_group.main", {
			"cluster_name": "main",
			"node_group_name": "main-1",
			"node_group_name_prefix": "main-",
			"node_role_arn": $"{account}/node",
			"version": "1.34",
			"scaling_config": [{"desired_size": 3, "max_size": 6, "min_size": 2}],
			"subnet_ids": ["subnet-0a", "subnet-0b"],
		}),
		there("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster", "retention_in_days": 90}),
		there("aws_kms_key.secrets", {"arn": key, "is_enabled": true}),
		there("aws_iam_role.cluster", {"name": "cluster", "arn": $"{account}/cluster"}),
		there("aws_iam_role.node", {"name": "node", "arn": $"{account}/node"}),
		_attachment("cluster", "cluster", "AmazonEKSClusterPolicy"),
		_attachment("node", "worker", "AmazonEKSWorkerNodePolicy"),
		there("aws_vpc.main", {"id": "vpc-0a", "cidr_block": "10.0.0.0/16"}),
		_subnet("a", "a"),
		_subnet("b", "b"),
		_subnet("public", "a"),
		there("aws_eip.nat", {"id": "eipalloc-0a", "public_ip": "198.51.100.1"}),
		there("aws_nat_gateway.main", {"id": "nat-0a", "allocation_id": "eipalloc-0a", "subnet_id": "subnet-0public"}),
		there("aws_route.private", {
			"route_table_id": "rtb-0a",
			"destination_cidr_block": "0.0.0.0/0",
			"nat_gateway_id": "nat-0a",
		}),
	]),
	{"kind": "plan"},
)
