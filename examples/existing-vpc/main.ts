import { App } from "cdktf";
import { PolicyGate, Progress } from "eksgate";
import { platform } from "./platform";

const app = new App();
platform(app);
// What only the plan tells, its gate decides: here it is said, and synthesis goes on.
PolicyGate.attach(app, { report: new Progress(), undetermined: "warn" });
app.synth();
