import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import type { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import type { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { EksIdentityProviderConfig } from "@cdktf/provider-aws/lib/eks-identity-provider-config";
import type { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn, type ITerraformDependable, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { AddonRole } from "../identity";
import { Problems } from "../shared/problems";
import { transformed } from "../shared/transform";
import type { AccessGrant } from "./access";
import { AccessEntries } from "./access-entries";
import { type AddonOptions, resolveAddons } from "./addon";
import type { AddonConfigurations, KnownAddon } from "./addon-configuration";
import { Capability, type CapabilityOptions, checkCapability } from "./capability";
import type { Cluster } from "./cluster";
import { ClusterAddons } from "./cluster-addons";
import { authenticationModeOf, clusterConfig } from "./cluster-config";
import { makeLogGroup, makeOidcProvider, makeSecretsKey } from "./control-plane-parts";
import { checkControlPlane } from "./control-plane-problems";
import type { ControlPlaneProps } from "./control-plane-props";
import { clusterRole, nodeRole } from "./control-plane-roles";
import { EndpointAccess } from "./endpoint-access";
import { makeIdentityProvider } from "./identity-provider";
import type { RoleWithPermissions } from "./role-with-permissions";
import type { SecretsKey } from "./secrets-key";
import { hasOidcProvider, partitionOfCluster, regionOf, surroundingsOf } from "./surroundings";
import { subnetsOf } from "./tier-subnets";

/**
 * An EKS control plane: the cluster with its role, its log group, the key of its secrets, its core add-ons, access
 * entries and OIDC provider. About 73 USD a month in standard support, and the logs by volume.
 *
 * ```ts
 * const controlPlane = new ControlPlane(this, "control-plane", {
 *   name: "production",
 *   version: "1.35",
 *   network: vpc,
 *   tier: "control-plane",
 *   access: { admins: { principalArn: adminRoleArn, policy: "AmazonEKSClusterAdminPolicy" } },
 * });
 * ```
 *
 * The flags that EKS reads when it creates a cluster (`bootstrap_self_managed_addons`,
 * `bootstrap_cluster_creator_admin_permissions`) are ignored afterwards, since a change would replace the cluster.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/clusters.html
 */
export class ControlPlane extends Construct implements Cluster {
  /** The cluster. */
  readonly cluster: EksCluster;
  /** The log group that EKS writes to, `/aws/eks/<name>/cluster`. */
  readonly logGroup: CloudwatchLogGroup;
  /** The role, made or given. */
  readonly role: RoleWithPermissions;
  /** The role of Auto Mode's nodes, made or given; absent without its node pools. */
  readonly autoModeNodeRole: RoleWithPermissions | undefined;
  /** The key made for secrets; absent where one was given, and on Outposts. */
  readonly secretsKey: SecretsKey | undefined;
  /** The OIDC provider for IRSA; absent where it was turned off, and on Outposts. */
  readonly oidcProvider: IamOpenidConnectProvider | undefined;
  /** The identity provider for people; absent where none was given. */
  readonly identityProvider: EksIdentityProviderConfig | undefined;
  /** Name of the cluster as given. */
  readonly name: string;
  /** Kubernetes version as given. */
  readonly version: string;
  /** From where the API can be reached. */
  readonly endpointAccess: EndpointAccess;

  private readonly props: ControlPlaneProps;
  private readonly partition: string;
  private readonly access: AccessEntries;
  private readonly clusterAddons: ClusterAddons;
  private readonly capabilityConstructs: Record<string, Capability> = {};

  /** @throws InvalidPropsError that lists everything wrong with the literals of the props */
  constructor(scope: Construct, id: string, props: ControlPlaneProps) {
    super(scope, id);
    const problems = new Problems(`ControlPlane "${id}"`);
    const subnets = subnetsOf(props, problems);
    checkControlPlane(this, props, subnets, problems);
    problems.throwIfAny();

    this.props = props;
    this.partition = partitionOfCluster(props, subnets);
    this.name = props.name;
    this.version = props.version;
    this.endpointAccess = props.endpointAccess ?? EndpointAccess.private();
    this.role = props.role ?? clusterRole(this, props, this.partition);
    this.autoModeNodeRole = nodeRole(this, props, this.partition);
    this.secretsKey = makeSecretsKey(this, props, {
      roleArn: this.role.arn,
      partition: this.partition,
      region: regionOf(props, subnets),
    });
    this.logGroup = makeLogGroup(this, props, this.secretsKey);
    const config = clusterConfig(props, {
      subnets,
      endpointAccess: this.endpointAccess,
      roleArn: this.role.arn,
      secretsKeyArn: this.secretsKey?.key.arn ?? props.secretsKeyArn,
      nodeRoleArn: this.autoModeNodeRole?.arn,
      dependsOn: [this.logGroup, ...(this.role.permissions ?? []), ...(this.autoModeNodeRole?.permissions ?? [])],
    });
    this.cluster = new EksCluster(this, "cluster", transformed(config, props.transform?.cluster));
    this.oidcProvider = hasOidcProvider(props) ? makeOidcProvider(this, props, this.oidcIssuer) : undefined;
    this.access = this.makeAccess();
    for (const [key, grant] of Object.entries(props.access ?? {})) this.grantAccess(key, grant);
    this.clusterAddons = this.makeAddons();
    this.identityProvider = this.makeIdentityProvider();
    for (const [key, options] of Object.entries(props.capabilities ?? {})) this.addCapability(key, options);
  }

  get clusterName(): string {
    return this.cluster.name;
  }

  /** ARN of the cluster. */
  get arn(): string {
    return this.cluster.arn;
  }

  /** URL of the Kubernetes API. */
  get endpoint(): string {
    return this.cluster.endpoint;
  }

  /** Certificate authority of the API, base64. */
  get certificateAuthority(): string {
    return this.cluster.certificateAuthority.get(0).data;
  }

  /** URL of the cluster's OIDC issuer, with `https://`. */
  get oidcIssuer(): string {
    return this.cluster.identity.get(0).oidc.get(0).issuer;
  }

  /** IPv4 range of the services, given or taken by EKS. */
  get serviceIpv4Cidr(): string {
    return this.cluster.kubernetesNetworkConfig.serviceIpv4Cidr;
  }

  /** Id of the security group that EKS makes for the cluster. */
  get clusterSecurityGroupId(): string {
    return this.cluster.vpcConfig.clusterSecurityGroupId;
  }

  /** Shell command that adds the cluster to a kubeconfig. */
  get kubeconfigCommand(): string {
    const region = Fn.element(Fn.split(":", this.arn), 3);
    return `aws eks update-kubeconfig --region ${region} --name ${this.clusterName}`;
  }

  /** Add-ons by name. */
  get addons(): Readonly<Record<string, EksAddon>> {
    return this.clusterAddons.addons;
  }

  /** Roles made for add-ons, by the add-on's name. */
  get addonRoles(): Readonly<Record<string, AddonRole>> {
    return this.clusterAddons.roles;
  }

  /** Capabilities by key. */
  get capabilities(): Readonly<Record<string, Capability>> {
    return this.capabilityConstructs;
  }

  /** Access entries by the key of the first grant to their principal. */
  get accessEntries(): Readonly<Record<string, EksAccessEntry>> {
    return this.access.accessEntries;
  }

  /** Policy associations by the key of their grant. */
  get accessPolicyAssociations(): Readonly<Record<string, EksAccessPolicyAssociation>> {
    return this.access.policyAssociations;
  }

  get fargateProfiles(): readonly ITerraformDependable[] {
    return this.clusterAddons.profiles;
  }

  /**
   * Lets an IAM principal in. Several grants to one principal share its entry, which has the address of the first and the groups of
   * all.
   *
   * @param key becomes part of the Terraform addresses
   * @throws InvalidPropsError if the principal, policy, scope or groups are not what EKS takes, or the key is taken
   */
  grantAccess(key: string, grant: AccessGrant): void {
    this.access.grant(key, grant);
  }

  /**
   * Adds an EKS add-on.
   *
   * @param name the add-on's name, such as `aws-ebs-csi-driver`; becomes part of the Terraform address
   * @throws InvalidPropsError if there is one of that name, or EKS would not take the options
   */
  addAddon<Name extends KnownAddon>(name: Name, options?: AddonOptions<AddonConfigurations[Name]>): EksAddon;
  addAddon(name: string, options?: AddonOptions): EksAddon;
  addAddon(name: string, options: AddonOptions = {}): EksAddon {
    return this.clusterAddons.add(name, options);
  }

  /**
   * Adds an EKS capability.
   *
   * @param key becomes part of the Terraform addresses, and is its name unless that is given
   * @throws InvalidPropsError if the key is taken, or EKS would not take the options
   */
  addCapability(key: string, options: CapabilityOptions): Capability {
    const problems = new Problems(`addCapability "${key}"`);
    if (this.capabilityConstructs[key] !== undefined) problems.add("key", key, "is taken by another capability");
    checkCapability(key, options, problems);
    problems.throwIfAny();
    const { tags, roles, region, transform } = this.props;
    const capability = new Capability(this, `capability-${key}`, {
      key,
      options,
      clusterLabel: this.name,
      clusterName: this.clusterName,
      partition: this.partition,
      region,
      tags,
      roles,
      transform,
    });
    this.capabilityConstructs[key] = capability;
    return capability;
  }

  registerNodeGroup(nodeGroup: TerraformResource): void {
    this.clusterAddons.registerNodeGroup(nodeGroup);
  }

  registerFargateProfile(profile: ITerraformDependable): void {
    this.clusterAddons.registerFargateProfile(profile);
  }

  private get common(): { readonly tags?: Record<string, string>; readonly region?: string } {
    const { tags, region } = this.props;
    return { ...(tags === undefined ? {} : { tags: { ...tags } }), ...(region === undefined ? {} : { region }) };
  }

  private makeIdentityProvider(): EksIdentityProviderConfig | undefined {
    const { identityProvider, transform } = this.props;
    if (identityProvider === undefined) return undefined;
    const surroundings = { clusterName: this.clusterName, ...this.common, transform: transform?.identityProvider };
    return makeIdentityProvider(this, identityProvider, surroundings);
  }

  private makeAccess(): AccessEntries {
    const { region, tags, transform } = this.props;
    return new AccessEntries(this, "access", {
      clusterName: this.clusterName,
      partition: this.partition,
      isOff: authenticationModeOf(this.props) === "CONFIG_MAP",
      region,
      tags,
      ...(transform === undefined ? {} : { transform }),
    });
  }

  private makeAddons(): ClusterAddons {
    const { region, tags, roles, transform, addons, outpost } = this.props;
    const surroundings = surroundingsOf(this.props);
    const oidc = this.oidcProvider;
    const made = new ClusterAddons(this, {
      ...surroundings,
      name: this.name,
      clusterName: this.clusterName,
      version: this.version,
      partition: this.partition,
      region,
      tags,
      roles,
      transform,
      oidc: oidc === undefined ? undefined : { providerArn: oidc.arn, issuer: this.oidcIssuer },
    });
    // EKS brings what a local cluster needs.
    const resolved = outpost === undefined ? resolveAddons(surroundings.compute, addons) : {};
    for (const [name, options] of Object.entries(resolved)) made.add(name, options);
    return made;
  }
}
