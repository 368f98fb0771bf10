import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import {
  FargateProfile,
  type JoinableCluster,
  KarpenterPrerequisites,
  ManagedNodeGroup,
  type NamedCluster,
  SelfManagedNodeGroup,
} from "../modules/data-plane";
import type { Network } from "../modules/network";
import type { ClusterTraffic, NodeSecurityGroup } from "../modules/security-groups";
import { type CollectedProblems, under } from "./collected-problems";
import type { Placement } from "./data-plane-props";
import type { EksPlatformStackProps } from "./eks-platform-props";
import { given } from "./given";
import { defaultTiers } from "./platform-plan";

/** What the data plane of a platform is put into. */
interface Surroundings {
  readonly props: EksPlatformStackProps;
  readonly problems: CollectedProblems;
  readonly cluster: JoinableCluster & NamedCluster;
  readonly network: Network;
  /** Absent where nodes carry the cluster security group. */
  readonly nodeSecurityGroup: NodeSecurityGroup | undefined;
  readonly traffic: ClusterTraffic | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly partition: { readonly partition?: string };
}

/** The data plane of a platform. What is wrong with a part is noted, and the others are made all the same. */
export class PlatformDataPlane {
  readonly nodeGroups: Readonly<Record<string, ManagedNodeGroup>>;
  readonly selfManagedNodeGroups: Readonly<Record<string, SelfManagedNodeGroup>>;
  readonly fargateProfiles: Readonly<Record<string, FargateProfile>>;
  readonly karpenter: KarpenterPrerequisites | undefined;

  constructor(
    private readonly stack: Construct,
    private readonly around: Surroundings,
  ) {
    const { dataPlane, transform } = around.props;
    const { cluster, tags, partition } = around;
    this.nodeGroups = this.each("nodeGroups", dataPlane.nodeGroups, (name, settings) => {
      const id = `node-group-${name}`;
      const placed = { ...settings, ...this.nodes(settings), ...partition, cluster, name, tags };
      return new ManagedNodeGroup(stack, id, { ...placed, ...given({ transform: transform?.nodeGroups }) });
    });
    this.selfManagedNodeGroups = this.each("selfManaged", dataPlane.selfManaged, (name, settings) => {
      const id = `self-managed-node-group-${name}`;
      const placed = { ...settings, ...this.nodes(settings), ...partition, cluster, name, tags };
      return new SelfManagedNodeGroup(stack, id, { ...placed, ...given({ transform: transform?.selfManaged }) });
    });
    this.fargateProfiles = this.each("fargate", dataPlane.fargate, (name, settings) => {
      const id = `fargate-profile-${name}`;
      const placed = { ...settings, ...this.placed(settings), ...partition, cluster, name };
      return new FargateProfile(stack, id, { ...placed, ...given({ transform: transform?.fargate }) });
    });
    this.karpenter = this.makeKarpenter();
  }

  /** Makes each part, and notes what is wrong with it under its key. */
  private each<Settings, Part>(
    kind: string,
    settings: Readonly<Record<string, Settings>> | undefined,
    make: (name: string, settings: Settings) => Part,
  ): Record<string, Part> {
    const parts: Record<string, Part> = {};
    for (const [name, one] of Object.entries(settings ?? {})) {
      const at = `dataPlane.${kind}.${name}`;
      const part = this.around.problems.attempt(
        (property) => (property === "name" ? at : `${at}.${property}`),
        () => make(name, one),
      );
      if (part !== undefined) parts[name] = part;
    }
    return parts;
  }

  private placed({ tier = defaultTiers(this.around.props).compute }: Placement) {
    const { network } = this.around;
    return { network, tier, dependsOn: this.connectivity(tier) };
  }

  /** Nodes join through the rules of their security group, too. */
  private nodes(placement: Placement) {
    const { nodeSecurityGroup, traffic } = this.around;
    const placed = this.placed(placement);
    return {
      ...placed,
      dependsOn: [...placed.dependsOn, ...(traffic?.resources ?? [])],
      ...(nodeSecurityGroup === undefined ? {} : { securityGroups: [nodeSecurityGroup] }),
    };
  }

  /** A tier that is not there is reported by whoever is placed in it. */
  private connectivity(tier: string): readonly ITerraformDependable[] {
    const { network } = this.around;
    return network.tierNames.includes(tier) ? (network.connectivity?.(tier) ?? []) : [];
  }

  private makeKarpenter(): KarpenterPrerequisites | undefined {
    const { props, problems, cluster, tags, partition } = this.around;
    const { karpenter } = props.dataPlane;
    if (karpenter === undefined) return undefined;
    const { tier, ...settings } = karpenter === true ? {} : karpenter;
    return problems.attempt(
      under("dataPlane.karpenter"),
      () =>
        new KarpenterPrerequisites(this.stack, "karpenter", {
          ...settings,
          ...partition,
          cluster,
          accountId: props.account,
          region: props.region,
          tagged: this.foundByTag(tier ?? defaultTiers(props).compute),
          tags,
          ...given({ transform: props.transform?.karpenter }),
        }),
    );
  }

  /** What is not made here gets the discovery tag by a resource of its own: subnets made elsewhere, and EKS's own group. */
  private foundByTag(tier: string): Record<string, string> {
    const { props, network, cluster, nodeSecurityGroup } = this.around;
    const isMadeElsewhere = props.network === undefined && network.tierNames.includes(tier);
    const subnets = isMadeElsewhere ? network.subnets(tier) : [];
    return {
      ...Object.fromEntries(subnets.map(({ id, zone }) => [`subnet-${zone}`, id])),
      ...(nodeSecurityGroup === undefined ? { "cluster-security-group": cluster.clusterSecurityGroupId } : {}),
    };
  }
}
