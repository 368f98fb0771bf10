import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import type { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn, type ITerraformDependable, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { awsManagedPolicyArn, ClusterRole, WorkloadRole } from "../identity";
import { Problems } from "../shared/problems";
import { transformed } from "../shared/transform";
import type { AccessGrant } from "./access";
import { AccessEntries } from "./access-entries";
import { type AddonOptions, defaultOrder, resolveAddons } from "./addon";
import type { Cluster } from "./cluster";
import { addonConfig, clusterConfig } from "./cluster-config";
import { checkControlPlane } from "./control-plane-problems";
import type { ControlPlaneProps, RoleWithPermissions } from "./control-plane-props";
import { dependOn } from "./depend-on";
import { EndpointAccess } from "./endpoint-access";
import { rolePrefix } from "./role-prefix";
import { SecretsKey } from "./secrets-key";
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
  /** The key made for secrets; absent where one was given. */
  readonly secretsKey: SecretsKey | undefined;
  /** The OIDC provider for IRSA; absent where it was turned off. */
  readonly oidcProvider: IamOpenidConnectProvider | undefined;
  /** Name of the cluster as given. */
  readonly name: string;
  /** Kubernetes version as given. */
  readonly version: string;
  /** From where the API can be reached. */
  readonly endpointAccess: EndpointAccess;

  private readonly props: ControlPlaneProps;
  private readonly access: AccessEntries;
  private readonly addonResources: Record<string, EksAddon> = {};
  private readonly waitingForCompute: EksAddon[] = [];
  private readonly beforeComputeAddons: EksAddon[] = [];
  private readonly nodeGroups: TerraformResource[] = [];
  private readonly profiles: ITerraformDependable[] = [];

  /** @throws InvalidPropsError that lists everything wrong with the literals of the props */
  constructor(scope: Construct, id: string, props: ControlPlaneProps) {
    super(scope, id);
    const problems = new Problems(`ControlPlane "${id}"`);
    const subnets = subnetsOf(props, problems);
    checkControlPlane(props, subnets, problems);
    problems.throwIfAny();

    this.props = props;
    this.name = props.name;
    this.version = props.version;
    this.endpointAccess = props.endpointAccess ?? EndpointAccess.private();
    this.role = props.role ?? this.makeRole();
    this.logGroup = this.makeLogGroup();
    this.secretsKey = props.secretsKeyArn === undefined ? this.makeSecretsKey() : undefined;
    const config = clusterConfig(props, {
      subnets,
      endpointAccess: this.endpointAccess,
      roleArn: this.role.arn,
      secretsKeyArn: this.secretsKey?.key.arn ?? props.secretsKeyArn ?? "",
      dependsOn: [this.logGroup, ...(this.role.permissions ?? [])],
    });
    this.cluster = new EksCluster(this, "cluster", transformed(config, props.transform?.cluster));
    this.oidcProvider = props.oidcProvider === false ? undefined : this.makeOidcProvider();
    this.access = new AccessEntries(this, "access", {
      clusterName: this.clusterName,
      partition: this.partition,
      tags: props.tags,
    });
    for (const [key, grant] of Object.entries(props.access ?? {})) this.grantAccess(key, grant);
    for (const [name, options] of Object.entries(resolveAddons(props.compute ?? "ec2", props.addons))) {
      this.addAddon(name, name === "vpc-cni" ? this.withCniRole(options) : options);
    }
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
    return this.addonResources;
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
    return this.profiles;
  }

  /**
   * Lets an IAM principal in. Several grants to one principal share its entry, which has the address of the first.
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
   * @throws InvalidPropsError if there is one of that name
   */
  addAddon(name: string, options: AddonOptions = {}): EksAddon {
    const problems = new Problems(`addAddon "${name}"`);
    if (this.addonResources[name] !== undefined) problems.add("name", name, "is an add-on of this cluster already");
    if (options.podIdentity !== undefined && options.serviceAccountRoleArn !== undefined) {
      problems.add("podIdentity", options.podIdentity, "must not be given beside serviceAccountRoleArn");
    }
    problems.throwIfAny();

    const config = { ...addonConfig(name, this.clusterName, options), ...this.tagsConfig };
    const beforeCompute = (options.order ?? defaultOrder(name)) === "beforeCompute";
    const addon = new EksAddon(this, `addon-${name}`, transformed(config, this.props.transform?.addon));
    this.addonResources[name] = addon;
    if (beforeCompute) this.precedeCompute(addon);
    else this.waitForCompute(addon);
    return addon;
  }

  registerNodeGroup(nodeGroup: TerraformResource): void {
    this.nodeGroups.push(nodeGroup);
    for (const addon of this.beforeComputeAddons) dependOn(nodeGroup, addon);
    for (const addon of this.waitingForCompute) dependOn(addon, nodeGroup);
  }

  registerFargateProfile(profile: ITerraformDependable): void {
    this.profiles.push(profile);
    for (const addon of this.waitingForCompute) dependOn(addon, profile);
  }

  private get partition(): string {
    return this.props.partition ?? "aws";
  }

  private get tagsConfig(): { readonly tags?: Record<string, string> } {
    return this.props.tags === undefined ? {} : { tags: { ...this.props.tags } };
  }

  private makeRole(): ClusterRole {
    return new ClusterRole(this, "role", {
      ...rolePrefix(this.name, "cluster"),
      partition: this.partition,
      ...this.tagsConfig,
    });
  }

  private makeLogGroup(): CloudwatchLogGroup {
    const { logs, transform } = this.props;
    return new CloudwatchLogGroup(
      this,
      "log-group",
      transformed(
        {
          name: `/aws/eks/${this.name}/cluster`,
          retentionInDays: logs?.retentionDays ?? 90,
          ...(logs?.kmsKeyArn === undefined ? {} : { kmsKeyId: logs.kmsKeyArn }),
          ...this.tagsConfig,
        },
        transform?.logGroup,
      ),
    );
  }

  private makeSecretsKey(): SecretsKey {
    const accountOfRole: string = Fn.element(Fn.split(":", this.role.arn), 4);
    return new SecretsKey(this, "secrets-key", {
      clusterName: this.name,
      clusterRoleArn: this.role.arn,
      accountId: this.props.accountId ?? accountOfRole,
      partition: this.partition,
      ...this.tagsConfig,
      ...(this.props.transform?.secretsKey === undefined ? {} : { transform: this.props.transform.secretsKey }),
    });
  }

  private makeOidcProvider(): IamOpenidConnectProvider {
    return new IamOpenidConnectProvider(this, "oidc-provider", {
      url: this.oidcIssuer,
      clientIdList: ["sts.amazonaws.com"],
      ...this.tagsConfig,
    });
  }

  private withCniRole(options: AddonOptions): AddonOptions {
    if (options.podIdentity !== undefined || options.serviceAccountRoleArn !== undefined) return options;
    const role = new WorkloadRole(this, "vpc-cni-role", {
      ...rolePrefix(this.name, "vpc-cni"),
      partition: this.partition,
      policyArns: { cni: awsManagedPolicyArn("AmazonEKS_CNI_Policy", this.partition) },
      trust: { method: "podIdentity", namespace: "kube-system", serviceAccount: "aws-node" },
      ...this.tagsConfig,
    });
    const podIdentity = { serviceAccount: "aws-node", roleArn: role.arn };
    // Also on the way down: without its policy the CNI cannot give interfaces back while nodes drain.
    return { ...options, podIdentity, dependsOn: [...(options.dependsOn ?? []), ...role.permissions] };
  }

  private precedeCompute(addon: EksAddon): void {
    this.beforeComputeAddons.push(addon);
    for (const nodeGroup of this.nodeGroups) dependOn(nodeGroup, addon);
  }

  private waitForCompute(addon: EksAddon): void {
    this.waitingForCompute.push(addon);
    for (const compute of [...this.nodeGroups, ...this.profiles]) dependOn(addon, compute);
  }
}
