import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Scenario } from "./app";
import { execute, type Finished } from "./processes";
import { Terraform, terraformEnvironment } from "./terraform";

const repository = join(__dirname, "..", "..");
const programs = join(repository, "node_modules", ".bin");
const program = `${join(programs, "tsx")} ${join(__dirname, "app.ts")}`;

const report = z.object({
  summary: z.object({ pass: z.number(), fail: z.number(), undetermined: z.number() }),
  findings: z.array(
    z.object({
      rule: z.string(),
      address: z.string(),
      outcome: z.string(),
      message: z.string(),
    }),
  ),
  passes: z.array(z.object({ rule: z.string(), address: z.string() })),
});

/** What the gate says about one input. */
export type GateReport = z.infer<typeof report>;

const synthesized = z.object({ resource: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** A CDKTF project in a temporary folder, whose program is `app.ts`. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "eksgate-e2e-"));
  private readonly environment: Readonly<Record<string, string>>;

  constructor() {
    this.environment = terraformEnvironment(this.folder);
    writeFileSync(
      join(this.folder, "cdktf.json"),
      JSON.stringify({ language: "typescript", app: program, sendCrashReports: "false" }),
    );
  }

  /** Path of the state that a stack's deployment leaves. */
  statePath(stack: string): string {
    return join(this.folder, `${stack}.tfstate`);
  }

  /** Path of a stack's Terraform JSON. */
  stackFile(stack: string): string {
    return join(this.folder, "cdktf.out", "stacks", stack, "cdk.tf.json");
  }

  /** Runs a command of cdktf, such as `synth` or `deploy`. */
  cdktf(
    scenario: Scenario,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Finished> {
    return execute(join(programs, "cdktf"), args, {
      cwd: this.folder,
      env: { ...this.environment, EKSGATE_E2E: JSON.stringify(scenario), ...environment },
      timeout: 900,
    });
  }

  terraform(stack: string): Terraform {
    return new Terraform(join(this.stackFile(stack), ".."), this.environment);
  }

  /** `eksgate check` on a file. */
  async check(
    file: string,
    rules: readonly string[] = [],
  ): Promise<{ readonly status: number | null; readonly report: GateReport }> {
    const command = [
      join(repository, "gate", "cli", "main.ts"),
      "check",
      file,
      "--format",
      "json",
      ...rules.flatMap((id) => ["--rule", id]),
    ];
    const { status, stdout, stderr } = await execute(join(programs, "tsx"), command, { cwd: this.folder });
    if (status === 2) {
      throw new Error(`The gate did not judge ${file}:\n${stderr}`);
    }
    return { status, report: report.parse(JSON.parse(stdout)) };
  }

  /** Addresses of the resources that a stack is to have, sorted. */
  resourceAddresses(stack: string): readonly string[] {
    const { resource } = synthesized.parse(JSON.parse(readFileSync(this.stackFile(stack), "utf8")));
    return Object.entries(resource)
      .flatMap(([type, instances]) => Object.keys(instances).map((name) => `${type}.${name}`))
      .sort();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
