import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runAction } from "../action/runner";
import { Consumer } from "./consumer";
import { classicConfig, loadRecorder, matcherTests, nodeNextConfig, platformProgram } from "./programs";

let consumer: Consumer;

const commonJsConfig = {
  ...nodeNextConfig,
  compilerOptions: { ...nodeNextConfig.compilerOptions, verbatimModuleSyntax: false },
};

beforeAll(async () => {
  consumer = await Consumer.create();
});

afterAll(() => consumer?.remove());

describe("the packed package", () => {
  it("holds the compiled policies, the reports' schemas and the program", () => {
    expect(consumer.files).toEqual(
      expect.arrayContaining([
        "policies/bundle/policy.wasm",
        "policies/bundle/manifest.json",
        "gate/report.schema.json",
        "gate/responsibilities.schema.json",
        "dist/index.js",
        "dist/index.d.ts",
        "dist/gate/cli/main.js",
        "action.yml",
        "action/base.sh",
        "action/gate.sh",
        "action/comment.mjs",
      ]),
    );
  });

  it("holds the sources of the policies, for opa and conftest, with their data", () => {
    expect(consumer.files).toEqual(
      expect.arrayContaining([
        "policies/main.rego",
        "policies/catalogue.rego",
        "policies/conftest/main.rego",
        "policies/data/settings.json",
        "policies/lib/result.rego",
        "policies/networking/vpc-dns-enabled/vpc-dns-enabled.rego",
      ]),
    );
  });

  it("holds no tests and no tools", () => {
    const strangers = consumer.files.filter((path) =>
      /[.]test[.]|_test[.]rego$|^(test|tools|bench|node_modules|policies\/testing)\//.test(path),
    );
    expect(strangers).toEqual([]);
  });
});

describe.each([
  { project: "a project as cdktf init makes it", folder: "classic", config: classicConfig, type: "commonjs" },
  { project: "a project of ES modules", folder: "modules", config: nodeNextConfig, type: "module" },
])("in $project", ({ folder, config, type }) => {
  beforeAll(() => {
    consumer.write(`${folder}/package.json`, JSON.stringify({ name: folder, private: true, type }));
    consumer.write(`${folder}/tsconfig.json`, JSON.stringify(config));
    consumer.write(`${folder}/main.ts`, platformProgram);
  });

  it("the modules, the stacks and the gate are typed", async () => {
    const { status, stdout } = await consumer.compile(folder);
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });

  it("a wrong property does not compile", async () => {
    consumer.write(`${folder}/wrong/package.json`, JSON.stringify({ name: "wrong", private: true, type }));
    consumer.write(`${folder}/wrong/tsconfig.json`, JSON.stringify(config));
    consumer.write(`${folder}/wrong/main.ts`, platformProgram.replace("nodeGroups:", "nodeGruops:"));
    const { status, stdout } = await consumer.compile(`${folder}/wrong`);
    expect(stdout).toContain("nodeGruops");
    expect(status).not.toBe(0);
  });

  it("a platform synthesizes, judged by the gate", async () => {
    const { status, stderr } = await consumer.run(process.execPath, ["main.js"], folder);
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it("npx eksgate check judges what was synthesized", async () => {
    const { status, stdout, stderr } = await consumer.run(
      "npx",
      ["--no-install", "eksgate", "check", "cdktf.out"],
      folder,
    );
    expect(stderr.replaceAll(/^npm warn.*\n/gm, "")).toBe("");
    expect(stdout).toContain("PASSED");
    expect(status).toBe(0);
  });
});

describe.each([
  { project: "a project as cdktf init makes it", folder: "classic-tests", config: classicConfig, type: "commonjs" },
  { project: "a project of ES modules", folder: "modules-tests", config: nodeNextConfig, type: "module" },
  // `verbatimModuleSyntax` would have its imports written as `require`.
  {
    project: "a CommonJS project with Node's resolution",
    folder: "node-tests",
    config: commonJsConfig,
    type: "commonjs",
  },
])("in the tests of $project", ({ folder, config, type }) => {
  beforeAll(() => {
    const compilerOptions = { ...config.compilerOptions, noEmit: true };
    consumer.write(`${folder}/package.json`, JSON.stringify({ name: folder, private: true, type }));
    consumer.write(`${folder}/tsconfig.json`, JSON.stringify({ ...config, compilerOptions }));
    consumer.write(`${folder}/platform.test.ts`, matcherTests);
  });

  it("the matchers are typed", async () => {
    const { status, stdout } = await consumer.compile(folder);
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });

  it("a property that the class has not does not compile", async () => {
    const wrong = matcherTests
      .replace("endpointPublicAccess", "endpointPublicAcess")
      .replace("region: expect", "regoin: expect");
    consumer.write(`${folder}/platform.test.ts`, wrong);
    const { status, stdout } = await consumer.compile(folder);
    consumer.write(`${folder}/platform.test.ts`, matcherTests);
    expect(stdout).toContain("endpointPublicAcess");
    expect(stdout).toContain("regoin");
    expect(status).not.toBe(0);
  });

  it("the matchers run", async () => {
    const vitest = join(consumer.folder, "node_modules", "vitest", "vitest.mjs");
    const { status, stdout, stderr } = await consumer.run(
      process.execPath,
      [vitest, "run", "--testTimeout=120000"],
      folder,
    );
    expect(stderr).toBe("");
    expect(stdout).toMatch(/Tests +2 passed/);
    expect(status).toBe(0);
  });
});

describe("the action of the package", () => {
  it("judges what a project synthesized, by what is compiled beside it", async () => {
    const { status, outputs, log } = await runAction({
      action: join(consumer.folder, "node_modules", "eksgate"),
      folder: join(consumer.folder, "classic"),
      temporary: consumer.folder,
      inputs: {},
      event: {},
      env: { GITHUB_EVENT_NAME: "push", GITHUB_BASE_REF: "" },
    });
    expect(log).not.toContain("Install eksgate");
    expect(outputs).toMatchObject({ outcome: "pass", "exit-code": "0" });
    expect(status).toBe(0);
  });
});

describe("eksgate check", () => {
  it("loads neither cdktf, nor constructs, nor the provider", async () => {
    consumer.write("recorder.cjs", loadRecorder);
    const command = join(consumer.folder, "node_modules", "eksgate", "dist", "gate", "cli", "main.js");
    const stack = join("classic", "cdktf.out");
    const { status } = await consumer.run(process.execPath, ["--require", "./recorder.cjs", command, "check", stack]);
    const loaded = consumer.read("loaded.txt").split("\n");
    expect(status).toBe(0);
    expect(loaded.filter((path) => path.includes("opa-wasm"))).not.toEqual([]);
    expect(loaded.filter((path) => /(^|node_modules[/\\])(cdktf|cdktn|constructs|@cdktf)([/\\]|$)/.test(path))).toEqual(
      [],
    );
  });

  it("ends with 2 on what it cannot judge", async () => {
    consumer.write("broken.json", '{ "resource": ');
    const { status } = await consumer.run("npx", ["--no-install", "eksgate", "check", "broken.json"]);
    expect(status).toBe(2);
  });

  it("refuses policies that were tampered with", async () => {
    const wasm = join("node_modules", "eksgate", "policies", "bundle", "policy.wasm");
    const original = readFileSync(join(consumer.folder, wasm));
    const tampered = Buffer.from(original);
    tampered[tampered.length - 1] = (tampered.at(-1) ?? 0) ^ 1;
    writeFileSync(join(consumer.folder, wasm), tampered);
    const stack = join("classic", "cdktf.out");
    const { status, stdout, stderr } = await consumer.run("npx", ["--no-install", "eksgate", "check", stack]);
    writeFileSync(join(consumer.folder, wasm), original);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.replaceAll(/\s+/g, " ")).toContain("The compiled policies do not fit their manifest");
  });
});
