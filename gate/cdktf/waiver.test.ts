import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { afterAll, expect, test } from "vitest";

import { complete, InputError, read } from "../document/index";
import { UsageError } from "../engine/index";
import { PolicyViolationError } from "./errors";
import { PolicyGate } from "./policy-gate";
import { Waiver } from "./waiver";

const protection = "shared-responsibility/deletion-protected";
const folder = mkdtempSync(join(tmpdir(), "eksgate-waiver-"));
afterAll(() => rmSync(folder, { recursive: true }));

const terms = {
  rule: protection,
  reason: "it lives for a day",
  owner: "platform-team",
  expires: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
};

function settings(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** An app with a cluster without deletion protection, in a construct. */
function appOf(config: { hclOutput?: boolean } = {}) {
  const app = new App({ outdir: mkdtempSync(join(folder, "out-")), ...config });
  const stack = new TerraformStack(app, "prod");
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  const platform = new Construct(stack, "platform");
  new EksCluster(platform, "cluster", {
    name: "prod",
    roleArn: "arn:aws:iam::111122223333:role/eks",
    vpcConfig: { subnetIds: ["subnet-0a"] },
  });
  return { app, stack, platform };
}

const written = (app: App) => readFileSync(join(app.outdir, "stacks", "prod", "cdk.tf.json"), "utf8");

function synthesize(app: App, settingsFile: string | false): PolicyViolationError | undefined {
  PolicyGate.attach(app, { rules: [protection], failOn: "low", settingsFile });
  try {
    app.synth();
  } catch (error) {
    if (error instanceof PolicyViolationError) return error;
    throw error;
  }
  return undefined;
}

const allowed = settings("allowed.yaml", "construct_waivers: high\n");

test("a waiver on a construct holds for what is below it, where the settings allow it", () => {
  const { app, platform } = appOf();
  Waiver.add(platform, terms);
  expect(synthesize(app, allowed)).toBeUndefined();
  expect(existsSync(join(app.outdir, "manifest.json"))).toBe(true);
});

test.each([
  ["no settings", false as const],
  ["settings that do not name constructs", settings("other.yaml", "profile: production\n")],
  ["settings that allow less", settings("low.yaml", "construct_waivers: low\n")],
])("with %s it does not hold, and the report says so", (_, file) => {
  const { app, platform } = appOf();
  Waiver.add(platform, terms);
  const violation = synthesize(app, file);
  expect(violation?.judgement.findings.map(({ outcome }) => outcome)).toEqual(["fail"]);
  expect(violation?.message).toContain("WAIVER, not allowed");
  expect(violation?.message).toContain("construct prod/platform");
});

test("each construct of a stack may carry waivers, in configuration and in HCL", () => {
  for (const hclOutput of [false, true]) {
    const { app, stack, platform } = appOf({ hclOutput });
    Waiver.add(stack, { ...terms, rule: "shared-responsibility/zonal-shift-enabled" });
    Waiver.add(platform, { ...terms, fingerprint: "0".repeat(32) });
    const violation = synthesize(app, allowed);
    expect(violation?.judgement.waivers.map(({ target, state }) => `${target} ${state}`)).toEqual([
      "prod not asked",
      "prod/platform outdated",
    ]);
  }
});

test("a waiver travels to the plan that its configuration completes", () => {
  const { app, platform } = appOf();
  Waiver.add(platform, terms);
  app.synth();
  const config = read(written(app), "cdk.tf.json");
  const change = { actions: ["create"], before: null, after: { name: "prod" }, after_unknown: { id: true } };
  const address = Object.keys(config.resources["aws_eks_cluster"] ?? {})[0] ?? "";
  const plan = (name: string) =>
    read(
      JSON.stringify({
        format_version: "1.2",
        resource_changes: [
          {
            address,
            mode: "managed",
            type: "aws_eks_cluster",
            name: address.split(".")[1],
            change: { ...change, after: { name } },
          },
        ],
        configuration: { root_module: {} },
      }),
      "plan.json",
    );
  expect(complete(plan("prod"), config).waivers).toMatchObject([
    { rule: protection, target: { construct: "prod/platform" } },
  ]);
  // The configuration of something else does not waive anything of this plan.
  expect(complete(plan("other"), config).waivers).toBeUndefined();
});

test("a waiver that says too little, or for too long, is refused where it is written", () => {
  const { app, platform } = appOf();
  expect(() => Waiver.add(platform, { ...terms, reason: "", expires: "2999-01-01" })).toThrow(
    /Waiver\.add: prod\/platform, .*: a waiver needs a reason, and reason is empty\.\n.*a waiver ends within a year/,
  );
  expect(() => Waiver.add(app, terms)).toThrow(UsageError);
});

test.each([
  [{ waivers: {} }, /must be a list of waivers/],
  [
    { waivers: [{ ...terms, construct: "prod", owner: 1 }] },
    /"\/\/"\.eksgate\.waivers\[0\]\.owner must be a text, and is 1/,
  ],
  [{ waivers: [{ ...terms, construct: "prod", address: "*" }] }, /waivers\[0\]\.address is none of/],
])("a malformed waiver in a configuration is refused: %j", (eksgate, message) => {
  const text = JSON.stringify({ "//": { metadata: { stackName: "prod" }, eksgate }, resource: {} });
  expect(() => read(text, "cdk.tf.json")).toThrow(InputError);
  expect(() => read(text, "cdk.tf.json")).toThrow(message);
});
