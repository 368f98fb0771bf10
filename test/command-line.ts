import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, vi } from "vitest";

import { run } from "../gate/cli/program";

/** What a run of the command line came to. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command line in this process, which spares the start of Node; or, where `EKSGATE_COMMAND` names one, that program: the tests of the
 * command line are then those of what is built.
 */
export async function eksgate(args: readonly string[]): Promise<Run> {
  const command = process.env["EKSGATE_COMMAND"];
  if (command !== undefined) return started(command, args);
  const written = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text, encoding, done) => {
      written[name] += String(text);
      const callback = typeof encoding === "function" ? encoding : done;
      callback?.();
      return true;
    }),
  );
  try {
    const code = await run(args);
    return { code, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

function started(command: string, args: readonly string[]): Promise<Run> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [command, ...args], { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
    child.stdin?.end();
  });
}

/**
 * A folder that the tests of a file run in, without colours, which is gone after them.
 *
 * @param files by their paths in it
 */
export function runIn(files: Readonly<Record<string, string>> = {}): string {
  const started = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "eksgate-cli-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  beforeEach(() => {
    vi.unstubAllEnvs();
    vi.stubEnv("NO_COLOR", "1");
    vi.stubEnv("FORCE_COLOR", undefined);
    process.chdir(folder);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    process.chdir(started);
    rmSync(folder, { recursive: true });
  });
  return folder;
}
