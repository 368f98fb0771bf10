# METADATA
# title: Roles for tests
# description: Trust policies, policies and attachments, to be merged into a platform.
package eksgate.testing.identity

import data.eksgate.testing.platform as p

# A statement that lets services assume a role.
service(names, actions) := {"Effect": "Allow", "Principal": {"Service": names}, "Action": actions}

text(statements) := json.marshal({"Version": "2012-10-17", "Statement": statements})

# The trust policy of a role.
trusts(role, statements) := p.change(role, {"assume_role_policy": text(statements)})

# A role with a trust policy.
role(name, statements) := p.resource($"aws_iam_role.{name}", {"name": name, "assume_role_policy": text(statements)}, {})

# A policy of AWS's attached to a role.
attached(role_name, policy) := by_arn(role_name, $"arn:aws:iam::aws:policy/{policy}")

by_arn(role_name, arn) := p.resource(
	$"aws_iam_role_policy_attachment.{role_name}_{replace(split(arn, "/")[1], "-", "_")}",
	{"policy_arn": arn},
	{"role": [p.ref($"aws_iam_role.{role_name}", "name")]},
)

# Statements of a role's own.
inline(role_name, statements) := p.resource(
	$"aws_iam_role_policy.{role_name}",
	{"policy": text(statements)},
	{"role": [p.ref($"aws_iam_role.{role_name}", "name")]},
)

# Managed nodes, with roles as the documentation has them.
ec2 := p.platform(p.ec2, [], [
	trusts("aws_iam_role.cluster", [service("eks.amazonaws.com", ["sts:AssumeRole"])]),
	attached("cluster", "AmazonEKSClusterPolicy"),
	trusts("aws_iam_role.node", [service("ec2.amazonaws.com", ["sts:AssumeRole"])]),
])
