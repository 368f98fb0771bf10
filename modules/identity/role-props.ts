import type { IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import type { IamRolePolicyConfig } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { IamRolePolicyAttachmentConfig } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Token } from "cdktf";
import { isJsonObject } from "../shared/policy-document";
import type { Problems } from "../shared/problems";
import type { Transform } from "../shared/transform";

/** Hooks into a role's resources. */
export interface RoleTransforms {
  readonly role?: Transform<IamRoleConfig>;
  /** Sees every attachment; `policyArn` tells which. */
  readonly attachment?: Transform<IamRolePolicyAttachmentConfig>;
  /** Sees every inline policy; `name` tells which. */
  readonly inlinePolicy?: Transform<IamRolePolicyConfig>;
}

/** What an organisation wants of every role that is made in its accounts. */
export interface RoleDefaults {
  /**
   * IAM path, beginning and ending with a slash, at most 512 characters.
   * @default /
   */
  readonly path?: string;
  /**
   * ARN of the managed policy that bounds what the role may do.
   * @default none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  readonly permissionsBoundary?: string;
}

/** What every role takes. */
export interface RoleProps extends RoleDefaults {
  /**
   * Name of the role: at most 64 letters, digits and `+=,.@_-`. A change replaces the role. Not together with `namePrefix`.
   * @default Terraform completes `namePrefix`
   */
  readonly name?: string;
  /**
   * Beginning of the role's name, which Terraform makes unique: at most 38 characters. A change replaces the role.
   * @default the construct's path, joined by hyphens; where it is too long, its end
   */
  readonly namePrefix?: string;
  /**
   * What the role is for, at most 1,000 characters.
   * @default a sentence that fits the kind of role
   */
  readonly description?: string;
  /**
   * How long a session may last, in seconds: 3600 to 43200.
   * @default 3600
   */
  readonly maxSessionDuration?: number;
  /**
   * Partition in the ARNs of AWS's own policies: `aws`, `aws-cn`, `aws-us-gov` and so on. A plain string and not a look-up, so
   * that policies can be judged before anything is planned.
   * @default aws
   */
  readonly partition?: string;
  /**
   * ARNs of further managed policies, by keys that become part of the attachments' addresses. A role takes 20 at most (10 unless
   * the account's quota was raised).
   * @default none
   */
  readonly policyArns?: Readonly<Record<string, string>>;
  /**
   * Policies of the role's own, as JSON, by name: at most 128 letters, digits and `+=,.@_-`; together 10,240 characters.
   * @default none
   */
  readonly inlinePolicies?: Readonly<Record<string, string>>;
  /**
   * Tags of the role.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Hooks that change the configuration of the resources, by kind.
   * @default none
   */
  readonly transform?: RoleTransforms;
}

/** ARN of a policy that AWS manages: its name, with its path where it has one, such as `service-role/AmazonEBSCSIDriverPolicy`. */
export function awsManagedPolicyArn(policy: string, partition = "aws"): string {
  return `arn:${partition}:iam::aws:policy/${policy}`;
}

const NAME_CHARACTERS = /^[\w+=,.@-]+$/;
const POLICY_ARN = /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/.+$/;
const POLICY_ARN_MESSAGE = "must be the ARN of an IAM policy, such as arn:aws:iam::111122223333:policy/name";
/** IAM's limit on what is attached to one role, where the quota is raised as far as it goes. */
const MAX_ATTACHED = 20;
/** IAM's limit on the policies of a role's own together; white space does not count. */
const MAX_INLINE_CHARACTERS = 10_240;

/** Finds what is wrong with what all roles are to have. */
export function checkRoleDefaults({ path, permissionsBoundary }: RoleDefaults, problems: Problems): void {
  problems.check("path", path, isPath, "must begin and end with a slash, without spaces, at most 512 characters");
  problems.check("permissionsBoundary", permissionsBoundary, isPolicyArn, POLICY_ARN_MESSAGE);
}

/**
 * Finds what is wrong with the props that all roles have.
 * @param attached names of the policies that the role attaches by itself
 */
export function checkRoleProps(props: RoleProps, attached: readonly string[], problems: Problems): void {
  const { name, namePrefix, description, partition, maxSessionDuration } = props;
  if (name !== undefined && namePrefix !== undefined) {
    problems.add("namePrefix", namePrefix, "must not be given together with name");
  }
  problems.check("name", name, isName(64), "must be 1 to 64 letters, digits and +=,.@_-");
  problems.check("namePrefix", namePrefix, isName(38), "must be 1 to 38 letters, digits and +=,.@_-");
  checkRoleDefaults(props, problems);
  problems.check("description", description, (text) => text.length <= 1000, "must be at most 1000 characters long");
  const isDuration = (seconds: number): boolean => Number.isInteger(seconds) && seconds >= 3600 && seconds <= 43_200;
  problems.check("maxSessionDuration", maxSessionDuration, isDuration, "must be 3600 to 43200 (seconds)");
  const partitionMessage = "must be a partition, such as aws, aws-cn or aws-us-gov";
  problems.check("partition", partition, isPartition, partitionMessage);
  checkPolicyArns(props, attached, problems);
  checkInlinePolicies(props.inlinePolicies ?? {}, problems);
}

function checkPolicyArns(props: RoleProps, attached: readonly string[], problems: Problems): void {
  // Where the role attaches policies of AWS's own, these say which partition it is in.
  const partition = props.partition ?? (attached.length > 0 ? "aws" : undefined);
  for (const [key, arn] of Object.entries(props.policyArns ?? {})) {
    const property = `policyArns.${key}`;
    problems.check(property, arn, isPolicyArn, POLICY_ARN_MESSAGE);
    if (attached.includes(key))
      problems.add(property, arn, `must have another key: the role attaches ${key} by itself`);
    if (partition === undefined || !isPartition(partition)) continue;
    const isInPartition = (text: string): boolean => !isPolicyArn(text) || text.startsWith(`arn:${partition}:`);
    problems.check(property, arn, isInPartition, `must be in the partition of the role, ${partition}`);
  }
  const count = attached.length + Object.keys(props.policyArns ?? {}).length;
  const message = `must be at most ${MAX_ATTACHED} policies with those that the role attaches by itself`;
  problems.check("policyArns", count, (policies) => policies <= MAX_ATTACHED, message);
}

function checkInlinePolicies(policies: Readonly<Record<string, string>>, problems: Problems): void {
  for (const [key, policy] of Object.entries(policies)) {
    const property = `inlinePolicies.${key}`;
    if (!isName(128)(key)) problems.add(property, key, "must be named by 1 to 128 letters, digits and +=,.@_-");
    problems.check(property, policy, isJsonObject, "must be a policy document as JSON");
  }
  const texts = Object.values(policies).filter((policy) => !Token.isUnresolved(policy));
  const length = texts.reduce((sum, policy) => sum + policy.replaceAll(/\s/g, "").length, 0);
  const message = `must have at most ${MAX_INLINE_CHARACTERS} characters together, without white space`;
  problems.check("inlinePolicies", length, (characters) => characters <= MAX_INLINE_CHARACTERS, message);
}

function isName(limit: number): (text: string) => boolean {
  return (text) => text.length <= limit && NAME_CHARACTERS.test(text);
}

function isPartition(text: string): boolean {
  return /^aws(-[a-z]+)*$/.test(text);
}

function isPath(path: string): boolean {
  return path.length <= 512 && /^\/([\x21-\x7e]+\/)?$/.test(path);
}

function isPolicyArn(arn: string): boolean {
  return POLICY_ARN.test(arn);
}
