import { App, TerraformStack, Testing } from "cdktf";

import { type Document, read, readAll, type Source } from "../document/index";

/**
 * Makes documents of what was given to `expect`.
 *
 * @throws TypeError if it is nothing that can be judged
 */
export function documentsOf(received: unknown): readonly Document[] {
  if (App.isApp(received)) return readAll(stacksOf(received).map((stack) => sourceOf(stack)));
  if (TerraformStack.isStack(received)) return readAll([sourceOf(received)]);
  if (typeof received === "string") return [read(received, "(text)")];
  if (typeof received === "object" && received !== null && !Array.isArray(received)) {
    return [read(JSON.stringify(received), "(object)")];
  }
  throw new TypeError(
    `expected an App, a TerraformStack, the text of a cdk.tf.json or of \`terraform show -json\`, or the same parsed; got ${received === null ? "null" : typeof received}`,
  );
}

function sourceOf(stack: TerraformStack): Source {
  // References between stacks add outputs to the stack that they come from, so that all are prepared first.
  for (const each of stacksOf(App.of(stack))) each.prepareStack();
  // Runs the aspects, and throws the metadata away that findings take construct paths from.
  Testing.synth(stack);
  return { text: JSON.stringify(stack.toTerraform()), path: stack.node.path };
}

function stacksOf(app: App): TerraformStack[] {
  return app.node.findAll().filter((construct) => TerraformStack.isStack(construct));
}
