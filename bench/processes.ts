import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** A finished run of a program. */
export interface Run {
  readonly seconds: number;
  /** Largest resident memory of the process itself, in MiB; undefined where the system does not tell. */
  readonly memory: number | undefined;
  /** The exit code; undefined where it was stopped at the time limit. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program as a whole process, from its start to its end. */
export function run(command: string, args: readonly string[], cwd: string, limit: number): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, [...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    let memory: number | undefined;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const watch = setInterval(() => {
      memory = peakMemory(child.pid) ?? memory;
    }, 10);
    const timer = setTimeout(() => child.kill("SIGKILL"), limit * 1000);
    const stop = (): void => {
      clearInterval(watch);
      clearTimeout(timer);
    };
    child.on("error", (error) => {
      stop();
      reject(error);
    });
    child.on("close", (code) => {
      stop();
      const seconds = (performance.now() - start) / 1000;
      resolve({ seconds, memory, status: code ?? undefined, stdout, stderr });
    });
  });
}

/** The high-water mark that Linux keeps for each process; read while it runs, so that its very end may be missed. */
function peakMemory(pid: number | undefined): number | undefined {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid ?? 0}/status`, "utf8"))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
  } catch {
    return undefined;
  }
}
