import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Annotations, App, TerraformStack } from "cdktf";
import { afterEach, expect, test } from "vitest";

import { compiledRego } from "../../test/bundles/compiled";
import { EngineError, type Judgement, NothingToJudgeError, UsageError } from "../engine/index";
import { PolicyViolationError } from "./errors";
import { PolicyGate, type PolicyGateOptions } from "./policy-gate";

const endpoint = "networking/public-endpoint-not-open-to-world";
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function outdir(): string {
  const folder = mkdtempSync(join(tmpdir(), "eksgate-synth-"));
  folders.push(folder);
  return folder;
}

const closed = "203.0.113.0/24";
const world = "0.0.0.0/0";

/** An app with a stack for each cluster, whose endpoint is open to a range. */
function appOf(
  ranges: Readonly<Record<string, string>>,
  folder: string,
  config: { skipValidation?: boolean; hclOutput?: boolean } = {},
): App {
  const app = new App({ outdir: folder, ...config });
  for (const [name, range] of Object.entries(ranges)) {
    const stack = new TerraformStack(app, name);
    new AwsProvider(stack, "aws", { region: "eu-central-1" });
    new EksCluster(stack, "cluster", {
      name,
      roleArn: "arn:aws:iam::111122223333:role/eks",
      vpcConfig: { subnetIds: ["subnet-0a"], endpointPublicAccess: true, publicAccessCidrs: [range] },
    });
  }
  return app;
}

const options: PolicyGateOptions = { rules: [endpoint], settingsFile: false };

function synthesize(app: App): unknown {
  try {
    app.synth();
  } catch (error) {
    return error;
  }
  return undefined;
}

const deployable = (folder: string, stacks: readonly string[]): string[] =>
  [
    "manifest.json",
    ...stacks.flatMap((name) => [join("stacks", name, "cdk.tf.json"), join("stacks", name, "cdk.tf")]),
  ].filter((file) => existsSync(join(folder, file)));

test("stacks that hold to the policies are synthesized, and the listener is told the judgement", () => {
  const folder = outdir();
  const app = appOf({ prod: closed, test: closed }, folder);
  const told: string[] = [];
  let judgement: Judgement | undefined;
  PolicyGate.attach(app, {
    ...options,
    report: { judging: (stacks) => told.push(`judging ${stacks}`), judged: (result) => (judgement = result) },
  });
  app.synth();
  expect(told).toEqual(["judging 2"]);
  expect(judgement?.documents.map(({ stack, subjects }) => [stack, subjects])).toEqual([
    ["prod", 1],
    ["test", 1],
  ]);
  expect(deployable(folder, ["prod", "test"])).toHaveLength(3);
});

test("a violation throws the finding as text, and leaves no stack to deploy, not even those that hold", () => {
  const folder = outdir();
  const app = appOf({ good: closed, bad: world }, folder);
  PolicyGate.attach(app, options);
  const error = synthesize(app);
  expect(error).toBeInstanceOf(PolicyViolationError);
  expect(String(error)).toContain(`CRITICAL  ${endpoint}`);
  expect(String(error)).toContain("construct bad/cluster");
  expect(String(error)).toContain("0.0.0.0/0");
  expect(deployable(folder, ["good", "bad"])).toEqual([]);
});

test("what an earlier run left is gone after a violation, also the stacks that the app has no longer", () => {
  const folder = outdir();
  const earlier = appOf({ prod: closed, old: closed }, folder);
  earlier.synth();
  expect(deployable(folder, ["prod", "old"])).toHaveLength(3);
  const state = join(folder, "stacks", "prod", "terraform.tfstate");
  writeFileSync(state, "{}");

  const app = appOf({ prod: world }, folder);
  PolicyGate.attach(app, options);
  expect(synthesize(app)).toBeInstanceOf(PolicyViolationError);
  expect(deployable(folder, ["prod", "old"])).toEqual([]);
  expect(readFileSync(state, "utf8")).toBe("{}");
});

test("an error that comes before the gate leaves nothing either", () => {
  const folder = outdir();
  appOf({ a: closed, b: closed }, folder).synth();
  const app = appOf({ a: world, b: closed }, folder);
  PolicyGate.attach(app, options);
  const [, second] = app.node.children;
  if (second !== undefined) Annotations.of(second).addError("not today");
  expect(String(synthesize(app))).toContain("not today");
  expect(deployable(folder, ["a", "b"])).toEqual([]);
});

test("a gate that cannot judge leaves nothing, and says why", () => {
  const folder = outdir();
  const app = appOf({ prod: closed }, folder);
  PolicyGate.attach(app, { ...options, bundle: join(folder, "nowhere") });
  expect(synthesize(app)).toBeInstanceOf(EngineError);
  expect(deployable(folder, ["prod"])).toEqual([]);
});

test("an app without anything to judge is refused, unless that is allowed", () => {
  const app = (): App => {
    const made = new App({ outdir: outdir() });
    new TerraformStack(made, "empty");
    return made;
  };
  const refused = app();
  PolicyGate.attach(refused, options);
  expect(synthesize(refused)).toBeInstanceOf(NothingToJudgeError);
  const allowed = app();
  PolicyGate.attach(allowed, { ...options, allowEmpty: true });
  expect(synthesize(allowed)).toBeUndefined();
});

test("policies of one's own are judged by beside ours, and one that does not load keeps the gate shut", () => {
  const folder = outdir();
  const bundle = join(outdir(), "acme.wasm");
  const found = { rule: "acme/named", address: "aws_eks_cluster.cluster", outcome: "fail", message: "it is named so" };
  const catalogue = [{ id: "acme/named", severity: "high", title: "Clusters have another name" }];
  const entrypoints = { "acme/results": { answers: [found] }, "acme/catalogue": { answers: catalogue } };
  writeFileSync(bundle, compiledRego({ entrypoints }));
  const own = { settingsFile: false, rules: ["acme/named"], bundles: [bundle] } as const;
  for (const hclOutput of [false, true]) {
    const app = appOf({ prod: closed }, folder, { hclOutput });
    PolicyGate.attach(app, own);
    expect(String(synthesize(app))).toContain("HIGH  acme/named");
    expect(deployable(folder, ["prod"])).toEqual([]);
  }
  writeFileSync(bundle, "");
  const app = appOf({ prod: closed }, folder);
  PolicyGate.attach(app, own);
  expect(synthesize(app)).toBeInstanceOf(EngineError);
});

test("undetermined results of critical rules fail, under the development profile too, unless asked otherwise", () => {
  const make = (changes: PolicyGateOptions): unknown => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of Terraform's
    const app = appOf({ prod: "${var.ranges}" }, outdir());
    PolicyGate.attach(app, { ...options, ...changes });
    return synthesize(app);
  };
  expect(String(make({ profile: "development" }))).toContain("NOT PROVEN");
  expect(make({ undetermined: "warn" })).toBeUndefined();
});

test("skipValidation does not switch the gate off", () => {
  const folder = outdir();
  const app = appOf({ prod: world }, folder, { skipValidation: true });
  PolicyGate.attach(app, options);
  expect(synthesize(app)).toBeInstanceOf(PolicyViolationError);
  expect(deployable(folder, ["prod"])).toEqual([]);
});

test("HCL output is judged too", () => {
  const folder = outdir();
  const app = appOf({ prod: world }, folder, { hclOutput: true });
  PolicyGate.attach(app, options);
  expect(synthesize(app)).toBeInstanceOf(PolicyViolationError);
  expect(deployable(folder, ["prod"])).toEqual([]);
});

test("a manifest that was tampered with removes nothing outside the folder", () => {
  const folder = outdir();
  const outside = join(outdir(), "precious.txt");
  writeFileSync(outside, "keep");
  writeFileSync(
    join(folder, "manifest.json"),
    JSON.stringify({ stacks: { x: { synthesizedStackPath: join("..", outside.split("/").slice(-2).join("/")) } } }),
  );
  const app = appOf({ prod: world }, folder);
  PolicyGate.attach(app, options);
  synthesize(app);
  expect(readFileSync(outside, "utf8")).toBe("keep");
});

test("an app takes one gate", () => {
  const app = appOf({ prod: closed }, outdir());
  PolicyGate.attach(app, options);
  expect(() => PolicyGate.attach(app, options)).toThrow(UsageError);
});
