package eksgate.rules["change-safety"]["encryption-key-kept_test"]

import data.eksgate.rules["change-safety"]["encryption-key-kept"] as rule
import data.eksgate.testing.existing as x
import data.eksgate.testing.platform as p

cases["nothing changes"] := {"input": x.plan, "want": {"aws_kms_key.secrets": "pass"}}

cases["deleted while the cluster stays"] := {"input": x.delete(x.plan, "aws_kms_key.secrets"), "want": {"aws_kms_key.secrets": "fail"}}

cases["replaced"] := {"input": x.replace(x.plan, "aws_kms_key.secrets", ["customer_master_key_spec"], {}), "want": {"aws_kms_key.secrets": "fail"}}

cases["deleted while the cluster is updated"] := {"input": x.delete(x.update(x.plan, "aws_eks_cluster.main", {"version": "1.35"}), "aws_kms_key.secrets"), "want": {"aws_kms_key.secrets": "fail"}}

cases["deleted together with its cluster"] := {"input": x.delete(x.delete(x.plan, "aws_kms_key.secrets"), "aws_eks_cluster.main"), "want": {}}

cases["everything is destroyed"] := {"input": x.delete_all(x.plan), "want": {}}

cases["disabled"] := {"input": x.update(x.plan, "aws_kms_key.secrets", {"is_enabled": false}), "want": {"aws_kms_key.secrets": "fail"}}

cases["left in the default, which is enabled"] := {"input": json.remove(x.plan, [["resources", "aws_kms_key", "aws_kms_key.secrets", "values", "is_enabled"]]), "want": {"aws_kms_key.secrets": "pass"}}

cases["whether it stays enabled is not known"] := {"input": x.hide(x.update(x.plan, "aws_kms_key.secrets", {}), "aws_kms_key.secrets", "is_enabled"), "want": {"aws_kms_key.secrets": "undetermined"}}

cases["forgotten by Terraform"] := {"input": x.act(x.plan, "aws_kms_key.secrets", ["forget"], {}), "want": {"aws_kms_key.secrets": "pass"}}

cases["the cluster is forgotten, and goes on to exist"] := {"input": x.delete(x.act(x.plan, "aws_eks_cluster.main", ["forget"], {}), "aws_kms_key.secrets"), "want": {"aws_kms_key.secrets": "fail"}}

cases["an external key is deleted"] := {"input": x.delete(x.add(x.without(x.plan, "aws_kms_key.secrets"), [x.there("aws_kms_external_key.secrets", {"arn": x.key, "enabled": true})]), "aws_kms_external_key.secrets"), "want": {"aws_kms_external_key.secrets": "fail"}}

cases["an external key is disabled"] := {"input": x.update(x.add(x.without(x.plan, "aws_kms_key.secrets"), [x.there("aws_kms_external_key.secrets", {"arn": x.key, "enabled": true})]), "aws_kms_external_key.secrets", {"enabled": false}), "want": {"aws_kms_external_key.secrets": "fail"}}

cases["a replica key is deleted"] := {"input": x.delete(x.add(x.without(x.plan, "aws_kms_key.secrets"), [x.there("aws_kms_replica_key.secrets", {"arn": x.key})]), "aws_kms_replica_key.secrets"), "want": {"aws_kms_replica_key.secrets": "fail"}}

cases["a key of something else is deleted"] := {"input": x.delete(x.add(x.plan, [x.there("aws_kms_key.other", {"arn": "arn:aws:kms:eu-central-1:111122223333:key/0b"})]), "aws_kms_key.other"), "want": {"aws_kms_key.secrets": "pass"}}

cases["the cluster names an alias"] := {"input": x.add(x.plan, [x.there("aws_kms_alias.secrets", {"name": "alias/secrets", "target_key_id": "0a"}), p.change("aws_eks_cluster.main", {"encryption_config": [{"resources": ["secrets"], "provider": [{"key_arn": "arn:aws:kms:eu-central-1:111122223333:alias/secrets"}]}]})]), "want": {"aws_kms_key.secrets": "pass"}}

cases["the cluster names an alias of a key that is deleted"] := {"input": x.delete(x.add(x.plan, [x.there("aws_kms_alias.secrets", {"name": "alias/secrets", "target_key_id": "0a"}), p.change("aws_eks_cluster.main", {"encryption_config": [{"resources": ["secrets"], "provider": [{"key_arn": "arn:aws:kms:eu-central-1:111122223333:alias/secrets"}]}]})]), "aws_kms_key.secrets"), "want": {"aws_kms_key.secrets": "fail"}}

cases["another alias of the key"] := {"input": x.add(x.delete(json.remove(x.plan, [["resources", "aws_eks_cluster", "aws_eks_cluster.main", "values", "encryption_config"]]), "aws_kms_key.secrets"), [x.there("aws_kms_alias.secrets", {"name": "alias/secrets", "target_key_id": "0a"})]), "want": {}}

cases["the cluster names an alias of another key"] := {"input": x.delete(x.add(x.add(x.plan, [x.there("aws_kms_alias.secrets", {"name": "alias/secrets", "target_key_id": "0a"}), p.change("aws_eks_cluster.main", {"encryption_config": [{"resources": ["secrets"], "provider": [{"key_arn": "arn:aws:kms:eu-central-1:111122223333:alias/secrets"}]}]})]), [p.change("aws_kms_alias.secrets", {"target_key_id": "0b"})]), "aws_kms_key.secrets"), "want": {}}

cases["another partition"] := {"input": x.delete(x.add(x.plan, [p.change("aws_kms_key.secrets", {"arn": "arn:aws-cn:kms:cn-north-1:111122223333:key/0a"}), p.change("aws_eks_cluster.main", {"encryption_config": [{"provider": [{"key_arn": "arn:aws-cn:kms:cn-north-1:111122223333:key/0a"}]}]})]), "aws_kms_key.secrets"), "want": {"aws_kms_key.secrets": "fail"}}

cases["the key of the cluster is hidden"] := {"input": x.delete(x.hide(x.plan, "aws_eks_cluster.main", "encryption_config"), "aws_kms_key.secrets"), "want": {"aws_kms_key.secrets": "undetermined"}}

cases["the key of the cluster was hidden before an update"] := {"input": x.delete(x.hide_before(x.update(x.plan, "aws_eks_cluster.main", {}), "aws_eks_cluster.main", "encryption_config"), "aws_kms_key.secrets"), "want": {"aws_kms_key.secrets": "undetermined"}}

cases["the key of the cluster is hidden, and one is disabled"] := {"input": x.update(x.hide(x.plan, "aws_eks_cluster.main", "encryption_config"), "aws_kms_key.secrets", {"is_enabled": false}), "want": {"aws_kms_key.secrets": "undetermined"}}

cases["the key of the cluster is hidden, and none goes"] := {"input": x.hide(x.plan, "aws_eks_cluster.main", "encryption_config"), "want": {}}

cases["something else of the cluster is hidden"] := {"input": x.delete(x.add(x.hide(json.remove(x.plan, [["resources", "aws_eks_cluster", "aws_eks_cluster.main", "values", "encryption_config"]]), "aws_eks_cluster.main", "version"), []), "aws_kms_key.secrets"), "want": {}}

cases["no cluster"] := {"input": x.delete(x.without(x.plan, "aws_eks_cluster.main"), "aws_kms_key.secrets"), "want": {}}

cases["a configuration knows of no change"] := {"input": p.ec2, "want": {}}

cases["the key of another cluster is hidden"] := {"input": x.delete(x.add(x.plan, [x.there("aws_eks_cluster.other", {"name": "other"}), p.forget("aws_eks_cluster.other", "encryption_config")]), "aws_kms_key.secrets"), "want": {"aws_kms_key.secrets": "fail"}}

cases["the cluster names another key, and an alias of this one is there"] := {"input": x.delete(x.add(x.plan, [x.there("aws_kms_alias.secrets", {"name": "alias/secrets", "target_key_id": "0a"}), p.change("aws_eks_cluster.main", {"encryption_config": [{"provider": [{"key_arn": "arn:aws:kms:eu-central-1:111122223333:key/0b"}]}]})]), "aws_kms_key.secrets"), "want": {}}

cases["replaced by one that is disabled"] := {"input": x.replace(x.plan, "aws_kms_key.secrets", ["customer_master_key_spec"], {"is_enabled": false}), "want": {"aws_kms_key.secrets": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
