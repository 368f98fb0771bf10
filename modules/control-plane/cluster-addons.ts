import { DataAwsEksAddonVersion } from "@cdktf/provider-aws/lib/data-aws-eks-addon-version";
import { EksAddon, type EksAddonConfig } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { AddonRole, hasKnownPermissions, type RoleDefaults, type RoleTransforms } from "../identity";
import { Problems } from "../shared/problems";
import { type Transform, transformed } from "../shared/transform";
import { type AddonOptions, defaultOrder } from "./addon";
import { type AddonSurroundings, checkAddon, podIdentitiesOf } from "./addon-problems";
import { configurationValues } from "./addon-values";
import { dependOn } from "./depend-on";
import { rolePrefix } from "./role-prefix";

/** What the add-ons of a cluster have in common. */
export interface ClusterAddonsProps extends AddonSurroundings {
  /** Name of the cluster as given, for the names of roles. */
  readonly name: string;
  /** Name of the cluster, as a reference to it. */
  readonly clusterName: string;
  readonly version: string;
  readonly partition: string;
  readonly region?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly roles?: RoleDefaults | undefined;
  /** The cluster's OIDC provider, where it has one. */
  readonly oidc?: { readonly providerArn: string; readonly issuer: string } | undefined;
  readonly transform?: { readonly addon?: Transform<EksAddonConfig>; readonly roles?: RoleTransforms } | undefined;
}

/** The add-ons of a cluster, with their roles, and the order between them and what runs pods. */
export class ClusterAddons {
  readonly addons: Record<string, EksAddon> = {};
  readonly roles: Record<string, AddonRole> = {};
  readonly profiles: ITerraformDependable[] = [];
  private readonly waitingForCompute: EksAddon[] = [];
  private readonly beforeCompute: EksAddon[] = [];
  private readonly nodeGroups: TerraformResource[] = [];

  constructor(
    private readonly scope: Construct,
    private readonly props: ClusterAddonsProps,
  ) {}

  /** Adds an add-on; throws what is wrong with it. */
  add(name: string, options: AddonOptions): EksAddon {
    const problems = new Problems(`addAddon "${name}"`);
    if (this.addons[name] !== undefined) problems.add("name", name, "is an add-on of this cluster already");
    checkAddon(name, options, this.props, problems);
    problems.throwIfAny();

    const config = this.config(name, this.withRole(name, options));
    const addon = new EksAddon(this.scope, `addon-${name}`, transformed(config, this.props.transform?.addon));
    this.addons[name] = addon;
    if ((options.order ?? defaultOrder(name)) === "beforeCompute") this.precedeCompute(addon);
    else this.waitForCompute(addon);
    return addon;
  }

  registerNodeGroup(nodeGroup: TerraformResource): void {
    this.nodeGroups.push(nodeGroup);
    for (const addon of this.beforeCompute) dependOn(nodeGroup, addon);
    for (const addon of this.waitingForCompute) dependOn(addon, nodeGroup);
  }

  registerFargateProfile(profile: ITerraformDependable): void {
    this.profiles.push(profile);
    for (const addon of this.waitingForCompute) dependOn(addon, profile);
  }

  private config(name: string, options: AddonOptions): EksAddonConfig {
    const { configuration, serviceAccountRoleArn, preserve, timeouts, dependsOn } = options;
    const identities = podIdentitiesOf(options);
    const tags = { ...this.props.tags, ...options.tags };
    return {
      clusterName: this.props.clusterName,
      addonName: name,
      ...this.version(name, options),
      ...(configuration === undefined ? {} : { configurationValues: configurationValues(name, configuration) }),
      ...(identities.length === 0 ? {} : { podIdentityAssociation: identities.map((identity) => ({ ...identity })) }),
      ...(serviceAccountRoleArn === undefined ? {} : { serviceAccountRoleArn }),
      ...(preserve === undefined ? {} : { preserve }),
      ...(timeouts === undefined ? {} : { timeouts: { ...timeouts } }),
      ...(dependsOn === undefined ? {} : { dependsOn: [...dependsOn] }),
      resolveConflictsOnCreate: options.resolveConflictsOnCreate ?? "OVERWRITE",
      resolveConflictsOnUpdate: options.resolveConflictsOnUpdate ?? "OVERWRITE",
      ...this.region,
      ...(Object.keys(tags).length === 0 ? {} : { tags }),
    };
  }

  private version(name: string, { version }: AddonOptions): Pick<EksAddonConfig, "addonVersion"> {
    if (version !== "mostRecent") return version === undefined ? {} : { addonVersion: version };
    const found = new DataAwsEksAddonVersion(this.scope, `addon-version-${name}`, {
      addonName: name,
      kubernetesVersion: this.props.version,
      mostRecent: true,
      ...this.region,
    });
    return { addonVersion: found.version };
  }

  private withRole(name: string, options: AddonOptions): AddonOptions {
    const { ownRole, ...rest } = options;
    if (ownRole === undefined || !hasKnownPermissions(name)) return rest;
    const { oidc, partition, ipFamily, tags, roles, transform } = this.props;
    const role = new AddonRole(this.scope, `${name}-role`, {
      addon: name,
      ipFamily,
      partition,
      ...rolePrefix(this.props.name, name),
      ...roles,
      ...(ownRole === "irsa" && oidc !== undefined ? { trust: { method: "oidc", ...oidc } } : {}),
      ...(tags === undefined ? {} : { tags }),
      ...(transform?.roles === undefined ? {} : { transform: transform.roles }),
    });
    this.roles[name] = role;
    const identity =
      ownRole === "irsa"
        ? { serviceAccountRoleArn: role.arn }
        : { podIdentity: { serviceAccount: role.serviceAccount, roleArn: role.arn } };
    // Also on the way down: without its policy the CNI cannot give interfaces back while nodes drain.
    return { ...rest, ...identity, dependsOn: [...(rest.dependsOn ?? []), ...role.permissions] };
  }

  private get region(): { readonly region?: string } {
    return this.props.region === undefined ? {} : { region: this.props.region };
  }

  private precedeCompute(addon: EksAddon): void {
    this.beforeCompute.push(addon);
    for (const nodeGroup of this.nodeGroups) dependOn(nodeGroup, addon);
  }

  private waitForCompute(addon: EksAddon): void {
    this.waitingForCompute.push(addon);
    for (const compute of [...this.nodeGroups, ...this.profiles]) dependOn(addon, compute);
  }
}
