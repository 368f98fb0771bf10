import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scenario } from "./app";
import { succeed } from "./processes";
import { Project } from "./project";

/** What cdktf calls Terraform with, whatever it is about to do. */
const asksVersion = new Set(["-v", "version"]);

describe("a stack without the rule that lets the control plane reach the kubelets", () => {
  let project: Project;
  let calls: string;
  let terraform: string;

  const scenario = (withoutKubeletRule: boolean): Scenario => ({
    // Nothing listens there: nothing may get so far.
    stacks: { ec2: { emulator: "ministack", url: "http://127.0.0.1:9", state: project.statePath("ec2") } },
    withoutKubeletRule,
  });

  /** Terraform's subcommands that were run, in order. */
  const subcommands = (): readonly string[] =>
    existsSync(calls)
      ? readFileSync(calls, "utf8")
          .split("\n")
          .filter((line) => line !== "")
      : [];

  const deploy = (withoutKubeletRule: boolean, ...more: readonly string[]) =>
    project.cdktf(
      scenario(withoutKubeletRule),
      ["deploy", "ec2", "--auto-approve", "--skip-provider-lock", "--no-color", ...more],
      { TERRAFORM_BINARY_NAME: terraform, AWS_MAX_ATTEMPTS: "1" },
    );

  beforeAll(async () => {
    project = new Project();
    calls = join(project.folder, "terraform-calls");
    terraform = join(project.folder, "terraform");
    const real = (await succeed("which", ["terraform"], { cwd: project.folder })).trim();
    writeFileSync(terraform, `#!/bin/sh\necho "$1" >> '${calls}'\nexec '${real}' "$@"\n`);
    chmodSync(terraform, 0o755);
  });

  afterAll(() => project?.remove());

  it("is not deployed: cdktf stops before Terraform runs, and says which rule is broken", async () => {
    const { status, stdout, stderr } = await deploy(true);
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain("networking/control-plane-reaches-kubelet");
    expect(subcommands().filter((subcommand) => !asksVersion.has(subcommand))).toEqual([]);
    expect(existsSync(project.statePath("ec2"))).toBe(false);
  });

  it("leaves nothing that --skip-synth could deploy", async () => {
    const { status } = await deploy(true, "--skip-synth");
    expect(existsSync(project.stackFile("ec2"))).toBe(false);
    expect(status).not.toBe(0);
    expect(subcommands()).not.toContain("apply");
  });

  it("would have come to Terraform with the rule", async () => {
    await deploy(false);
    expect(subcommands()).toContain("init");
  });

  it("leaves nothing of the run before either, which the gate had let through", async () => {
    expect(existsSync(project.stackFile("ec2"))).toBe(true);
    expect((await deploy(true)).status).not.toBe(0);
    const before = subcommands().filter((subcommand) => !asksVersion.has(subcommand));
    const { status } = await deploy(true, "--skip-synth");
    expect(status).not.toBe(0);
    expect(existsSync(project.stackFile("ec2"))).toBe(false);
    expect(subcommands().filter((subcommand) => !asksVersion.has(subcommand))).toEqual(before);
  });
});
