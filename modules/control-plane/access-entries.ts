import { EksAccessEntry, type EksAccessEntryConfig } from "@cdktf/provider-aws/lib/eks-access-entry";
import {
  EksAccessPolicyAssociation,
  type EksAccessPolicyAssociationConfig,
} from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import { checkArnPartition } from "../shared/partitions";
import { Problems } from "../shared/problems";
import { type Transform, transformed } from "../shared/transform";
import { type AccessGrant, accessPolicyArn, entryType } from "./access";
import { GrantRegister } from "./grant-register";

export interface AccessEntriesProps {
  /** Name of the cluster, as a reference to it. */
  readonly clusterName: string;
  readonly partition: string;
  /** Whether the cluster's authentication mode has access entries. */
  readonly isOff?: boolean;
  readonly region?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly transform?: {
    readonly accessEntry?: Transform<EksAccessEntryConfig>;
    readonly accessPolicyAssociation?: Transform<EksAccessPolicyAssociationConfig>;
  };
}

/** The access entries of a cluster: one for each principal, with any number of policies. */
export class AccessEntries extends Construct {
  private readonly entries: Record<string, EksAccessEntry> = {};
  private readonly associations: Record<string, EksAccessPolicyAssociation> = {};
  private readonly register: GrantRegister;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AccessEntriesProps,
  ) {
    super(scope, id);
    this.register = new GrantRegister(this, { isOff: props.isOff === true });
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
    const problems = new Problems(`grantAccess "${key}"`);
    const first = this.register.add(key, grant, problems);
    checkArnPartition("principalArn", grant.principalArn, this.props.partition, problems);
    checkArnPartition("policy", grant.policy, this.props.partition, problems);
    problems.throwIfAny();

    const entry = this.entries[first] ?? this.makeEntry(key, grant);
    if (first !== key && grant.groups !== undefined) {
      // One entry has the groups of all grants to its principal.
      entry.kubernetesGroups = [...new Set([...(entry.kubernetesGroupsInput ?? []), ...grant.groups])];
    }
    if (grant.policy === undefined) return;
    const scope = grant.scope ?? "cluster";
    const config: EksAccessPolicyAssociationConfig = {
      clusterName: this.props.clusterName,
      principalArn: grant.principalArn,
      policyArn: accessPolicyArn(grant.policy, this.props.partition),
      accessScope: scope === "cluster" ? { type: "cluster" } : { type: "namespace", namespaces: [...scope.namespaces] },
      ...this.region,
      dependsOn: [entry],
    };
    this.associations[key] = new EksAccessPolicyAssociation(
      this,
      `${key}-policy`,
      transformed(config, this.props.transform?.accessPolicyAssociation),
    );
  }

  private makeEntry(key: string, grant: AccessGrant): EksAccessEntry {
    const tags = { ...this.props.tags, ...grant.tags };
    const config: EksAccessEntryConfig = {
      clusterName: this.props.clusterName,
      principalArn: grant.principalArn,
      type: entryType(grant),
      ...(grant.groups === undefined ? {} : { kubernetesGroups: [...grant.groups] }),
      ...(grant.username === undefined ? {} : { userName: grant.username }),
      ...(Object.keys(tags).length === 0 ? {} : { tags }),
      ...this.region,
    };
    const entry = new EksAccessEntry(this, key, transformed(config, this.props.transform?.accessEntry));
    this.entries[key] = entry;
    return entry;
  }

  private get region(): { readonly region?: string } {
    return this.props.region === undefined ? {} : { region: this.props.region };
  }
}
