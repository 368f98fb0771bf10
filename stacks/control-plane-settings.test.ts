import "../gate/vitest/index.mjs";

import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../modules/shared/problems";
import { EksPlatformStack, type EksPlatformStackProps, PlatformFileError, parsePlatform } from "./index";

const props: EksPlatformStackProps = {
  dataPlane: {},
  account: "111122223333",
  region: "eu-central-1",
  version: "1.35",
  network: { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] },
  admins: { platform: "arn:aws:iam::111122223333:role/platform" },
};

const nodes = { dataPlane: { nodeGroups: { general: {} } } } as const;
const passing = { settingsFile: false } as const;

function platform(given: Partial<EksPlatformStackProps>): EksPlatformStack {
  return new EksPlatformStack(Testing.app(), "demo", { ...props, ...given });
}

function documentOf(given: Partial<EksPlatformStackProps>): {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
} {
  return JSON.parse(Testing.synth(platform(given)));
}

function wrongPaths(given: Partial<EksPlatformStackProps>): readonly string[] {
  try {
    platform(given);
  } catch (error) {
    if (error instanceof InvalidPropsError) return error.problems.map(({ property }) => property);
    throw error;
  }
  return [];
}

describe("a platform with settings of its control plane passes the gate", () => {
  it("with capabilities, further access, looked-up versions, and roles with a path and a boundary", () => {
    expect(
      platform({
        ...nodes,
        addons: {
          coredns: { version: "mostRecent" },
          "aws-ebs-csi-driver": { ownRole: "podIdentity" },
          "amazon-cloudwatch-observability": { ownRole: "podIdentity" },
        },
        controlPlane: {
          capabilities: { ack: { type: "ACK" }, kro: { type: "KRO" } },
          access: {
            developers: {
              principalArn: "arn:aws:iam::111122223333:role/developers",
              policy: "AmazonEKSViewPolicy",
              scope: { namespaces: ["shop"] },
            },
          },
          roles: { path: "/eks/", permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary" },
        },
      }),
    ).toPassPolicies(passing);
  });

  it.each([
    ["us-gov-west-1", "aws-us-gov"],
    ["cn-north-1", "aws-cn"],
  ])("in %s, with every ARN in %s", (region, partition) => {
    const there: Partial<EksPlatformStackProps> = {
      ...nodes,
      region,
      network: { cidrBlock: "10.0.0.0/16", zones: [`${region}a`, `${region}b`] },
      admins: { platform: `arn:${partition}:iam::111122223333:role/platform` },
      dataPlane: { ...nodes.dataPlane, fargate: { shop: { selectors: [{ namespace: "shop" }] } } },
    };
    expect(platform(there)).toPassPolicies(passing);
    const { aws_iam_role_policy_attachment: attachments, aws_eks_access_policy_association: associations } =
      documentOf(there).resource;
    const arns = Object.values({ ...attachments, ...associations }).map((resource) => String(resource["policy_arn"]));
    expect(arns.length).toBeGreaterThan(5);
    for (const arn of arns) expect(arn).toMatch(new RegExp(`^arn:${partition}:`));
  });

  // What Auto Mode's nodes enforce is told by objects in the cluster: the gate says that it does not know, as a low finding.
  it("in Auto Mode, whose nodes are in the cluster's subnets and carry its group", () => {
    const auto = { dataPlane: { autoMode: true } } as const;
    expect(platform(auto)).toPassPolicies({ ...passing, undetermined: "warn" });
    const { aws_eks_cluster: clusters, ...rest } = documentOf(auto).resource;
    expect(JSON.stringify(Object.values(clusters ?? {})[0]?.["vpc_config"])).toContain("tier-private_subnet");
    expect(Object.keys(rest)).not.toContain("aws_security_group");
    expect(Object.keys(rest)).not.toContain("aws_eks_addon");
    expect(platform({ dataPlane: { ...auto.dataPlane, ...nodes.dataPlane } })).toPassPolicies({
      ...passing,
      undetermined: "warn",
    });
  });
});

describe("settings of the control plane", () => {
  it("reach the cluster", () => {
    const [cluster] = Object.values(
      documentOf({
        ...nodes,
        controlPlane: {
          remoteNetworks: { nodes: ["192.168.0.0/20"] },
          scalingTier: "tier-xl",
          zonalShift: false,
          secretsKey: { alsoFor: ["logs"] },
        },
      }).resource["aws_eks_cluster"] ?? {},
    );
    expect(cluster).toMatchObject({
      remote_network_config: { remote_node_networks: { cidrs: ["192.168.0.0/20"] } },
      control_plane_scaling_config: { tier: "tier-xl" },
      zonal_shift_config: { enabled: false },
    });
  });

  it("are reported under their own path, with what is wrong elsewhere", () => {
    expect(
      wrongPaths({
        ...nodes,
        version: "2",
        controlPlane: { scalingTier: "huge", access: { me: { principalArn: "me" } }, roles: { path: "eks" } },
      }),
    ).toEqual([
      "version",
      "controlPlane.roles.path",
      "controlPlane.scalingTier",
      "controlPlane.access.me.principalArn",
    ]);
    expect(wrongPaths({ dataPlane: { autoMode: true }, traffic: "recommended" })).toEqual(["traffic"]);
  });
});

describe("a platform file", () => {
  const file = (controlPlane: string): string => `
environments:
  production: { account: "111122223333", region: eu-central-1, version: "1.35" }
clusters:
  auto:
    environment: production
    network: { cidrBlock: 10.0.0.0/16, zones: [eu-central-1a, eu-central-1b] }
    dataPlane: { autoMode: true }
    controlPlane: ${controlPlane}
`;

  it("takes them, with Auto Mode in place of node groups", () => {
    const { clusters } = parsePlatform("platform.yaml", file("{ secretsKey: { alsoFor: [logs] } }"));
    expect(clusters["auto"]?.dataPlane).toEqual({ autoMode: true });
    expect(clusters["auto"]?.controlPlane).toEqual({ secretsKey: { alsoFor: ["logs"] } });
  });

  it.each([
    ["{ scalingTier: huge }", 'controlPlane.scalingTier = "huge": must be a tier, such as tier-xl'],
    [
      "{ identityProvider: { name: a, issuerUrl: http://a, clientId: b } }",
      'controlPlane.identityProvider.issuerUrl = "http://a": must be a URL with https://',
    ],
    ["{ timeouts: { create: soon } }", 'controlPlane.timeouts.create = "soon": must be a duration'],
    ["{ ipFamily: ipv5 }", 'controlPlane.ipFamily = "ipv5": must be one of "ipv4", "ipv6"'],
  ])("says what is wrong with %s", (settings, message) => {
    expect(() => parsePlatform("platform.yaml", file(settings))).toThrow(PlatformFileError);
    expect(() => parsePlatform("platform.yaml", file(settings))).toThrow(message);
  });
});
