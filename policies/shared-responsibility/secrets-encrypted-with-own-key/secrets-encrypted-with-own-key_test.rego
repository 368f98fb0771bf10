package eksgate.rules["shared-responsibility"]["secrets-encrypted-with-own-key_test"]

import data.eksgate.rules["shared-responsibility"]["secrets-encrypted-with-own-key"] as rule
import data.eksgate.testing.platform as p

cases["a key made here that rotates"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["a key that does not rotate"] := {"input": p.platform(p.ec2, [], [p.change("aws_kms_key.secrets", {"enable_key_rotation": false})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a key that leaves rotation out"] := {"input": p.platform(p.ec2, [["aws_kms_key.secrets", "values", "enable_key_rotation"]], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["a key that is disabled"] := {"input": p.platform(p.ec2, [], [p.change("aws_kms_key.secrets", {"is_enabled": false})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["whether the key rotates is not known"] := {"input": p.platform(p.ec2, [["aws_kms_key.secrets", "values", "enable_key_rotation"]], [p.forget("aws_kms_key.secrets", "enable_key_rotation")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["no encryption_config"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "encryption_config"], ["aws_eks_cluster.main", "edges", "encryption_config.0.provider.0.key_arn"], ["aws_eks_cluster.main", "unknown", "encryption_config.0.provider.0.key_arn"]], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["encryption_config is not known"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "encryption_config"], ["aws_eks_cluster.main", "edges", "encryption_config.0.provider.0.key_arn"], ["aws_eks_cluster.main", "unknown", "encryption_config.0.provider.0.key_arn"]], [p.forget("aws_eks_cluster.main", "encryption_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a block of it is known, and whether there are others is not"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {"unknown": {"encryption_config": true}}}}}]), "want": {"aws_eks_cluster.main": "pass"}}

cases["it does not name secrets"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"encryption_config": [{"resources": ["configmaps"], "provider": [{}]}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["what it names is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"encryption_config": [{"provider": [{}]}]}), p.forget("aws_eks_cluster.main", "encryption_config.0.resources")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["it names secrets, and whether it names more is not known"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {"unknown": {"encryption_config.0.resources": true}}}}}]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a key that is not made here"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "edges", "encryption_config.0.provider.0.key_arn"], ["aws_eks_cluster.main", "unknown", "encryption_config.0.provider.0.key_arn"]], [p.change("aws_eks_cluster.main", {"encryption_config": [{"resources": ["secrets"], "provider": [{"key_arn": "arn:aws:kms:eu-central-1:111122223333:key/0"}]}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["no key"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "edges", "encryption_config.0.provider.0.key_arn"], ["aws_eks_cluster.main", "unknown", "encryption_config.0.provider.0.key_arn"]], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["a key that is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "encryption_config.0.provider.0.key_arn", [p.unknown("var.key")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["one of two keys, of which one does not rotate"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "encryption_config.0.provider.0.key_arn", [p.over("x", ["aws_kms_key.secrets", "aws_kms_key.other"])]), p.resource("aws_kms_key.other", {}, {})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an alias of a key that does not rotate"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "encryption_config.0.provider.0.key_arn", [p.ref("aws_kms_alias.secrets", "target_key_arn")]), p.resource("aws_kms_alias.secrets", {}, {"target_key_id": [p.ref("aws_kms_key.secrets", "key_id")]}), p.change("aws_kms_key.secrets", {"enable_key_rotation": false})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["an external key does not rotate"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "encryption_config.0.provider.0.key_arn", [p.ref("aws_kms_external_key.secrets", "arn")])]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a replica key rotates as its primary does"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "encryption_config.0.provider.0.key_arn", [p.ref("aws_kms_replica_key.secrets", "arn")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an alias that is not made here"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "encryption_config.0.provider.0.key_arn", [p.ref("data.aws_kms_alias.secrets", "target_key_arn")]), p.resource("data.aws_kms_alias.secrets", {}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
