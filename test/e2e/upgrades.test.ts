import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, Aspects } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EksPlatformStack, type EksPlatformStackProps, type NodeGroupSettings } from "../../stacks";
import { Emulated, judgedOn } from "./emulated";
import { type Emulator, startEmulator } from "./emulators";
import { Project } from "./project";
import type { Terraform } from "./terraform";

const guide = readFileSync(join(__dirname, "..", "..", "docs", "upgrades.md"), "utf8");

/** The block that the guide shows for a step. */
function shown(step: string): string {
  const block = new RegExp(`<!-- step: ${step} -->\n\`\`\`console\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1];
  if (block === undefined) throw new Error(`docs/upgrades.md shows no step ${step}`);
  return block;
}

let project: Project;
let emulator: Emulator;
let terraform: Terraform;

beforeAll(async () => {
  project = new Project();
  emulator = await startEmulator("ministack", "111122223333", project.folder);
  synthesize({ version: "1.33" }, {});
  terraform = project.terraform("shop");
  await terraform.validate();
  await terraform.apply();
});

afterAll(async () => {
  await emulator?.stop();
  project?.remove();
});

function synthesize(props: Pick<EksPlatformStackProps, "version">, nodes: NodeGroupSettings): void {
  const app = new App({ outdir: join(project.folder, "cdktf.out") });
  const stack = new EksPlatformStack(app, "shop", {
    account: "111122223333",
    region: "eu-central-1",
    network: { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] },
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    dataPlane: { nodeGroups: { general: nodes } },
    ...props,
  });
  Aspects.of(stack).add(new Emulated("ministack", emulator.url, project.statePath("shop")));
  app.synth();
}

/** What a plan would change and what the gate says of it, as the guide shows it. */
async function planned(): Promise<string> {
  const json = await terraform.plan();
  const path = join(project.folder, "plan.json");
  writeFileSync(path, json);
  const text = await terraform.shown();
  const changes = text
    .split("\n")
    .filter((line) =>
      /^ {2}# \S+ (will|must) be|^ +[~+-] (release_)?version +=|^ +[~+-] max_unavailable|^Plan:|^No changes/.test(line),
    );
  const { report } = await project.check(path, judgedOn(["ministack"]));
  const findings = report.findings.map(({ rule, outcome, severity }) => `${outcome}  ${severity}  ${rule}`);
  const verdict = findings.length === 0 ? ["PASSED"] : ["FAILED", ...findings];
  return [
    "$ terraform plan -out=tfplan",
    ...changes.map((line) => line.trim().replace(/ +/g, " ")),
    "$ terraform show -json tfplan > plan.json && npx eksgate check plan.json",
    ...verdict,
    "",
  ].join("\n");
}

// Each step goes on from the one before it.
describe("an upgrade from 1.33 to 1.34, as docs/upgrades.md walks it", () => {
  it.each<[string, string, Pick<EksPlatformStackProps, "version">, NodeGroupSettings, boolean]>([
    ["keep-nodes-back", "keeps nodes back", { version: "1.33" }, { version: "1.33" }, false],
    ["skipped", "does not skip a version", { version: "1.35" }, { version: "1.33" }, false],
    ["control-plane", "takes the control plane first", { version: "1.34" }, { version: "1.33" }, true],
    ["all-at-once", "does not take all nodes at once", { version: "1.34" }, { maxUnavailablePercentage: 100 }, false],
    ["nodes", "lets nodes follow", { version: "1.34" }, {}, true],
    ["patch", "patches them by a new release", { version: "1.34" }, { releaseVersion: "1.34.2-20261120" }, true],
  ])("%s: %s", async (step, _, props, nodes, isApplied) => {
    synthesize(props, nodes);
    expect(shown(step)).toBe(await planned());
    if (isApplied) await terraform.apply();
  });

  it("refuses nodes ahead of the control plane where the program runs", () => {
    const told = shown("ahead").split("\n").slice(1, -1).join(" ");
    let message = "";
    try {
      synthesize({ version: "1.34" }, { version: "1.35" });
    } catch (error) {
      message = error instanceof Error ? error.message : "";
    }
    expect(message.replace(/\s+/g, " ")).toBe(told.replace(/\s+/g, " "));
  });
});
