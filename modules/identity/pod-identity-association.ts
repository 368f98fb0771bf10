import {
  EksPodIdentityAssociation,
  type EksPodIdentityAssociationConfig,
} from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document";
import { Problems } from "../shared/problems";
import { resolvedText } from "../shared/resolved-text";
import { type Transform, transformed } from "../shared/transform";
import { checkRoleProps, type RoleProps, type RoleTransforms } from "./role-props";
import { WorkloadRole } from "./workload-role";
import { checkPods, checkRoleArn } from "./workload-trust";

/** A cluster as a `PodIdentityAssociation` needs it; a `ControlPlane` is one. */
export interface ClusterByName {
  /** Name of the cluster, best as a reference to it: the association then waits for it. */
  readonly clusterName: string;
}

/** Hooks of a `PodIdentityAssociation`. */
export interface PodIdentityAssociationTransforms extends RoleTransforms {
  readonly association?: Transform<EksPodIdentityAssociationConfig>;
}

/** What a `PodIdentityAssociation` is made from: the props of the role that it makes, and which pods get it. */
export interface PodIdentityAssociationProps extends Omit<RoleProps, "transform"> {
  /** The cluster, as a reference to it or by its name. */
  readonly cluster: ClusterByName;
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Service account of the pods. */
  readonly serviceAccount: string;
  /**
   * ARN of a role that trusts `pods.eks.amazonaws.com`. The props of the role that would be made must then be left out.
   * @default a `WorkloadRole` is made, for these pods alone
   */
  readonly roleArn?: string;
  /**
   * ARN of a role, often in another account, whose credentials the pods get: EKS assumes it with the first role, which is allowed to
   * where it is made here. The target's own trust policy is a `WorkloadRole` with the trust `sourceRole`.
   * @default none: the pods get the credentials of the first role
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
   */
  readonly targetRoleArn?: string;
  /**
   * Whether sessions carry the tags that EKS adds: cluster, namespace, service account and pod. Without them the role cannot be bound
   * to its pods on its own side, and policies of resources cannot ask for them.
   * @default true
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
   */
  readonly sessionTags?: boolean;
  /**
   * AWS region.
   * @default that of the provider
   */
  readonly region?: string;
  /**
   * Hooks that change the configuration of the resources, by kind.
   * @default none
   */
  readonly transform?: PodIdentityAssociationTransforms;
}

/** Names of the props that say how a role is made. */
const ROLE_PROPS = [
  "name",
  "namePrefix",
  "path",
  "permissionsBoundary",
  "description",
  "maxSessionDuration",
  "policyArns",
  "inlinePolicies",
] as const;

/**
 * Gives the pods of one service account a role, through the EKS Pod Identity agent. Not on Fargate, which has no agent.
 *
 * @example
 * new PodIdentityAssociation(this, "cart", {
 *   cluster: controlPlane,
 *   namespace: "shop",
 *   serviceAccount: "cart",
 *   policyArns: { orders: ordersPolicy.arn },
 * });
 *
 * @throws InvalidPropsError that lists everything that is wrong with the props
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export class PodIdentityAssociation extends Construct {
  readonly association: EksPodIdentityAssociation;
  /** The role made; absent where one was given. */
  readonly role: WorkloadRole | undefined;

  constructor(scope: Construct, id: string, props: PodIdentityAssociationProps) {
    super(scope, id);
    const problems = new Problems(`PodIdentityAssociation "${id}"`);
    checkAssociation(props, problems);
    problems.throwIfAny();
    this.role = props.roleArn === undefined ? this.makeRole(props) : undefined;
    const { cluster, namespace, serviceAccount, targetRoleArn, sessionTags = true, region, tags } = props;
    const config: EksPodIdentityAssociationConfig = {
      clusterName: cluster.clusterName,
      namespace,
      serviceAccount,
      roleArn: this.role?.arn ?? props.roleArn ?? "",
      ...(targetRoleArn === undefined ? {} : { targetRoleArn }),
      ...(sessionTags ? {} : { disableSessionTags: true }),
      ...(region === undefined ? {} : { region }),
      ...(tags === undefined ? {} : { tags: { ...tags } }),
      ...(this.role === undefined ? {} : { dependsOn: [...this.role.permissions] }),
    };
    const { association } = props.transform ?? {};
    this.association = new EksPodIdentityAssociation(this, "association", transformed(config, association));
    refuseSecond(this, [cluster.clusterName, namespace, serviceAccount]);
  }

  /** What must exist before pods start that need the role. */
  get permissions(): readonly ITerraformDependable[] {
    return [this.association, ...(this.role?.permissions ?? [])];
  }

  private makeRole(props: PodIdentityAssociationProps): WorkloadRole {
    const { cluster: _, roleArn: __, region: ___, transform, ...rest } = props;
    const { namespace, serviceAccount, targetRoleArn, sessionTags = true, ...role } = rest;
    return new WorkloadRole(this, "role", {
      ...role,
      ...(targetRoleArn === undefined
        ? {}
        : { inlinePolicies: { [TARGET_POLICY]: targetPolicy(targetRoleArn), ...role.inlinePolicies } }),
      trust: { method: "podIdentity", ...(sessionTags ? { namespace, serviceAccount } : {}) },
      ...(transform === undefined ? {} : { transform }),
    });
  }
}

/** Associations of a stack, with the pods that they are for. */
const associated = new WeakMap<TerraformStack, Map<PodIdentityAssociation, readonly string[]>>();

/** EKS takes one association for each service account; of two the second is not made. */
function refuseSecond(association: PodIdentityAssociation, pods: readonly string[]): void {
  const stack = TerraformStack.of(association);
  const others = associated.get(stack) ?? new Map<PodIdentityAssociation, readonly string[]>();
  associated.set(stack, others);
  const text = (texts: readonly string[]): string => texts.map((part) => resolvedText(association, part)).join(" ");
  association.node.addValidation({
    validate: () => {
      const earlier = [...others].slice(0, [...others.keys()].indexOf(association));
      const own = text(pods);
      const same = earlier.find(([, theirs]) => theirs[2] === pods[2] && text(theirs) === own)?.[0];
      if (same === undefined) return [];
      const [, namespace, serviceAccount] = pods;
      return [`${namespace}/${serviceAccount} has an association already, ${same.node.path}: EKS takes one for each`];
    },
  });
  others.set(association, pods);
}

const TARGET_POLICY = "assume-target-role";

function targetPolicy(targetRoleArn: string): string {
  return policyDocument({ Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Resource: targetRoleArn });
}

function checkAssociation(props: PodIdentityAssociationProps, problems: Problems): void {
  checkPods(props, problems);
  checkRoleArn("roleArn", props.roleArn, problems);
  checkRoleArn("targetRoleArn", props.targetRoleArn, problems);
  if (props.roleArn === undefined) checkRoleProps(props, [], problems);
  for (const name of ROLE_PROPS) {
    if (props.roleArn === undefined || props[name] === undefined) continue;
    problems.add(name, props[name], "must be left out beside roleArn: no role is made");
  }
  if (props.targetRoleArn !== undefined && Object.hasOwn(props.inlinePolicies ?? {}, TARGET_POLICY)) {
    problems.add(
      `inlinePolicies.${TARGET_POLICY}`,
      TARGET_POLICY,
      "must have another name: the role has such a policy by itself",
    );
  }
}
