import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, type AppConfig, AssetType, TerraformAsset, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { afterEach, expect, test, vi } from "vitest";

import { UsageError } from "../engine/index";
import { PolicyViolationError } from "./errors";
import { PolicyGate, type PolicyGateOptions } from "./policy-gate";

const folders: string[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "eksgate-files-"));
  folders.push(folder);
  return folder;
}

const options: PolicyGateOptions = { rules: ["networking/public-endpoint-not-open-to-world"], settingsFile: false };
const closed = "203.0.113.0/24";
const world = "0.0.0.0/0";

function addStack(scope: Construct, id: string, range: string): { stack: TerraformStack; cluster: EksCluster } {
  const stack = new TerraformStack(scope, id);
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  const cluster = new EksCluster(stack, "cluster", {
    name: id,
    roleArn: "arn:aws:iam::111122223333:role/eks",
    vpcConfig: { subnetIds: ["subnet-0a"], endpointPublicAccess: true, publicAccessCidrs: [range] },
  });
  return { stack, cluster };
}

function gated(folder: string, range: string, more: PolicyGateOptions = {}, config: AppConfig = {}) {
  const app = new App({ outdir: folder, ...config });
  const made = addStack(app, "prod", range);
  PolicyGate.attach(app, { ...options, ...more });
  return { app, ...made };
}

function synthesize(app: App): unknown {
  try {
    app.synth();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** The files of a folder, at any depth. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function write(file: string, text: string): void {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
}

test("stacks that are added after the gate was attached are judged", () => {
  const folder = temporary();
  const { app } = gated(folder, closed);
  addStack(new Construct(app, "later"), "open", world);
  const error = synthesize(app);
  expect(error).toBeInstanceOf(PolicyViolationError);
  expect(String(error)).toContain("construct later/open/cluster");
  expect(filesIn(folder)).toEqual([]);
});

test("an output folder within others, and one that is named from where the program runs, are cleared", () => {
  const folder = temporary();
  const before = process.cwd();
  mkdirSync(join(folder, "build", "infra"), { recursive: true });
  process.chdir(folder);
  try {
    const outdir = join("build", "infra");
    expect(synthesize(gated(outdir, closed).app)).toBeUndefined();
    expect(existsSync(join(outdir, "stacks", "prod", "cdk.tf.json"))).toBe(true);
    expect(String(synthesize(gated(outdir, world).app))).toContain("were removed from build/infra");
    expect(filesIn(outdir)).toEqual([]);
  } finally {
    process.chdir(before);
  }
});

test("stacks of failed runs, which no manifest lists, and saved plans are gone; state and assets stay", () => {
  const folder = temporary();
  write(join(folder, "stacks", "old", "cdk.tf.json"), "{}");
  write(join(folder, "stacks", "older", "cdk.tf"), "");
  write(join(folder, "stacks", "prod", "plan"), "a saved plan");
  write(join(folder, "stacks", "prod", "terraform.tfstate"), "{}");
  write(join(folder, "elsewhere", "cdk.tf.json"), "{}");
  const { app, stack } = gated(folder, world);
  const file = join(temporary(), "values.yaml");
  writeFileSync(file, "replicas: 2\n");
  new TerraformAsset(stack, "values", { path: file, type: AssetType.FILE });
  expect(synthesize(app)).toBeInstanceOf(PolicyViolationError);
  expect(filesIn(folder)).toEqual([
    join("elsewhere", "cdk.tf.json"),
    expect.stringMatching(/^stacks.prod.assets.values.\w+.values\.yaml$/),
    join("stacks", "prod", "terraform.tfstate"),
  ]);
});

test("a run that passes leaves no stack of another run beside its own", () => {
  const folder = temporary();
  write(join(folder, "stacks", "old", "cdk.tf.json"), "{}");
  write(join(folder, "stacks", "prod", "cdk.tf"), 'resource "aws_eks_cluster" "open" {}');
  expect(synthesize(gated(folder, closed).app)).toBeUndefined();
  expect(filesIn(folder)).toEqual(["manifest.json", join("stacks", "prod", "cdk.tf.json")]);
});

test("the folder that cdktf reads is cleared too, where the app writes to another", () => {
  const [folder, read] = [temporary(), temporary()];
  expect(synthesize(gated(read, closed).app)).toBeUndefined();
  vi.stubEnv("CDKTF_OUTDIR", read);
  expect(synthesize(gated(folder, world).app)).toBeInstanceOf(PolicyViolationError);
  expect([...filesIn(folder), ...filesIn(read)]).toEqual([]);
});

test("other Terraform files in a stack's folder are not judged, so nothing is", () => {
  const folder = temporary();
  write(join(folder, "stacks", "prod", "extra.tf"), 'resource "aws_eks_cluster" "open" {}');
  write(join(folder, "stacks", "prod", "more.tf.json"), "{}");
  const { app } = gated(folder, closed);
  const error = synthesize(app);
  expect(error).toBeInstanceOf(UsageError);
  for (const name of ["extra.tf", "more.tf.json"]) {
    expect(String(error)).toContain(`${join("stacks", "prod", name)}: Terraform reads this file`);
  }
  expect(filesIn(folder)).toEqual([join("stacks", "prod", "extra.tf"), join("stacks", "prod", "more.tf.json")]);
});

test("two stacks with one id are refused: one of them would be neither written nor judged", () => {
  const folder = temporary();
  const { app } = gated(folder, world);
  addStack(new Construct(app, "nested"), "prod", closed);
  const error = synthesize(app);
  expect(error).toBeInstanceOf(UsageError);
  expect(String(error)).toContain("nested/prod and prod have the same id");
  expect(filesIn(folder)).toEqual([]);
});

test("a stack that is added while the app is synthesized is refused: it is not written", () => {
  const folder = temporary();
  const { app, stack } = gated(folder, closed);
  stack.node.addValidation({
    validate: () => {
      addStack(app, "late", world);
      return [];
    },
  });
  const error = synthesize(app);
  expect(error).toBeInstanceOf(UsageError);
  expect(String(error)).toContain("late: ");
  expect(String(error)).toContain("was added while the app was synthesized");
  expect(filesIn(folder)).toEqual([]);
});

test("overrides, which cdktf leaves out of HCL in part, are refused there: the JSON that is judged has them", () => {
  vi.stubEnv("SYNTH_HCL_OUTPUT", "true");
  const folder = temporary();
  const { app, stack, cluster } = gated(folder, world);
  cluster.addOverride("vpc_config.endpoint_public_access", false);
  const hcl = stack.toHclTerraform()["hcl"];
  expect(hcl).toContain("endpoint_public_access = true");
  const error = synthesize(app);
  expect(error).toBeInstanceOf(UsageError);
  expect(String(error)).toContain("aws_eks_cluster (vpc_config)");
  expect(filesIn(folder)).toEqual([join("stacks", "prod", "metadata.json")]);
});

test("HCL without overrides is judged, and written where it holds", () => {
  vi.stubEnv("SYNTH_HCL_OUTPUT", "true");
  const folder = temporary();
  expect(synthesize(gated(folder, closed).app)).toBeUndefined();
  expect(readFileSync(join(folder, "stacks", "prod", "cdk.tf"), "utf8")).toContain(
    'resource "aws_eks_cluster" "cluster"',
  );
  expect(synthesize(gated(folder, world).app)).toBeInstanceOf(PolicyViolationError);
  expect(filesIn(folder)).toEqual([join("stacks", "prod", "metadata.json")]);
});

test("what cannot be removed is told with the findings, which are not lost", () => {
  const folder = temporary();
  const file = join(folder, "stacks", "prod", "cdk.tf.json");
  const { app } = gated(folder, world, {
    report: {
      judged: () => {
        rmSync(file);
        mkdirSync(file);
      },
    },
  });
  const error = synthesize(app);
  expect(error).toBeInstanceOf(PolicyViolationError);
  expect(String(error)).toContain("construct prod/cluster");
  expect(String(error)).toContain("Still there to be deployed; remove it by hand:");
  expect(String(error)).toContain(file);
  expect(String(error)).not.toContain("Nothing is left");
});

test("nothing is synthesized where what an earlier run left cannot be removed", () => {
  const folder = temporary();
  mkdirSync(join(folder, "manifest.json"));
  const error = synthesize(gated(folder, closed).app);
  expect(error).toBeInstanceOf(UsageError);
  expect(String(error)).toContain("What an earlier run left cannot be removed");
  expect(existsSync(join(folder, "stacks", "prod", "cdk.tf.json"))).toBe(false);
});
