import { App } from "cdktf";
import { PolicyGate, Progress } from "eksgate";
import { platform } from "./platform";

const app = new App();
platform(app);
PolicyGate.attach(app, { report: new Progress() });
app.synth();
