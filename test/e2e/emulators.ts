import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { succeed } from "./processes";

const repository = join(__dirname, "..", "..");
const requirements = join(repository, "tools", "emulators", "requirements.txt");

/** Who answers in place of AWS: ministack for EC2 nodes, moto for Fargate. Neither has both. */
export type EmulatorName = "ministack" | "moto";

/** A running emulator. */
export interface Emulator {
  readonly name: EmulatorName;
  /** Address of all services. */
  readonly url: string;
  /** Stops the process that was started here, and no other. */
  stop(): Promise<void>;
}

/**
 * Starts an emulator on a free port of the loopback interface, and waits until it answers.
 *
 * @param account the AWS account it plays, 12 digits
 * @param folder where its log is written
 */
export async function startEmulator(name: EmulatorName, account: string, folder: string): Promise<Emulator> {
  const programs = await installEmulators();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(folder, `${name}.log`);
  const output = openSync(log, "a");
  const child = spawn(join(programs, name === "moto" ? "moto_server" : "ministack"), argumentsOf(name, port), {
    env: { ...process.env, ...environmentOf(name, account, port, folder) },
    cwd: folder,
    stdio: ["ignore", output, output],
  });
  const stop = (): Promise<void> => stopProcess(child);
  try {
    await waitUntilReady(child, `${url}${name === "moto" ? "/moto-api/" : "/_ministack/health"}`, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { name, url, stop };
}

function argumentsOf(name: EmulatorName, port: number): readonly string[] {
  return name === "moto" ? ["--host", "127.0.0.1", "--port", String(port)] : [];
}

function environmentOf(name: EmulatorName, account: string, port: number, folder: string): Record<string, string> {
  return name === "moto"
    ? { MOTO_IAM_LOAD_MANAGED_POLICIES: "true", MOTO_ACCOUNT_ID: account }
    : {
        GATEWAY_PORT: String(port),
        BIND_HOST: "127.0.0.1",
        MINISTACK_ACCOUNT_ID: account,
        LOG_LEVEL: "WARNING",
        TMPDIR: folder,
      };
}

/** The folder with the emulators' programs; installed once for each state of the requirements. */
async function installEmulators(): Promise<string> {
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16);
  const environment = join(repository, ".eksgate", "tools", `emulators-${digest}`);
  const complete = join(environment, "complete");
  if (!existsSync(complete)) {
    rmSync(environment, { recursive: true, force: true });
    await mkdir(environment, { recursive: true });
    await succeed("python3", ["-m", "venv", environment], { cwd: repository });
    await succeed(join(environment, "bin", "pip"), ["install", "--quiet", "--no-deps", "--requirement", requirements], {
      cwd: repository,
      timeout: 900,
    });
    writeFileSync(complete, "");
  }
  return join(environment, "bin");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") {
          reject(new Error("The system gave no port."));
        } else {
          resolve(address.port);
        }
      });
    });
  });
}

async function waitUntilReady(child: ChildProcess, url: string, log: string): Promise<void> {
  const end = Date.now() + 120_000;
  while (Date.now() < end) {
    if (child.exitCode !== null) {
      throw new Error(`The emulator ended with ${child.exitCode} at once:\n${readFileSync(log, "utf8").slice(-4000)}`);
    }
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) {
      return;
    }
    await sleep(200);
  }
  throw new Error(`The emulator did not answer at ${url} in 120 s:\n${readFileSync(log, "utf8").slice(-4000)}`);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await Promise.race([ended, sleep(10_000)]);
  if (child.exitCode === null && child.signalCode === null) {
    child.kill("SIGKILL");
    await ended;
  }
}

/** Puts a parameter of Systems Manager into an emulator. */
export async function putParameter({ url }: Emulator, name: string, value: string): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AmazonSSM.PutParameter",
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-2/ssm/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify({ Name: name, Value: value, Type: "String" }),
  });
  if (!response.ok) throw new Error(`${name} could not be put: ${response.status} ${await response.text()}`);
}
