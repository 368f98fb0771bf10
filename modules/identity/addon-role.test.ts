import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import { AddonRole, type AddonRoleProps } from "./index";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

function synthesize(props: AddonRoleProps): Resources {
  const stack = new TerraformStack(Testing.app(), "prod");
  new AddonRole(stack, "role", props);
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  return resource;
}

function values(resources: Resources, type: string, argument: string): string[] {
  return Object.values(resources[type] ?? {}).map((resource) => String(resource[argument]));
}

function problemsOf(props: AddonRoleProps): readonly string[] {
  try {
    synthesize(props);
  } catch (error) {
    if (error instanceof InvalidPropsError) return error.problems.map(({ property }) => property);
    throw error;
  }
  return [];
}

describe("an add-on's role", () => {
  // https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html, efs-csi.html, cni-iam-role.html
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-setup-EKS-addon.html
  it.each([
    ["vpc-cni", "kube-system", "aws-node", ["AmazonEKS_CNI_Policy"]],
    ["aws-ebs-csi-driver", "kube-system", "ebs-csi-controller-sa", ["service-role/AmazonEBSCSIDriverPolicy"]],
    ["aws-efs-csi-driver", "kube-system", "efs-csi-controller-sa", ["service-role/AmazonEFSCSIDriverPolicy"]],
    [
      "amazon-cloudwatch-observability",
      "amazon-cloudwatch",
      "cloudwatch-agent",
      ["AWSXrayWriteOnlyAccess", "CloudWatchAgentServerPolicy"],
    ],
  ] as const)(
    "of %s has AWS's policies and lets its service account in alone",
    (addon, namespace, account, policies) => {
      const resources = synthesize({ addon, partition: "aws-us-gov" });
      expect(values(resources, "aws_iam_role_policy_attachment", "policy_arn").sort()).toEqual(
        policies.map((name) => `arn:aws-us-gov:iam::aws:policy/${name}`),
      );
      expect(JSON.parse(values(resources, "aws_iam_role", "assume_role_policy")[0] ?? "").Statement).toMatchObject([
        {
          Principal: { Service: "pods.eks.amazonaws.com" },
          Condition: {
            StringEquals: {
              "aws:RequestTag/kubernetes-namespace": namespace,
              "aws:RequestTag/kubernetes-service-account": account,
            },
          },
        },
      ]);
    },
  );

  it("goes through the cluster's OIDC provider where that is asked for", () => {
    const trust = {
      method: "oidc",
      providerArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC",
      issuer: "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC",
    } as const;
    const [policy] = values(synthesize({ addon: "aws-ebs-csi-driver", trust }), "aws_iam_role", "assume_role_policy");
    expect(policy).toContain('/id/ABC:sub":"system:serviceaccount:kube-system:ebs-csi-controller-sa"');
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html: AWS manages no policy for IPv6.
  it("lets the VPC CNI of an IPv6 cluster assign IPv6 addresses", () => {
    const resources = synthesize({ addon: "vpc-cni", ipFamily: "ipv6", partition: "aws-cn" });
    expect(resources["aws_iam_role_policy_attachment"]).toBeUndefined();
    const [policy] = values(resources, "aws_iam_role_policy", "policy");
    expect(policy).toContain("ec2:AssignIpv6Addresses");
    expect(policy).toContain("arn:aws-cn:ec2:*:*:network-interface/*");
  });

  it("takes further policies under keys of their own", () => {
    const key = "arn:aws:iam::111122223333:policy/key";
    const resources = synthesize({ addon: "aws-ebs-csi-driver", policyArns: { key } });
    expect(values(resources, "aws_iam_role_policy_attachment", "policy_arn")).toContain(key);
    expect(problemsOf({ addon: "aws-ebs-csi-driver", policyArns: { "ebs-csi": key } })).toEqual(["policyArns.ebs-csi"]);
    expect(problemsOf({ addon: "vpc-cni", ipFamily: "ipv6", inlinePolicies: { "cni-ipv6": "{}" } })).toEqual([
      "inlinePolicies.cni-ipv6",
    ]);
  });

  it("is not made for add-ons whose permissions are not known", () => {
    const loose: AddonRoleProps = JSON.parse('{ "addon": "coredns" }');
    expect(problemsOf(loose)).toEqual(["addon"]);
  });
});
