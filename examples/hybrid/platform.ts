import { Ec2TransitGatewayVpcAttachment } from "@cdktf/provider-aws/lib/ec2-transit-gateway-vpc-attachment";
import { Route } from "@cdktf/provider-aws/lib/route";
import type { App } from "cdktf";
import { EksPlatformStack, HybridNodeRole, HybridNodes, type TrafficRule } from "eksgate";

const account = "111122223333";
const region = "us-east-2";
/** The company's network ends here, by VPN or Direct Connect. */
const transitGatewayId = "tgw-0a1b2c3d4e5f60718";
const remote = { nodes: ["192.168.0.0/20"], pods: ["192.168.64.0/18"] };

/** Machines of one's own as nodes beside EC2: the control plane knows their networks, and they join by a role. */
export class HybridPlatform extends EksPlatformStack {
  readonly hybridNodes: HybridNodes;

  constructor(app: App, id: string) {
    super(app, id, {
      account,
      region,
      version: "1.35",
      network: { cidrBlock: "10.0.0.0/16", zones: ["us-east-2a", "us-east-2b", "us-east-2c"] },
      controlPlane: { remoteNetworks: remote },
      admins: { platform: `arn:aws:iam::${account}:role/platform` },
      dataPlane: {
        nodeGroups: { general: { amiFamily: "AL2023", instanceTypes: ["m7g.large"], size: { min: 2, max: 4 } } },
      },
      transform: { traffic: { rules: (rules) => ({ ...rules, ...remoteRules() }) } },
    });
    this.routeToRemoteNetworks();

    const clusterArn = `arn:aws:eks:${region}:${account}:cluster/${id}`;
    const role = new HybridNodeRole(this, "hybrid-node-role", {
      credentials: {
        method: "systemsManager",
        accountId: account,
        region,
        activationTag: { key: "EKSClusterARN", value: clusterArn },
      },
      clusterArns: [clusterArn],
    });
    this.hybridNodes = new HybridNodes(this, "hybrid-nodes", { cluster: this.controlPlane, role });
  }

  /** The control plane talks to kubelets and webhooks there, and pods in the VPC to pods there. */
  private routeToRemoteNetworks(): void {
    const attachment = new Ec2TransitGatewayVpcAttachment(this, "company", {
      transitGatewayId,
      vpcId: this.network.vpcId,
      subnetIds: this.network.subnets("controlPlane").map((subnet) => subnet.id),
    });
    for (const tier of ["controlPlane", "private"]) {
      for (const [zone, table] of Object.entries(this.vpc?.tiers[tier]?.routeTables ?? {})) {
        for (const [kind, ranges] of Object.entries(remote)) {
          for (const [index, destinationCidrBlock] of ranges.entries()) {
            const to = { routeTableId: table.id, destinationCidrBlock, transitGatewayId };
            new Route(this, `route-${tier}-${zone}-${kind}-${index}`, { ...to, dependsOn: [attachment] });
          }
        }
      }
    }
  }
}

/** The API for kubelets and pods there; kubelets and webhooks there for the API server. */
function remoteRules(): Record<string, TrafficRule> {
  const rules: Record<string, TrafficRule> = {};
  const rule = (key: string, direction: "ingress" | "egress", port: number, cidr: string, description: string) => {
    rules[key] = {
      group: "controlPlane",
      direction,
      protocol: "tcp",
      fromPort: port,
      toPort: port,
      peer: { cidrIpv4: cidr },
      description,
    };
  };
  for (const cidr of [...remote.nodes, ...remote.pods]) {
    rule(
      `remote-api-${cidr.replace(/\W/g, "-")}`,
      "ingress",
      443,
      cidr,
      "Kubernetes API from hybrid nodes and their pods",
    );
  }
  for (const cidr of remote.nodes) {
    rule(`remote-kubelet-${cidr.replace(/\W/g, "-")}`, "egress", 10250, cidr, "Kubelets of hybrid nodes");
  }
  for (const cidr of remote.pods) {
    for (const port of [443, 8443, 9443]) {
      rule(`remote-webhook-${port}-${cidr.replace(/\W/g, "-")}`, "egress", port, cidr, "Webhooks on hybrid nodes");
    }
  }
  return rules;
}

export function platform(app: App): HybridPlatform {
  return new HybridPlatform(app, "hybrid");
}
