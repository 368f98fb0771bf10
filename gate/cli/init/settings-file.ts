import { existsSync } from "node:fs";
import { join } from "node:path";

import { loadBundle } from "../../engine/index";
import { wrap } from "../../report/index";
import type { Project } from "./project";
import type { Step } from "./step";

/** Writes the settings file, with each setting explained and commented out at its default. */
export function addSettings({ folder }: Project): Step {
  const file = join(folder, "eksgate.yaml");
  if (existsSync(file)) return { kind: "leave", file, why: "is there already" };
  return { kind: "add", file, text: settingsText(), what: "the settings, each explained" };
}

/** The text of a settings file that changes nothing yet. */
export function settingsText(): string {
  const { settings } = loadBundle().manifest;
  const explained = Object.entries(settings).flatMap(([name, { default: fallback, description }]) => [
    ...wrap(`${description}${fallback === null ? "" : "; by default:"}`, 112).map((line) => `#   # ${line}`),
    `#   ${name}: ${JSON.stringify(fallback ?? example(name))}`,
  ]);
  return `# yaml-language-server: $schema=node_modules/eksgate/gate/settings.schema.json
# How eksgate judges this project. In a pull request the settings of the branch that it goes to count, so that a change
# cannot loosen the gate that judges it.

# production or development: some rules ask less of a development platform.
profile: production

# The mildest severity that fails: critical, high, medium or low.
fail_on: medium

# What is not proven: ignore, warn or fail. Without it, critical rules fail under the production profile, others warn.
# undetermined: fail

# What rules ask for.
# settings:
${explained.join("\n")}

# A rule by its id, which \`eksgate rules\` lists: off, or another severity. Critical ones can be neither switched off nor lowered.
# rules:
#   networking/flow-logs-enabled: { severity: high }
#   shared-responsibility/zonal-shift-enabled: off

# A finding that somebody answers for, until a day at most a year ahead.
# waivers:
#   - rule: networking/nat-gateway-per-zone
#     address: aws_nat_gateway.main
#     reason: one gateway is enough for the sandbox account
#     owner: platform-team
#     expires: YYYY-MM-DD
`;
}

/** For settings without a default. */
function example(name: string): unknown {
  return name === "cluster_admins" ? ["arn:aws:iam::111122223333:role/platform-admin"] : null;
}
