import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import { Problems } from "../shared/problems";
import { ACCESS_POLICIES, type AccessGrant, accessPolicyArn } from "./access";

export interface AccessEntriesProps {
  /** Name of the cluster, as a reference to it. */
  readonly clusterName: string;
  readonly partition: string;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** The access entries of a cluster: one for each principal, with any number of policies. */
export class AccessEntries extends Construct {
  private readonly entries: Record<string, EksAccessEntry> = {};
  private readonly associations: Record<string, EksAccessPolicyAssociation> = {};
  private readonly granted = new Map<string, { readonly key: string; readonly grant: AccessGrant }>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AccessEntriesProps,
  ) {
    super(scope, id);
  }

  /** Access entries by the key of the first grant to their principal. */
  get accessEntries(): Readonly<Record<string, EksAccessEntry>> {
    return this.entries;
  }

  /** Policy associations by the key of their grant. */
  get policyAssociations(): Readonly<Record<string, EksAccessPolicyAssociation>> {
    return this.associations;
  }

  /** Makes the entry of a principal, unless an earlier grant made it, and associates the policy. */
  grant(key: string, grant: AccessGrant): void {
    const earlier = this.granted.get(grant.principalArn);
    this.check(key, grant, earlier);

    const { clusterName, partition, tags } = this.props;
    let entry = earlier === undefined ? undefined : this.entries[earlier.key];
    if (entry === undefined) {
      entry = new EksAccessEntry(this, key, {
        clusterName,
        principalArn: grant.principalArn,
        type: grant.type ?? "STANDARD",
        ...(grant.groups === undefined ? {} : { kubernetesGroups: [...grant.groups] }),
        ...(tags === undefined ? {} : { tags: { ...tags } }),
      });
      this.entries[key] = entry;
      this.granted.set(grant.principalArn, { key, grant });
    }
    if (grant.policy === undefined) return;
    const scope = grant.scope ?? "cluster";
    this.associations[key] = new EksAccessPolicyAssociation(this, `${key}-policy`, {
      clusterName,
      principalArn: grant.principalArn,
      policyArn: accessPolicyArn(grant.policy, partition),
      accessScope: scope === "cluster" ? { type: "cluster" } : { type: "namespace", namespaces: [...scope.namespaces] },
      dependsOn: [entry],
    });
  }

  private check(
    key: string,
    grant: AccessGrant,
    earlier: { readonly key: string; readonly grant: AccessGrant } | undefined,
  ): void {
    const problems = new Problems(`grantAccess "${key}"`);
    const known: readonly string[] = ACCESS_POLICIES;
    problems.check(
      "principalArn",
      grant.principalArn,
      (arn) => /^arn:[\w-]+:iam::\d{12}:(role|user)\/.+$/.test(arn),
      'must be the ARN of an IAM role or user, such as "arn:aws:iam::111122223333:role/admin"',
    );
    problems.check(
      "policy",
      grant.policy,
      (policy) => known.includes(policy) || /^arn:[\w-]+:eks::aws:cluster-access-policy\/.+$/.test(policy),
      `must be one of ${known.join(", ")}, or the ARN of an access policy`,
    );
    if (grant.scope !== undefined && grant.scope !== "cluster") {
      problems.check(
        "scope.namespaces",
        grant.scope.namespaces,
        (list) => list.length > 0,
        "must have at least one namespace",
      );
    }
    for (const [index, group] of (grant.groups ?? []).entries()) {
      problems.check(`groups[${index}]`, group, (name) => !name.startsWith("system:"), 'must not start with "system:"');
    }
    if (grant.type !== undefined && grant.type !== "STANDARD" && grant.policy !== undefined && grant.type !== "EC2") {
      problems.add("policy", grant.policy, `must be left out: entries of type ${grant.type} take no policies`);
    }
    if (earlier !== undefined && (grant.type ?? "STANDARD") !== (earlier.grant.type ?? "STANDARD")) {
      problems.add("type", grant.type, `differs from the grant "${earlier.key}" to the same principal`);
    }
    if (earlier !== undefined && grant.groups !== undefined) {
      problems.add("groups", grant.groups, `must be given with the first grant to this principal, "${earlier.key}"`);
    }
    if (this.associations[key] !== undefined || this.entries[key] !== undefined) {
      problems.add("key", key, "is taken by another grant of this cluster");
    }
    problems.throwIfAny();
  }
}
