import "./index.mjs";

import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { type App, TerraformStack, Testing } from "cdktf";
import { expect, test } from "vitest";

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
