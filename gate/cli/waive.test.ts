import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";

import { eksgate, runIn } from "../../test/command-line";

const endpoint = "networking/public-endpoint-not-open-to-world";

function clusters(...names: readonly string[]): string {
  const vpc_config = { subnet_ids: ["subnet-0a"], endpoint_public_access: true, public_access_cidrs: ["0.0.0.0/0"] };
  const aws_eks_cluster = Object.fromEntries(
    names.map((name) => [name, { name, role_arn: "arn:aws:iam::111122223333:role/eks", vpc_config }]),
  );
  return JSON.stringify({ resource: { aws_eks_cluster } });
}

runIn({ "one.tf.json": clusters("prod"), "two.tf.json": clusters("prod", "test") });

beforeEach(() => {
  rmSync("eksgate.yaml", { force: true });
});

const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const because = ["--reason", "it is for a day: #1", "--owner", "platform-team", "--expires", tomorrow];
const check = (...args: readonly string[]) => eksgate(["check", ...args, "--rule", endpoint, "--quiet"]);

/** The fingerprint that the report shows for people. */
async function shown(file: string, ...args: readonly string[]): Promise<string> {
  return /^ {2}finding {3}([0-9a-f]{12})$/m.exec((await check(file, ...args)).stdout)?.[1] ?? "none";
}

test("a finding is waived by the digits that the report shows, and is no longer refused until its facts change", async () => {
  expect(await check("one.tf.json")).toMatchObject({ code: 1 });
  const waived = await eksgate(["waive", await shown("one.tf.json"), "one.tf.json", ...because]);
  expect(waived).toEqual({
    code: 0,
    stdout: `Waived in eksgate.yaml until ${tomorrow}: ${endpoint} on aws_eks_cluster.prod, as long as its facts stay as they are.\n`,
    stderr: "",
  });
  const run = await check("one.tf.json");
  expect(run.code).toBe(0);
  expect(run.stdout).toContain(`WAIVED, critical  ${endpoint}`);
  expect(run.stdout).toContain(`until ${tomorrow} by platform-team: it is for a day: #1`);
  // The cluster beside it is another finding.
  expect((await check("two.tf.json")).stdout).toContain("1 failed (1 critical), 1 waived");

  writeFileSync("other.tf.json", clusters("prod").replace("0.0.0.0/0", "::/0"));
  const changed = await check("other.tf.json");
  expect(changed.code).toBe(1);
  expect(changed.stdout).toContain("WAIVER, outdated");
  expect((await check("one.tf.json", "--date", "2999-01-01")).stdout).toContain("WAIVER, expired");
});

test("the entry goes into a settings file of any shape, and everything else stays, comments too", async () => {
  const text = "# ours\nfail_on: low # strict\nrules:\n    networking/flow-logs-enabled: off\n";
  for (const waivers of ["", "waivers: []\n"]) {
    rmSync("eksgate.yaml", { force: true });
    writeFileSync("eksgate.yaml", text + waivers);
    const fingerprint = await shown("two.tf.json");
    expect(await eksgate(["waive", fingerprint, "two.tf.json", ...because])).toMatchObject({ code: 0 });
    const second = await shown("two.tf.json");
    expect(await eksgate(["waive", second, "two.tf.json", ...because])).toMatchObject({ code: 0 });
    const written = readFileSync("eksgate.yaml", "utf8");
    expect(written.startsWith("# ours\nfail_on: low # strict\nrules:\n")).toBe(true);
    expect(written).toContain(
      "  - rule: networking/public-endpoint-not-open-to-world\n    address: aws_eks_cluster.prod\n",
    );
    expect(written).toContain(`    expires: ${tomorrow}\n`);
    expect(second).not.toBe(fingerprint);
    expect(await check("two.tf.json")).toMatchObject({ code: 0 });
  }
  expect(readdirSync(".").filter((name) => name.startsWith("."))).toEqual([]);
});

test.each([
  ["xyz", ["one.tf.json", ...because], '"xyz" is no fingerprint'],
  ["000000", ["one.tf.json", ...because], "There is no finding with the fingerprint 000000"],
  ["000000", ["none.tf.json", ...because], "none.tf.json: there is no such file or folder"],
  ["000000", ["one.tf.json"], "required option '--reason <text>' not specified"],
])("waive %s %j is refused", async (name, args, message) => {
  const run = await eksgate(["waive", name, ...args]);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain(message);
  expect(existsSync("eksgate.yaml")).toBe(false);
});

test("what could not be read again is not written", async () => {
  const fingerprint = await shown("one.tf.json");
  const run = await eksgate([
    "waive",
    fingerprint,
    "one.tf.json",
    ...["--reason", " ", "--owner", "me", "--expires", "2999-01-01"],
  ]);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain("waivers.0.reason is");
  expect(run.stderr).toContain("a waiver ends within a year");
  expect(existsSync("eksgate.yaml")).toBe(false);
});

test("a waiver in the settings that matches nothing is refused, with its line", async () => {
  writeFileSync(
    "eksgate.yaml",
    `waivers:\n  - rule: ${endpoint}\n    address: aws_eks_cluster.gone\n    reason: why\n    owner: me\n    expires: ${tomorrow}\n`,
  );
  writeFileSync("closed.tf.json", clusters("prod").replace("0.0.0.0/0", "203.0.113.0/24"));
  const run = await check("closed.tf.json");
  expect(run.code).toBe(1);
  expect(run.stdout).toContain("FAILED  1 rule, 1 subject: 1 passed, 1 waiver unused\n");
  expect(run.stdout).toContain(`eksgate.yaml:2: ${endpoint} on\n  aws_eks_cluster.gone matches nothing`);
});

test("with a baseline only new findings are refused", async () => {
  expect((await check("one.tf.json", "--format", "json=old.json")).code).toBe(1);
  const same = await check("one.tf.json", "--baseline", "old.json");
  expect(same.code).toBe(0);
  expect(same.stdout).toContain("(in the baseline: advises)");
  expect((await check("two.tf.json", "--baseline", "old.json")).code).toBe(1);
  const report = JSON.parse((await check("one.tf.json", "--baseline", "old.json", "--format", "json")).stdout);
  expect(report.findings[0]).toMatchObject({ blocks: false, known: true });
  expect(report.relaxed).toContainEqual({ how: "earlier findings do not fail", from: "--baseline old.json" });
});

test.each([
  ["none.json", "none.json cannot be read"],
  ["one.tf.json", "one.tf.json is no report of"],
  ["empty.json", "findings[0] has no fingerprint and outcome"],
])("the baseline %s is refused", async (file, message) => {
  writeFileSync("empty.json", '{"version":1,"findings":[{}]}');
  const run = await check("one.tf.json", "--baseline", file);
  expect(run.code).toBe(2);
  expect(run.stderr.replaceAll(/\s+/g, " ")).toContain(message);
});
