import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Testing } from "cdktf";
import { afterAll, describe, expect, it } from "vitest";
import type { TrafficRules } from "../modules/security-groups";
import { createStacks, EksPlatformStack, type EksPlatformStackProps, loadPlatform } from "./index";

type Resource = Record<string, unknown>;
interface Document {
  readonly resource: Record<string, Record<string, Resource>>;
  readonly data?: unknown;
  readonly provider: { readonly aws: readonly Resource[] };
  readonly terraform: { readonly backend: Record<string, Resource> };
  readonly output: Record<string, Resource>;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Synthesizes the sample platform into a folder of its own; gives the text of each stack. */
function synthesizeSample(): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "eksgate-stacks-"));
  folders.push(outdir);
  const app = new App({ outdir });
  const stacks = createStacks(app, loadPlatform("platform.yaml"));
  app.synth();
  return Object.fromEntries(
    Object.keys(stacks).map((name) => [name, readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8")]),
  );
}

function parse(text: string | undefined): Document {
  return JSON.parse(text ?? "null");
}

const props: EksPlatformStackProps = {
  account: "111122223333",
  region: "eu-central-1",
  version: "1.35",
  network: { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] },
  dataPlane: { nodeGroups: { general: {} } },
};

function synthesize(given: Partial<EksPlatformStackProps> = {}): Document {
  return parse(Testing.synth(new EksPlatformStack(Testing.app(), "demo", { ...props, ...given })));
}

function all(document: Document, type: string): Resource[] {
  return Object.values(document.resource[type] ?? {});
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? "";
}

/** The texts of a value that hold an expression, at any depth. */
function expressions(value: unknown): string[] {
  if (typeof value === "string") return value.includes("${") ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(expressions) : [];
}

const samples = synthesizeSample();
const ec2 = parse(samples["ec2"]);
const fargate = parse(samples["fargate"]);

describe("the sample platforms", () => {
  it("are two, and come out the same in another folder", () => {
    expect(Object.keys(samples)).toEqual(["ec2", "fargate"]);
    expect(synthesizeSample()).toEqual(samples);
  });

  it("hold no path of the machine that made them", () => {
    for (const sample of Object.values(samples)) expect(sample).not.toContain(process.cwd());
  });

  it("are decidable as they are: plain references, one to a list element, and nothing looked up", () => {
    const types = Object.keys(ec2.resource).concat(Object.keys(fargate.resource));
    for (const document of [ec2, fargate]) {
      expect(document.data).toBeUndefined();
      for (const type of types.filter((name) =>
        /^aws_(eks|subnet|route|security|vpc|nat|launch|internet)/.test(name),
      )) {
        const found = all(document, type).flatMap((resource) =>
          expressions({ ...resource, "//": null, tags: null, tag_specifications: null }),
        );
        expect(found.filter((expression) => !/^\$\{aws_\w+\.[\w-]+\.[\w[\].]+\}$/.test(expression))).toEqual([]);
      }
    }
  });

  it("do not share their accounts", () => {
    expect(ec2.provider.aws).toMatchObject([{ region: "eu-central-1", allowed_account_ids: ["111122223333"] }]);
    expect(fargate.provider.aws).toMatchObject([{ region: "eu-central-1", allowed_account_ids: ["444455556666"] }]);
  });

  it("let the administrators in that they name", () => {
    for (const [document, account] of [
      [ec2, "111122223333"],
      [fargate, "444455556666"],
    ] as const) {
      expect(all(document, "aws_eks_access_policy_association")).toMatchObject([
        {
          principal_arn: `arn:aws:iam::${account}:role/platform-admin`,
          policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        },
      ]);
    }
  });
});

describe("the EC2 sample", () => {
  it("spreads nodes over private subnets of three zones, each leaving by a NAT gateway of its own zone", () => {
    const [nodeGroup] = all(ec2, "aws_eks_node_group");
    expect(nodeGroup?.["subnet_ids"]).toEqual(
      ["a", "b", "c"].map((zone) =>
        expect.stringMatching(new RegExp(`aws_subnet\\.network_tier-private_subnet-eu-central-1${zone}_\\w+\\.id`)),
      ),
    );
    expect(all(ec2, "aws_nat_gateway")).toHaveLength(3);
  });

  it("puts the control plane's interfaces into subnets and a group of their own", () => {
    const [cluster] = all(ec2, "aws_eks_cluster");
    expect(text(cluster?.["vpc_config"])).toContain("aws_subnet.network_tier-controlPlane_subnet-eu-central-1a_");
    expect(text(cluster?.["vpc_config"])).toContain("aws_security_group.control-plane-security-group_");
  });

  it("starts nodes when routes and rules are there, so that they can join", () => {
    const waits = text(all(ec2, "aws_eks_node_group")[0]?.["depends_on"]);
    for (const needed of [
      "aws_route.",
      "aws_route_table_association.",
      "aws_vpc_security_group_ingress_rule.",
      "aws_vpc_security_group_egress_rule.",
    ]) {
      expect(waits).toContain(needed);
    }
  });

  it("gives a workload a role through pod identity", () => {
    expect(all(ec2, "aws_eks_pod_identity_association")).toMatchObject([
      { namespace: "shop", service_account: "inventory" },
    ]);
    expect(text(all(ec2, "aws_iam_role"))).toContain("pods.eks.amazonaws.com");
  });
});

describe("the Fargate sample", () => {
  it("has no way to the internet, and reaches AWS through endpoints", () => {
    expect(fargate.resource["aws_nat_gateway"]).toBeUndefined();
    expect(fargate.resource["aws_internet_gateway"]).toBeUndefined();
    const services = all(fargate, "aws_vpc_endpoint").map((endpoint) =>
      String(endpoint["service_name"]).replace("com.amazonaws.eu-central-1.", ""),
    );
    // https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
    expect(services).toEqual(expect.arrayContaining(["ecr.api", "ecr.dkr", "s3", "ec2", "sts"]));
  });

  it("keeps its API in the VPC", () => {
    expect(all(fargate, "aws_eks_cluster")[0]?.["vpc_config"]).toMatchObject({
      endpoint_private_access: true,
      endpoint_public_access: false,
    });
  });

  it("runs cluster DNS on Fargate, after the profile that takes it", () => {
    const [coredns, ...others] = all(fargate, "aws_eks_addon");
    expect(others).toEqual([]);
    expect(coredns).toMatchObject({ addon_name: "coredns", configuration_values: '{"computeType":"Fargate"}' });
    expect(text(coredns?.["depends_on"])).toContain("aws_eks_fargate_profile.fargate-profile-system_");
    expect(text(all(fargate, "aws_eks_fargate_profile"))).toContain('"namespace":"kube-system"');
  });

  it("leaves traffic to the cluster security group, which pods and control plane share", () => {
    const names = Object.keys(fargate.resource["aws_security_group"] ?? {});
    expect(names).toEqual([expect.stringContaining("endpoints")]);
    expect(all(fargate, "aws_eks_cluster")[0]?.["vpc_config"]).not.toHaveProperty("security_group_ids");
  });
});

describe("EksPlatformStack", () => {
  it("lets a transform take a traffic rule away", () => {
    const hasRule = (document: Document) =>
      all(document, "aws_vpc_security_group_ingress_rule").some((rule) => rule["from_port"] === 10250);
    const withoutKubelet = (rules: TrafficRules) => {
      const { "node-ingress-kubelet-from-control-plane": _, ...rest } = rules;
      return rest;
    };
    expect(hasRule(synthesize())).toBe(true);
    expect(hasRule(synthesize({ transform: { traffic: { rules: withoutKubelet } } }))).toBe(false);
  });

  it("passes hooks on to network, control plane and node groups", () => {
    const document = synthesize({
      transform: {
        network: { vpc: (config) => ({ ...config, instanceTenancy: "dedicated" }) },
        controlPlane: { cluster: (config) => ({ ...config, forceUpdateVersion: true }) },
        nodeGroups: { nodeGroup: (config) => ({ ...config, forceUpdateVersion: true }) },
      },
    });
    expect(all(document, "aws_vpc")).toMatchObject([{ instance_tenancy: "dedicated" }]);
    expect(all(document, "aws_eks_cluster")).toMatchObject([{ force_update_version: true }]);
    expect(all(document, "aws_eks_node_group")).toMatchObject([{ force_update_version: true }]);
  });

  it("assumes a role where one is given, and tags everything", () => {
    const document = synthesize({
      assumeRoleArn: "arn:aws:iam::111122223333:role/deploy",
      environment: "test",
      tags: { team: "a" },
    });
    expect(document.provider.aws).toMatchObject([
      {
        assume_role: [{ role_arn: "arn:aws:iam::111122223333:role/deploy" }],
        default_tags: [{ tags: { cluster: "demo", environment: "test", team: "a" } }],
      },
    ]);
    expect(text(all(document, "aws_launch_template")[0]?.["tag_specifications"])).toContain('"team":"a"');
  });

  it("keeps its state beside cdktf.out by default, or in S3 with S3's own lock, by account, region and stack", () => {
    expect(synthesize().terraform.backend).toEqual({ local: { path: "../../../terraform.demo.tfstate" } });
    const backend = { type: "s3", bucket: "states", kmsKeyArn: "arn:key" } as const;
    expect(synthesize({ backend }).terraform.backend).toEqual({
      s3: {
        bucket: "states",
        key: "eksgate/111122223333/eu-central-1/demo.tfstate",
        region: "eu-central-1",
        encrypt: true,
        use_lockfile: true,
        kms_key_id: "arn:key",
      },
    });
  });

  it("tells how to reach the cluster", () => {
    const document = synthesize({ name: "other" });
    expect(Object.keys(document.output)).toEqual(["cluster-endpoint", "cluster-name", "kubeconfig-command"]);
    expect(document.output["kubeconfig-command"]?.["value"]).toMatch(
      /^aws eks update-kubeconfig --region \S.* --name \$\{aws_eks_cluster\./,
    );
    expect(all(document, "aws_eks_cluster")).toMatchObject([{ name: "other" }]);
  });

  it("opens DNS between nodes and Fargate pods where both run", () => {
    const document = synthesize({
      dataPlane: { nodeGroups: { general: {} }, fargate: { shop: { selectors: [{ namespace: "shop" }] } } },
    });
    const dns = all(document, "aws_vpc_security_group_ingress_rule").filter((rule) => rule["from_port"] === 53);
    expect(
      dns.filter((rule) => text(rule["security_group_id"]).includes("vpc_config[0].cluster_security_group_id")),
    ).toHaveLength(2);
    expect(
      dns.filter((rule) =>
        text(rule["referenced_security_group_id"]).includes("vpc_config[0].cluster_security_group_id"),
      ),
    ).toHaveLength(2);
  });

  it("leaves nodes in the cluster security group where that is the choice", () => {
    const document = synthesize({ traffic: "clusterSecurityGroupOnly" });
    expect(document.resource["aws_security_group"]).toBeUndefined();
    expect(all(document, "aws_launch_template")[0]).not.toHaveProperty("vpc_security_group_ids");
  });

  it("gives workloads on Fargate alone their roles through the OIDC provider", () => {
    const document = synthesize({
      dataPlane: { nodeGroups: {}, fargate: { system: { selectors: [{ namespace: "*" }] } } },
      workloads: { shop: { namespace: "shop", serviceAccount: "web", policyArns: {} } },
    });
    expect(document.resource["aws_eks_pod_identity_association"]).toBeUndefined();
    const role = all(document, "aws_iam_role").find((one) => text(one).includes("AssumeRoleWithWebIdentity"));
    expect(text(role)).toContain("system:serviceaccount:shop:web");
  });

  it("reports what is wrong with all of its parts in one error, by the paths of its own props", () => {
    const bad: EksPlatformStackProps = {
      ...props,
      account: "1",
      version: "2",
      network: { cidrBlock: "10.0.0.0/16", zones: ["eu-west-1a"] },
      controlPlaneTier: "none",
      admins: { me: "me" },
      dataPlane: {
        nodeGroups: { general: { size: { min: 2, max: 1 }, tier: "none" } },
        fargate: { "eks-x": { selectors: [] } },
      },
    };
    expect(() => new EksPlatformStack(Testing.app(), "demo", bad)).toThrow(
      new RegExp(
        [
          'EksPlatformStack "demo": 10 problems',
          'account = "1": must have 12 digits',
          'network.zones\\[0\\] = "eu-west-1a": must be in the region of the stack',
          "network.zones = ",
          'controlPlaneTier = "none": is no tier of the network',
          'version = "2"',
          'dataPlane.nodeGroups.general.tier = "none"',
          "dataPlane.nodeGroups.general.size.min = 2",
          'dataPlane.fargate.eks-x = "eks-x"',
          "dataPlane.fargate.eks-x.selectors = ",
        ].join("[\\s\\S]*"),
      ),
    );
  });
});
