/**
 * Makes the benchmark's plans: the plan of one cluster, repeated.
 *
 * Usage: `tsx bench/plan.ts CLUSTERS > plan.json`
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** A plan of Terraform's own for the `ec2` stack of `platform.yaml`, made by `base-plan.ts`. */
export const basePlanFile = join(__dirname, "base-plan.json");

const block = z.looseObject({ address: z.string(), name: z.string() });
const outputs = z.record(z.string(), z.unknown());
const planSchema = z.object({
  format_version: z.string(),
  terraform_version: z.string(),
  planned_values: z.object({
    outputs,
    root_module: z.object({ resources: z.array(block) }),
  }),
  resource_changes: z.array(block),
  configuration: z.object({ root_module: z.object({ outputs, resources: z.array(block) }) }),
});
type Plan = z.infer<typeof planSchema>;

/**
 * A plan of many clusters, each with its own network, nothing shared between them: the JSON as Terraform writes it, on
 * one line. Equal numbers give equal bytes.
 *
 * @param clusters at least 1
 */
export function planOf(clusters: number): string {
  const base = planSchema.parse(JSON.parse(readFileSync(basePlanFile, "utf8")));
  const copies = Array.from({ length: clusters }, (_, at) => copyOf(base, String(at + 1).padStart(3, "0")));
  const merged: Plan = {
    format_version: base.format_version,
    terraform_version: base.terraform_version,
    planned_values: {
      outputs: Object.assign({}, ...copies.map((copy) => copy.planned_values.outputs)),
      root_module: { resources: copies.flatMap((copy) => copy.planned_values.root_module.resources) },
    },
    resource_changes: copies.flatMap((copy) => copy.resource_changes),
    configuration: {
      root_module: {
        outputs: Object.assign({}, ...copies.map((copy) => copy.configuration.root_module.outputs)),
        resources: copies.flatMap((copy) => copy.configuration.root_module.resources),
      },
    },
  };
  return JSON.stringify(merged);
}

/** Number of resources in the plan of one cluster. */
export function resourcesOfBase(): number {
  return planSchema.parse(JSON.parse(readFileSync(basePlanFile, "utf8"))).resource_changes.length;
}

/** The plan with every resource, output and name of its own: `aws_vpc.network` is `aws_vpc.c007_network`, `ec2` is `ec2-007`. */
function copyOf(base: Plan, number: string): Plan {
  const names = new Set(base.resource_changes.map(({ name }) => name));
  const resource = (name: string): string => (names.has(name) ? `c${number}_${name}` : name);
  const rename = (text: string): string =>
    resource(text)
      .replace(/\b(aws_\w+)\.([\w-]+)/g, (_, type: string, name: string) => `${type}.${resource(name)}`)
      .replace(/(?<![\w.])ec2(?![\w.])/g, `ec2-${number}`);
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return rename(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [rename(key), walk(item)]));
  };
  const copy = planSchema.parse(walk(base));
  const ownOutputs = (all: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(all).map(([key, value]) => [`${key}-${number}`, value]));
  copy.planned_values.outputs = ownOutputs(copy.planned_values.outputs);
  copy.configuration.root_module.outputs = ownOutputs(copy.configuration.root_module.outputs);
  return copy;
}

if (require.main === module) {
  const clusters = Number(process.argv[2]);
  if (!Number.isInteger(clusters) || clusters < 1) {
    process.stderr.write("Usage: tsx bench/plan.ts CLUSTERS > plan.json\n");
    process.exitCode = 2;
  } else {
    process.stdout.write(planOf(clusters));
  }
}
