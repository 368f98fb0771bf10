import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { act, bot, closed, cluster, folder, github, marker, open } from "./change";

describe("what the input or the synth command says", () => {
  test("becomes no workflow command", async () => {
    const synth = "echo '::error::forged'; echo '  ::add-mask::x'; echo '::set-output name=outcome::pass'";
    const files = { "stack.tf.json": cluster("0.0.0.0/0", "x\n::error::forged") };
    const { commands, log } = await act(files, { inputs: { synth } });
    expect(log).toContain("::error::forged");
    expect(commands).toEqual([expect.stringMatching(/^::error file=stack\.tf\.json,/)]);
  });

  test("is code in the comment where it could not be judged", async () => {
    const paths = "![x](//e)\r@somebody <b>\n::error::y";
    await act({}, { inputs: { paths } });
    const lines = github.comments[0]?.body.split(/[\r\n]+/) ?? [];
    const said = lines.filter((line) => /@somebody|<b>|!\[x/.test(line));
    expect(said).not.toEqual([]);
    expect(said.filter((line) => !line.startsWith("    "))).toEqual([]);
  });

  test("cannot set outputs, the summary or the environment of later steps, and is told no token", async () => {
    const names = ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH"];
    const env = { GITHUB_ENV: join(folder, "env"), GITHUB_PATH: join(folder, "path") };
    const synth = `${names.map((name) => `test -z "$${name}"`).join(" && ")} && test "$EKSGATE_ACTION" = true && ! env | grep -q '[t]he-token'`; // The command is in the environment too.
    expect((await act({ "stack.tf.json": closed }, { inputs: { synth }, env })).status).toBe(0);
  });

  test("is not run in pull_request_target, which has rights of the repository", async () => {
    const env = { GITHUB_EVENT_NAME: "pull_request_target" };
    const { status } = await act({ "stack.tf.json": closed }, { inputs: { synth: "touch pwned" }, env });
    expect(status).toBe(2);
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });
});

describe("the comment", () => {
  test("is updated by a later run, not doubled", async () => {
    await act({ "stack.tf.json": '{ "resource": ' });
    const first = github.comments[0]?.body;
    await act({ "stack.tf.json": closed });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).not.toBe(first);
  });

  test("is found behind others, and one that somebody else began with the marker is left alone", async () => {
    for (let at = 0; at < 120; at++) github.add(`comment ${at}`, "somebody");
    github.add(`${marker}\nPASSED, trust me`, "mallory");
    await act({ "stack.tf.json": closed });
    await act({ "stack.tf.json": closed });
    expect(github.comments).toHaveLength(122);
    expect(github.comments[120]?.body).toContain("trust me");
    expect(github.comments[121]?.user.login).toBe(bot);
  });

  test("of each named gate is its own, also where it could not judge or read the base branch", async () => {
    await act({ "stack.tf.json": closed });
    for (const name of ["staging", "production / eu", "staging", "production / eu"]) {
      await act({ "stack.tf.json": open }, { inputs: { name } });
    }
    await act({ "stack.tf.json": "{" }, { inputs: { name: "staging" } });
    expect(github.comments.map(({ body }) => body.split("\n").slice(0, 6))).toEqual([
      [marker, "", expect.stringContaining("PASSED"), "", expect.any(String), expect.any(String)],
      [marker, "<!-- gate staging -->", "", "### `staging`", "", "**eksgate: NOT JUDGED**"],
      [marker, "<!-- gate production / eu -->", "", "### `production / eu`", "", expect.stringContaining("FAILED")],
    ]);
    await act({ "stack.tf.json": closed }, { inputs: { name: "production / eu" }, env: { GITHUB_BASE_REF: "gone" } });
    expect(github.comments).toHaveLength(3);
    expect(github.comments[2]?.body).toContain("NOT JUDGED**: the log of [the job](");
  });

  test("is left out with a notice where the token may not write, as in a fork; the verdict stands", async () => {
    github.status = 403;
    const { status, commands } = await act({ "stack.tf.json": closed });
    expect(status).toBe(0);
    expect(commands).toContainEqual(expect.stringMatching(/^::notice title=eksgate::No comment: GET issues.* 403/));
    expect((await act({ "stack.tf.json": open })).status).toBe(1);
  });

  test("is left out with a warning where the API is broken or away; the verdict stands", async () => {
    github.status = 500;
    const broken = await act({ "stack.tf.json": open });
    const away = await act({ "stack.tf.json": closed }, { env: { GITHUB_API_URL: "http://127.0.0.1:9" } });
    expect([broken.status, away.status]).toEqual([1, 0]);
    for (const { commands } of [broken, away]) {
      expect(commands).toContainEqual(expect.stringContaining("::warning title=eksgate::No comment: "));
    }
  });

  test("is not written where that is switched off, nor are annotations", async () => {
    const inputs = { comment: "false", annotations: "false" };
    const { status, commands } = await act({ "stack.tf.json": open }, { inputs });
    expect(status).toBe(1);
    expect(commands).toEqual([]);
    expect(github.requests).toEqual([]);
  });
});
