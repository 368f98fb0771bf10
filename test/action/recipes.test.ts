import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { execute } from "../e2e/processes";
import { action, all, closed, folder, open, write } from "./change";
import { HcpTerraform } from "./hcp-terraform";
import { action as definition, repository } from "./runner";

const page = readFileSync(join(repository, "docs", "pull-requests.md"), "utf8");

/** The YAML of the page that begins with a comment. */
function recipe(comment: string): unknown {
  const found = page.split("```yaml\n").find((block) => block.startsWith(`# ${comment}`));
  expect(found).toBeDefined();
  return parse(found?.split("```")[0] ?? "");
}

/** A folder with the programs that a recipe calls, to be put before the PATH. */
function programs(scripts: Readonly<Record<string, string>>): string {
  const place = mkdtempSync(join(all, "programs-"));
  const eksgate = `exec "${process.execPath}" "${join(action, "dist/gate/cli/main.js")}" "$@"`;
  const npx = `test "$1" = --no-install && shift\nprogram="$1"; shift\ncase "$program" in eksgate) ${eksgate};; cdktf) sh -c "$SYNTH";; esac`;
  for (const [name, script] of Object.entries({ eksgate, npx, npm: "true", ...scripts })) {
    writeFileSync(join(place, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(place, name), 0o755);
  }
  return `${place}:${process.env["PATH"]}`;
}

/** Commands as they are run one after the other until one fails, with the options of CI systems. */
const run = (commands: readonly string[], env: Readonly<Record<string, string>>) =>
  execute("bash", ["-e", "-o", "pipefail", "-c", commands.join("\n")], { cwd: folder, env });

test("the page tells each input and output as action.yml has it", () => {
  const cell = (text: string): string => (text === "" ? "" : `\`${text}\``);
  const inputs = Object.entries(definition.inputs).map(
    ([name, { description, default: value }]) =>
      `| \`${name}\` | ${name === "token" ? "the job's own" : cell(value)} | ${description} |`,
  );
  const outputs = Object.entries(definition.outputs).map(
    ([name, { description }]) => `| \`${name}\` | ${description} |`,
  );
  expect(page).toContain(["| input | default | |", "| --- | --- | --- |", ...inputs, ""].join("\n"));
  expect(page).toContain(["| output | |", "| --- | --- |", ...outputs, ""].join("\n"));
});

test("the workflows of the page give the action inputs that it has", () => {
  const blocks = [...page.matchAll(/uses: \.\/node_modules\/eksgate\n((?: {8,}.*\n)+)/g)];
  expect(blocks.length).toBeGreaterThanOrEqual(3);
  for (const [, block = ""] of blocks) {
    const given = z.object({ with: z.record(z.string(), z.unknown()) }).parse(parse(block));
    expect(Object.keys(definition.inputs)).toEqual(expect.arrayContaining(Object.keys(given.with)));
  }
});

const gitlab = z.object({ eksgate: z.object({ script: z.array(z.string()) }) });

test.each([
  ["lets a change through that holds", closed, "main", 0],
  ["refuses one that does not, by the settings of the branch that it goes to", open, "main", 1],
  ["does not judge without that branch", closed, "gone", 128],
])("the recipe for GitLab %s", async (_, stack, branch, status) => {
  write(folder, { "eksgate.yaml": "fial_on: never\n", "stack.json": stack });
  const PATH = programs({});
  const SYNTH = "mkdir -p cdktf.out && cp stack.json cdktf.out/cdk.tf.json";
  const commands = gitlab.parse(recipe(".gitlab-ci.yml")).eksgate.script.map((line) =>
    // The stacks of these tests are a single cluster.
    line.replace(
      "eksgate check cdktf.out",
      "eksgate check cdktf.out --rule networking/public-endpoint-not-open-to-world",
    ),
  );
  const finished = await run(commands, { PATH, SYNTH, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: branch });
  expect(finished.status).toBe(status);
  expect(existsSync(join(folder, "eksgate.xml"))).toBe(status !== 128);
});

const steps = z.array(z.union([z.string(), z.object({ run: z.string() })]));
const atlantis = z.object({
  workflows: z.object({ eksgate: z.object({ plan: z.object({ steps }), apply: z.object({ steps }) }) }),
});

test("the recipe for Atlantis removes a plan that it refuses, and judges again before the apply", async () => {
  const { plan, apply } = atlantis.parse(recipe("repos.yaml")).workflows.eksgate;
  const scripts = (stage: typeof plan): readonly string[] =>
    stage.steps.map((step) =>
      typeof step === "string" ? step : step.run.replace("/etc/atlantis/eksgate.yaml", "./atlantis.yaml"),
    );
  const fixture = join(repository, "gate/document/fixtures/create.json");
  const PATH = programs({
    init: "true",
    plan: 'echo plan > "$PLANFILE"',
    apply: "echo applied > applied",
    terraform: `test "$1 $2" = "show -json" && cat "$3" > /dev/null && cat "${fixture}"`,
  });
  const env = { PATH, PLANFILE: join(folder, "a plan.tfplan"), SHOWFILE: join(folder, "a show.json") };
  write(folder, { "atlantis.yaml": "undetermined: fail\n" });
  expect((await run(scripts(plan), env)).status).toBe(1);
  expect(existsSync(env.PLANFILE)).toBe(false);
  write(folder, { "a plan.tfplan": "left from before" });
  expect((await run(scripts(apply), env)).status).toBe(1);
  expect(existsSync(join(folder, "applied"))).toBe(false);
  // The apply is reached where the gate lets it.
  const reached = scripts(apply).map((line) => line.replace("eksgate check", "true"));
  expect((await run(reached, env)).status).toBe(0);
  expect(existsSync(join(folder, "applied"))).toBe(true);
});

const hooks = z.array(z.object({ id: z.string(), entry: z.string(), args: z.array(z.string()), files: z.string() }));

test("the hook for pre-commit judges the folder by the project's own eksgate, where a *.tf.json changes", async () => {
  const [hook] = hooks.parse(parse(readFileSync(join(repository, ".pre-commit-hooks.yaml"), "utf8")));
  expect(hook?.id).toBe("eksgate");
  expect("infra/main.tf.json").toMatch(new RegExp(hook?.files ?? "^$"));
  write(folder, { "infra/main.tf.json": open });
  const command = `${hook?.entry} ${hook?.args.join(" ")} --rule networking/public-endpoint-not-open-to-world`;
  expect((await run([command], { PATH: programs({}) })).status).toBe(1);
  write(folder, { "infra/main.tf.json": closed });
  expect((await run([command], { PATH: programs({}) })).status).toBe(0);
});

test("the run task for HCP Terraform reports what the gate says of the plan, and nothing to who does not sign", async () => {
  const plan = readFileSync(join(repository, "gate/document/fixtures/create.json"), "utf8");
  mkdirSync(join(folder, "service"));
  writeFileSync(join(folder, "service", "settings.yaml"), "undetermined: fail\n");
  const hcp = await HcpTerraform.start(join(repository, "docs/recipes/run-task.mjs"), {
    cwd: join(folder, "service"),
    env: { PATH: programs({}), SETTINGS: "settings.yaml" },
  });
  try {
    expect(await hcp.send({ stage: "test" }, "forged")).toBe(401);
    expect(await hcp.send({ stage: "test" })).toBe(200);
    const refused = await hcp.judge(plan);
    expect(refused).toMatchObject({
      status: "failed",
      message: expect.stringMatching(/^(fail|undetermined): \d+ failed/),
    });
    expect(await hcp.judge("{ cut off")).toMatchObject({
      status: "failed",
      message: expect.stringMatching(/^Not judged: /),
    });
    expect(await hcp.judge(undefined)).toMatchObject({ status: "failed", message: expect.stringContaining("404") });
    writeFileSync(join(folder, "service", "settings.yaml"), "undetermined: ignore\nfail_on: critical\n");
    const network = JSON.stringify({ resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } } });
    expect(await hcp.judge(network)).toMatchObject({ status: "passed", message: expect.stringMatching(/ 0 waived, /) });
    expect(await hcp.elsewhere()).toBe(false);
  } finally {
    await hcp.stop();
  }
});
