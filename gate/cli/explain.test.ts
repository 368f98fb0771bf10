import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";

import { eksgate, type Run, runIn } from "../../test/command-line";

const folder = runIn();
const explain = (...args: readonly string[]): Promise<Run> => eksgate(["explain", ...args]);

/** A reference of Terraform's. */
const ref = (path: string): string => `\${${path}}`;

/** A cluster with one node group, whose group lets the kubelet's port in. */
function platform(name: string, more: Readonly<Record<string, object>> = {}): string {
  const inVpc = { vpc_id: ref("aws_vpc.main.id") };
  const subnet_ids = [ref("aws_subnet.a.id"), ref("aws_subnet.b.id")];
  const kubelet = {
    security_group_id: ref("aws_security_group.node.id"),
    referenced_security_group_id: ref("aws_eks_cluster.main.vpc_config[0].cluster_security_group_id"),
    ip_protocol: "tcp",
    from_port: 10250,
    to_port: 10250,
  };
  return JSON.stringify({
    resource: {
      aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: {
        a: { ...inVpc, cidr_block: "10.0.0.0/20", availability_zone: "eu-central-1a" },
        b: { ...inVpc, cidr_block: "10.0.16.0/20", availability_zone: "eu-central-1b" },
      },
      aws_security_group: { node: { ...inVpc, name: "node" } },
      aws_vpc_security_group_ingress_rule: { kubelet },
      aws_eks_cluster: { main: { name, role_arn: "arn:aws:iam::111122223333:role/eks", vpc_config: { subnet_ids } } },
      aws_launch_template: { node: { vpc_security_group_ids: [ref("aws_security_group.node.id")] } },
      aws_eks_node_group: {
        main: {
          cluster_name: ref("aws_eks_cluster.main.name"),
          node_role_arn: "arn:aws:iam::111122223333:role/node",
          subnet_ids,
          ami_type: "AL2023_x86_64_STANDARD",
          launch_template: {
            id: ref("aws_launch_template.node.id"),
            version: ref("aws_launch_template.node.latest_version"),
          },
        },
      },
      ...more,
    },
  });
}

const acl = {
  aws_network_acl: {
    b: {
      vpc_id: ref("aws_vpc.main.id"),
      subnet_ids: [ref("aws_subnet.b.id")],
      egress: [],
      ingress: [{ rule_no: 100, action: "allow", protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0" }],
    },
  },
};

beforeAll(() => {
  mkdirSync(join(folder, "two"));
  const files = {
    "platform.tf.json": platform("prod"),
    "acl.tf.json": platform("prod", acl),
    "unknown.tf.json": platform("prod", {
      aws_network_acl_association: { b: { subnet_id: ref("aws_subnet.b.id"), network_acl_id: ref("var.acl") } },
    }),
    "escape.tf.json": platform("prod").replaceAll("aws_security_group.node.id", "var.\\u001b[31mred"),
    "two/first.tf.json": platform("first"),
    "two/second.tf.json": platform("second").replaceAll(
      '"aws_eks_node_group":{"main"',
      '"aws_eks_node_group":{"second"',
    ),
    "broken.tf.json": '{"resource":',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});

const kubelet = ["--from", "control-plane", "--to", "aws_eks_node_group.main"] as const;

test("an allowed flow is told hop by hop, with what decides each", async () => {
  const run = await explain("platform.tf.json", ...kubelet);
  expect(run).toEqual({
    code: 0,
    stderr: "",
    stdout: `ALLOWED  tcp 10250 from the control plane's network interfaces of
aws_eks_cluster.main to the nodes of aws_eks_node_group.main

from        the control plane's network interfaces of aws_eks_cluster.main
            in the cluster security group of aws_eks_cluster.main
to          the nodes of aws_eks_node_group.main
            in aws_security_group.node
in          platform.tf.json

allowed     security groups of the source, out
            the cluster security group of aws_eks_cluster.main
allowed     security groups of the target, in
            aws_vpc_security_group_ingress_rule.kubelet
allowed     network ACL, request out
            network ACL, request in
            network ACL, answer out
            network ACL, answer in
            the default network ACL of aws_vpc.main, entry 100
allowed     route
            the local route of the default route table of aws_vpc.main
`,
  });
});

test("a blocked flow names the hop, the pair of subnets and the smallest change that opens it", async () => {
  const run = await explain("platform.tf.json", ...kubelet, "--port", "9443");
  expect(run.code).toBe(1);
  expect(run.stdout).toContain(`blocked     security groups of the target, in
            aws_security_group.node
            no ingress rule of the security groups of the nodes of`);
  expect(
    run.stdout.endsWith(`
change      add an ingress rule to aws_security_group.node: tcp 9443 from the
            cluster security group of aws_eks_cluster.main
`),
  ).toBe(true);
});

test("a flow that only some subnets block says for how many", async () => {
  const run = await explain("acl.tf.json", ...kubelet);
  expect(run.code).toBe(1);
  expect(run.stdout.split("\n\n")[0]?.replaceAll("\n", " ")).toBe(
    "BLOCKED  tcp 10250 from the control plane's network interfaces of aws_eks_cluster.main to the nodes of " +
      "aws_eks_node_group.main, blocked for 2 of 4 pairs of subnets",
  );
  expect(run.stdout).toContain("change      - add an egress entry to aws_network_acl.b: allow tcp 1024-65535 to");
});

test("a flow that the input does not decide says what is missing", async () => {
  const run = await explain("unknown.tf.json", ...kubelet);
  expect(run.code).toBe(1);
  expect(run.stdout.startsWith("NOT PROVEN  tcp 10250 from")).toBe(true);
  expect(run.stdout).toContain("unknown     the network ACL of aws_subnet.b");
});

test("the same as JSON", async () => {
  const run = await explain("platform.tf.json", ...kubelet, "--port", "9443", "--format", "json");
  expect(run.code).toBe(1);
  const answer: unknown = JSON.parse(run.stdout);
  expect(answer).toMatchObject({
    version: 1,
    tool: { name: "eksgate" },
    document: { path: "platform.tf.json", kind: "config" },
    from: { id: "aws_eks_cluster.main#control_plane", subnets: ["aws_subnet.a", "aws_subnet.b"] },
    to: { id: "aws_eks_node_group.main", groups: ["aws_security_group.node"] },
    protocol: "tcp",
    port: 9443,
    outcome: "blocked",
    everywhere: true,
    pairs: { allowed: 0, blocked: 4, undetermined: 0 },
    changes: [
      "add an ingress rule to aws_security_group.node: tcp 9443 from the cluster security group of aws_eks_cluster.main",
    ],
  });
  expect(answer).toHaveProperty("hops.1", {
    hop: "security groups of the target, in",
    family: "ipv4",
    outcome: "blocked",
    pair: { from: "aws_subnet.a", to: "aws_subnet.a" },
    decidedBy: ["aws_security_group.node"],
    why: expect.stringContaining("lets tcp 9443 in from"),
    missing: [],
    changes: [
      "add an ingress rule to aws_security_group.node: tcp 9443 from the cluster security group of aws_eks_cluster.main",
    ],
  });
});

test("udp is followed where that is asked", async () => {
  const run = await explain("platform.tf.json", ...kubelet, "--protocol", "udp", "--port", "53");
  expect(run.stdout).toContain("BLOCKED  udp 53");
});

test("of several documents, the one that knows both ends is meant", async () => {
  const run = await explain("two", "--from", "control-plane", "--to", "aws_eks_node_group.second");
  expect(run.code).toBe(0);
  expect(run.stdout).toContain(`in          ${join("two", "second.tf.json")}`);
});

test("no line is wider than 80 columns, and nothing of the input reaches the terminal as a control character", async () => {
  const run = await explain("escape.tf.json", ...kubelet);
  expect(run.stdout).toContain("NOT PROVEN");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(run.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  expect(Math.max(...run.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});

test("colours where that is forced, unless --no-color is given", async () => {
  vi.stubEnv("NO_COLOR", undefined);
  vi.stubEnv("FORCE_COLOR", "1");
  expect((await explain("platform.tf.json", ...kubelet)).stdout).toContain("\u001b[");
  expect((await explain("platform.tf.json", ...kubelet, "--no-color")).stdout).not.toContain("\u001b[");
});

test.each([
  [
    "a mistyped name",
    ["platform.tf.json", "--from", "control-plan", "--to", "internet"],
    '--from: there is no "control-plan" in platform.tf.json to follow traffic to or from. Did you mean "control-plane"? Known are control-plane, internet, aws_eks_cluster.main, aws_eks_node_group.main.',
  ],
  ["two of them", ["platform.tf.json", "--from", "a", "--to", "b"], '--to: there is no "b"'],
  [
    "a name that two documents know",
    ["two", "--from", "control-plane", "--to", "internet"],
    "each of these has control-plane and internet. Name one of them",
  ],
  [
    "the internet at both ends",
    ["platform.tf.json", "--from", "internet", "--to", "internet"],
    "one end of a flow must be part of the platform",
  ],
  ["no target", ["platform.tf.json", "--from", "control-plane"], "required option '--to <name>' not specified"],
  ["a port that is none", ["platform.tf.json", ...kubelet, "--port", "https"], '--port: "https" is not a port'],
  [
    "a port that is too high",
    ["platform.tf.json", ...kubelet, "--port", "70000"],
    "it must be a whole number from 1 to 65535",
  ],
  ["port 0", ["platform.tf.json", ...kubelet, "--port", "0"], "The port is 0"],
  ["another protocol", ["platform.tf.json", ...kubelet, "--protocol", "icmp"], "Allowed choices are tcp, udp"],
  ["another format", ["platform.tf.json", ...kubelet, "--format", "html"], "Allowed choices are text, json"],
  ["a file that is cut off", ["broken.tf.json", ...kubelet], "broken.tf.json"],
  ["no such file", ["none.json", ...kubelet], "there is no such file or folder"],
])("exits 2 for %s, says why, and prints no verdict", async (_, args, message) => {
  const run = await explain(...args);
  expect(run.code).toBe(2);
  expect(run.stdout).toBe("");
  expect(run.stderr).toContain(message);
});

test("a part of the input that is not read is told beside a name that is not known", async () => {
  writeFileSync("modules.json", JSON.stringify({ module: { eks: { source: "./eks" } } }));
  const run = await explain("modules.json", ...kubelet);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain("is not read");
});
