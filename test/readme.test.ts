import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const repository = join(__dirname, "..");
const readme = readFileSync(join(repository, "README.md"), "utf8");

/** The text of the first code block of a language. */
function codeBlock(language: string): string {
  const block = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1];
  if (block === undefined) throw new Error(`README.md has no code block of ${language}`);
  return block;
}

/** The programs that the README shows. */
const programs = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, program = ""]) => program);

/** Runs a program of the README in a folder of its own, with the package that this repository is. */
function run(folder: string, program: string): { status: number | null; stderr: string } {
  const file = join(folder, "main.ts");
  writeFileSync(file, program.replace('from "eksgate"', `from ${JSON.stringify(join(repository, "index"))}`));
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", file], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", CHECKPOINT_DISABLE: "1" },
  });
  return { status, stderr };
}

describe("the program in README.md", () => {
  let folder: string;

  beforeEach(() => {
    // Inside the repository, where its packages are found.
    const scratch = join(repository, ".eksgate");
    mkdirSync(scratch, { recursive: true });
    folder = mkdtempSync(join(scratch, "readme-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("takes at most ten lines; with Fargate alone at most fifteen", () => {
    const lengths = programs.map((program) => program.split("\n").filter((line) => line.trim() !== "").length);
    expect(lengths).toHaveLength(2);
    expect(lengths[0]).toBeLessThanOrEqual(10);
    expect(lengths[1]).toBeLessThanOrEqual(15);
  });

  it("makes a platform that passes the gate with Fargate alone, too", () => {
    expect(run(folder, programs[1] ?? "")).toEqual({ status: 0, stderr: "" });
    const stack = readFileSync(join(folder, "cdktf.out", "stacks", "shop", "cdk.tf.json"), "utf8");
    expect(stack).toContain('"aws_eks_fargate_profile"');
    expect(stack).not.toContain('"aws_eks_node_group"');
  });

  it("makes a platform that passes the gate", () => {
    expect(run(folder, codeBlock("ts"))).toEqual({ status: 0, stderr: "" });
    expect(existsSync(join(folder, "cdktf.out", "stacks", "shop", "cdk.tf.json"))).toBe(true);
  });

  it("is explained as README.md says, from the control plane to its nodes", () => {
    expect(run(folder, codeBlock("ts")).status).toBe(0);
    const [, asked = "", told] = /```console\n\$ npx eksgate (explain [\s\S]*?)\n([A-Z][\s\S]*?)```/.exec(readme) ?? [];
    const args = asked.replaceAll("\\\n", " ").split(/\s+/);
    const command = ["--import", "tsx", join(repository, "gate", "cli", "main.ts"), ...args];
    const environment = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };
    const { status, stdout } = spawnSync(process.execPath, command, {
      cwd: folder,
      encoding: "utf8",
      env: environment,
    });
    expect(stdout).toBe(told);
    expect(status).toBe(0);
  });

  it("is refused as README.md says once the kubelet's rule is taken out", () => {
    const transform = /`(transform: \{ traffic: .*?)`:\n/.exec(readme)?.[1];
    expect(transform).toBeDefined();
    const { status, stderr } = run(folder, codeBlock("ts").replace("dataPlane:", `${transform},\n  dataPlane:`));
    const printed = /```console\n(FAILED[\s\S]*?)```/.exec(readme)?.[1];
    expect(stderr).toBe(printed);
    expect(status).toBe(1);
    expect(existsSync(join(folder, "cdktf.out", "stacks", "shop", "cdk.tf.json"))).toBe(false);
    expect(existsSync(join(folder, "cdktf.out", "manifest.json"))).toBe(false);
  });
});
