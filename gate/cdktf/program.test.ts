import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "eksgate-program-"));
afterAll(() => rmSync(folder, { recursive: true }));

const root = resolve(__dirname, "../..");
const from = (module: string): string => JSON.stringify(join(root, module));

/** A program of a user's, run as `tsx main.ts` runs it. */
function run(attach: string): { status: number | null; stdout: string; stderr: string } {
  const file = join(folder, "main.ts");
  writeFileSync(
    file,
    `import { App, TerraformStack } from ${from("node_modules/cdktf")};
import { EksCluster } from ${from("node_modules/@cdktf/provider-aws/lib/eks-cluster")};
import { AwsProvider } from ${from("node_modules/@cdktf/provider-aws/lib/provider")};
import { PolicyGate, Progress } from ${from("gate/cdktf/index.ts")};
const app = new App({ outdir: ${JSON.stringify(join(folder, "out"))} });
const stack = new TerraformStack(app, "prod");
new AwsProvider(stack, "aws", { region: "eu-central-1" });
new EksCluster(stack, "cluster", {
  name: "prod",
  roleArn: "arn:aws:iam::111122223333:role/eks",
  vpcConfig: { subnetIds: ["subnet-0a"], endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] },
});
${attach}
app.synth();
`,
  );
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsx, file], {
    encoding: "utf8",
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined },
  });
  return { status, stdout, stderr };
}

test("a program whose stacks violate policies prints the report alone, and exits 1", () => {
  const { status, stdout, stderr } = run("PolicyGate.attach(app, { report: new Progress() });");
  expect(status).toBe(1);
  expect(stdout).toBe("> Judging 1 stack\n");
  expect(stderr.startsWith("FAILED  ")).toBe(true);
  expect(stderr).toContain("CRITICAL  networking/public-endpoint-not-open-to-world");
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("a program whose gate cannot judge says why, and exits 2", () => {
  const { status, stderr } = run('PolicyGate.attach(app, { bundle: "nowhere" });');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^NOT JUDGED {2}The manifest of the policies, nowhere.manifest\.json, cannot be read/);
  expect(stderr).not.toMatch(/^\s+at /m);
});
