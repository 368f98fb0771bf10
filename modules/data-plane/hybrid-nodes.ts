import { EksAccessEntry, type EksAccessEntryConfig } from "@cdktf/provider-aws/lib/eks-access-entry";
import { RolesanywhereProfile, type RolesanywhereProfileConfig } from "@cdktf/provider-aws/lib/rolesanywhere-profile";
import { Construct } from "constructs";
import type { Cluster, RoleWithPermissions } from "../control-plane";
import { Problems } from "../shared/problems";
import { type Transform, transformed } from "../shared/transform";

/** A profile of IAM Roles Anywhere, by which nodes change their certificates for the role's credentials. */
export interface RolesAnywhereProfileOptions {
  /** Name of the profile: 1-255 letters, digits, spaces, hyphens and underscores. */
  readonly name: string;
  /**
   * How long credentials are good, seconds, 900-43200; the role's own limit must be longer.
   * @default 3600
   */
  readonly durationSeconds?: number;
}

export interface HybridNodesProps {
  readonly cluster: Cluster;
  /** The role that nodes take on by Systems Manager or Roles Anywhere. */
  readonly role: RoleWithPermissions;
  /**
   * Makes the profile of Roles Anywhere.
   * @default none: nodes register by activations of Systems Manager, whose codes are secrets and no business of a state file
   */
  readonly rolesAnywhere?: RolesAnywhereProfileOptions;
  /**
   * Tags of all resources made.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  readonly transform?: {
    readonly accessEntry?: Transform<EksAccessEntryConfig>;
    readonly profile?: Transform<RolesanywhereProfileConfig>;
  };
}

/**
 * What lets machines outside of AWS join a cluster as nodes: the access entry of their role, and the profile of Roles
 * Anywhere where they use it. The cluster must know their networks. Costs by the nodes' virtual processors and hours.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-creds.html
 */
export class HybridNodes extends Construct {
  readonly accessEntry: EksAccessEntry;
  /** Present with `rolesAnywhere`. */
  readonly profile: RolesanywhereProfile | undefined;

  /** @throws InvalidPropsError that lists everything wrong with the literals of the props */
  constructor(scope: Construct, id: string, props: HybridNodesProps) {
    super(scope, id);
    const problems = new Problems(`HybridNodes "${id}"`);
    const { cluster, role, rolesAnywhere, transform } = props;
    const isName = (name: string) => /^[ \w-]{1,255}$/.test(name);
    const named = "must have 1 to 255 letters, digits, spaces, hyphens and underscores";
    problems.check("rolesAnywhere.name", rolesAnywhere?.name, isName, named);
    const isDuration = (seconds: number) => Number.isInteger(seconds) && seconds >= 900 && seconds <= 43200;
    const lasting = "must be 900 to 43200 seconds";
    problems.check("rolesAnywhere.durationSeconds", rolesAnywhere?.durationSeconds, isDuration, lasting);
    problems.throwIfAny();

    const tags = props.tags === undefined ? {} : { tags: { ...props.tags } };
    const entry: EksAccessEntryConfig = {
      clusterName: cluster.clusterName,
      principalArn: role.arn,
      type: "HYBRID_LINUX",
      ...tags,
    };
    this.accessEntry = new EksAccessEntry(this, "access-entry", transformed(entry, transform?.accessEntry));
    if (rolesAnywhere === undefined) return;
    const profile: RolesanywhereProfileConfig = {
      name: rolesAnywhere.name,
      roleArns: [role.arn],
      durationSeconds: rolesAnywhere.durationSeconds ?? 3600,
      // The session's name is that of the node, which its trust policy compares with the certificate.
      acceptRoleSessionName: true,
      enabled: true,
      ...tags,
      dependsOn: [...(role.permissions ?? [])],
    };
    this.profile = new RolesanywhereProfile(this, "profile", transformed(profile, transform?.profile));
  }
}
