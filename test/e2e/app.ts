/**
 * The program that cdktf runs in the end-to-end tests: `main.ts` with the stacks pointed at emulators.
 */
import { join } from "node:path";
import { App, Aspects } from "cdktf";
import { z } from "zod";
import { PolicyGate } from "../../gate/cdktf";
import type { TrafficRules } from "../../modules/security-groups";
import { createStacks, loadPlatform } from "../../stacks";
import { Emulated, judgedOn } from "./emulated";

/** What a test tells the program, as JSON in the environment variable `EKSGATE_E2E`. */
const scenarioSchema = z.strictObject({
  /** By stack: the emulator that it is deployed on, its address, and the path of the state. */
  stacks: z.record(
    z.string(),
    z.strictObject({ emulator: z.enum(["ministack", "moto"]), url: z.url(), state: z.string() }),
  ),
  /** Leaves out the security group rule that lets the control plane reach the kubelets. */
  withoutKubeletRule: z.boolean().default(false),
});

export type Scenario = z.input<typeof scenarioSchema>;

const kubeletPort = 10250;

function withoutKubelet(rules: TrafficRules): Record<string, TrafficRules[string]> {
  return Object.fromEntries(
    Object.entries(rules).filter(([, rule]) => rule.direction === "egress" || rule.fromPort !== kubeletPort),
  );
}

function main(): void {
  const scenario = scenarioSchema.parse(JSON.parse(process.env["EKSGATE_E2E"] ?? "{}"));
  const app = new App();
  const platform = loadPlatform(join(__dirname, "..", "..", "platform.yaml"));
  const wanted = Object.entries(platform.clusters).filter(([name]) => name in scenario.stacks);
  const stacks = createStacks(
    app,
    { ...platform, clusters: Object.fromEntries(wanted) },
    scenario.withoutKubeletRule ? { transform: { traffic: { rules: withoutKubelet } } } : {},
  );
  for (const [name, stack] of Object.entries(stacks)) {
    const place = scenario.stacks[name];
    if (place !== undefined) {
      Aspects.of(stack).add(new Emulated(place.emulator, place.url, place.state));
    }
  }
  PolicyGate.attach(app, { rules: judgedOn(Object.values(scenario.stacks).map(({ emulator }) => emulator)) });
  app.synth();
}

if (require.main === module) {
  main();
}
