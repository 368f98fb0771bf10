import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { App, Aspects, type TerraformStack } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressesOf, type Document, exampleNames, pathOf } from "../../tools/examples/example";
import { Emulated, judgedOn, standInParameter } from "./emulated";
import { type Emulator, type EmulatorName, putParameter, startEmulator } from "./emulators";
import { Project } from "./project";
import type { Terraform } from "./terraform";

/** Whose resources moto alone knows; ministack plays AWS for the others. */
const onMoto = ["fargate-only"];

/** What keeps an example from being applied: neither emulator knows it. */
const notApplied: Readonly<Record<string, string>> = {
  hybrid: "ministack 1.5.33 has no attachments of transit gateways, nor entries of hybrid nodes",
  ipv6: "ministack 1.5.33 gives no range of IPv6, and never answers for routes of it",
  "mixed-data-planes": "ministack 1.5.33 has no Fargate, moto 5.2.5 no add-ons for nodes",
};

let project: Project;
let emulators: Readonly<Record<EmulatorName, Emulator>>;

beforeAll(async () => {
  project = new Project();
  const [ministack, moto] = await Promise.all([
    startEmulator("ministack", "111122223333", project.folder),
    startEmulator("moto", "111122223333", project.folder),
  ]);
  emulators = { ministack, moto };
  const images = "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/arm64/standard/recommended/image_id";
  await putParameter(ministack, standInParameter(images), "ami-0123456789abcdef0");
});

afterAll(async () => {
  await emulators?.ministack.stop();
  await emulators?.moto.stop();
  project?.remove();
});

/** Synthesizes an example, pointed at an emulator; gives its Terraform, which has found it valid. */
async function synthesized(name: string, emulator: EmulatorName): Promise<Terraform> {
  const program: { platform(app: App): TerraformStack } = await import(pathOf(name, "platform.ts"));
  const app = new App({ outdir: join(project.folder, "cdktf.out") });
  const stack = program.platform(app);
  Aspects.of(stack).add(new Emulated(emulator, emulators[emulator].url, project.statePath(name)));
  app.synth();
  waitForNothingElse(project.stackFile(name));
  const terraform = project.terraform(name);
  await terraform.validate();
  return terraform;
}

/** Takes out of a stack that resources wait for what an emulator does not know, and what is therefore not there. */
function waitForNothingElse(file: string): void {
  const document: Document = JSON.parse(readFileSync(file, "utf8"));
  const there = new Set(addressesOf(document));
  const waiting = (_: string, value: unknown) =>
    Array.isArray(value) ? value.filter((one) => !/^aws_\w+\.[\w-]+$/.test(String(one)) || there.has(one)) : value;
  writeFileSync(file, JSON.stringify(document, waiting, 2));
}

/** Rules with findings about the plan of an example, and their outcome. */
async function findingsOf(name: string, terraform: Terraform, emulator: EmulatorName): Promise<readonly string[]> {
  // Beside the configuration, which completes it.
  const plan = join(dirname(project.stackFile(name)), "plan.json");
  writeFileSync(plan, await terraform.plan());
  const { report } = await project.check(plan, judgedOn([emulator]));
  expect(report.summary.pass).toBeGreaterThan(0);
  return [...new Set(report.findings.map(({ rule, outcome }) => `${outcome} ${rule}`))].sort();
}

/**
 * The rules that an example's README says are not proven, and those that its plan leaves open on the emulator: what stands in for
 * AWS's parameter does not tell the image.
 */
function toldOpen(name: string): readonly string[] {
  const images = ["node-image-supported", "node-volumes-encrypted"].map((rule) => `shared-responsibility/${rule}`);
  const own = ["mixed-data-planes", "self-managed"].includes(name) ? images : [];
  const rows = readFileSync(pathOf(name, "README.md"), "utf8").matchAll(/^\| \w+ \| (\S+\/\S+) \| \d+ \|$/gm);
  return [...[...rows].map(([, rule]) => rule), ...own].map((rule) => `undetermined ${rule}`).sort();
}

// Every program of Terraform starts the provider anew, which is most of the time: what one run tells is not asked twice.
const isMade = (address: string) => !address.startsWith("data.");

/** Applies the plan of an example, and looks whether everything is there. */
async function apply(name: string, terraform: Terraform): Promise<void> {
  await terraform.applyPlan();
  const document = JSON.parse(readFileSync(project.stackFile(name), "utf8"));
  const made = [...(await terraform.stateAddresses())].filter(isMade).sort();
  expect(made).toEqual(addressesOf(document).filter(isMade));
}

async function destroy(terraform: Terraform): Promise<void> {
  await terraform.destroy();
  expect(await terraform.stateAddresses()).toEqual([]);
}

const planned = exampleNames().filter((name) => name !== "existing-vpc");

// Terraform waits for most of the time: side by side they take less of it.
describe.concurrent("examples", { timeout: 900_000 }, () => {
  it.each(planned)(
    "%s passes the gate as a plan, and is applied and destroyed where an emulator knows its resources",
    async (name) => {
      const emulator = onMoto.includes(name) ? "moto" : "ministack";
      const terraform = await synthesized(name, emulator);
      expect(await findingsOf(name, terraform, emulator)).toEqual(toldOpen(name));
      if (name in notApplied) return;
      await apply(name, terraform);
      await destroy(terraform);
    },
  );

  // ministack 1.5.33 does not look subnets up by their zone, so that the plan finds several where AWS has one.
  it("existing-vpc is valid Terraform", async () => {
    await synthesized("existing-vpc", "ministack");
  });
});
