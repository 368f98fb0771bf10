/**
 * Makes `base-plan.json`, the plan that the benchmark multiplies: what Terraform plans for the `ec2` stack of
 * `platform.yaml`. Needs Terraform and provider 5.100 (from a mirror on this machine, or the registry), and no account.
 *
 * Usage: `npm start && tsx bench/base-plan.ts`
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { providerVersion, Terraform, terraformEnvironment } from "../test/e2e/terraform";
import { basePlanFile } from "./plan";
import { writeJson } from "./write-json";

const repository = join(__dirname, "..");
const stackFile = join(repository, "cdktf.out", "stacks", "ec2", "cdk.tf.json");

const anything = z.record(z.string(), z.unknown());
const stackSchema = z.looseObject({
  provider: z.object({ aws: z.tuple([z.looseObject({ region: z.string(), default_tags: z.unknown() })]) }),
  resource: z.record(z.string(), z.record(z.string(), anything)),
  output: anything,
});

/** The stack as provider 5.100 can plan it offline: no account is asked for, and nothing that came with 6.x. */
function plannable(text: string): unknown {
  const stack = stackSchema.parse(JSON.parse(text));
  const [{ region, default_tags }] = stack.provider.aws;
  const skips = ["credentials_validation", "metadata_api_check", "region_validation", "requesting_account_id"];
  const provider = { region, default_tags, ...Object.fromEntries(skips.map((skip) => [`skip_${skip}`, true])) };
  for (const cluster of Object.values(stack.resource["aws_eks_cluster"] ?? {})) {
    delete cluster["deletion_protection"];
  }
  return {
    provider: { aws: [provider] },
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: providerVersion } } },
    resource: stack.resource,
    output: stack.output,
  };
}

/** The parts of a plan that tell of resources. The others hold the time, and the provider's configuration. */
const partsSchema = z.object({
  format_version: z.string(),
  terraform_version: z.string(),
  planned_values: anything,
  resource_changes: z.array(z.unknown()),
  configuration: z.object({ root_module: anything }),
});

/** Leaves out where each resource's provider came from: the address of a registry, which judges nothing. */
function withoutProvider(key: string, value: unknown): unknown {
  return key === "provider_name" ? undefined : value;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "eksgate-bench-"));
  try {
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(plannable(readFileSync(stackFile, "utf8"))));
    const terraform = new Terraform(folder, terraformEnvironment(folder));
    await terraform.validate();
    const plan = partsSchema.parse(JSON.parse(await terraform.plan(), withoutProvider));
    writeJson(basePlanFile, plan);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
