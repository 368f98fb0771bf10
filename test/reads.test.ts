import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read, scopes } from "../gate/document";
import { loadBundle } from "../gate/engine";
import { instantiate } from "../gate/engine/wasm-policy";
import { createStacks, loadPlatform } from "../stacks";

const repository = join(__dirname, "..");
const bundle = loadBundle();
const evaluate = instantiate(bundle);
const question = { date: "2026-11-23", profile: "production", settings: {} };

const inOrder = (results: readonly unknown[]): string[] => results.map((result) => JSON.stringify(result)).sort();

function answers(input: object): readonly unknown[] {
  const results = evaluate({ ...question, ...input });
  if (!Array.isArray(results)) throw new Error("the policies did not answer with a list");
  return results;
}

/** What the policies say of the whole document, with every attribute of every resource in it. */
function ofTheWhole(text: string): string[] {
  const { kind, gaps, resources, deleted } = read(text, "whole", { all: true });
  const none = Object.fromEntries(Object.keys(bundle.manifest.reads).map((type) => [type, {}]));
  return inOrder(answers({ kind, gaps, resources: { ...none, ...resources }, deleted: { ...none, ...deleted } }));
}

/** What they say of its parts, cut to what the manifest says that they read. */
function ofTheParts(text: string): string[] {
  const document = read(text, "parts");
  return inOrder(
    scopes(document, bundle.manifest.reads).flatMap((scope) => answers({ kind: document.kind, ...scope })),
  );
}

interface Configuration {
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The configuration without one resource, for each resource. */
function* withoutOne(text: string): Generator<string> {
  const whole: Configuration = JSON.parse(text);
  for (const [type, byName] of Object.entries(whole.resource)) {
    for (const name of Object.keys(byName)) {
      const { [name]: _, ...others } = byName;
      yield JSON.stringify({ ...whole, resource: { ...whole.resource, [type]: others } });
    }
  }
}

describe("what is cut off a document before it is judged decides nothing", () => {
  let outdir: string;

  beforeAll(() => {
    outdir = mkdtempSync(join(tmpdir(), "eksgate-reads-"));
    const app = new App({ outdir });
    createStacks(app, loadPlatform(join(repository, "platform.yaml")));
    app.synth();
  });

  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  it.each(["ec2", "fargate"])(
    "in the configuration of the sample %s, whole and without each of its resources",
    (stack) => {
      const text = readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
      const outcomes = new Set<string>();
      for (const variant of [text, ...withoutOne(text)]) {
        const whole = ofTheWhole(variant);
        expect(ofTheParts(variant)).toEqual(whole);
        for (const result of whole) outcomes.add(/"outcome":"(\w+)"/.exec(result)?.[1] ?? "");
      }
      // The variants are worth comparing: between them they have every outcome.
      expect([...outcomes].sort()).toEqual(["fail", "pass", "undetermined"]);
    },
  );

  it("in a plan", () => {
    const text = readFileSync(join(repository, "bench", "base-plan.json"), "utf8");
    const whole = ofTheWhole(text);
    expect(whole.length).toBeGreaterThan(60);
    expect(ofTheParts(text)).toEqual(whole);
  });
});
