import { App } from "cdktf";

import { PolicyGate, Progress } from "./gate/cdktf";
import { createStacks, loadPlatform, PlatformFileError } from "./stacks";

const file = process.argv[2] ?? process.env["EKSGATE_PLATFORM"] ?? "platform.yaml";
const progress = new Progress();

try {
  progress.step(`Reading ${file}`);
  const platform = loadPlatform(file);

  progress.step("Making the stacks");
  const app = new App();
  createStacks(app, platform);
  PolicyGate.attach(app, { report: progress });

  progress.step("Synthesizing");
  app.synth();
} catch (error) {
  if (!(error instanceof PlatformFileError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
