import { z } from "zod";

import { expiryProblem, severities } from "../engine/index";

const severity = z.enum(severities);
const port = z.int().min(1).max(65_535);
const sentence = z.string().trim().min(1, "write a text that is not empty");

/** Settings that rules ask for; the rules themselves know the defaults. */
const ruleSettings = z.strictObject({
  cluster_admins: z.array(z.string().startsWith("arn:")).optional(),
  public_endpoint: z.boolean().optional(),
  webhook_ports: z.array(port).optional(),
  pods_per_node: z.int().min(1).max(737).optional(),
  cni: z.string().min(1).optional(),
  kube_proxy: z.boolean().optional(),
  log_retention_days: z.int().min(1).max(3653).optional(),
  imds_hop_limit: z.int().min(1).max(64).optional(),
  required_tags: z.array(z.string().min(1)).optional(),
});

const expiry = z.string().superRefine((date, context) => {
  const message = expiryProblem(date);
  if (message !== undefined) context.addIssue({ code: "custom", message });
});

const waiver = z
  .strictObject({
    rule: z.string().min(1),
    reason: sentence,
    owner: sentence,
    expires: expiry,
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{32}$/, "write the 32 digits that the report shows, in quotes")
      .optional(),
    address: sentence.optional(),
    construct: sentence.optional(),
  })
  .refine(({ address, construct }) => (address === undefined) !== (construct === undefined), {
    message: "say what it is for: either address, or construct",
  });

/** What is said of everything, or of clusters by their names. */
const judging = {
  profile: z.enum(["production", "development"]).optional(),
  fail_on: severity.optional(),
  undetermined: z.enum(["ignore", "warn", "fail"]).optional(),
  settings: ruleSettings.optional(),
  rules: z.record(z.string(), z.union([z.literal("off"), z.strictObject({ severity })])).optional(),
  waivers: z.array(waiver).optional(),
};

const cluster = z.strictObject({ match: sentence, ...judging });

/** `eksgate.yaml`. */
export const settingsSchema = z.strictObject({
  ...judging,
  construct_waivers: severity.exclude(["critical"]).optional(),
  clusters: z.array(cluster).optional(),
});

export type Judging = Omit<z.infer<typeof cluster>, "match">;

export const settingKeys = Object.keys(ruleSettings.shape);

/** The keys that are known where a path of the file leads to. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  const [first, second, third, ...rest] = path;
  if (first === undefined) return Object.keys(settingsSchema.shape);
  if (first === "clusters" && second !== undefined) {
    return third === undefined ? Object.keys(cluster.shape) : keysAt([third, ...rest]);
  }
  if (first === "settings") return settingKeys;
  return first === "waivers" ? Object.keys(waiver.shape) : ["severity"];
}
