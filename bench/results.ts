import type { Line } from "./statistics";

/** What `results.json` holds. Times are medians. */
export interface Results {
  readonly machine: Machine;
  readonly sizes: readonly SizeResult[];
  /** Many plans of one cluster each, in one run of the gate. */
  readonly many: ManyResult;
  /** Document and Wasm, in milliseconds, by the number of clusters, in fresh processes. */
  readonly growth: {
    readonly line: Line;
    /** Milliseconds for each further cluster, from each size to the next. */
    readonly slopes: readonly number[];
  };
}

export interface Machine {
  readonly date: string;
  readonly cores: number;
  /** GiB. */
  readonly memory: number;
  readonly node: string;
  readonly opa: string;
  /** Absent where it is not installed. */
  readonly checkov?: string;
  /** Revision of the policies. */
  readonly policies: string;
}

export interface SizeResult {
  readonly clusters: number;
  readonly resources: number;
  readonly planBytes: number;
  /** Size of the whole document that native OPA gets: what the policies read, as one input. */
  readonly inputBytes: number;
  /** Number of parts that the gate judges one after the other. */
  readonly parts: number;
  readonly subjects: number;
  readonly processes: Readonly<Record<string, ProcessResult>>;
  /** Stages inside a process: in a fresh one, and with warm code. */
  readonly fresh: StageResult;
  readonly warm: StageResult;
}

export interface ManyResult extends ProcessResult {
  readonly plans: number;
}

/** A program as a whole process. */
export interface ProcessResult {
  readonly runs: number;
  /** Absent where it was stopped at the time limit. */
  readonly seconds?: number;
  readonly fastest?: number;
  /** Largest resident memory in MiB. */
  readonly memory?: number;
  /** Time as a multiple of the gate's, round by round. */
  readonly timesEksgate?: number;
}

export interface StageResult {
  readonly milliseconds: Readonly<Record<Stage, number>>;
  /** Multiples of the same process's `JSON.parse` of the plan. */
  readonly multiples: { readonly document: number; readonly wasm: number; readonly both: number };
}

export const stages = ["bundle", "parse", "document", "split", "wasm", "results", "report"] as const;
export type Stage = (typeof stages)[number];
