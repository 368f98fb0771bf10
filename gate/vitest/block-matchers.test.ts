import "./index.mjs";

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { type App, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";

const roleArn = "arn:aws:iam::111122223333:role/eks";

function platformOf(app: App = Testing.app(), id = "prod") {
  const stack = new TerraformStack(app, id);
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  new AwsProvider(stack, "other", { region: "eu-west-1", alias: "other" });
  const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16", tags: { Name: "main", ownerTeam: "platform" } });
  const subnet = new Subnet(stack, "subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/20", dependsOn: [vpc] });
  const found = new DataAwsSubnet(stack, "found", { tags: { tier: "private" } });
  const cluster = new EksCluster(new Construct(stack, "control-plane"), "cluster", {
    name: "prod",
    roleArn,
    vpcConfig: { subnetIds: [subnet.id, found.id], endpointPublicAccess: false },
    encryptionConfig: { provider: { keyArn: "arn:aws:kms:eu-central-1:111122223333:key/k" }, resources: ["secrets"] },
  });
  return { app, stack, vpc, subnet, found, cluster };
}

/** What an assertion that does not hold tells. */
function told(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "";
}

test("an app, a stack, its text and the same parsed are looked into alike", () => {
  const { app, stack } = platformOf();
  const text = Testing.synth(stack);
  const parsed: Record<string, unknown> = JSON.parse(text);
  for (const subject of [app, stack, text, parsed]) {
    expect(subject).toHaveResource(EksCluster);
    expect(subject).not.toHaveResource(SecurityGroup);
    expect(subject).toHaveResourceWithProperties(EksCluster, {
      name: "prod",
      vpcConfig: { endpointPublicAccess: false },
    });
    expect(subject).not.toHaveResourceWithProperties(EksCluster, { name: "test" });
    expect(subject).toHaveDataSource(DataAwsSubnet);
    expect(subject).toHaveDataSourceWithProperties(DataAwsSubnet, { tags: { tier: "private" } });
    expect(subject).not.toHaveDataSourceWithProperties(DataAwsSubnet, { tags: { tier: "public" } });
    expect(subject).toHaveProvider(AwsProvider);
    expect(subject).toHaveProviderWithProperties(AwsProvider, { alias: "other", region: "eu-west-1" });
    expect(subject).not.toHaveProviderWithProperties(AwsProvider, { region: "us-east-1" });
  }
});

test("one of an app's stacks is enough, and of another stack nothing counts", () => {
  const { app, stack } = platformOf();
  const other = new TerraformStack(app, "other");
  new Vpc(other, "vpc", { cidrBlock: "10.1.0.0/16" });
  expect(app).toHaveResourceWithProperties(Vpc, { cidrBlock: "10.1.0.0/16" });
  expect(stack).not.toHaveResourceWithProperties(Vpc, { cidrBlock: "10.1.0.0/16" });
});

test("properties have the names of the construct or of Terraform, but for the keys of tags", () => {
  const { stack } = platformOf();
  expect(stack).toHaveResourceWithProperties(EksCluster, { vpc_config: { endpoint_public_access: false } });
  expect(stack).toHaveResourceWithProperties(Vpc, { tags: { ownerTeam: "platform" } });
  expect(stack).not.toHaveResourceWithProperties(Vpc, { tags: { owner_team: "platform" } });
  expect(stack).not.toHaveResourceWithProperties(Vpc, { tags: { name: "main" } });
});

test("a value may be a matcher, a reference or a construct", () => {
  const { app, stack, vpc, subnet, found } = platformOf();
  for (const subject of [app, stack]) {
    expect(subject).toHaveResourceWithProperties(Subnet, { vpcId: vpc.id, dependsOn: [vpc] });
    expect(subject).not.toHaveResourceWithProperties(Subnet, { dependsOn: [subnet] });
    expect(subject).toHaveResourceWithProperties(EksCluster, { vpcConfig: { subnetIds: [subnet.id, found.id] } });
    expect(subject).not.toHaveResourceWithProperties(EksCluster, { vpcConfig: { subnetIds: [subnet.id] } });
    expect(subject).toHaveResourceWithProperties(EksCluster, {
      roleArn: expect.stringMatching(/role\/eks$/),
      vpcConfig: { subnetIds: expect.arrayContaining([expect.stringContaining("aws_subnet")]) },
    });
    expect(subject).toHaveResourceWithProperties(EksCluster, {
      vpcConfig: expect.objectContaining({ endpointPublicAccess: false }),
    });
    expect(subject).not.toHaveResourceWithProperties(EksCluster, { version: expect.anything() });
  }
  expect(() => expect(Testing.synth(stack)).toHaveResourceWithProperties(Subnet, { vpcId: vpc.id })).toThrow(
    "a reference of a construct",
  );
});

test("a property that is undefined must not be set", () => {
  const { stack } = platformOf();
  expect(stack).toHaveResourceWithProperties(EksCluster, { name: "prod", version: undefined });
  expect(stack).not.toHaveResourceWithProperties(EksCluster, { name: undefined });
});

test("a failure names the nearest block, its construct, and what differs", () => {
  const { stack } = platformOf();
  new EksCluster(stack, "second", { name: "second", roleArn, vpcConfig: { subnetIds: ["subnet-1"] } });
  const message = told(() =>
    expect(stack).toHaveResourceWithProperties(EksCluster, {
      name: "prod",
      version: "1.35",
      vpcConfig: { endpointPublicAccess: true },
    }),
  );
  expect(message).toMatch(
    /^expected resource aws_eks_cluster with\n {2}name {2}"prod"\n {2}version {2}"1.35"\n {2}vpcConfig {2}\{"endpointPublicAccess":true\}/,
  );
  expect(message).toMatch(
    /nearest is aws_eks_cluster\.control-plane_cluster_\w+ \(construct prod\/control-plane\/cluster\)/,
  );
  expect(message).toContain('version                         wanted "1.35", is not set');
  expect(message).toContain("vpcConfig.endpointPublicAccess  wanted true, is false");
  expect(message).toContain("others are aws_eks_cluster.second");
});

test("where there is none, a failure says what there is", () => {
  const { app, stack } = platformOf();
  expect(told(() => expect(stack).toHaveResource(SecurityGroup))).toContain(
    "there is none; prod holds aws_eks_cluster, aws_subnet, aws_vpc",
  );
  const empty = new TerraformStack(app, "empty");
  expect(told(() => expect(empty).toHaveDataSource(DataAwsSubnet))).toContain("empty has no data source at all");
  expect(told(() => expect(stack).not.toHaveResource(Vpc))).toContain(
    "expected no resource aws_vpc\n\nbut aws_vpc.vpc (construct prod/vpc) is there",
  );
});

test("the class of another kind of block, and a subject that has none, are errors both ways", () => {
  const { stack } = platformOf();
  // @ts-expect-error a data source is no resource, though their types have the same name
  expect(() => expect(stack).toHaveResource(DataAwsSubnet)).toThrow("DataAwsSubnet is the class of a data source");
  // @ts-expect-error
  expect(() => expect(stack).not.toHaveProvider(Vpc)).toThrow("Vpc is the class of a resource");
  // @ts-expect-error a class, not the name of its type
  expect(() => expect(stack).not.toHaveResource("aws_vpc")).toThrow("takes the class of a resource");
  expect(() => expect("{").not.toHaveResource(Vpc)).toThrow("is not JSON");
  expect(() => expect(42).not.toHaveResource(Vpc)).toThrow("expected an App, a TerraformStack");
});

test("properties are those of the class", () => {
  const { stack } = platformOf();
  const wrong = [
    // @ts-expect-error there is no such property
    () => expect(stack).toHaveResourceWithProperties(EksCluster, { nmae: "prod" }),
    // @ts-expect-error a name is text
    () => expect(stack).toHaveResourceWithProperties(EksCluster, { name: 1 }),
    // @ts-expect-error nor is there one in the block
    () => expect(stack).toHaveResourceWithProperties(EksCluster, { vpcConfig: { subnetIDs: [] } }),
    // @ts-expect-error a provider's
    () => expect(stack).toHaveProviderWithProperties(AwsProvider, { regoin: "eu-central-1" }),
  ];
  for (const assertion of wrong) expect(assertion).toThrow("expected ");
});

const create = readFileSync(join(__dirname, "../document/fixtures/create.json"), "utf8");

test("a plan is looked into as it is planned, in all of its modules", () => {
  const modules = readFileSync(join(__dirname, "../document/fixtures/modules.json"), "utf8");
  expect(modules).toHaveResource(EksCluster);
  expect(create).toHaveResourceWithProperties(EksCluster, { name: "main", vpcConfig: { endpointPublicAccess: true } });
  expect(create).not.toHaveResourceWithProperties(EksCluster, { vpcConfig: { endpointPublicAccess: false } });
  expect(create).toHaveDataSource(DataAwsIamPolicyDocument);
  expect(() => expect(create).not.toHaveProvider(AwsProvider)).toThrow("a plan or state does not hold the arguments");
});

test("what a plan does not know yet holds neither way", () => {
  for (const wanted of [{ roleArn }, { vpcConfig: { endpointPublicAccess: true, subnetIds: ["subnet-1"] } }]) {
    const fails = told(() => expect(create).toHaveResourceWithProperties(EksCluster, wanted));
    expect(fails).toContain("is known after apply only");
    const fits = told(() => expect(create).not.toHaveResourceWithProperties(EksCluster, wanted));
    expect(fits).toMatch(
      /but aws_eks_cluster\.main \(in the text\) may be one; not known yet: (roleArn|vpcConfig\.subnetIds)$/,
    );
  }
  expect(create).not.toHaveResourceWithProperties(EksCluster, { name: "other", roleArn });
});

test("a state is looked into", () => {
  const values = {
    root_module: { child_modules: [{ resources: [stateOf("aws_vpc", { cidr_block: "10.0.0.0/16" })] }] },
  };
  expect({ format_version: "1.0", values }).toHaveResourceWithProperties(Vpc, { cidrBlock: "10.0.0.0/16" });
  expect({ format_version: "1.0", values }).not.toHaveResource(Subnet);
});

function stateOf(type: string, values: Record<string, unknown>) {
  return { address: `module.net.${type}.main`, mode: "managed", type, name: "main", values };
}
