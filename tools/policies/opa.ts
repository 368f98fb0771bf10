import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Root of the repository. */
export const repository = join(__dirname, "..", "..");

const wrapper = join(repository, "tools", "opa");

/** What a run of OPA ended with. */
export interface OpaRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The pinned OPA cannot be run at all. */
export class OpaMissingError extends Error {}

/**
 * Runs the pinned OPA.
 *
 * @param cwd folder to run in: file names in OPA's messages, and in what it compiles, are relative to it.
 * @throws OpaMissingError where OPA is neither built nor can be.
 */
export function runOpa(args: readonly string[], cwd: string, input?: string): OpaRun {
  const run = spawnSync(wrapper, [...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    ...(input === undefined ? {} : { input }),
  });
  if (run.error !== undefined) {
    throw new OpaMissingError(`tools/opa did not start: ${run.error.message}`);
  }
  if (run.status === 127) {
    throw new OpaMissingError(run.stderr.trim());
  }
  return { status: run.status ?? 1, stdout: run.stdout, stderr: run.stderr };
}

/** Runs OPA and returns what it printed; anything but exit code 0 is an error with OPA's own words. */
export function opa(args: readonly string[], cwd: string, input?: string): string {
  const run = runOpa(args, cwd, input);
  if (run.status !== 0) {
    throw new Error(
      `opa ${args[0] ?? ""} ended with exit code ${run.status}:\n${`${run.stderr}${run.stdout}`.trim().slice(0, 20_000)}`,
    );
  }
  return run.stdout;
}

/** Version of the pinned OPA, such as `1.22.2`. */
export function opaVersion(): string {
  const version = /^Version: (\S+)$/m.exec(opa(["version"], repository))?.[1];
  if (version === undefined) {
    throw new Error("opa version printed no line 'Version: …'.");
  }
  return version;
}
