import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, Aspects, type TerraformStack } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressesOf, exampleNames, pathOf } from "../../tools/examples/example";
import { Emulated, judgedOn } from "./emulated";
import { type Emulator, startEmulator } from "./emulators";
import { Project } from "./project";
import type { Terraform } from "./terraform";

let project: Project;
let emulator: Emulator;

beforeAll(async () => {
  project = new Project();
  emulator = await startEmulator("ministack", "111122223333", project.folder);
});

afterAll(async () => {
  await emulator?.stop();
  project?.remove();
});

/** Synthesizes an example, pointed at the emulator; gives its Terraform. */
async function synthesized(name: string): Promise<Terraform> {
  const program: { platform(app: App): TerraformStack } = await import(pathOf(name, "platform.ts"));
  const app = new App({ outdir: join(project.folder, "cdktf.out") });
  const stack = program.platform(app);
  Aspects.of(stack).add(new Emulated("ministack", emulator.url, project.statePath(name)));
  app.synth();
  return project.terraform(name);
}

describe.each(exampleNames())("%s", (name) => {
  let terraform: Terraform;

  it("is valid Terraform", async () => {
    terraform = await synthesized(name);
    await terraform.validate();
  });

  it("can be planned, and the plan does not fail the gate", async () => {
    const plan = join(project.folder, `${name}.json`);
    writeFileSync(plan, await terraform.plan());
    const { report } = await project.check(plan, judgedOn(["ministack"]));
    expect(report.summary.pass).toBeGreaterThan(0);
    expect(report.findings.map(({ rule, outcome, message }) => `${outcome} ${rule} ${message}`)).toEqual([]);
  });

  it("is applied and destroyed again", async () => {
    await terraform.apply();
    const made = (await terraform.stateAddresses()).filter((address) => !address.startsWith("data."));
    const document = JSON.parse(readFileSync(project.stackFile(name), "utf8"));
    expect([...made].sort()).toEqual(addressesOf(document).filter((address) => !address.startsWith("data.")));
    await terraform.destroy();
    expect(await terraform.stateAddresses()).toEqual([]);
  });
});
