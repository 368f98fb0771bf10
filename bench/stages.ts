/**
 * Times the stages of the gate on one plan, inside one process, and prints one line of JSON for each pass: the first as in a
 * run of the command line, the others with code that is warm. Run by `run.ts`, compiled.
 *
 * Usage: `node stages.js PLAN PASSES`
 */
import { readFileSync } from "node:fs";
import { readPlan } from "../gate/document/plan";
import { isObject } from "../gate/document/records";
import { scopes } from "../gate/document/scope";
import { loadBundle } from "../gate/engine/bundle";
import { judgeBy } from "../gate/engine/judge";
import { mergeResults, parseResults } from "../gate/engine/result";
import { instantiate } from "../gate/engine/wasm-policy";
import { terminalOf, toText } from "../gate/report/index";

const question = { kind: "plan", date: "2026-11-23", profile: "production", settings: {} };

/** One pass over a plan. Times in milliseconds. */
function pass(text: string): object {
  const times: Record<string, number> = {};
  const timed = <T>(stage: string, work: () => T): T => {
    const start = performance.now();
    const made = work();
    times[stage] = performance.now() - start;
    return made;
  };
  const { manifest, ...bundle } = timed("bundle", () => loadBundle());
  const root: unknown = timed("parse", () => JSON.parse(text));
  if (!isObject(root)) {
    throw new Error("the plan is no object");
  }
  const document = timed("document", () => readPlan(root, "plan.json", false));
  const parts = timed("split", () => scopes(document, manifest.reads));
  const answers = timed("wasm", () => {
    const evaluate = instantiate({ manifest, ...bundle });
    return parts.map((part) => evaluate({ ...question, ...part }));
  });
  timed("results", () => mergeResults(answers.map((answer) => parseResults(answer, manifest.rules))));
  const replay = answers.values();
  const judgement = judgeBy({ manifest, evaluate: () => replay.next().value }, [document], { date: question.date });
  timed("report", () => toText(judgement, terminalOf({ write: () => undefined }, false)));
  return { times, parts: parts.length, subjects: judgement.documents[0]?.subjects ?? 0 };
}

const [file = "", passes = "1"] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
for (let at = 0; at < Number(passes); at += 1) {
  process.stdout.write(`${JSON.stringify(pass(text))}\n`);
}
