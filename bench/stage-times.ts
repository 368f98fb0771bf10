import { z } from "zod";
import { run } from "./processes";
import { type Stage, type StageResult, stages } from "./results";
import { median, rounded } from "./statistics";

const passSchema = z.object({
  times: z.record(z.enum(stages), z.number()),
  parts: z.number(),
  subjects: z.number(),
});
type Pass = z.infer<typeof passSchema>;

export interface StageTimes {
  readonly parts: number;
  readonly subjects: number;
  readonly fresh: StageResult;
  readonly warm: StageResult;
}

/** Runs the stages in several processes of several passes each; the first pass of each is the fresh one. */
export async function stagesOf(script: string, folder: string, rounds: number, limit: number): Promise<StageTimes> {
  const fresh: Pass[] = [];
  const warm: Pass[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { status, stdout, stderr } = await run(process.execPath, [script, "plan.json", "4"], folder, limit);
    if (status !== 0) {
      throw new Error(`bench/stages.ts ended with ${status ?? "the time limit"}:\n${stderr}`);
    }
    const [first, ...others] = stdout
      .trim()
      .split("\n")
      .map((line) => passSchema.parse(JSON.parse(line)));
    fresh.push(...(first === undefined ? [] : [first]));
    warm.push(...others);
  }
  const { parts = 0, subjects = 0 } = fresh[0] ?? {};
  return { parts, subjects, fresh: summary(fresh), warm: summary(warm) };
}

function summary(passes: readonly Pass[]): StageResult {
  const middle = (of: (times: Record<Stage, number>) => number): number =>
    rounded(median(passes.map(({ times }) => of(times))) ?? 0);
  return {
    milliseconds: {
      bundle: middle(({ bundle }) => bundle),
      parse: middle(({ parse }) => parse),
      document: middle(({ document }) => document),
      split: middle(({ split }) => split),
      wasm: middle(({ wasm }) => wasm),
      results: middle(({ results }) => results),
      report: middle(({ report }) => report),
    },
    multiples: {
      document: middle((times) => (times.document + times.split) / times.parse),
      wasm: middle((times) => times.wasm / times.parse),
      both: middle((times) => (times.document + times.split + times.wasm) / times.parse),
    },
  };
}
