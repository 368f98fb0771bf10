import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { act, closed, cluster, endpoint, folder, git, hostile, open, origin, write } from "./change";
import type { JobResult } from "./runner";

describe("the settings", () => {
  const loose = "rules:\n  networking/flow-logs-enabled: off\nfail_on: critical\n";
  const relaxedIn = ({ outputs }: JobResult): string =>
    JSON.stringify(JSON.parse(readFileSync(outputs["json"] ?? "", "utf8")).relaxed);
  /** What the option of these tests relaxes, and no settings. */
  const byRuleOnly = JSON.stringify([{ how: `only ${endpoint}`, from: "--rule" }]);
  const change = { "stack.tf.json": closed, "eksgate.yaml": loose };

  test("are those of the base branch: a change cannot loosen the gate that judges it", async () => {
    const result = await act(change);
    expect(result.status).toBe(0);
    expect(result.log).toContain("The settings: eksgate.yaml of the branch main.");
    expect(relaxedIn(result)).toContain("undetermined");
    expect(relaxedIn(result)).not.toContain("flow-logs-enabled");
  });

  test("do not hold where the base branch has none, whatever the change adds", async () => {
    const result = await act(change, { env: { GITHUB_BASE_REF: "without-settings" } });
    expect(result.log).toContain("The branch without-settings has no eksgate.yaml: none counts.");
    expect(relaxedIn(result)).toBe(byRuleOnly);
  });

  test("are those of the base branch in a merge queue as well", async () => {
    const event = { merge_group: { base_ref: "refs/heads/without-settings" } };
    const env = { GITHUB_BASE_REF: "", GITHUB_EVENT_NAME: "merge_group" };
    const result = await act(change, { event, env });
    expect(relaxedIn(result)).toBe(byRuleOnly);
    expect(result.commands).toContainEqual(expect.stringContaining("No comment: this run is of no pull request"));
  });

  test("are those of the work tree in a push", async () => {
    const result = await act(change, { event: {}, env: { GITHUB_BASE_REF: "", GITHUB_EVENT_NAME: "push" } });
    expect(relaxedIn(result)).toContain("flow-logs-enabled");
  });

  test("that cannot be read keep it from judging", async () => {
    for (const base of ["gone", "--upload-pack=touch pwned"]) {
      const { status, commands } = await act({ "stack.tf.json": closed }, { env: { GITHUB_BASE_REF: base } });
      expect(status).toBe(2);
      expect(commands).toContainEqual(expect.stringContaining("cannot be fetched"));
    }
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });

  test("of a branch with a hostile name are read, and the name does nothing", async () => {
    const result = await act(change, { env: { GITHUB_BASE_REF: hostile } });
    expect(result.status).toBe(0);
    expect(relaxedIn(result)).toContain("undetermined");
    expect(existsSync(join(folder, "pwned"))).toBe(false);
    expect(result.commands).toEqual([]);
  });

  test("of a branch that the workflow names count in every event", async () => {
    const env = { GITHUB_BASE_REF: "", GITHUB_EVENT_NAME: "workflow_dispatch" };
    const result = await act(change, { event: {}, inputs: { base: "main" }, env });
    expect(relaxedIn(result)).not.toContain("flow-logs-enabled");
    expect(relaxedIn(result)).toContain("undetermined");
  });

  test("lie in the working directory: those of the root do not hold there", async () => {
    const inputs = { "working-directory": "infra", paths: "../stack.tf.json" };
    expect(relaxedIn(await act(change, { inputs }))).toBe(byRuleOnly);
    const push = { GITHUB_BASE_REF: "", GITHUB_EVENT_NAME: "push" };
    rmSync(join(folder, "infra/eksgate.yaml"));
    expect(relaxedIn(await act(change, { event: {}, inputs, env: push }))).toBe(byRuleOnly);
  });

  test("that the synth command changed after they were read keep it from judging", async () => {
    const synth = 'echo "fail_on: critical" > "$RUNNER_TEMP/eksgate-base/eksgate.yaml"';
    const { status, commands } = await act({ "stack.tf.json": closed }, { inputs: { synth } });
    expect(status).toBe(2);
    expect(commands).toContainEqual(expect.stringContaining("was changed after it was read"));
  });

  test("are read where the work tree's own configuration of git points elsewhere", async () => {
    await git(folder, "config", "remote.origin.url", "file:///nowhere");
    await git(folder, "config", "core.sshCommand", "touch pwned");
    expect((await act({ "stack.tf.json": closed })).status).toBe(0);
  });
});

describe("a baseline", () => {
  async function reportOf(range: string): Promise<string> {
    const { outputs } = await act({ "stack.tf.json": cluster(range) });
    return readFileSync(outputs["json"] ?? "", "utf8");
  }

  test("is that of the base branch: what it has does not fail again, and a change cannot add to it", async () => {
    const inputs = { baseline: "known.json" };
    const known = await reportOf("0.0.0.0/0");
    expect((await act({ "stack.tf.json": open, "known.json": known }, { inputs })).status).toBe(1);

    await git(origin, "checkout", "--quiet", "-b", "with-baseline", "main");
    write(origin, { "known.json": known });
    await git(origin, "add", ".");
    await git(origin, "commit", "--quiet", "-m", "baseline");
    await git(origin, "checkout", "--quiet", "change");
    const env = { GITHUB_BASE_REF: "with-baseline" };
    const { status, outputs } = await act({ "stack.tf.json": open, "known.json": "{}" }, { inputs, env });
    expect([status, outputs["outcome"]]).toEqual([0, "pass"]);
  });

  test("is that of the work tree in a push", async () => {
    const known = await reportOf("0.0.0.0/0");
    const env = { GITHUB_BASE_REF: "", GITHUB_EVENT_NAME: "push" };
    const inputs = { baseline: "known.json" };
    expect((await act({ "stack.tf.json": open, "known.json": known }, { event: {}, inputs, env })).status).toBe(0);
  });
});
