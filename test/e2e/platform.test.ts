import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPlatform } from "../../stacks";
import type { Scenario } from "./app";
import { judgedOn } from "./emulated";
import { type Emulator, type EmulatorName, startEmulator } from "./emulators";
import { type GateReport, Project } from "./project";

const platform = loadPlatform(join(__dirname, "..", "..", "platform.yaml"));

const places: readonly { readonly stack: string; readonly emulator: EmulatorName }[] = [
  { stack: "ec2", emulator: "ministack" },
  { stack: "fargate", emulator: "moto" },
];

/** Rule and address of everything that passed. */
function passed(report: GateReport): readonly string[] {
  return report.passes.map(({ rule, address }) => `${rule} ${address}`).sort();
}

it("covers every cluster of the sample", () => {
  expect(Object.keys(platform.clusters).sort()).toEqual(places.map(({ stack }) => stack).sort());
});

// Each step goes on from the one before it.
describe.each(places)("the sample stack $stack, on $emulator", ({ stack, emulator }) => {
  let project: Project;
  let running: Emulator;
  let scenario: Scenario;
  let plan: string;

  beforeAll(async () => {
    project = new Project();
    running = await startEmulator(emulator, platform.clusters[stack]?.account ?? "", project.folder);
    scenario = { stacks: { [stack]: { emulator, url: running.url, state: project.statePath(stack) } } };
  });

  afterAll(async () => {
    await running?.stop();
    project?.remove();
  });

  it("synthesizes through cdktf", async () => {
    const { status, stdout, stderr } = await project.cdktf(scenario, ["synth", "--no-color"]);
    expect(stderr + stdout).toContain("Generated Terraform code for the stacks");
    expect(status).toBe(0);
  });

  it("is valid Terraform", async () => {
    await project.terraform(stack).validate();
  });

  it("can be planned", async () => {
    plan = join(project.folder, "plan.json");
    writeFileSync(plan, await project.terraform(stack).plan());
  });

  it("passes the gate as a plan, with nothing undetermined and the verdicts of the configuration", async () => {
    const ofPlan = await project.check(plan, judgedOn([emulator]));
    const ofConfiguration = await project.check(project.stackFile(stack), judgedOn([emulator]));
    expect(ofPlan.report.findings).toEqual([]);
    expect(ofPlan.status).toBe(0);
    expect(ofConfiguration.status).toBe(0);
    expect(ofPlan.report.summary.pass).toBeGreaterThan(0);
    expect(passed(ofPlan.report)).toEqual(passed(ofConfiguration.report));
  });

  it("deploys: the state holds every resource", async () => {
    const args = ["deploy", stack, "--auto-approve", "--skip-provider-lock", "--no-color"];
    const { status, stdout, stderr } = await project.cdktf(scenario, args);
    expect(status, (stdout + stderr).slice(-5000)).toBe(0);
    const resources = (await project.terraform(stack).stateAddresses()).filter(
      (address) => !address.startsWith("data."),
    );
    expect([...resources].sort()).toEqual(project.resourceAddresses(stack));
  });

  it("is destroyed again: the state holds nothing", async () => {
    const args = ["destroy", stack, "--auto-approve", "--no-color"];
    const { status, stdout, stderr } = await project.cdktf(scenario, args);
    expect(status, (stdout + stderr).slice(-5000)).toBe(0);
    expect(await project.terraform(stack).stateAddresses()).toEqual([]);
  });
});
