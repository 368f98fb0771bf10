package eksgate.lib.existing_test

import data.eksgate.lib.existing
import data.eksgate.testing.existing as x

# To delete what adopts a default of a VPC leaves that as it is: it is read as there, with the action to delete it.
test_what_outlives_its_deletion_is_kept if {
	table := x.add(x.plan, [x.there("aws_default_route_table.main", {}), {"resources": {"aws_default_route_table": {"aws_default_route_table.main": {"actions": ["delete"]}}}}])
	entries := existing.of("aws_default_route_table") with input as table
	entries["aws_default_route_table.main"].fate == "kept"
}

_ends(plan) := ends if ends := {text | text := existing.end("aws_eks_cluster", "aws_eks_cluster.main")} with input as plan

test_an_end_says_what_forces_it if {
	_ends(x.replace(x.plan, "aws_eks_cluster.main", ["role_arn", "name"], {})) == {"aws_eks_cluster.main is replaced because of `name`, `role_arn`"}
}

test_an_end_says_that_nothing_forces_it if {
	_ends(x.act(x.plan, "aws_eks_cluster.main", ["delete", "create"], {})) == {"aws_eks_cluster.main is replaced although no argument forces it (`-replace`, a taint, or `replace_triggered_by`)"}
}

test_what_is_kept_has_no_end if _ends(x.plan) == set()
