import "./index.mjs";

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { type App, TerraformStack, Testing, Token } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";

import { compiledRego } from "../../test/bundles/compiled";
import type { ReachOptions } from "./matchers";

const endpoint = "networking/public-endpoint-not-open-to-world";
const only = { rules: [endpoint], settingsFile: false } as const;

function stackOf(range: string, app: App = Testing.app()): TerraformStack {
  const stack = new TerraformStack(app, "prod");
  new EksCluster(stack, "cluster", {
    name: "prod",
    roleArn: "arn:aws:iam::111122223333:role/eks",
    vpcConfig: { subnetIds: ["subnet-0a"], endpointPublicAccess: true, publicAccessCidrs: [range] },
  });
  return stack;
}

const closed = "203.0.113.0/24";
const world = "0.0.0.0/0";

/** What an assertion that does not hold tells. */
function told(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "";
}

test("an app, a stack, its text and the same parsed are judged alike", () => {
  const app = Testing.app();
  const stack = stackOf(world, app);
  const text = Testing.synth(stack);
  const parsed: Record<string, unknown> = JSON.parse(text);
  for (const subject of [app, stack, text, parsed]) {
    expect(subject).toViolate(endpoint, { address: "aws_eks_cluster.cluster" });
    expect(subject).not.toPassPolicies(only);
  }
  expect(stackOf(closed)).toPassPolicies(only);
  expect(stackOf(closed)).not.toViolate(endpoint);
});

test("a failure prints the finding with its construct, not a dump", () => {
  const message = told(() => expect(stackOf(world)).toPassPolicies(only));
  expect(message).toContain("expected policies to hold");
  expect(message).toContain(`CRITICAL  ${endpoint}`);
  expect(message).toContain("construct prod/cluster");
  expect(message).not.toContain("{");
});

test("a rule that does not fail says what it found instead", () => {
  expect(told(() => expect(stackOf(closed)).toViolate(endpoint))).toContain("but it passes on aws_eks_cluster.cluster");
  expect(told(() => expect(stackOf(closed)).toViolate(endpoint, { address: "aws_eks_cluster.cluster" }))).toContain(
    "it passes there",
  );
  expect(told(() => expect(stackOf(world)).toViolate(endpoint, { address: "aws_eks_cluster.other" }))).toContain(
    "it does not apply there; it judges aws_eks_cluster.cluster",
  );
  expect(told(() => expect(new TerraformStack(Testing.app(), "empty")).toViolate(endpoint))).toContain(
    "no resource that it applies to",
  );
});

test("policies of one's own are judged by beside ours, whatever the subject is", () => {
  const folder = mkdtempSync(join(tmpdir(), "eksgate-matchers-"));
  try {
    const bundle = join(folder, "acme.wasm");
    const found = {
      rule: "acme/named",
      address: "aws_eks_cluster.cluster",
      outcome: "fail",
      message: "it is named so",
    };
    const catalogue = [{ id: "acme/named", severity: "high", title: "Clusters have another name" }];
    const entrypoints = { "acme/results": { answers: [found] }, "acme/catalogue": { answers: catalogue } };
    writeFileSync(bundle, compiledRego({ entrypoints }));
    const app = Testing.app();
    const stack = stackOf(closed, app);
    for (const subject of [app, stack, Testing.synth(stack)]) {
      expect(subject).toViolate("acme/named", { bundles: [bundle], settingsFile: false });
      expect(subject).not.toPassPolicies({ bundles: [bundle], settingsFile: false, rules: ["acme/named"] });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("undetermined can be asked for, and does not count as failing", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of Terraform's
  const stack = stackOf("${var.ranges}");
  expect(stack).toViolate(endpoint, { outcome: "undetermined" });
  expect(stack).not.toViolate(endpoint);
  expect(stack).not.toPassPolicies(only);
  expect(stack).toPassPolicies({ ...only, undetermined: "warn" });
});

test("a mistyped rule and a subject that cannot be judged are errors", () => {
  expect(() => expect(stackOf(world)).not.toViolate("networking/public-endpoint-not-open")).toThrow("there is no rule");
  expect(() => expect(42).not.toPassPolicies()).toThrow("expected an App, a TerraformStack");
});

test("stacks that hand each other resources are judged together", () => {
  const app = Testing.app();
  const network = new TerraformStack(app, "network");
  const subnets = ["a", "b"].map(
    (zone) =>
      new Subnet(network, zone, { vpcId: "vpc-0a", cidrBlock: "10.0.0.0/24", availabilityZone: `eu-central-1${zone}` }),
  );
  const cluster = new TerraformStack(app, "cluster");
  new EksCluster(cluster, "cluster", {
    name: "prod",
    roleArn: "arn:aws:iam::111122223333:role/eks",
    vpcConfig: { subnetIds: subnets.map(({ id }) => id) },
  });
  const zones = "networking/cluster-subnets-span-zones";
  expect(app).toPassPolicies({ rules: [zones], settingsFile: false });
  expect(cluster).toViolate(zones, { outcome: "undetermined", address: "aws_eks_cluster.cluster" });
});

/** A platform with one node group, whose group lets the kubelet's port in, and whatever a test changes about it. */
function platformOf(app: App = Testing.app(), id = "platform"): { stack: TerraformStack; nodes: EksNodeGroup } {
  const stack = new TerraformStack(app, id);
  const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16" });
  const subnetIds = ["a", "b"].map(
    (zone, index) =>
      new Subnet(stack, `subnet-${zone}`, {
        vpcId: vpc.id,
        cidrBlock: `10.0.${16 * index}.0/20`,
        availabilityZone: `eu-central-1${zone}`,
      }).id,
  );
  const cluster = new EksCluster(stack, "cluster", {
    name: "prod",
    roleArn: "arn:aws:iam::111122223333:role/eks",
    vpcConfig: { subnetIds },
  });
  const group = new SecurityGroup(stack, "node-group", { vpcId: vpc.id });
  new VpcSecurityGroupIngressRule(stack, "kubelet", {
    securityGroupId: group.id,
    referencedSecurityGroupId: cluster.vpcConfig.clusterSecurityGroupId,
    ipProtocol: "tcp",
    fromPort: 10250,
    toPort: 10250,
  });
  const template = new LaunchTemplate(stack, "template", { vpcSecurityGroupIds: [group.id] });
  const nodes = new EksNodeGroup(new Construct(stack, "general"), "nodes", {
    clusterName: cluster.name,
    nodeRoleArn: "arn:aws:iam::111122223333:role/node",
    subnetIds,
    amiType: "AL2023_x86_64_STANDARD",
    scalingConfig: { minSize: 1, maxSize: 1, desiredSize: 1 },
    launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
  });
  return { stack, nodes };
}

test("a flow is asked about by address, by name, by resource and by a construct that holds one", () => {
  const app = Testing.app();
  const { stack, nodes } = platformOf(app);
  const address = `aws_eks_node_group.${nodes.friendlyUniqueId}`;
  for (const to of [address, nodes, stack.node.findChild("general")]) {
    expect(stack).toReach({ from: "control-plane", to });
    expect(stack).not.toReach({ from: "control-plane", to, port: 9443 });
    expect(stack).not.toReach({ from: "control-plane", to, port: 10250, protocol: "udp" });
  }
  expect(app).toReach({ from: "control-plane", to: nodes });
  expect(Testing.synth(stack)).toReach({ from: "aws_eks_cluster.cluster", to: nodes });
});

test("a flow that is otherwise is told hop by hop, with what would open it", () => {
  const { stack, nodes } = platformOf();
  const blocked = told(() => expect(stack).toReach({ from: "control-plane", to: nodes, port: 9443 }));
  expect(blocked).toContain("to reach the nodes of aws_eks_node_group.general_nodes");
  expect(blocked).toContain("BLOCKED  tcp 9443");
  expect(blocked).toContain("blocked     security groups of the target, in");
  expect(blocked).toContain("change      add an ingress rule to aws_security_group.node-group: tcp 9443");
  expect(blocked).not.toContain("{");
  const allowed = told(() => expect(stack).not.toReach({ from: "control-plane", to: nodes }));
  expect(allowed).toContain("not to reach the nodes of");
  expect(allowed).toContain("ALLOWED  tcp 10250");
});

test("a flow that the input does not decide holds neither way, and says what is missing", () => {
  const { stack, nodes } = platformOf();
  nodes.addOverride("subnet_ids", [`\${${"var.subnet"}}`]);
  const flow = { from: "control-plane", to: nodes, port: 10250 };
  for (const assertion of [() => expect(stack).toReach(flow), () => expect(stack).not.toReach(flow)]) {
    expect(told(assertion)).toMatch(/NOT PROVEN[\s\S]*unknown +aws_eks_node_group\.general_nodes_\w+: var\.subnet/);
  }
});

test("a flow that is blocked between some subnets only holds neither way", () => {
  const { stack, nodes } = platformOf();
  const [, subnet] = stack.node.children.filter((child) => child instanceof Subnet);
  if (!(subnet instanceof Subnet)) throw new Error("the platform has no second subnet");
  new NetworkAcl(stack, "acl", { vpcId: subnet.vpcId, subnetIds: [subnet.id] });
  const flow = { from: "control-plane", to: nodes };
  for (const assertion of [() => expect(stack).toReach(flow), () => expect(stack).not.toReach(flow)]) {
    expect(told(assertion).replaceAll("\n", " ")).toContain("blocked for 2 of 4 pairs of subnets");
  }
});

test("of several stacks, the one that a construct is in is meant", () => {
  const app = Testing.app();
  const { nodes } = platformOf(app, "first");
  const { stack, nodes: others } = platformOf(app, "second");
  expect(nodes.friendlyUniqueId).toBe(others.friendlyUniqueId);
  expect(app).toReach({ from: "control-plane", to: others });
  expect(() => expect(app).toReach({ from: "control-plane", to: "internet" })).toThrow("Name one of them");
  expect(() => expect(app).toReach({ from: nodes, to: others })).toThrow(
    "from and to are constructs of first and second",
  );
  expect(() => expect(stack).not.toReach({ from: "control-plane", to: nodes })).toThrow("given to expect was second");
});

test("an end that means nothing, or several things, is an error both ways", () => {
  const { stack, nodes } = platformOf();
  const wrong: readonly (readonly [ReachOptions["to"], string])[] = [
    ["aws_eks_node_group.none", 'to: there is no "aws_eks_node_group.none" in platform'],
    [
      stack,
      "holds several resources that traffic may start from or arrive at: aws_eks_cluster.cluster, aws_eks_node_group.general",
    ],
    [stack.node.findChild("template"), "holds none of aws_eks_node_group"],
  ];
  for (const [to, message] of wrong) {
    expect(() => expect(stack).toReach({ from: nodes, to })).toThrow(message);
    expect(() => expect(stack).not.toReach({ from: nodes, to })).toThrow(message);
  }
  const number: unknown = 42;
  // @ts-expect-error an end is a name or a construct
  expect(() => expect(stack).toReach({ from: nodes, to: number })).toThrow(
    'to must be an address, a name such as "control-plane"',
  );
});
