import { createHash } from "node:crypto";

import {
  catalogueOf,
  clean,
  type JudgedShard,
  type Judgement,
  type JudgeOptions,
  joinParts,
  NothingToJudgeError,
  nothingToJudge,
} from "../../engine/index";
import type { FoundFile, Input } from "../inputs";
import type { Run } from "./judge-files";
import type { Shard } from "./shard";

/**
 * The judgement of a run. Every PATH is an input of its own: one of them without a subject is a mistake even where another has some. Whether
 * one has is told of a whole run only, so that of a shard it is left to `eksgate merge`.
 *
 * @throws NothingToJudgeError if there is nothing in an input that a rule applies to, unless that is allowed
 */
export function joinRun(
  run: Run,
  inputs: readonly Input<FoundFile>[],
  options: JudgeOptions,
  shard?: Shard,
): Judgement {
  const catalogue = catalogueOf(options);
  const subjects = subjectsByInput(run, inputs);
  if (shard !== undefined && run.division !== undefined) {
    const judgement = joinParts(catalogue, run.parts, { ...options, allowEmpty: true });
    const told: JudgedShard = {
      ...shard,
      division: run.division,
      settings: digestOf(options),
      allowEmpty: options.allowEmpty === true,
      rules: judgement.rules.map(({ id }) => id),
      inputs: subjects.map(({ argument, subjects: found }) => ({ path: clean(argument), subjects: found })),
      places: run.parts.map(({ files }) => Math.min(...files)),
    };
    return { ...judgement, shard: told };
  }
  if (options.allowEmpty !== true) requireSubjects(subjects);
  return joinParts(catalogue, run.parts, options);
}

/** @throws NothingToJudgeError naming the inputs that have no subject */
function requireSubjects(inputs: readonly { readonly argument: string; readonly subjects: number }[]): void {
  const empty = inputs.filter(({ subjects }) => subjects === 0);
  if (empty.length > 0) throw new NothingToJudgeError(nothingToJudge(empty.map(({ argument }) => clean(argument))));
}

/** The subjects of the documents of each input, and of those that are judged together with them. */
function subjectsByInput({ parts }: Run, inputs: readonly Input<FoundFile>[]) {
  const ofGroup = new Map<string, number>();
  for (const { group, document } of parts) {
    if (group !== undefined) ofGroup.set(group, (ofGroup.get(group) ?? 0) + document.subjects);
  }
  const ofFile = new Map(
    parts.flatMap(({ files, group, document }) => {
      const subjects = (group === undefined ? undefined : ofGroup.get(group)) ?? document.subjects;
      return files.map((at) => [at, subjects] as const);
    }),
  );
  let at = 0;
  return inputs
    .filter(({ files }) => files.length > 0)
    .map(({ argument, files }) => {
      const subjects = files.reduce((sum) => {
        const found = ofFile.get(at) ?? 0;
        at += 1;
        return sum + found;
      }, 0);
      return { argument, subjects };
    });
}

/** A digest of all that decides how strictly is judged: shards of one run have the same. */
function digestOf(options: JudgeOptions): string {
  return createHash("sha256").update(stable(options)).digest("hex");
}

/** As JSON, with the keys in order. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (item instanceof Set) return [...item].sort();
    const isPlain = typeof item === "object" && item !== null && !Array.isArray(item);
    return isPlain ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item;
  });
}
