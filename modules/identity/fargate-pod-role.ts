import type { Construct } from "constructs";
import { serviceTrustPolicy } from "../shared/policy-document";
import { Problems } from "../shared/problems";
import { EksRole } from "./eks-role";
import type { RoleProps } from "./role-props";

/** What a `FargatePodRole` is made from. */
export interface FargatePodRoleProps extends RoleProps {
  /**
   * ARN of the profiles that alone may use the role, with `*` where it stands for several:
   * `arn:aws:eks:eu-central-1:111122223333:fargateprofile/my-cluster/*`.
   * @default any profile of the account
   */
  readonly fargateProfileArn?: string;
}

const PROFILE_ARN = /^arn:aws[a-z-]*:eks:[a-z0-9*-]+:(\d{12}|\*):fargateprofile\/.+$/;

/**
 * The pod execution role of Fargate profiles: Fargate alone may assume it, to pull images and write logs.
 * @throws InvalidPropsError that lists everything that is wrong with the props
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html
 */
export class FargatePodRole extends EksRole {
  constructor(scope: Construct, id: string, props: FargatePodRoleProps = {}) {
    const { fargateProfileArn } = props;
    const problems = new Problems(`FargatePodRole "${id}"`);
    const message =
      "must be the ARN of Fargate profiles, such as arn:aws:eks:eu-central-1:111122223333:fargateprofile/name/*";
    problems.check("fargateProfileArn", fargateProfileArn, (arn) => PROFILE_ARN.test(arn), message);
    const conditions =
      fargateProfileArn === undefined ? {} : { conditions: { ArnLike: { "aws:SourceArn": fargateProfileArn } } };
    const kind = {
      trustPolicy: serviceTrustPolicy("eks-fargate-pods.amazonaws.com", conditions),
      description: "Lets Fargate start the pods of an EKS cluster",
      awsPolicies: ["AmazonEKSFargatePodExecutionRolePolicy"],
    };
    super(scope, id, props, kind, problems);
  }
}
