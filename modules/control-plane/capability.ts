import {
  EksCapability,
  type EksCapabilityConfig,
  type EksCapabilityConfigurationArgoCd,
} from "@cdktf/provider-aws/lib/eks-capability";
import { Construct } from "constructs";
import { CapabilityRole, type RoleDefaults, type RoleProps, type RoleTransforms } from "../identity";
import { checkRoleArn } from "../identity/workload-trust";
import { checkTimeouts, type Timeouts } from "../shared/durations";
import type { Problems } from "../shared/problems";
import { type Transform, transformed } from "../shared/transform";
import { rolePrefix } from "./role-prefix";
import type { RoleWithPermissions } from "./role-with-permissions";

/** What all kinds of capability take. */
interface AnyCapability {
  /**
   * Name of the capability in its cluster: 1-100 letters, digits, hyphens and underscores. Changing it replaces the capability.
   * @default its key
   */
  readonly name?: string;
  /**
   * The role by which it acts in AWS.
   * @default a `CapabilityRole` is made, with the policies below
   */
  readonly role?: RoleWithPermissions;
  /**
   * ARNs of managed policies for the role that is made, by keys that become part of the attachments' addresses.
   * @default none
   */
  readonly policyArns?: RoleProps["policyArns"];
  /**
   * Policies of the role that is made, as JSON, by name.
   * @default none
   */
  readonly inlinePolicies?: RoleProps["inlinePolicies"];
  /**
   * What becomes of what the capability made when it is taken away. EKS knows `RETAIN` alone.
   * @default "RETAIN"
   */
  readonly deletePropagationPolicy?: "RETAIN";
  /**
   * Tags, beside those of the control plane.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * How long Terraform waits, as durations such as `20m`.
   * @default 20m
   */
  readonly timeouts?: Timeouts;
}

/** Roles in Argo CD that people of IAM Identity Center may have. */
export const ARGO_CD_ROLES = ["ADMIN", "EDITOR", "VIEWER"] as const;

/** How Argo CD is set up. */
export interface ArgoCdOptions {
  /** The instance of IAM Identity Center through which people sign in. */
  readonly identityCenter: {
    /** ARN, such as `arn:aws:sso:::instance/ssoins-0123456789abcdef`. */
    readonly instanceArn: string;
    /**
     * Region of the instance.
     * @default that of the cluster
     */
    readonly region?: string;
  };
  /**
   * Namespace that it runs in.
   * @default argocd
   */
  readonly namespace?: string;
  /**
   * Ids of users and groups of IAM Identity Center by their role.
   * @default nobody gets in
   */
  readonly access?: Readonly<
    Partial<
      Record<
        (typeof ARGO_CD_ROLES)[number],
        { readonly users?: readonly string[]; readonly groups?: readonly string[] }
      >
    >
  >;
  /**
   * Ids of the VPC endpoints through which alone its server is reached.
   * @default it is reached from the internet
   */
  readonly vpcEndpointIds?: readonly string[];
}

/** AWS Controllers for Kubernetes: AWS resources as Kubernetes objects. */
export interface AckCapability extends AnyCapability {
  /** AWS Controllers for Kubernetes. */
  readonly type: "ACK";
  /** Argo CD's alone. */
  readonly argoCd?: never;
}

/** kro: Kubernetes objects composed of others. */
export interface KroCapability extends AnyCapability {
  /** kro. */
  readonly type: "KRO";
  /** Argo CD's alone. */
  readonly argoCd?: never;
}

/** Argo CD: deploys what repositories hold. */
export interface ArgoCdCapability extends AnyCapability {
  /** Argo CD. */
  readonly type: "ARGOCD";
  /** How it is set up. */
  readonly argoCd: ArgoCdOptions;
}

/**
 * An EKS capability: a controller that AWS runs for the cluster, outside of it. Needs provider 6.25 or newer.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/capabilities.html
 */
export type CapabilityOptions = AckCapability | KroCapability | ArgoCdCapability;

/** What the capabilities of a cluster have in common. */
export interface CapabilityProps {
  readonly key: string;
  readonly options: CapabilityOptions;
  /** Name of the cluster as given, for the name of the role. */
  readonly clusterLabel: string;
  /** Name of the cluster, as a reference to it. */
  readonly clusterName: string;
  readonly partition: string;
  readonly region?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly roles?: RoleDefaults | undefined;
  readonly transform?:
    | { readonly capability?: Transform<EksCapabilityConfig>; readonly roles?: RoleTransforms }
    | undefined;
}

/** A capability with its role. */
export class Capability extends Construct {
  readonly capability: EksCapability;
  /** The role, made or given. */
  readonly role: RoleWithPermissions;

  constructor(scope: Construct, id: string, props: CapabilityProps) {
    super(scope, id);
    const { key, options, region, transform } = props;
    const tags = { ...props.tags, ...options.tags };
    this.role = options.role ?? this.makeRole(props, tags);
    const config: EksCapabilityConfig = {
      clusterName: props.clusterName,
      capabilityName: options.name ?? key,
      type: options.type,
      roleArn: this.role.arn,
      deletePropagationPolicy: options.deletePropagationPolicy ?? "RETAIN",
      ...(options.argoCd === undefined ? {} : { configuration: [{ argoCd: [argoCdConfig(options.argoCd)] }] }),
      ...(options.timeouts === undefined ? {} : { timeouts: { ...options.timeouts } }),
      ...(region === undefined ? {} : { region }),
      ...(Object.keys(tags).length === 0 ? {} : { tags }),
      dependsOn: [...(this.role.permissions ?? [])],
    };
    this.capability = new EksCapability(this, "capability", transformed(config, transform?.capability));
  }

  private makeRole(
    { key, options, ...props }: CapabilityProps,
    tags: Readonly<Record<string, string>>,
  ): CapabilityRole {
    const { policyArns, inlinePolicies } = options;
    return new CapabilityRole(this, "role", {
      ...rolePrefix(props.clusterLabel, key),
      ...props.roles,
      partition: props.partition,
      ...(policyArns === undefined ? {} : { policyArns }),
      ...(inlinePolicies === undefined ? {} : { inlinePolicies }),
      ...(Object.keys(tags).length === 0 ? {} : { tags }),
      ...(props.transform?.roles === undefined ? {} : { transform: props.transform.roles }),
    });
  }
}

function argoCdConfig(options: ArgoCdOptions): EksCapabilityConfigurationArgoCd {
  const { identityCenter, namespace, access = {}, vpcEndpointIds } = options;
  const { instanceArn, region } = identityCenter;
  const mappings = ARGO_CD_ROLES.flatMap((role) => {
    const { users = [], groups = [] } = access[role] ?? {};
    const identity = [
      ...users.map((id) => ({ id, type: "SSO_USER" })),
      ...groups.map((id) => ({ id, type: "SSO_GROUP" })),
    ];
    return identity.length === 0 ? [] : [{ role, identity }];
  });
  return {
    awsIdc: [{ idcInstanceArn: instanceArn, ...(region === undefined ? {} : { idcRegion: region }) }],
    ...(namespace === undefined ? {} : { namespace }),
    ...(mappings.length === 0 ? {} : { rbacRoleMapping: mappings }),
    ...(vpcEndpointIds === undefined ? {} : { networkAccess: [{ vpceIds: [...vpcEndpointIds] }] }),
  };
}

const NAME = /^[0-9A-Za-z][\w-]{0,99}$/;
const INSTANCE_ARN = /^arn:aws[a-z-]*:sso:::instance\/(sso)?ins-[a-zA-Z0-9-.]{16}$/;

/** Finds what is wrong with a capability by itself. */
export function checkCapability(key: string, options: CapabilityOptions, problems: Problems): void {
  const message = "must have 1 to 100 letters, digits, hyphens and underscores, the first a letter or digit";
  problems.check("name", options.name ?? key, (name) => NAME.test(name), message);
  const types: readonly string[] = ["ACK", "KRO", "ARGOCD"];
  problems.check<string>("type", options.type, (type) => types.includes(type), `must be one of ${types.join(", ")}`);
  const policies: readonly string[] = ["RETAIN"];
  const { deletePropagationPolicy } = options;
  const isPolicy = (policy: string): boolean => policies.includes(policy);
  problems.check<string>("deletePropagationPolicy", deletePropagationPolicy, isPolicy, "must be RETAIN");
  checkRoleArn("role.arn", options.role?.arn, problems);
  for (const property of ["policyArns", "inlinePolicies"] as const) {
    if (options.role === undefined || options[property] === undefined) continue;
    problems.add(property, options[property], "must be left out beside role: no role is made");
  }
  checkTimeouts(options.timeouts, problems);
  const { argoCd }: { readonly argoCd?: ArgoCdOptions } = options;
  if (options.type === "ARGOCD") checkArgoCd(argoCd, problems.under("argoCd"));
  else if (argoCd !== undefined) problems.add("argoCd", argoCd, "must be left out unless type is ARGOCD");
}

function checkArgoCd(options: ArgoCdOptions | undefined, problems: Problems): void {
  if (options === undefined) {
    problems.add("", options, "must be given: Argo CD needs an instance of IAM Identity Center");
    return;
  }
  const { identityCenter, namespace, access, vpcEndpointIds } = options;
  const arnMessage = "must be the ARN of an instance of IAM Identity Center";
  problems.check("identityCenter.instanceArn", identityCenter.instanceArn, (arn) => INSTANCE_ARN.test(arn), arnMessage);
  const isNamespace = (name: string): boolean => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
  problems.check(
    "namespace",
    namespace,
    isNamespace,
    "must be a namespace: 1 to 63 lower-case letters, digits and hyphens",
  );
  const roles: readonly string[] = ARGO_CD_ROLES;
  for (const role of Object.keys(access ?? {}).filter((name) => !roles.includes(name))) {
    problems.add(`access.${role}`, role, `must be one of ${roles.join(", ")}`);
  }
  for (const [index, id] of (vpcEndpointIds ?? []).entries()) {
    problems.check(
      `vpcEndpointIds[${index}]`,
      id,
      (text) => text.startsWith("vpce-"),
      "must be the id of a VPC endpoint",
    );
  }
}
