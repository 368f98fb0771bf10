import { CloudwatchEventRule, type CloudwatchEventRuleConfig } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Ec2Tag } from "@cdktf/provider-aws/lib/ec2-tag";
import { EksAccessEntry, type EksAccessEntryConfig } from "@cdktf/provider-aws/lib/eks-access-entry";
import {
  EksPodIdentityAssociation,
  type EksPodIdentityAssociationConfig,
} from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { SqsQueue, type SqsQueueConfig } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy, type SqsQueuePolicyConfig } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { rolePrefix } from "../control-plane";
import { karpenterPolicies, NodeRole, WorkloadRole } from "../identity";
import { prefixWithin } from "../shared/names";
import { policyDocument } from "../shared/policy-document";
import { Problems } from "../shared/problems";
import { karpenterDiscoveryTags } from "../shared/tags";
import { transformed } from "../shared/transform";
import type { KarpenterPrerequisitesProps } from "./karpenter-prerequisites-props";
import type { NamedRole } from "./self-managed-node-group-props";

/** What Karpenter wants to hear of, by key: the source of the events and their kind. */
const EVENTS = {
  health: { source: "aws.health", kind: "AWS Health Event" },
  "spot-interruption": { source: "aws.ec2", kind: "EC2 Spot Instance Interruption Warning" },
  rebalance: { source: "aws.ec2", kind: "EC2 Instance Rebalance Recommendation" },
  "state-change": { source: "aws.ec2", kind: "EC2 Instance State-change Notification" },
  "reservation-interruption": { source: "aws.ec2", kind: "EC2 Capacity Reservation Instance Interruption Warning" },
} as const;

/**
 * What Karpenter needs in AWS: the controller's role by pod identity, the nodes' role with its access entry, and a queue
 * that tells of interruptions. Karpenter itself and its node pools are for Helm or GitOps to bring. Costs next to nothing:
 * the queue and the events by the million.
 *
 * ```ts
 * new KarpenterPrerequisites(this, "karpenter", {
 *   cluster: controlPlane,
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 * });
 * ```
 *
 * @see https://karpenter.sh/docs/reference/cloudformation/
 */
export class KarpenterPrerequisites extends Construct {
  /** The controller's role. */
  readonly controllerRole: WorkloadRole;
  readonly podIdentity: EksPodIdentityAssociation;
  /** The nodes' role, made or given; node classes name it. */
  readonly nodeRole: NamedRole;
  readonly accessEntry: EksAccessEntry;
  /** The queue of interruptions. */
  readonly queue: SqsQueue;
  readonly queuePolicy: SqsQueuePolicy;
  /** Event rules by key. */
  readonly rules: Readonly<Record<string, CloudwatchEventRule>>;
  /** Tags for the subnets and security groups that this program makes, for node classes to find them by. */
  readonly discoveryTags: Readonly<Record<string, string>>;

  /** @throws InvalidPropsError that lists everything wrong with the literals of the props */
  constructor(scope: Construct, id: string, props: KarpenterPrerequisitesProps) {
    super(scope, id);
    const problems = new Problems(`KarpenterPrerequisites "${id}"`);
    checkProps(props, problems);
    problems.throwIfAny();

    const { cluster, transform } = props;
    this.discoveryTags = karpenterDiscoveryTags(cluster.name);
    this.nodeRole = props.nodeRole ?? this.makeNodeRole(props);
    this.accessEntry = this.makeAccessEntry(props);
    this.queue = this.makeQueue(props);
    this.rules = this.makeRules(props);
    const policy: SqsQueuePolicyConfig = { queueUrl: this.queue.url, policy: this.queuePolicyDocument() };
    this.queuePolicy = new SqsQueuePolicy(this, "queue-policy", transformed(policy, transform?.queuePolicy));
    this.controllerRole = this.makeControllerRole(props);
    this.podIdentity = this.makePodIdentity(props);
    for (const [tag, value] of Object.entries(this.discoveryTags)) {
      for (const [key, resourceId] of Object.entries(props.tagged ?? {})) {
        new Ec2Tag(this, `tag-${key}`, { resourceId, key: tag, value });
      }
    }
  }

  private makeNodeRole({ cluster, nodeRoleName, partition, tags }: KarpenterPrerequisitesProps): NodeRole {
    return new NodeRole(this, "node-role", {
      name: nodeRoleName ?? defaultNodeRoleName(cluster.name),
      partition: partition ?? "aws",
      ...tagsOf(tags),
    });
  }

  private makeAccessEntry({ cluster, windows, tags, transform }: KarpenterPrerequisitesProps): EksAccessEntry {
    const config: EksAccessEntryConfig = {
      clusterName: cluster.clusterName,
      principalArn: this.nodeRole.arn,
      type: windows === true ? "EC2_WINDOWS" : "EC2_LINUX",
      ...tagsOf(tags),
    };
    return new EksAccessEntry(this, "access-entry", transformed(config, transform?.accessEntry));
  }

  private makeQueue({ cluster, queueName, queueKeyArn, tags, transform }: KarpenterPrerequisitesProps): SqsQueue {
    const config: SqsQueueConfig = {
      name: queueName ?? cluster.name,
      // A warning comes two minutes ahead: older ones help nobody.
      messageRetentionSeconds: 300,
      ...(queueKeyArn === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: queueKeyArn }),
      ...tagsOf(tags),
    };
    return new SqsQueue(this, "queue", transformed(config, transform?.queue));
  }

  private makeRules({ cluster, tags, transform }: KarpenterPrerequisitesProps): Record<string, CloudwatchEventRule> {
    return Object.fromEntries(
      Object.entries(EVENTS).map(([key, { source, kind }]) => {
        const config: CloudwatchEventRuleConfig = {
          namePrefix: prefixWithin(38, `${cluster.name}-${key}`),
          description: `Tells Karpenter of the cluster ${cluster.name}: ${kind}`,
          eventPattern: JSON.stringify({ source: [source], "detail-type": [kind] }),
          ...tagsOf(tags),
        };
        const rule = new CloudwatchEventRule(this, `rule-${key}`, transformed(config, transform?.rule));
        new CloudwatchEventTarget(this, `target-${key}`, {
          rule: rule.name,
          arn: this.queue.arn,
          targetId: "karpenter",
        });
        return [key, rule];
      }),
    );
  }

  /** Only these rules may write, and nobody without TLS. */
  private queuePolicyDocument(): string {
    const { arn } = this.queue;
    return policyDocument(
      {
        Sid: "TellOfInterruptions",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: arn,
        Condition: { ArnEquals: { "aws:SourceArn": Object.values(this.rules).map((rule) => rule.arn) } },
      },
      {
        Sid: "DenyWithoutTls",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "sqs:*",
        Resource: arn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    );
  }

  private makeControllerRole(props: KarpenterPrerequisitesProps): WorkloadRole {
    const { cluster, accountId, region, partition = "aws", namespace, serviceAccount, tags } = props;
    return new WorkloadRole(this, "controller-role", {
      ...rolePrefix(cluster.name, "karpenter"),
      description: `Lets Karpenter make and end nodes of the EKS cluster ${cluster.name}`,
      partition,
      trust: {
        method: "podIdentity",
        namespace: namespace ?? "kube-system",
        serviceAccount: serviceAccount ?? "karpenter",
      },
      inlinePolicies: karpenterPolicies({
        clusterName: cluster.name,
        region,
        accountId,
        partition,
        // Both written out, so that the policies can be judged before role and queue are there.
        nodeRoleArn:
          props.nodeRole?.arn ??
          `arn:${partition}:iam::${accountId}:role/${props.nodeRoleName ?? defaultNodeRoleName(cluster.name)}`,
        queueArn: `arn:${partition}:sqs:${region}:${accountId}:${props.queueName ?? cluster.name}`,
      }),
      ...tagsOf(tags),
    });
  }

  private makePodIdentity(props: KarpenterPrerequisitesProps): EksPodIdentityAssociation {
    const { cluster, namespace, serviceAccount, tags, transform } = props;
    const config: EksPodIdentityAssociationConfig = {
      clusterName: cluster.clusterName,
      namespace: namespace ?? "kube-system",
      serviceAccount: serviceAccount ?? "karpenter",
      roleArn: this.controllerRole.arn,
      ...tagsOf(tags),
    };
    return new EksPodIdentityAssociation(this, "pod-identity", transformed(config, transform?.podIdentity));
  }
}

function defaultNodeRoleName(clusterName: string): string {
  return `${clusterName}-karpenter-nodes`;
}

function tagsOf(tags: Readonly<Record<string, string>> | undefined): { tags?: Record<string, string> } {
  return tags === undefined ? {} : { tags: { ...tags } };
}

function checkProps(props: KarpenterPrerequisitesProps, problems: Problems): void {
  problems.check("accountId", props.accountId, (id) => /^\d{12}$/.test(id), "must have 12 digits");
  const isRegion = (region: string) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(region);
  problems.check("region", props.region, isRegion, 'must be a region, such as "eu-central-1"');
  const isQueueName = (name: string) => /^[\w-]{1,80}$/.test(name);
  const queueName = props.queueName ?? props.cluster.name;
  problems.check("queueName", queueName, isQueueName, "must be 1 to 80 letters, digits, hyphens and underscores");
  if (props.nodeRole !== undefined && props.nodeRoleName !== undefined) {
    problems.add("nodeRoleName", props.nodeRoleName, "must be left out beside nodeRole, which has a name");
  }
  if (props.nodeRole === undefined) {
    const name = props.nodeRoleName ?? defaultNodeRoleName(props.cluster.name);
    const isRoleName = (text: string) => /^[\w+=,.@-]{1,64}$/.test(text);
    problems.check("nodeRoleName", name, isRoleName, "must be 1 to 64 letters, digits and +=,.@_-");
  }
  const isTaggable = (id: string) => /^(subnet|sg)-[\da-z]+$/.test(id);
  for (const [key, id] of Object.entries(props.tagged ?? {})) {
    problems.check(`tagged.${key}`, id, isTaggable, "must be the id of a subnet or security group");
  }
}
