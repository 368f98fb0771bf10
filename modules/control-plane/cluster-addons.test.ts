import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  addonsOf,
  leastProps,
  only,
  problemsWith,
  synthesize,
  synthesizeAll,
  wrongPaths,
} from "../../test/control-planes";
import { type Addons, ControlPlane } from "./index";

const values = (addons: Addons, name: string, compute: "ec2" | "fargate" = "ec2"): unknown =>
  JSON.parse(String(addonsOf(synthesize({ addons, compute }))[name]?.["configuration_values"]));

describe("an add-on's version", () => {
  it("is looked up for the cluster's version where the most recent is asked for", () => {
    const { resource, data } = synthesizeAll({ addons: { coredns: { version: "mostRecent" } } });
    expect(Object.entries(data?.["aws_eks_addon_version"] ?? {})).toEqual([
      [
        expect.stringMatching(/^control-plane_addon-version-coredns_/),
        expect.objectContaining({ addon_name: "coredns", kubernetes_version: "1.35", most_recent: true }),
      ],
    ]);
    expect(addonsOf(resource)["coredns"]).toMatchObject({
      addon_version: expect.stringMatching(
        /^\$\{data\.aws_eks_addon_version\.control-plane_addon-version-coredns_\w+\.version\}$/,
      ),
    });
  });

  it("is otherwise not looked up, so that the configuration is decidable as it is", () => {
    expect(synthesizeAll().data).toBeUndefined();
    expect(wrongPaths({ addons: { coredns: { version: "newest" } } })).toEqual(["addons.coredns.version"]);
  });
});

describe("an add-on's configuration values", () => {
  // The schemas of `aws eks describe-addon-configuration` have these as text.
  it("are text for the VPC CNI, whichever way flags and numbers are given", () => {
    const configuration = {
      enableNetworkPolicy: false,
      env: {
        ENABLE_PREFIX_DELEGATION: true,
        WARM_PREFIX_TARGET: 1,
        ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone",
      },
      init: { env: { DISABLE_TCP_EARLY_DEMUX: true } },
      nodeAgent: { enablePolicyEventLogs: true, metricsBindAddr: 8162 },
      livenessProbeTimeoutSeconds: 10,
    };
    expect(values({ "vpc-cni": { configuration } }, "vpc-cni")).toEqual({
      enableNetworkPolicy: "false",
      env: {
        ENABLE_PREFIX_DELEGATION: "true",
        WARM_PREFIX_TARGET: "1",
        ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone",
      },
      init: { env: { DISABLE_TCP_EARLY_DEMUX: "true" } },
      nodeAgent: { enablePolicyEventLogs: "true", metricsBindAddr: "8162" },
      livenessProbeTimeoutSeconds: 10,
    });
  });

  it("are laid over those of the core set, which stay where nothing else is said", () => {
    expect(values({ "vpc-cni": { configuration: { env: { WARM_IP_TARGET: 5 } } } }, "vpc-cni")).toEqual({
      enableNetworkPolicy: "true",
      env: { WARM_IP_TARGET: "5" },
    });
    expect(values({ coredns: { configuration: { replicaCount: 3 } } }, "coredns", "fargate")).toEqual({
      computeType: "Fargate",
      replicaCount: 3,
    });
  });

  it("are typed for the add-ons that are known, and free for others", () => {
    const known: Addons = {
      // @ts-expect-error there is no such value
      "vpc-cni": { configuration: { enableNetworkPolicies: "true" } },
      // @ts-expect-error there is no such mode
      "kube-proxy": { configuration: { mode: "userspace" } },
      "aws-ebs-csi-driver": { configuration: { defaultStorageClass: { enabled: true } } },
      "eks-pod-identity-agent": { configuration: { agent: { additionalArgs: { "-b": "169.254.170.23" } } } },
      adot: { configuration: { collector: { anything: 1 } } },
    };
    expect(Object.keys(known)).toHaveLength(5);
    expect(values({ adot: { configuration: { collector: { anything: 1 } } } }, "adot")).toEqual({
      collector: { anything: 1 },
    });
  });

  it("are refused where the add-on would refuse them, or not work with them", () => {
    const addons: Addons = {
      coredns: {
        configuration: {
          computeType: "Fargate",
          replicaCount: 0,
          autoScaling: { enabled: true, minReplicas: 5, maxReplicas: 4 },
          podDisruptionBudget: { minAvailable: 1, maxUnavailable: "50%" },
        },
      },
      "kube-proxy": { configuration: { mode: "iptables", ipvs: { scheduler: "rr" } } },
      "aws-ebs-csi-driver": {
        configuration: {
          controller: { extraVolumeTags: { team: "a".repeat(257) } },
          node: { reservedVolumeAttachments: 2, volumeAttachLimit: 20 },
        },
      },
    };
    expect(wrongPaths({ addons })).toEqual([
      "addons.kube-proxy.configuration.ipvs",
      "addons.coredns.configuration.computeType",
      "addons.coredns.configuration.replicaCount",
      "addons.coredns.configuration.autoScaling.minReplicas",
      "addons.coredns.configuration.podDisruptionBudget.minAvailable",
      "addons.aws-ebs-csi-driver.configuration.controller.extraVolumeTags.team",
      "addons.aws-ebs-csi-driver.configuration.node.reservedVolumeAttachments",
    ]);
    const onEc2 = { coredns: { configuration: { computeType: "EC2" } } } as const;
    expect(problemsWith({ compute: "fargate", addons: onEc2 })).toEqual([
      'addons.coredns.configuration.computeType: must be "Fargate": nothing else runs pods of this cluster',
    ]);
  });
});

describe("an add-on's role", () => {
  it("is made with AWS's policy on request, through pod identity", () => {
    const resources = synthesize({ addons: { "aws-ebs-csi-driver": { ownRole: "podIdentity" } } });
    expect(addonsOf(resources)["aws-ebs-csi-driver"]).toMatchObject({
      pod_identity_association: [
        {
          service_account: "ebs-csi-controller-sa",
          role_arn: expect.stringMatching(/^\$\{aws_iam_role\.control-plane_aws-ebs-csi-driver-role_\w+\.arn\}$/),
        },
      ],
      depends_on: [expect.stringContaining("aws-ebs-csi-driver-role_attachment-ebs-csi")],
    });
    expect(JSON.stringify(resources["aws_iam_role_policy_attachment"])).toContain(
      "service-role/AmazonEBSCSIDriverPolicy",
    );
  });

  it("goes through the cluster's OIDC provider where IRSA is asked for", () => {
    const resources = synthesize({ addons: { "aws-efs-csi-driver": { ownRole: "irsa" } } });
    const driver = addonsOf(resources)["aws-efs-csi-driver"];
    expect(driver?.["service_account_role_arn"]).toMatch(/aws-efs-csi-driver-role/);
    expect(driver).not.toHaveProperty("pod_identity_association");
    expect(JSON.stringify(resources["aws_iam_role"])).toContain(
      "system:serviceaccount:kube-system:efs-csi-controller-sa",
    );
  });

  it("can be several, one for each service account", () => {
    const podIdentity = ["one", "two"].map((serviceAccount) => ({
      serviceAccount,
      roleArn: `arn:aws:iam::111122223333:role/${serviceAccount}`,
    }));
    expect(addonsOf(synthesize({ addons: { adot: { podIdentity } } }))["adot"]).toMatchObject({
      pod_identity_association: [{ service_account: "one" }, { service_account: "two" }],
    });
  });

  it("is refused where it could not work, all at once", () => {
    const podIdentity = { serviceAccount: "Driver", roleArn: "driver" };
    expect(
      problemsWith({
        oidcProvider: false,
        addons: {
          "aws-ebs-csi-driver": { ownRole: "irsa" },
          "eks-pod-identity-agent": { podIdentity },
          adot: { ownRole: "podIdentity", serviceAccountRoleArn: "arn:aws:iam::111122223333:role/adot" },
        },
      }).map((problem) => problem.split(":")[0]),
    ).toEqual([
      "addons.eks-pod-identity-agent.podIdentity",
      "addons.eks-pod-identity-agent.podIdentity.serviceAccount",
      "addons.eks-pod-identity-agent.podIdentity.roleArn",
      "addons.aws-ebs-csi-driver.ownRole",
      "addons.adot.ownRole",
      "addons.adot.ownRole",
    ]);
    expect(wrongPaths({ compute: "fargate", addons: { "aws-efs-csi-driver": { ownRole: "podIdentity" } } })).toEqual([
      "addons.aws-efs-csi-driver.ownRole",
    ]);
  });

  it("through pod identity needs the agent", () => {
    expect(problemsWith({ addons: { "eks-pod-identity-agent": false } })).toEqual([
      "addons.vpc-cni: needs the add-on eks-pod-identity-agent, which is left out; give it ownRole irsa, or serviceAccountRoleArn",
    ]);
    expect(problemsWith({ addons: { "eks-pod-identity-agent": false, "vpc-cni": { ownRole: "irsa" } } })).toEqual([]);
  });
});

describe("other options of an add-on", () => {
  it("reach it", () => {
    const options = {
      resolveConflictsOnCreate: "NONE",
      resolveConflictsOnUpdate: "PRESERVE",
      preserve: true,
      tags: { owner: "platform" },
      timeouts: { create: "30m" },
    } as const;
    expect(addonsOf(synthesize({ addons: { coredns: options }, tags: { team: "a" } }))["coredns"]).toMatchObject({
      resolve_conflicts_on_create: "NONE",
      resolve_conflicts_on_update: "PRESERVE",
      preserve: true,
      tags: { team: "a", owner: "platform" },
      timeouts: { create: "30m" },
    });
  });

  it("are judged with the rest of the props, in one error", () => {
    const loose: Addons = JSON.parse(
      '{ "coredns": { "order": "first", "resolveConflictsOnCreate": "PRESERVE", "timeouts": { "create": "soon" } }, "no spaces": {} }',
    );
    expect(wrongPaths({ name: "-demo", addons: loose })).toEqual([
      "name",
      "addons.coredns.resolveConflictsOnCreate",
      "addons.coredns.order",
      "addons.coredns.timeouts.create",
      "addons.no spaces",
    ]);
  });

  it("decide whether nodes wait for it, or it for them", () => {
    const stack = new TerraformStack(Testing.app(), "test");
    const controlPlane = new ControlPlane(stack, "control-plane", leastProps);
    controlPlane.addAddon("aws-efs-csi-driver", { order: "beforeCompute" });
    controlPlane.addAddon("vpc-lattice");
    expect(() => controlPlane.addAddon("vpc-lattice", { order: "afterCompute" })).toThrow(
      "is an add-on of this cluster",
    );
    const { resource } = JSON.parse(Testing.synth(stack));
    expect(Object.keys(addonsOf(resource))).toContain("vpc-lattice");
    expect(only(resource, "aws_eks_cluster")).toBeDefined();
  });
});
