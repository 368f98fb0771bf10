import type { CloudwatchEventRuleConfig } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import type { EksAccessEntryConfig } from "@cdktf/provider-aws/lib/eks-access-entry";
import type { EksPodIdentityAssociationConfig } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import type { SqsQueueConfig } from "@cdktf/provider-aws/lib/sqs-queue";
import type { SqsQueuePolicyConfig } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import type { Cluster } from "../control-plane";
import type { Transform } from "../shared/transform";
import type { NamedRole } from "./self-managed-node-group-props";

/** Hooks of `KarpenterPrerequisites`. */
export interface KarpenterTransform {
  readonly accessEntry?: Transform<EksAccessEntryConfig>;
  readonly podIdentity?: Transform<EksPodIdentityAssociationConfig>;
  readonly queue?: Transform<SqsQueueConfig>;
  readonly queuePolicy?: Transform<SqsQueuePolicyConfig>;
  /** Sees every event rule. */
  readonly rule?: Transform<CloudwatchEventRuleConfig>;
}

/** A cluster that tells its name as text, as a `ControlPlane` does. */
export interface NamedCluster extends Cluster {
  /** Name of the cluster, as given. */
  readonly name: string;
}

export interface KarpenterPrerequisitesProps {
  readonly cluster: NamedCluster;
  /** Id of the AWS account, 12 digits. */
  readonly accountId: string;
  /** AWS region of the cluster. */
  readonly region: string;
  /**
   * AWS partition.
   * @default "aws"
   */
  readonly partition?: string;
  /**
   * Namespace that the controller runs in.
   * @default "kube-system"
   */
  readonly namespace?: string;
  /**
   * Service account of the controller.
   * @default "karpenter"
   */
  readonly serviceAccount?: string;
  /**
   * The role of the nodes that Karpenter makes.
   * @default a `NodeRole` is made, without AmazonEKS_CNI_Policy: the vpc-cni add-on has a role of its own
   */
  readonly nodeRole?: NamedRole;
  /**
   * Name of the node role that is made, which node classes name: at most 64 letters, digits and `+=,.@_-`.
   * @default the cluster's name and `-karpenter-nodes`
   */
  readonly nodeRoleName?: string;
  /**
   * Whether the nodes run Windows: their access entry is of another type.
   * @default false
   */
  readonly windows?: boolean;
  /**
   * Name of the queue of interruptions, Karpenter's `settings.interruptionQueue`: at most 80 letters, digits, hyphens and
   * underscores.
   * @default the cluster's name
   */
  readonly queueName?: string;
  /**
   * ARN of a KMS key for the queue, whose policy lets EventBridge and the controller use it.
   * @default SQS's own key
   */
  readonly queueKeyArn?: string;
  /**
   * Subnets and security groups made elsewhere that Karpenter is to find, by a key that becomes part of the addresses: each
   * gets the discovery tag by a resource of its own. What this program makes takes `discoveryTags` among its tags instead,
   * or the two would undo each other.
   * @default none
   */
  readonly tagged?: Readonly<Record<string, string>>;
  /**
   * Tags of all resources made.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  readonly transform?: KarpenterTransform;
}
