import type { IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import type { IamRolePolicyConfig } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { IamRolePolicyAttachmentConfig } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
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

/** What every role takes. */
export interface RoleProps {
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
  /**
   * What the role is for, at most 1,000 characters.
   * @default a sentence that fits the kind of role
   */
  readonly description?: string;
  /**
   * Partition in the ARNs of AWS's own policies: `aws`, `aws-cn`, `aws-us-gov` and so on. A plain string and not a look-up, so
   * that policies can be judged before anything is planned.
   * @default aws
   */
  readonly partition?: string;
  /**
   * ARNs of further managed policies, by keys that become part of the attachments' addresses.
   * @default none
   */
  readonly policyArns?: Readonly<Record<string, string>>;
  /**
   * Policies of the role's own, as JSON, by name: at most 128 letters, digits and `+=,.@_-`.
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

/**
 * Finds what is wrong with the props that all roles have.
 * @param attached names of the policies that the role attaches by itself
 */
export function checkRoleProps(props: RoleProps, attached: readonly string[], problems: Problems): void {
  const { name, namePrefix, path, permissionsBoundary, description, partition } = props;
  if (name !== undefined && namePrefix !== undefined) {
    problems.add("namePrefix", namePrefix, "must not be given together with name");
  }
  problems.check("name", name, isName(64), "must be 1 to 64 letters, digits and +=,.@_-");
  problems.check("namePrefix", namePrefix, isName(38), "must be 1 to 38 letters, digits and +=,.@_-");
  problems.check("path", path, isPath, "must begin and end with a slash, without spaces, at most 512 characters");
  problems.check("permissionsBoundary", permissionsBoundary, isPolicyArn, POLICY_ARN_MESSAGE);
  problems.check("description", description, (text) => text.length <= 1000, "must be at most 1000 characters long");
  const partitionMessage = "must be a partition, such as aws, aws-cn or aws-us-gov";
  problems.check("partition", partition, (text) => /^aws(-[a-z]+)*$/.test(text), partitionMessage);
  for (const [key, arn] of Object.entries(props.policyArns ?? {})) {
    const property = `policyArns.${key}`;
    problems.check(property, arn, isPolicyArn, POLICY_ARN_MESSAGE);
    if (attached.includes(key))
      problems.add(property, arn, `must have another key: the role attaches ${key} by itself`);
  }
  for (const [key, policy] of Object.entries(props.inlinePolicies ?? {})) {
    const property = `inlinePolicies.${key}`;
    if (!isName(128)(key)) problems.add(property, key, "must be named by 1 to 128 letters, digits and +=,.@_-");
    problems.check(property, policy, isJsonObject, "must be a policy document as JSON");
  }
}

function isName(limit: number): (text: string) => boolean {
  return (text) => text.length <= limit && NAME_CHARACTERS.test(text);
}

function isPath(path: string): boolean {
  return path.length <= 512 && /^\/([\x21-\x7e]+\/)?$/.test(path);
}

function isPolicyArn(arn: string): boolean {
  return POLICY_ARN.test(arn);
}
