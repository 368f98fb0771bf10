import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { type ComputeKind, ControlPlane } from "../modules/control-plane";
import type {
  FargateProfile,
  KarpenterPrerequisites,
  ManagedNodeGroup,
  SelfManagedNodeGroup,
} from "../modules/data-plane";
import type { Network, Vpc } from "../modules/network";
import { ClusterTraffic, ControlPlaneEniSecurityGroup, NodeSecurityGroup } from "../modules/security-groups";
import { partitionOf } from "../modules/shared/partitions";
import { karpenterDiscoveryTags } from "../modules/shared/tags";
import { useBackend } from "./backend";
import { CollectedProblems, under } from "./collected-problems";
import { checkDataPlane } from "./data-plane-checks";
import { CONTROL_PLANE_SETTINGS, type ControlPlaneSettings, type EksPlatformStackProps } from "./eks-platform-props";
import { given } from "./given";
import { PlatformDataPlane } from "./platform-data-plane";
import { findNetwork, makeVpc } from "./platform-network";
import { checkPlatform, computeOf, defaultTiers, trafficOf } from "./platform-plan";
import { standInCluster, standInNetwork } from "./stand-ins";
import { Workload } from "./workload";

/** The security groups of a platform, and the rules between them. */
interface TrafficParts {
  readonly controlPlane: ControlPlaneEniSecurityGroup;
  readonly nodes: NodeSecurityGroup;
}

/**
 * A whole EKS platform in one state: network, control plane, security groups and data plane.
 *
 * ```ts
 * new EksPlatformStack(app, "production", {
 *   account: "111122223333",
 *   region: "eu-central-1",
 *   version: "1.35",
 *   network: { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
 *   admins: { platform: "arn:aws:iam::111122223333:role/platform" },
 *   dataPlane: { nodeGroups: { general: { size: { min: 3, max: 6 } } } },
 * });
 * ```
 *
 * Costs about 73 USD a month for the control plane, 35 for each NAT gateway, 8 for each interface endpoint and zone, and
 * what instances, Fargate pods, logs and traffic cost.
 */
export class EksPlatformStack extends TerraformStack {
  readonly provider: AwsProvider;
  /** The network, made here or elsewhere. */
  readonly network: Network;
  /** The network as made; absent where it was made elsewhere. */
  readonly vpc: Vpc | undefined;
  readonly controlPlane: ControlPlane;
  /** Absent where everything shares the cluster security group. */
  readonly controlPlaneSecurityGroup: ControlPlaneEniSecurityGroup | undefined;
  /** Absent where everything shares the cluster security group. */
  readonly nodeSecurityGroup: NodeSecurityGroup | undefined;
  /** Absent where everything shares the cluster security group, and no further rules are asked for. */
  readonly traffic: ClusterTraffic | undefined;
  /** Managed node groups by name. */
  readonly nodeGroups: Readonly<Record<string, ManagedNodeGroup>>;
  /** Self-managed node groups by name. */
  readonly selfManagedNodeGroups: Readonly<Record<string, SelfManagedNodeGroup>>;
  /** Fargate profiles by name. */
  readonly fargateProfiles: Readonly<Record<string, FargateProfile>>;
  /** Present where it was asked for. */
  readonly karpenter: KarpenterPrerequisites | undefined;
  /** Workloads by key. */
  readonly workloads: Readonly<Record<string, Workload>>;

  private readonly props: EksPlatformStackProps;
  private readonly problems: CollectedProblems;
  private readonly tags: Readonly<Record<string, string>>;

  /** @throws InvalidPropsError that lists everything wrong with the props, of all parts, by their paths in the props */
  constructor(scope: Construct, id: string, props: EksPlatformStackProps) {
    super(scope, id);
    this.props = props;
    this.problems = new CollectedProblems(`EksPlatformStack "${id}"`);
    checkPlatform(props, this.problems);
    checkDataPlane(props, this.problems);
    const name = props.name ?? id;
    this.tags = {
      cluster: name,
      ...(props.environment === undefined ? {} : { environment: props.environment }),
      ...props.tags,
    };

    this.provider = this.makeProvider();
    useBackend(this, props.backend ?? { type: "local" }, props);
    const vpc = makeVpc(this, name, props, this.problems);
    const found = vpc ?? findNetwork(this, props, this.problems);
    const network = found ?? standInNetwork(props);
    const groups = this.makeSecurityGroups(name, network);
    const controlPlane = this.makeControlPlane(name, network, groups);
    this.traffic = this.makeTraffic(groups, controlPlane, network);
    const dataPlane = new PlatformDataPlane(this, {
      props,
      problems: this.problems,
      cluster: controlPlane ?? standInCluster(name, props.version),
      network,
      nodeSecurityGroup: groups?.nodes,
      traffic: this.traffic,
      tags: this.tags,
      partition: this.partition,
    });
    this.workloads = controlPlane === undefined ? {} : this.makeWorkloads(controlPlane);
    this.problems.throwIfAny();

    this.network = made(found);
    this.vpc = vpc;
    this.nodeGroups = dataPlane.nodeGroups;
    this.selfManagedNodeGroups = dataPlane.selfManagedNodeGroups;
    this.fargateProfiles = dataPlane.fargateProfiles;
    this.karpenter = dataPlane.karpenter;
    this.controlPlane = made(controlPlane);
    this.controlPlaneSecurityGroup = groups?.controlPlane;
    this.nodeSecurityGroup = groups?.nodes;
    this.makeOutputs();
  }

  private get compute(): ComputeKind {
    return computeOf(this.props);
  }

  /** The partition where it is not that of most regions, which the parts take by themselves. */
  private get partition(): { readonly partition?: string } {
    const partition = this.props.partition ?? partitionOf(this.props.region);
    return this.props.partition === undefined && partition === "aws" ? {} : { partition };
  }

  private makeProvider(): AwsProvider {
    const { region, account, assumeRoleArn } = this.props;
    return new AwsProvider(this, "aws", {
      region,
      allowedAccountIds: [account],
      ...(assumeRoleArn === undefined ? {} : { assumeRole: [{ roleArn: assumeRoleArn }] }),
      defaultTags: [{ tags: { ...this.tags } }],
    });
  }

  private makeSecurityGroups(clusterName: string, network: Network): TrafficParts | undefined {
    if (trafficOf(this.props).choice === "clusterSecurityGroupOnly") return undefined;
    return this.problems.attempt(
      (property) => (property === "clusterName" ? "name" : property),
      () => ({
        controlPlane: new ControlPlaneEniSecurityGroup(this, "control-plane-security-group", {
          vpcId: network.vpcId,
          clusterName,
        }),
        nodes: new NodeSecurityGroup(this, "node-security-group", {
          vpcId: network.vpcId,
          clusterName,
          ...(this.props.dataPlane.karpenter === undefined ? {} : { tags: karpenterDiscoveryTags(clusterName) }),
        }),
      }),
    );
  }

  private makeControlPlane(name: string, network: Network, groups: TrafficParts | undefined): ControlPlane | undefined {
    const {
      version,
      account,
      endpointAccess,
      logs,
      serviceIpv4Cidr,
      supportType,
      deletionProtection,
      addons,
      transform,
      dataPlane: { autoMode },
    } = this.props;
    const controlPlane = this.problems.attempt(
      controlPlaneProperty,
      () =>
        new ControlPlane(this, "control-plane", {
          name,
          version,
          network,
          tier: defaultTiers(this.props).controlPlane,
          compute: this.compute,
          accountId: account,
          ...(groups === undefined ? {} : { securityGroups: [groups.controlPlane] }),
          ...this.partition,
          ...this.controlPlaneSettings,
          ...given({ endpointAccess, logs, serviceIpv4Cidr, supportType, deletionProtection, addons, autoMode }),
          ...given({ transform: transform?.controlPlane }),
        }),
    );
    for (const [key, principalArn] of Object.entries(this.props.admins ?? {})) {
      this.problems.attempt(
        () => `admins.${key}`,
        () => controlPlane?.grantAccess(`admin-${key}`, { principalArn, policy: "AmazonEKSClusterAdminPolicy" }),
      );
    }
    return controlPlane;
  }

  private get controlPlaneSettings(): ControlPlaneSettings {
    const { controlPlane, region } = this.props;
    // The key's policy names the region's logs service.
    const { secretsKey } = controlPlane ?? {};
    return { ...controlPlane, ...(secretsKey === undefined ? {} : { secretsKey: { region, ...secretsKey } }) };
  }

  private makeTraffic(
    groups: TrafficParts | undefined,
    controlPlane: ControlPlane | undefined,
    network: Network,
  ): ClusterTraffic | undefined {
    const { choice, ...settings } = trafficOf(this.props);
    const isShared = choice === "clusterSecurityGroupOnly";
    if (isShared ? Object.keys(settings).length === 0 : groups === undefined) return undefined;
    // Fargate pods and nodes of Auto Mode carry the cluster security group.
    const hasBoth = this.compute === "ec2AndFargate" || this.props.dataPlane.autoMode !== undefined;
    const clusterGroup = isShared || hasBoth ? controlPlane?.clusterSecurityGroupId : undefined;
    return this.problems.attempt(
      under("traffic"),
      () =>
        new ClusterTraffic(this, "traffic", {
          ...groups,
          ...given(settings),
          choice,
          ipv6: network.ipv6CidrBlock !== undefined,
          ...given({ fargateSecurityGroupId: clusterGroup, transform: this.props.transform?.traffic }),
        }),
    );
  }

  private makeWorkloads(controlPlane: ControlPlane): Record<string, Workload> {
    const workloads: Record<string, Workload> = {};
    for (const [key, settings] of Object.entries(this.props.workloads ?? {})) {
      const workload = this.problems.attempt(
        under(`workloads.${key}`),
        () =>
          new Workload(this, `workload-${key}`, {
            ...settings,
            controlPlane,
            compute: this.compute,
            ...this.partition,
          }),
      );
      if (workload !== undefined) workloads[key] = workload;
    }
    return workloads;
  }

  private makeOutputs(): void {
    const { clusterName, endpoint, kubeconfigCommand } = this.controlPlane;
    new TerraformOutput(this, "cluster-name", { value: clusterName, description: "Name of the cluster" });
    new TerraformOutput(this, "cluster-endpoint", { value: endpoint, description: "URL of the Kubernetes API" });
    new TerraformOutput(this, "kubeconfig-command", {
      value: kubeconfigCommand,
      description: "Adds the cluster to your kubeconfig",
    });
  }
}

/** The path that a property of the control plane has in the props of the stack. */
function controlPlaneProperty(property: string): string {
  if (property === "tier") return "controlPlaneTier";
  const [name = ""] = property.split(/[.[]/);
  if (name === "autoMode") return `dataPlane.${property}`;
  const settings: readonly string[] = CONTROL_PLANE_SETTINGS;
  return settings.includes(name) ? `controlPlane.${property}` : property;
}

/** A part that is missing has left a problem, which was thrown before this. */
function made<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error("a part of the platform was not made, and left no problem");
  return part;
}
