import { EksFargateProfile, type EksFargateProfileConfig } from "@cdktf/provider-aws/lib/eks-fargate-profile";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Cluster, type RoleWithPermissions, rolePrefix, subnetsOf, type TierPlacement } from "../control-plane";
import { FargatePodRole } from "../identity";
import { Vpc } from "../network";
import { policyDocument } from "../shared/policy-document";
import { Problems } from "../shared/problems";
import { type Transform, transformed } from "../shared/transform";

/** Which pods a profile takes: those of a namespace that carry all the labels. */
export interface FargateSelector {
  /** Namespace; `*` and `?` are wildcards. */
  readonly namespace: string;
  /**
   * Labels, at most five; wildcards as in the namespace.
   * @default any pod of the namespace
   */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface FargateProfileProps extends TierPlacement {
  readonly cluster: Cluster;
  /** Name of the profile: 1-63 letters, digits, hyphens and underscores; not starting with `eks-`. Changing it replaces the profile. */
  readonly name: string;
  /** The network and a tier of private subnets: without a direct route to an internet gateway. */
  readonly tier: string;
  /** Which pods it takes: 1-5 selectors. */
  readonly selectors: readonly FargateSelector[];
  /**
   * The role that Fargate pulls images and writes logs with.
   * @default a `FargatePodRole` is made
   */
  readonly podExecutionRole?: RoleWithPermissions;
  /**
   * What must exist before pods start: routes and endpoints that they pull images through.
   * @default nothing beside the role
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /**
   * AWS partition.
   * @default "aws"
   */
  readonly partition?: string;
  /**
   * Tags of all resources made.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Where the log router of the pods may write, once a ConfigMap `aws-logging` turns it on: a log group by its ARN, or all
   * that begin with a prefix where the ARN ends in `*`. The role that is made gets the right to it.
   * @default nowhere
   * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate-logging.html
   */
  readonly logGroupArn?: string;
  /**
   * How long Terraform waits, such as `"20m"`.
   * @default 10 minutes each
   */
  readonly timeouts?: { readonly create?: string; readonly delete?: string };
  /** Hooks. */
  readonly transform?: { readonly profile?: Transform<EksFargateProfileConfig> };
}

/**
 * A Fargate profile. EKS makes the profiles of a cluster one at a time, so that each waits for the one before it. Costs
 * nothing itself; pods cost by the vCPU and GiB they ask for.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html
 */
export class FargateProfile extends Construct {
  /** The profile. */
  readonly profile: EksFargateProfile;
  /** The pod execution role, made or given. */
  readonly podExecutionRole: RoleWithPermissions;

  /** @throws InvalidPropsError that lists everything wrong with the literals of the props */
  constructor(scope: Construct, id: string, props: FargateProfileProps) {
    super(scope, id);
    const problems = new Problems(`FargateProfile "${id}"`);
    const subnets = subnetsOf(props, problems);
    checkProfile(props, problems);
    problems.throwIfAny();

    const { logGroupArn, timeouts } = props;
    const tags = props.tags === undefined ? {} : { tags: { ...props.tags } };
    this.podExecutionRole =
      props.podExecutionRole ??
      new FargatePodRole(this, "role", {
        ...rolePrefix(props.name, "fargate"),
        partition: props.partition ?? "aws",
        ...(logGroupArn === undefined ? {} : { inlinePolicies: { "log-router": logRouterPolicy(logGroupArn) } }),
        ...tags,
      });
    const previous = props.cluster.fargateProfiles.at(-1);
    this.profile = new EksFargateProfile(
      this,
      "profile",
      transformed(
        {
          clusterName: props.cluster.clusterName,
          fargateProfileName: props.name,
          podExecutionRoleArn: this.podExecutionRole.arn,
          subnetIds: subnets.map((subnet) => subnet.id),
          selector: props.selectors.map(({ namespace, labels }) => ({
            namespace,
            ...(labels === undefined ? {} : { labels: { ...labels } }),
          })),
          ...tags,
          ...(timeouts === undefined ? {} : { timeouts: { ...timeouts } }),
          dependsOn: [
            ...(this.podExecutionRole.permissions ?? []),
            ...(props.dependsOn ?? []),
            ...(previous === undefined ? [] : [previous]),
          ],
        },
        props.transform?.profile,
      ),
    );
    props.cluster.registerFargateProfile(this.profile);
  }
}

/** What the log router does: it makes the group and its streams, and writes. A retention is for the group's owner to set. */
function logRouterPolicy(logGroupArn: string): string {
  return policyDocument({
    Effect: "Allow",
    Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    Resource: [logGroupArn, `${logGroupArn}:*`],
  });
}

function checkProfile(props: FargateProfileProps, problems: Problems): void {
  problems.check(
    "name",
    props.name,
    (name) => /^[0-9A-Za-z][\w-]{0,62}$/.test(name) && !name.startsWith("eks-"),
    'must have 1 to 63 letters, digits, hyphens and underscores, and not start with "eks-"',
  );
  if (props.network instanceof Vpc && props.network.tiers[props.tier]?.type === "public") {
    problems.add(
      "tier",
      props.tier,
      "must be private or isolated: Fargate takes no subnets with a route to an internet gateway",
    );
  }
  const isLogGroup = (arn: string) => /^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:[\w/.#-]+\*?$/.test(arn);
  const example = "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/eks/demo/pods";
  problems.check("logGroupArn", props.logGroupArn, isLogGroup, `must be the ARN of a log group, such as ${example}`);
  if (props.logGroupArn !== undefined && props.podExecutionRole !== undefined) {
    problems.add(
      "logGroupArn",
      props.logGroupArn,
      "must be left out beside podExecutionRole, whose rights are its owner's to give",
    );
  }
  problems.check(
    "selectors",
    props.selectors,
    (list) => list.length >= 1 && list.length <= 5,
    "must be 1 to 5 selectors",
  );
  for (const [index, { namespace, labels }] of props.selectors.entries()) {
    problems.check(
      `selectors[${index}].namespace`,
      namespace,
      (name) => /^[a-z\d*?]([a-z\d*?-]{0,61}[a-z\d*?])?$/.test(name),
      "must be a namespace of at most 63 lower-case letters, digits and hyphens, with * and ? as wildcards",
    );
    const count = Object.keys(labels ?? {}).length;
    problems.check(`selectors[${index}].labels`, count, (labelCount) => labelCount <= 5, "must be at most 5 labels");
  }
}
