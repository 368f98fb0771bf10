import { z } from "zod";

import { severities } from "../engine/index";

const severity = z.enum(severities);
const port = z.int().min(1).max(65_535);

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

/** `eksgate.yaml`. */
export const settingsSchema = z.strictObject({
  profile: z.enum(["production", "development"]).optional(),
  fail_on: severity.optional(),
  undetermined: z.enum(["ignore", "warn", "fail"]).optional(),
  settings: ruleSettings.optional(),
  rules: z.record(z.string(), z.union([z.literal("off"), z.strictObject({ severity })])).optional(),
});

export const topLevelKeys = Object.keys(settingsSchema.shape);
export const settingKeys = Object.keys(ruleSettings.shape);

/** Keys of the settings file that later versions read. */
export const laterKeys: readonly string[] = ["waivers", "clusters"];
