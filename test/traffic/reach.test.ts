import "../../gate/vitest/index.mjs";

import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { TerraformStack, Testing } from "cdktf";
import { beforeAll, describe, expect, it } from "vitest";
import {
  ClusterTraffic,
  ControlPlane,
  ControlPlaneEniSecurityGroup,
  EndpointSecurityGroup,
  FLOWS,
  type Flow,
  type FlowParty,
  ManagedNodeGroup,
  NodeSecurityGroup,
  PodSecurityGroup,
  PodTraffic,
  Vpc,
} from "../../modules";
import type { EksPlatformStack } from "../../stacks";
import { nameOf, platform, type Variant, variants } from "./platforms";

const flows: readonly (readonly [string, Flow])[] = Object.entries(FLOWS);

/** Protocol and port of a question. */
interface Ports {
  readonly protocol: "tcp" | "udp";
  readonly port: number;
}

/** By party, what the gate calls it. */
type Ends = Readonly<Record<FlowParty | "otherNodes", string>>;

interface Judged {
  readonly text: string;
  readonly ends: Ends;
}

function judged(stack: EksPlatformStack): Judged {
  const text = Testing.synth(stack);
  const { resource }: { resource: Readonly<Record<string, Readonly<Record<string, unknown>>>> } = JSON.parse(text);
  const address = (type: string, part: string): string =>
    `${type}.${Object.keys(resource[type] ?? {}).find((name) => name.includes(part)) ?? "none"}`;
  const ends: Ends = {
    controlPlane: "control-plane",
    nodes: address("aws_eks_node_group", "general"),
    otherNodes: address("aws_eks_node_group", "batch"),
    fargate: address("aws_eks_fargate_profile", "apps"),
    endpoints: "ecr.api",
    anywhere: "internet",
  };
  return { text, ends };
}

/** An interface endpoint whose group lets the VPC's range in, as those of `Vpc` do. */
const withEndpoint = ({ family }: Variant) => ({
  network: {
    cidrBlock: "10.0.0.0/16",
    zones: ["eu-central-1a", "eu-central-1b"],
    endpoints: { interfaces: { "ecr.api": {} } },
    ...(family === "ipv6" ? { ipv6: "amazonProvided" as const } : {}),
  },
});

/** The first and the last port of a flow; of one for all protocols, some of each. */
function questions({ protocol, ports }: Flow): readonly Ports[] {
  if (protocol === "all" || ports === undefined) {
    return [
      { protocol: "tcp", port: 1 },
      { protocol: "tcp", port: 65_535 },
      { protocol: "udp", port: 123 },
    ];
  }
  return [...new Set(ports)].map((port) => ({ protocol, port }));
}

/** From where to where a flow goes: between nodes, from one group to another. */
function ways({ from, to }: Flow, ends: Ends): { readonly from: string; readonly to: string } {
  return { from: ends[from], to: from === "nodes" && to === "nodes" ? ends.otherNodes : ends[to] };
}

describe.each(variants.map((variant) => [nameOf(variant), variant] as const))("%s", (_, variant) => {
  const asked = flows.filter(([, { onlyBesideFargate }]) => variant.fargate || onlyBesideFargate !== true);

  describe.each(["recommended", "strict"] as const)("%s", (choice) => {
    let stack: Judged;
    beforeAll(() => {
      stack = judged(platform(choice, variant, withEndpoint(variant)));
    });

    it.each(asked.filter(([, flow]) => flow.choices.includes(choice)))("lets %s flow", (_name, flow) => {
      const { text, ends } = stack;
      for (const ports of questions(flow)) expect(text).toReach({ ...ways(flow, ends), ...ports });
    });

    it("lets nothing in from the internet", () => {
      const { text, ends } = stack;
      const members = [
        "nodes",
        "otherNodes",
        "controlPlane",
        ...(variant.fargate ? (["fargate"] as const) : []),
      ] as const;
      for (const member of members) {
        expect(text).not.toReach({ from: "internet", to: ends[member], port: 443 });
      }
    });
  });

  it("the cluster security group alone lets every flow of either choice flow", () => {
    const { text, ends } = judged(platform("clusterSecurityGroupOnly", variant, withEndpoint(variant)));
    const every = asked.flatMap(([, flow]) => questions(flow).map((ports) => ({ ...ways(flow, ends), ...ports })));
    // Most are asked by several flows.
    const unlike = new Map(every.map((question) => [JSON.stringify(question), question]));
    for (const question of unlike.values()) expect(text).toReach(question);
  });
});

/** One below and one above each port that is open. */
function closedBeside(open: readonly number[]): readonly number[] {
  return open.flatMap((port) => [port - 1, port + 1]).filter((port) => !open.includes(port));
}

// `nothing-else.test.ts` looks at every port; here the gate is asked where it might differ from that.
const each = variants.filter(({ family, fargate }) => (family === "ipv6") === fargate);
describe.each(each.map((variant) => [nameOf(variant), variant] as const))("strict, %s, blocks", (_, variant) => {
  let stack: Judged;
  beforeAll(() => {
    stack = judged(platform("strict", variant, withEndpoint(variant)));
  });
  const dns = { tcp: [53], udp: [53] };
  const also53 = variant.fargate ? [53] : [];
  const pairs: readonly (readonly [keyof Ends, keyof Ends, Readonly<Record<"tcp" | "udp", readonly number[]>>])[] = [
    ["nodes", "otherNodes", dns],
    ["nodes", "controlPlane", { tcp: [443, ...also53], udp: also53 }],
    ["controlPlane", "nodes", { tcp: [443, 8443, 9443, 10_250, ...also53], udp: also53 }],
    ["nodes", "anywhere", { tcp: [443], udp: [] }],
    ["nodes", "endpoints", { tcp: [443], udp: [] }],
    ...(variant.fargate
      ? ([
          ["nodes", "fargate", dns],
          ["fargate", "nodes", dns],
        ] as const)
      : []),
  ];

  it.each(pairs)("from %s to %s what it does not list", (from, to, open) => {
    const { text, ends } = stack;
    for (const port of closedBeside(open.tcp)) {
      expect(text).not.toReach({ from: ends[from], to: ends[to], port });
    }
    for (const port of open.udp.length === 0 ? [443] : closedBeside(open.udp)) {
      expect(text).not.toReach({ from: ends[from], to: ends[to], port, protocol: "udp" });
    }
  });
});

describe("pods with a group of their own", () => {
  it.each(["recommended", "strict"] as const)("leave nothing for the policies to find with %s", (choice) => {
    const stack = platform(choice, { family: "ipv4", fargate: true });
    const { controlPlaneSecurityGroup, nodeSecurityGroup, controlPlane, network } = stack;
    if (controlPlaneSecurityGroup === undefined || nodeSecurityGroup === undefined) throw new Error("no groups");
    const pods = new PodSecurityGroup(stack, "payments", {
      vpcId: network.vpcId,
      clusterName: "demo",
      name: "payments",
    });
    new PodTraffic(stack, "payments-traffic", {
      choice,
      pods,
      controlPlaneSecurityGroupId: controlPlaneSecurityGroup.securityGroupId,
      nodeSecurityGroupId: nodeSecurityGroup.securityGroupId,
      fargateSecurityGroupId: controlPlane.clusterSecurityGroupId,
      ports: { http: { protocol: "tcp", fromPort: 8080, description: "Requests and probes" } },
    });
    expect(stack).toPassPolicies({ settingsFile: false });
  });
});

describe("interface endpoints with a group of their own", () => {
  const names = { vpcId: "", clusterName: "demo" };
  const place = (choice: "recommended" | "strict", isOpened: boolean): TerraformStack => {
    const stack = new TerraformStack(Testing.app(), "demo");
    const vpc = new Vpc(stack, "network", { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] });
    const shared = { ...names, vpcId: vpc.vpcId };
    const controlPlaneGroup = new ControlPlaneEniSecurityGroup(stack, "eni", shared);
    const nodes = new NodeSecurityGroup(stack, "nodes", shared);
    const endpoints = new EndpointSecurityGroup(stack, "endpoints", shared);
    const controlPlane = new ControlPlane(stack, "control-plane", {
      name: "demo",
      version: "1.35",
      network: vpc,
      tier: "controlPlane",
      securityGroups: [controlPlaneGroup],
    });
    new ClusterTraffic(stack, "traffic", {
      choice,
      controlPlane: controlPlaneGroup,
      nodes,
      ...(isOpened ? { endpointSecurityGroupId: endpoints.securityGroupId } : {}),
    });
    new VpcEndpoint(stack, "ecr", {
      vpcId: vpc.vpcId,
      serviceName: "com.amazonaws.eu-central-1.ecr.api",
      vpcEndpointType: "Interface",
      subnetIds: vpc.subnets("private").map(({ id }) => id),
      securityGroupIds: [endpoints.securityGroupId],
      privateDnsEnabled: true,
    });
    new ManagedNodeGroup(stack, "general", {
      name: "general",
      cluster: controlPlane,
      network: vpc,
      tier: "private",
      securityGroups: [nodes],
    });
    return stack;
  };

  it.each(["recommended", "strict"] as const)(
    "let nodes in on 443 where %s opens it to them, and not else",
    (choice) => {
      const opened = place(choice, true);
      const general = opened.node.findChild("general");
      expect(opened).toReach({ from: general, to: "ecr.api" });
      for (const port of [442, 444]) expect(opened).not.toReach({ from: general, to: "ecr.api", port });
      const closed = place(choice, false);
      expect(closed).not.toReach({ from: closed.node.findChild("general"), to: "ecr.api" });
    },
  );
});
