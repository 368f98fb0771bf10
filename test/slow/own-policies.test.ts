import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadBundle, today } from "../../gate/engine";
import { readBundleFile } from "../../gate/engine/further/file";
import { loadFurther } from "../../gate/engine/further/load";
import { compileRego } from "../../gate/engine/further/wasm";
import { start } from "../../gate/engine/wasm-policy";
import { isObject, listAt, objectAt, parseJson } from "../../tools/policies/json";
import { opa, repository, runOpa } from "../../tools/policies/opa";

// The template of docs/own-policies.md, with the pinned OPA and conftest, through the command line as it is built.
const built = join(repository, ".eksgate", "own-policies");
const folder = mkdtempSync(join(tmpdir(), "eksgate-own-policies-"));
const example = join(folder, "example");
const plan = join(repository, "bench", "base-plan.json");
const conftest = join(repository, "tools", "conftest", "run");

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, args: readonly string[], cwd = example, input = ""): Run {
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };
  const { status, stdout, stderr, error } = spawnSync(command, [...args], {
    ...{ cwd, input, env, encoding: "utf8", maxBuffer: 1 << 28 },
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

function eksgate(args: readonly string[]): Run {
  return run(process.execPath, [join(built, "gate", "cli", "main.js"), ...args]);
}

beforeAll(() => {
  cpSync(join(repository, "examples", "own-policies"), example, { recursive: true });
  const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
  const compiled = run(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", built], repository);
  expect(compiled.stdout).toBe("");
  opa(["build", "--target", "wasm", "--ignore", "*_test.rego", "--output", "acme.tar.gz", "policies"], example);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(built, { recursive: true, force: true });
});

/** The commands of a README, with what they print. */
function commandsOf(readme: string): readonly (readonly [command: string, output: string])[] {
  const [, block = ""] = /```console\n(.*?)```/s.exec(readme) ?? [];
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf("\n")), text.slice(text.indexOf("\n") + 1).trimEnd()] as const);
}

/** `rule address outcome` of each result, sorted. */
function outcomesOf(results: readonly unknown[]): readonly string[] {
  return results
    .map((result) => (isObject(result) ? `${result["rule"]} ${result["address"]} ${result["outcome"]}` : "nothing"))
    .sort();
}

/** The same of a JSON report. */
function judgedOutcomes(args: readonly string[]): readonly string[] {
  const report = parseJson(eksgate(["check", ...args, "--format", "json"]).stdout);
  const passes = listAt(report, "passes").map((pass) => ({ ...(isObject(pass) ? pass : {}), outcome: "pass" }));
  return outcomesOf([...listAt(report, "findings"), ...passes]);
}

function evaluated(query: string, data: string, input: string): readonly string[] {
  const args = ["eval", "--stdin-input", "--data", data, "--ignore=bundle", "--ignore=schema", "--format=json", query];
  const [result] = listAt(parseJson(opa(args, example, input)), "result");
  return outcomesOf(listAt(listAt(result, "expressions")[0], "value"));
}

describe("the template for policies of one's own", () => {
  it("prints what its README says, command by command", () => {
    const commands = commandsOf(readFileSync(join(example, "README.md"), "utf8"));
    expect(commands.map(([command]) => command.split(" ")[0])).toEqual(["opa", "opa", "eksgate"]);
    for (const [command, output] of commands) {
      const [program = "", ...args] = command.split(" ").map((word) => word.replaceAll("'", ""));
      const { stdout } = program === "opa" ? run(join(repository, "tools", "opa"), args) : eksgate(args);
      expect(stdout.slice(0, output.length)).toBe(output);
    }
  });

  it("is formatted, and compiles for the Wasm", () => {
    expect(opa(["fmt", "--list", "--fail", "policies"], example)).toBe("");
    const capabilities = join(repository, "tools", "policies", "capabilities.json");
    const ignored = ["--ignore", "*_test.rego"];
    expect(opa(["check", "--strict", ...ignored, "--capabilities", capabilities, "policies"], example)).toBe("");
  });

  it("has every line covered by its tests", () => {
    const report = parseJson(opa(["test", "--coverage", "policies"], example));
    expect(isObject(report) ? report["coverage"] : undefined).toBe(100);
  });

  it("is judged beside the policies of the package, and changes nothing of what they say", () => {
    const ours = judgedOutcomes(["example.tf.json"]);
    const both = judgedOutcomes(["example.tf.json", "--bundle", "acme.tar.gz"]);
    const acme = both.filter((outcome) => outcome.startsWith("acme/"));
    expect(acme).toEqual([
      "acme/buckets-versioned aws_s3_bucket.logs pass",
      "acme/buckets-versioned aws_s3_bucket.scratch fail",
      "acme/clusters-tagged aws_eks_cluster.main undetermined",
    ]);
    expect(both.filter((outcome) => !acme.includes(outcome))).toEqual(ours);
  });

  it("has its rules in the catalogue that is printed", () => {
    const { stdout } = eksgate(["rules", "--bundle", "acme.tar.gz"]);
    expect(stdout).toContain("\n\nacme\n  high      acme/buckets-versioned\n");
    expect(eksgate(["rules", "acme/clusters-tagged", "--bundle", "acme.tar.gz"]).stdout).toContain("default_tags");
  });

  it("has its METADATA checked when it is loaded", () => {
    const broken = join(folder, "broken");
    cpSync(join(example, "policies"), broken, { recursive: true });
    const rule = join(broken, "acme", "rules", "clusters-tagged", "clusters-tagged.rego");
    writeFileSync(rule, readFileSync(rule, "utf8").replace("severity: medium", "severity: grave"));
    opa(["build", "--target", "wasm", "--ignore", "*_test.rego", "--output", "broken.tar.gz", "broken"], folder);
    const { status, stderr } = eksgate(["check", "example.tf.json", "--bundle", "../broken.tar.gz"]);
    expect(status).toBe(2);
    expect(stderr).toContain('rule acme/clusters-tagged: severity is "grave", and must be critical, high, medium, low');
  });

  it("says the same to opa, asked about the model", () => {
    const model = eksgate(["model", "example.tf.json"]).stdout;
    const judged = judgedOutcomes(["example.tf.json", "--bundle", "acme.tar.gz"]);
    expect(evaluated("data.acme.results", "policies", model)).toEqual(
      judged.filter((outcome) => outcome.startsWith("acme/")),
    );
  });
});

it("the policies of the package say the same to opa, asked about the model", () => {
  const outcomes = new Set<string>();
  for (const path of [plan, "example.tf.json"]) {
    const judged = judgedOutcomes([path]);
    for (const outcome of judged) outcomes.add(outcome.split(" ").at(-1) ?? "");
    const model = eksgate(["model", path]).stdout;
    expect(evaluated("data.eksgate.results", join(repository, "policies"), model)).toEqual(judged);
  }
  // The inputs are worth asking about: between them they have every outcome.
  expect([...outcomes].sort()).toEqual(["fail", "pass", "undetermined"]);
});

const missing = run(conftest, ["--version"], repository).status === 127;
if (missing) process.stderr.write("!!! conftest: NOT RUN, Go is missing\n");

describe.skipIf(missing && process.env["CI"] !== "true")("conftest", () => {
  /** What it denies and warns of. */
  function asked(model: string, policies: readonly string[]): readonly string[] {
    const args = ["test", ...policies.flatMap((each) => ["--policy", each, "--data", each]), "--output", "json", "-"];
    const answer = parseJson(run(conftest, args, example, model).stdout);
    const [result] = Array.isArray(answer) ? answer : [];
    const messages = (kind: string): string[] =>
      listAt(result, kind).map((each) => `${kind} ${isObject(each) ? each["msg"] : ""}`);
    return [...messages("failures"), ...messages("warnings")].sort();
  }

  function findings(args: readonly string[], isWanted: (rule: string) => boolean): readonly string[] {
    const report = parseJson(eksgate(["check", ...args, "--format", "json"]).stdout);
    return listAt(report, "findings")
      .filter(isObject)
      .filter(({ rule }) => isWanted(String(rule)))
      .map(({ rule, outcome, message }) => `${outcome === "fail" ? "failures" : "warnings"} ${rule}: ${message}`)
      .sort();
  }

  it("says the same of the template", () => {
    const found = asked(eksgate(["model", "example.tf.json"]).stdout, ["policies"]);
    expect(found).toHaveLength(2);
    expect(found).toEqual(findings(["example.tf.json", "--bundle", "acme.tar.gz"], (rule) => rule.startsWith("acme/")));
  });

  it("says the same of the policies of the package, as they are in it", () => {
    const policies = join(folder, "policies");
    cpSync(join(repository, "policies"), policies, {
      recursive: true,
      filter: (path) => !/_test[.]rego$|policies\/testing/.test(path),
    });
    const found = asked(eksgate(["model", "example.tf.json"]).stdout, [policies]);
    expect(found.length).toBeGreaterThan(4);
    expect(found).toEqual(findings(["example.tf.json"], () => true));
  });
});

describe("a bundle of one's own", () => {
  function build(name: string, rego: string): string {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, `${name}.rego`), rego);
    const asked = ["results", "catalogue"].map((each) => `--entrypoint=${name}/${each}`);
    opa(["build", "--target=wasm", ...asked, `--output=${name}.tar.gz`, name], folder);
    return join(folder, `${name}.tar.gz`);
  }

  const catalogue = (name: string): string =>
    `catalogue := [{"id": "${name}/a", "severity": "low", "title": "a holds"}]`;
  const results = (name: string): string =>
    `results contains {"rule": "${name}/a", "address": "a", "outcome": "pass"} if`;

  it("that calls builtins which the Wasm lacks is refused with their names", () => {
    const rego = `package late\n\n${catalogue("late")}\n\n${results("late")} time.now_ns() > semver.compare("1.0.0", input.v)\n`;
    const { status, stderr, stdout } = eksgate(["check", "example.tf.json", "--bundle", build("late", rego)]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("late.tar.gz calls `semver.compare`, `time.now_ns`, which OPA has");
  });

  it("that throws is named, with the place in the Rego", () => {
    const rego = `package torn\n\n${catalogue("torn")}\n\nkind := "a" if input.kind\n\nkind := "b" if input.date\n\n${results("torn")} kind\n`;
    const { status, stderr } = eksgate(["check", "example.tf.json", "--bundle", build("torn", rego)]);
    expect(status).toBe(2);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain("threw while they judged example.tf.json: torn/torn.rego:7:1:");
  });

  it("that takes more memory than there is is refused with the size", () => {
    const rego = `package large\n\n${catalogue("large")}\n\n${results("large")} {\n\tcount({[x, y] | some x in numbers.range(1, 2000); some y in numbers.range(1, 2000)}) > 0\n}\n`;
    const path = build("large", rego);
    expect(loadFurther([path], loadBundle().manifest)[0]?.rules.map(({ id }) => id)).toEqual(["large/a"]);
    const { module } = compileRego(readBundleFile(path).wasm, path);
    const evaluate = start({ name: "The policies large", module }, "large/results", 1024);
    expect(() => evaluate({ date: today() })).toThrow(
      "The policies large need more memory than there is: 64 MiB, of at most 64, were not enough",
    );
  });

  it("that is older than Rego's present version is one too, where OPA still builds it", () => {
    const rego = `package old\n\ncatalogue = [{"id": "old/a", "severity": "low", "title": "a holds"}]\n\nresults[r] { r := {"rule": "old/a", "address": "a", "outcome": "pass"} }\n`;
    mkdirSync(join(folder, "old"));
    writeFileSync(join(folder, "old", "old.rego"), rego);
    const asked = ["--entrypoint=old/results", "--entrypoint=old/catalogue", "--output=old.tar.gz"];
    expect(runOpa(["build", "--v0-compatible", "--target=wasm", ...asked, "old"], folder).status).toBe(0);
    const report = parseJson(
      eksgate(["check", "example.tf.json", "--bundle", "../old.tar.gz", "--rule", "old/a", "--format", "json"]).stdout,
    );
    expect(objectAt(report, "summary")["pass"]).toBe(1);
  });
});
