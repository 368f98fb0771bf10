import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { planOf as benchPlan } from "../../bench/plan";
import { type Document, InputError, read } from "../../gate/document";
import { GateError, type Judgement, loadBundle, verdict } from "../../gate/engine";
import { judgeBy } from "../../gate/engine/judge";
import { instantiate } from "../../gate/engine/wasm-policy";
import { configurationOf } from "../networks/configuration";
import { networks } from "../networks/generator";
import { planOf } from "../networks/plan";
import { blocksOf } from "../networks/resources";
import { breakStructure, hide, textDamages } from "./damage";
import { Random } from "./random";

const fixtures = join(__dirname, "..", "..", "gate", "document", "fixtures");
const bundle = loadBundle();
const policies = { manifest: bundle.manifest, evaluate: instantiate(bundle) };

/** Seconds after which an input counts as one that hangs. */
const patience = 5;

interface Sample {
  readonly name: string;
  readonly text: string;
}

/** What is damaged: plans and configurations of small networks, sound and broken, and plans of Terraform's own. */
export function samples(): readonly Sample[] {
  const small = fc.sample(networks, { seed: 3, numRuns: 24 }).map(blocksOf);
  return [
    ...small.map((blocks, at) => ({ name: `network ${at}, plan`, text: planOf(blocks) })),
    ...small.map((blocks, at) => ({ name: `network ${at}, configuration`, text: configurationOf(blocks) })),
    ...["create", "modules", "update"].map((name) => {
      const content: unknown = JSON.parse(readFileSync(join(fixtures, `${name}.json`), "utf8"));
      return { name, text: JSON.stringify(content) };
    }),
    { name: "one cluster", text: benchPlan(1) },
  ];
}

/** One damaged input, and what is wrong with how the gate takes it. */
export interface Case {
  readonly told: string;
  readonly problems: readonly string[];
  /** How it ended. */
  readonly end: "judged" | "refused" | "fault";
}

/** A damaged input. */
interface Damaged {
  readonly told: string;
  /** Cut off before its end. */
  readonly isCut?: boolean;
  readonly text: string;
  /** The same, before knowledge was taken out of it. */
  readonly known?: string;
}

/** Makes the case of a number, the same each time. */
export function damaged(all: readonly Sample[], seed: number, number: number): Damaged {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ number);
  const sample = all[number % all.length];
  if (sample === undefined) throw new Error("There is no sample.");
  const kind = random.below(10);
  if (kind < 4) {
    const damage = random.one(textDamages);
    const text = damage?.apply(sample.text, random) ?? "";
    return { told: `${sample.name}: ${damage?.name}`, isCut: damage?.name === "cut off", text };
  }
  const root: unknown = JSON.parse(sample.text);
  const isHiding = kind >= 8;
  const steps = Array.from({ length: isHiding ? random.below(3) : 1 + random.below(3) }, () =>
    breakStructure(root, random),
  );
  const text = JSON.stringify(root);
  if (!isHiding) return { told: `${sample.name}: ${steps.join(", ")}`, text };
  const hidden = Array.from({ length: 1 + random.below(2) }, () => hide(root, random)).filter(
    (one) => one !== undefined,
  );
  const told = [...steps, ...hidden.map((one) => `hidden: ${one}`)].join(", ");
  return { told: `${sample.name}: ${told}`, text: JSON.stringify(root), known: text };
}

/** Lets the gate judge the case of a number. */
export function runCase(all: readonly Sample[], seed: number, number: number): Case {
  const { told, isCut = false, text, known } = damaged(all, seed, number);
  const judged = judge(text);
  const before = known === undefined ? undefined : judge(known);
  const problems = [
    ...judged.problems,
    ...(before?.problems ?? []),
    ...changed(before?.judgement, judged.judgement),
    ...(isCut && judged.judgement !== undefined ? ["what is cut off is judged"] : []),
  ];
  return { told, problems, end: judged.end };
}

interface Judged {
  readonly problems: readonly string[];
  readonly end: Case["end"];
  readonly judgement?: Judgement;
}

function judge(text: string): Judged {
  const start = performance.now();
  const late = () => {
    const seconds = (performance.now() - start) / 1000;
    return seconds > patience ? [`it took ${seconds.toFixed(1)} s`] : [];
  };
  try {
    const document = read(text, "damaged.json");
    const judgement = judgeBy(policies, [document], { date: "2026-11-30" });
    const problems = [...late(), ...lost(document, text), ...unsound(judgement)];
    return { problems, end: "judged", judgement };
  } catch (error) {
    if (error instanceof InputError || error instanceof GateError) {
      const problems = error.message.length > 20_000 ? ["its message is endless"] : [];
      return { problems: [...late(), ...problems], end: error.name === "EngineError" ? "fault" : "refused" };
    }
    return { problems: [`it crashed: ${error instanceof Error ? error.stack : String(error)}`], end: "fault" };
  }
}

/** Whether a resource of a plan is neither in the document nor one that it leaves out on purpose. */
function lost({ resources, deleted }: Document, text: string): string[] {
  const root: { resource_changes?: unknown } = JSON.parse(text.replace(/^\ufeff/, ""));
  const held = new Set(
    [resources, deleted].flatMap((all) => Object.values(all).flatMap((ofType) => Object.keys(ofType))),
  );
  const changes: unknown[] = Array.isArray(root.resource_changes) ? root.resource_changes : [];
  return changes.flatMap((entry) => {
    const { address, deposed, change, type }: Readonly<Record<string, unknown>> = Object.assign({}, entry);
    const { after }: Readonly<Record<string, unknown>> = Object.assign({}, change);
    const isHeld = held.has(String(address)) || deposed !== undefined || type === "terraform_remote_state";
    return isHeld || typeof after !== "object" || after === null ? [] : [`${String(address)} is lost`];
  });
}

function unsound({ findings, passes }: Judgement): string[] {
  return findings.length + passes.length === 0 ? ["nothing was judged, and it passed"] : [];
}

/**
 * What less knowledge made pass, or of a pass a failure. That it makes a failure of what was undetermined is no danger, and does happen: to
 * nodes-wait-for-network, where a launch template's interfaces are hidden as a whole. A subject may go where it is one only for what uses it,
 * and that is hidden; the verdict on all must not pass for it.
 */
function changed(before: Judgement | undefined, after: Judgement | undefined): string[] {
  if (before === undefined || after === undefined) return [];
  const outcomes = outcomesOf(after);
  const turned = [...outcomesOf(before)].flatMap(([subject, outcome]) => {
    const now = outcomes.get(subject) ?? outcome;
    const isWrong = now !== outcome && (now === "pass" || outcome === "pass") && now !== "undetermined";
    return !isWrong ? [] : [`${subject}: ${outcome} became ${now}`];
  });
  const verdicts = [before, after].map((judgement) => verdict(judgement).outcome);
  return verdicts[0] !== "pass" && verdicts[1] === "pass"
    ? [...turned, `the verdict turned from ${verdicts[0]} to pass`]
    : turned;
}

function outcomesOf({ findings, passes }: Judgement): ReadonlyMap<string, string> {
  return new Map([
    ...passes.map(({ rule, address }) => [`${rule} ${address}`, "pass"] as const),
    ...findings.map(({ rule, address, outcome }) => [`${rule.id} ${address}`, outcome] as const),
  ]);
}
