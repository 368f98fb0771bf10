package eksgate.rules.networking["public-endpoint-not-open-to-world_test"]

import data.eksgate.rules.networking["public-endpoint-not-open-to-world"] as rule
import data.eksgate.testing.platform as p

cases["a range within a private one, and an IPv6 range that is not public"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["10.1.0.0/16", "fd00::/8"]}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the same range in two spellings"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["44.0.0.0/8", "44.1.0.0/8"]}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the public endpoint is off"] := {"input": p.platform(p.ec2, [], []), "want": {}}

cases["the ranges are few"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["198.51.100.0/24"]}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the ranges are the world"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["0.0.0.0/0"]}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the ranges are left out"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["everything is left out"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the world in halves"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["0.0.0.0/1", "128.0.0.0/1"]}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["more than half of the world in parts of a /8"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": [$"{n}.0.0.0/8" | some n in numbers.range(11, 126)]}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a single range broader than a /8"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["44.0.0.0/7"]}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a single /8"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["44.0.0.0/8"]}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a broad private range"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["10.0.0.0/8", "224.0.0.0/3"]}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["all of IPv6"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["::/0"]}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["most of IPv6 in parts"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["2000::/4", "3000::/5"]}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["half of IPv6"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["2000::/4", "2000::/5"]}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the ranges are not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true}]}), p.forget("aws_eks_cluster.main", "vpc_config.0.public_access_cidrs")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["some ranges are not known, and the others are the world"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["0.0.0.0/0"]}]}), p.forget("aws_eks_cluster.main", "vpc_config.0.public_access_cidrs")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["whether it is on is not known, and the ranges are the world"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"public_access_cidrs": ["0.0.0.0/0"]}]}), p.forget("aws_eks_cluster.main", "vpc_config.0.endpoint_public_access")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["whether it is on is not known, and the ranges are few"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"public_access_cidrs": ["198.51.100.0/24"]}]}), p.forget("aws_eks_cluster.main", "vpc_config.0.endpoint_public_access")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a range without a prefix length"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["0.0.0.0"]}]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["more than half of the world in parts of a /8, beside what is no range"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": array.concat([$"{n}.0.0.0/8" | some n in numbers.range(11, 126)], ["0.0.0.0"])}]})]), "want": {"aws_eks_cluster.main": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
