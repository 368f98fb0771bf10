/**
 * The samples without the rule that lets the control plane reach the kubelets, synthesized without a gate: what the action has to refuse.
 */
import { App } from "cdktf";

import { createStacks, loadPlatform } from "../../stacks";

const kubelet = 10250;

const app = new App();
createStacks(app, loadPlatform("platform.yaml"), {
  transform: {
    traffic: {
      rules: (rules) =>
        Object.fromEntries(
          Object.entries(rules).filter(([, rule]) => rule.direction === "egress" || rule.fromPort !== kubelet),
        ),
    },
  },
});
app.synth();
