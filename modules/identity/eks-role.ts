import { IamRole, type IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy, type IamRolePolicyConfig } from "@cdktf/provider-aws/lib/iam-role-policy";
import {
  IamRolePolicyAttachment,
  type IamRolePolicyAttachmentConfig,
} from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { nameFromPath, prefixWithin } from "../shared/names";
import type { Problems } from "../shared/problems";
import { transformed } from "../shared/transform";
import { awsManagedPolicyArn, checkRoleProps, type RoleProps } from "./role-props";

/** What makes a role one of its kind. */
export interface RoleKind {
  /** Trust policy, as JSON. */
  readonly trustPolicy: string;
  readonly description: string;
  /** Names of the policies of AWS's own that it needs. */
  readonly awsPolicies: readonly string[];
}

/** An IAM role with one attachment resource for each managed policy, so that no policy's coming or going moves another. */
export abstract class EksRole extends Construct {
  readonly role: IamRole;
  /** Attachments by the policy's name for AWS's own, by the caller's key for others. What uses the role should wait for them. */
  readonly attachments: Readonly<Record<string, IamRolePolicyAttachment>>;
  /** The role's own policies by name. */
  readonly inlinePolicies: Readonly<Record<string, IamRolePolicy>>;

  /** @param problems what the kind found wrong with its own props; everything is thrown together */
  protected constructor(scope: Construct, id: string, props: RoleProps, kind: RoleKind, problems: Problems) {
    super(scope, id);
    checkRoleProps(props, kind.awsPolicies, problems);
    problems.throwIfAny();
    this.role = this.makeRole(props, kind);
    const arns = {
      ...Object.fromEntries(kind.awsPolicies.map((policy) => [policy, awsManagedPolicyArn(policy, props.partition)])),
      ...props.policyArns,
    };
    this.attachments = Object.fromEntries(
      Object.entries(arns).map(([key, arn]) => [key, this.attach(key, arn, props)]),
    );
    this.inlinePolicies = Object.fromEntries(
      Object.entries(props.inlinePolicies ?? {}).map(([name, policy]) => [name, this.addPolicy(name, policy, props)]),
    );
  }

  get arn(): string {
    return this.role.arn;
  }

  /** What must exist before the role can do what it is for. */
  get permissions(): readonly ITerraformDependable[] {
    return [...Object.values(this.attachments), ...Object.values(this.inlinePolicies)];
  }

  private makeRole(props: RoleProps, kind: RoleKind): IamRole {
    const { name, namePrefix, path, permissionsBoundary, description, maxSessionDuration, tags } = props;
    const config: IamRoleConfig = {
      ...(name === undefined ? { namePrefix: namePrefix ?? prefixWithin(38, nameFromPath(this)) } : { name }),
      ...(path === undefined ? {} : { path }),
      ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
      description: description ?? kind.description,
      ...(maxSessionDuration === undefined ? {} : { maxSessionDuration }),
      assumeRolePolicy: kind.trustPolicy,
      ...(tags === undefined ? {} : { tags: { ...tags } }),
    };
    return new IamRole(this, "role", transformed(config, props.transform?.role));
  }

  private attach(key: string, policyArn: string, { transform }: RoleProps): IamRolePolicyAttachment {
    const config: IamRolePolicyAttachmentConfig = { role: this.role.name, policyArn };
    return new IamRolePolicyAttachment(this, `attachment-${key}`, transformed(config, transform?.attachment));
  }

  private addPolicy(name: string, policy: string, { transform }: RoleProps): IamRolePolicy {
    const config: IamRolePolicyConfig = { role: this.role.name, name, policy };
    return new IamRolePolicy(this, `inline-policy-${name}`, transformed(config, transform?.inlinePolicy));
  }
}
