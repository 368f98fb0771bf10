import { spawn } from "node:child_process";

/** What a finished process left. */
export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and with what a process runs. */
export interface ProcessOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Seconds after which it is stopped. @default 600 */
  readonly timeout?: number;
}

/** Runs a program to its end, whatever that is. */
export function execute(command: string, args: readonly string[], options: ProcessOptions): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: (options.timeout ?? 600) * 1000,
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

/** Runs a program that has to succeed. */
export async function succeed(command: string, args: readonly string[], options: ProcessOptions): Promise<string> {
  const { status, stdout, stderr } = await execute(command, args, options);
  if (status !== 0) {
    throw new Error(
      `${command} ${args.join(" ")} ended with ${String(status)}:\n${stdout.slice(-6000)}\n${stderr.slice(-6000)}`,
    );
  }
  return stdout;
}
