import { availableParallelism } from "node:os";
import { resolve } from "node:path";

import { groupsByStates, groupsByTies, type TiedGroup, type Ties } from "../../document/index";
import { catalogueOf, checkOptions, EngineError, type JudgeOptions, UsageError } from "../../engine/index";
import { configurationBeside } from "../documents";
import type { FoundFile } from "../inputs";
import type { Runner } from "./pool";
import { divide, type Shard } from "./shard";
import type { Answer, PlacedFile, RunPart, Task, Wanted } from "./work";

export interface RunOptions {
  /**
   * Number of threads that judge many inputs.
   * @default what the machine has
   */
  readonly jobs?: number;
  /** The part of the inputs that is judged; all of them where it is absent. */
  readonly shard?: Shard;
  /** Told how far a run is that many inputs make long. */
  readonly progress?: (done: number, total: number) => void;
  /**
   * What is found out beside the verdicts.
   * @default nothing
   */
  readonly wanted?: Wanted;
  /** Who does the work. */
  readonly runner?: Runner;
}

export interface Run {
  /** In the order of the files; of a shard, those that fall to it. */
  readonly parts: readonly RunPart[];
  /** Digest of how the files are divided into shards. */
  readonly division?: string;
  /** The files that fall to the shard, by their places. */
  readonly places: ReadonlySet<number>;
}

/** Less than this takes no longer in one thread than it takes to start others. */
const few = { files: 24, bytes: 6_000_000 };

/**
 * Judges the files of a run. Few are read and judged at once. Of many each is read by itself, in one of several threads, so that none holds all
 * of them; those that turn out to belong together are read and judged together. The result is the same.
 *
 * @throws UsageError with all that is wrong with the files, in their order
 * @throws EngineError if a rule throws or a thread fails
 */
export async function judgeFiles(
  files: readonly FoundFile[],
  options: JudgeOptions,
  { jobs = availableParallelism(), shard, progress = () => undefined, wanted = {}, runner: given }: RunOptions = {},
): Promise<Run> {
  checkOptions(catalogueOf(options), options);
  const { hasThreads, InProcess, Pool } = await import("./pool.js");
  const placed = files.map((file, at): PlacedFile => ({ ...file, at }));
  const isFew = files.length < few.files && (files.length < 2 || sizeOf(files) < few.bytes);
  const isOneThread = isFew || jobs === 1 || !hasThreads;
  const runner =
    given ?? (isOneThread ? new InProcess(options, wanted) : new Pool(Math.min(jobs, files.length), options, wanted));
  try {
    if (!isFew || shard !== undefined) return await new ManyFiles(placed, runner, shard, progress).judge();
    const { parts = [] } = checked([await runner.run({ kind: "judge", files: placed })])[0] ?? {};
    return { parts, places: new Set(placed.map(({ at }) => at)) };
  } finally {
    await runner.close();
  }
}

class ManyFiles {
  private done = 0;
  private total: number;

  constructor(
    private readonly files: readonly PlacedFile[],
    private readonly runner: Runner,
    private readonly shard: Shard | undefined,
    private readonly progress: (done: number, total: number) => void,
  ) {
    this.total = files.length;
  }

  async judge(): Promise<Run> {
    const together = besideEachOther(this.files);
    const isAlone = new Set(together.flatMap((places) => (places.length === 1 ? places : [])));
    this.progress(0, this.total);
    const looks = await Promise.all(
      this.files.map((file) => {
        return this.run({ kind: "look", files: [file], judges: this.shard === undefined && isAlone.has(file.at) });
      }),
    );
    checkProblems(looks);
    const digested = this.files.map((file): PlacedFile & { sha256: string } => ({
      ...file,
      sha256: looks[file.at]?.digests?.[0] ?? "",
    }));
    const groups = groupsByTies(await this.tiesOf(looks), together);
    const { places, division, kept } = this.fallingTo(groups, digested);
    const isJudged = ({ members: [first, ...others] }: TiedGroup) =>
      others.length === 0 && first !== undefined && hasVerdict(looks[first]);
    this.total += kept.filter((group) => !isJudged(group)).length;
    const answers = kept.map((group): Answer | Promise<Answer> => {
      const { members, keys, elsewhere } = group;
      const alone = isJudged(group) ? looks[members[0] ?? 0] : undefined;
      const own = members.flatMap((at) => digested[at] ?? []);
      return alone ?? this.run({ kind: "judge", files: own, among: { keys, elsewhere } });
    });
    const parts = checked(await Promise.all(answers)).flatMap((answer) => answer.parts ?? []);
    return {
      parts: parts.toSorted((a, b) => Math.min(...a.files) - Math.min(...b.files)),
      places,
      ...(division === undefined ? {} : { division }),
    };
  }

  /** What ties each file to others; of those that read each other's outputs as they are when they are read together. */
  private async tiesOf(looks: readonly Answer[]): Promise<readonly Ties[]> {
    const ties = looks.flatMap((look) => look.ties ?? []);
    const several = groupsByStates(ties).filter((places) => places.length > 1);
    this.total += several.length;
    const again = await Promise.all(
      several.map((places) => {
        return this.run({ kind: "look", files: places.flatMap((at) => this.files[at] ?? []), judges: false });
      }),
    );
    const refreshed = new Map(
      several.flatMap((places, group) => places.map((at, member) => [at, again[group]?.ties?.[member]] as const)),
    );
    checked(again);
    return ties.map((one, at) => refreshed.get(at) ?? one);
  }

  private fallingTo(groups: readonly TiedGroup[], files: readonly (PlacedFile & { sha256: string })[]) {
    if (this.shard === undefined) return { kept: groups, places: new Set(files.map(({ at }) => at)) };
    const { index, total } = this.shard;
    const described = groups.map(({ members }) => ({ members: members.flatMap((at) => files[at] ?? []) }));
    const { parts, division } = divide(described, total);
    const kept = groups.filter((_, at) => parts[at] === index);
    return { kept, division, places: new Set(kept.flatMap(({ members }) => members)) };
  }

  private async run(task: Task): Promise<Answer> {
    const answer = await this.runner.run(task);
    this.done += 1;
    this.progress(this.done, this.total);
    return answer;
  }
}

function hasVerdict(look: Answer | undefined): boolean {
  return look?.parts !== undefined || look?.fault !== undefined;
}

/** The files by place, those together that make one document: a plan with the configuration in its folder. */
function besideEachOther(files: readonly PlacedFile[]): readonly (readonly number[])[] {
  const byPath = new Map(files.flatMap(({ path, at }) => (path === "-" ? [] : [[resolve(path), at] as const])));
  const groups = new Map<number, number[]>();
  for (const { path, at } of files) {
    const beside = path === "-" ? undefined : byPath.get(configurationBeside(path));
    const of = groups.get(beside ?? at) ?? [];
    groups.set(beside ?? at, of);
    of.push(at);
  }
  return [...groups.values()];
}

function sizeOf(files: readonly FoundFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** @throws UsageError with what is wrong with the files */
function checkProblems(answers: readonly Answer[]): void {
  const problems = answers.flatMap((answer) => answer.problems ?? []).toSorted((a, b) => a.at - b.at);
  if (problems.length > 0) throw new UsageError(problems.map(({ message }) => message).join("\n"));
}

/** @throws UsageError or EngineError where an answer is none */
function checked(answers: readonly Answer[]): readonly Answer[] {
  checkProblems(answers);
  for (const { fault } of answers) {
    if (fault?.stack !== undefined) throw Object.assign(new Error(fault.message), { stack: fault.stack });
    if (fault !== undefined) throw new EngineError(fault.message);
  }
  return answers;
}
