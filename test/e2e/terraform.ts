import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { succeed } from "./processes";

/** Version of the AWS provider that the emulators understand. The bindings are newer: see `emulated.ts`. */
export const providerVersion = "5.100.0";

const pluginName = /^terraform-provider-aws_v/;

/**
 * Writes a Terraform CLI configuration and returns the environment that makes Terraform and cdktf use it: providers from a
 * mirror on this machine where there is one, else from the registry.
 */
export function terraformEnvironment(folder: string): Readonly<Record<string, string>> {
  const mirror = process.env["EKSGATE_PLUGIN_MIRROR"] ?? findMirror();
  const file = join(folder, "terraform.rc");
  writeFileSync(
    file,
    mirror === undefined
      ? ""
      : `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return {
    TF_CLI_CONFIG_FILE: file,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    CHECKPOINT_DISABLE: "1",
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** Folders that hold mirrors on machines without a network, none of them one of Terraform's own. */
const roots = ["opt", "usr/local", "usr/share", "var/lib", "srv"].map((folder) => `/${folder}`);

/** The mirror's folder is six above the plugin: host, namespace, name, version, system. */
function findMirror(): string | undefined {
  for (const root of roots) {
    const plugin = findPlugin(root, 7);
    if (plugin !== undefined) {
      return [1, 2, 3, 4, 5].reduce((path) => dirname(path), dirname(plugin));
    }
  }
  return undefined;
}

function findPlugin(folder: string, depth: number): string | undefined {
  if (!existsSync(folder)) {
    return undefined;
  }
  const entries = readdirSync(folder, { withFileTypes: true });
  const plugin = entries.find((entry) => entry.isFile() && pluginName.test(entry.name));
  if (plugin !== undefined && folder.includes(`/${providerVersion}/`)) {
    return join(folder, plugin.name);
  }
  for (const entry of depth === 0 ? [] : entries) {
    const found =
      entry.isDirectory() && entry.name !== "node_modules"
        ? findPlugin(join(folder, entry.name), depth - 1)
        : undefined;
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** Terraform in a folder that holds one stack. */
export class Terraform {
  constructor(
    private readonly folder: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** `apply`, of what a plan would do now. */
  async apply(): Promise<void> {
    await this.run("apply", "-no-color", "-auto-approve");
  }

  /** `apply`, of the plan made last. */
  async applyPlan(): Promise<void> {
    await this.run("apply", "-no-color", "tfplan");
  }

  /** `destroy`, of everything in the state. */
  async destroy(): Promise<void> {
    await this.run("destroy", "-no-color", "-auto-approve");
  }

  /** `init` and `validate`. */
  async validate(): Promise<void> {
    await this.run("init", "-no-color");
    await this.run("validate", "-no-color");
  }

  /** The JSON of a plan, made with more arguments (`-destroy`, `-refresh=false`). */
  async plan(...args: readonly string[]): Promise<string> {
    await this.run("plan", "-no-color", "-lock=false", "-out=tfplan", ...args);
    return this.run("show", "-json", "tfplan");
  }

  /** Addresses of everything in the state. */
  async stateAddresses(): Promise<readonly string[]> {
    const listed = await this.run("state", "list");
    return listed.split("\n").filter((line) => line !== "");
  }

  private run(...args: readonly string[]): Promise<string> {
    return succeed("terraform", args, { cwd: this.folder, env: this.environment });
  }
}
