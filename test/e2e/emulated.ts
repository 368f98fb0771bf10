import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type IAspect, LocalBackend, type TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { loadBundle } from "../../gate/engine";
import type { EmulatorName } from "./emulators";
import { providerVersion } from "./terraform";

/** Something that provider 5.100 or an emulator does not know, so that it is taken out of what is deployed there. */
interface Omission {
  /** Who does not know it: the provider (under either emulator), or one emulator. */
  readonly unknownTo: "provider" | EmulatorName;
  readonly type: string;
  /** Path of the argument; without it the whole resource is taken out. */
  readonly argument?: string;
  /** What stands in for the argument, in a stack of this name. */
  readonly standIn?: (stack: string) => string;
  readonly why: string;
  /** Rules that would judge the omission, and not the platform: they are not asked there. */
  readonly blinds?: readonly string[];
}

/** All that differs between what is deployed on an emulator and what would be deployed on AWS. */
const omissions: readonly Omission[] = [
  {
    unknownTo: "provider",
    type: "aws_eks_cluster",
    argument: "deletion_protection",
    why: "came with 6.x of the provider; 5.100 refuses it",
    blinds: ["shared-responsibility/deletion-protected"],
  },
  {
    unknownTo: "ministack",
    type: "aws_eks_addon",
    argument: "pod_identity_association",
    why: "ministack 1.5.33 answers with the associations themselves, where EKS gives their ARNs: the provider cannot read it",
    blinds: [
      "networking/ipv6-cluster-complete",
      "shared-responsibility/cni-has-permissions",
      "shared-responsibility/cni-permissions-separate",
    ],
  },
  {
    unknownTo: "ministack",
    type: "aws_vpc_ipv4_cidr_block_association",
    why: "ministack 1.5.33 has no secondary ranges",
  },
  {
    unknownTo: "ministack",
    type: "aws_iam_openid_connect_provider",
    argument: "url",
    standIn: (stack) => `https://oidc.eks.eu-central-1.amazonaws.com/id/${stack.toUpperCase()}`,
    why: "the issuer of ministack's clusters begins with http, which the provider refuses",
  },
  {
    unknownTo: "ministack",
    type: "aws_autoscaling_schedule",
    why: "ministack 1.5.33 answers with all schedules where one is asked for by its name",
  },
  {
    unknownTo: "moto",
    type: "aws_eks_addon",
    why: "moto 5.2.5 has no add-ons",
    blinds: ["shared-responsibility/coredns-runs-on-fargate"],
  },
  { unknownTo: "moto", type: "aws_eks_access_entry", why: "moto 5.2.5 has no access entries" },
  {
    unknownTo: "moto",
    type: "aws_eks_access_policy_association",
    why: "moto 5.2.5 has no access entries",
    blinds: ["shared-responsibility/cluster-has-an-administrator"],
  },
  { unknownTo: "moto", type: "aws_eks_pod_identity_association", why: "moto 5.2.5 has no pod identity" },
];

/** The rules that can judge what is deployed on emulators. */
export function judgedOn(emulators: readonly EmulatorName[]): readonly string[] {
  const blinded = omissions
    .filter(({ unknownTo }) => unknownTo === "provider" || emulators.includes(unknownTo))
    .flatMap(({ blinds = [] }) => blinds);
  return loadBundle()
    .manifest.rules.map(({ id }) => id)
    .filter((id) => !blinded.includes(id));
}

/** The name of what stands in for a public parameter of AWS. */
export function standInParameter(name: string): string {
  return name.replace(/^\/aws\//, "/public/");
}

/** AWS services that the stacks' resources are made with, by the provider's names for their endpoints. */
const services = ["autoscaling", "ec2", "eks", "events", "iam", "kms", "logs", "s3", "sqs", "ssm", "sts"];

/**
 * Points a stack at an emulator: the provider's endpoints and version, a local state, and everything in
 * {@link omissions} taken out. For tests alone.
 */
export class Emulated implements IAspect {
  /** @param state path of the state file. */
  constructor(
    private readonly emulator: EmulatorName,
    private readonly url: string,
    private readonly state: string,
  ) {}

  visit(node: IConstruct): void {
    if (node instanceof TerraformStack) {
      // Before its children are visited: what is removed here is not.
      this.prepare(node);
    } else if (node instanceof AwsProvider) {
      this.point(node);
    }
  }

  private prepare(stack: TerraformStack): void {
    stack.node.tryRemoveChild("backend");
    new LocalBackend(stack, { path: this.state });
    stack.addOverride("terraform.required_providers.aws.version", providerVersion);
    const known = omissions.filter(({ unknownTo }) => unknownTo === "provider" || unknownTo === this.emulator);
    const whole = new Set(known.filter(({ argument }) => argument === undefined).map(({ type }) => type));
    const resources = stack.node.findAll().filter((construct) => construct instanceof TerraformResource);
    const removed = resources.filter(({ terraformResourceType }) => whole.has(terraformResourceType));
    for (const { node } of removed) node.scope?.node.tryRemoveChild(node.id);
    for (const construct of stack.node.findAll()) {
      // Emulators have none of AWS's public parameters, and keep their names to themselves.
      if (construct instanceof DataAwsSsmParameter) construct.name = standInParameter(construct.nameInput ?? "");
      if (!(construct instanceof TerraformResource)) continue;
      for (const { type, argument, standIn } of known) {
        if (argument !== undefined && type === construct.terraformResourceType) {
          construct.addOverride(argument, standIn?.(stack.node.id));
        }
      }
    }
  }

  private point(provider: TerraformElement): void {
    provider.addOverride("endpoints", [Object.fromEntries(services.map((service) => [service, this.url]))]);
    provider.addOverride("s3_use_path_style", true);
    provider.addOverride("skip_metadata_api_check", "true");
    provider.addOverride("skip_region_validation", true);
    provider.addOverride("assume_role", undefined);
  }
}
