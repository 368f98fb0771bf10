import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import { z } from "zod";

const key = "the key of the task";
const result = z.object({
  data: z.object({
    type: z.literal("task-results"),
    attributes: z.object({ status: z.string(), message: z.string() }),
  }),
});

export type TaskResult = z.infer<typeof result>["data"]["attributes"];

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return `http://127.0.0.1:${address.port}`;
}

/** The part of HCP Terraform that has to do with a run task, and the service that it calls. */
export class HcpTerraform {
  private plan: string | undefined;
  private readonly results: TaskResult[] = [];
  private told: () => void = () => undefined;

  private constructor(
    private readonly server: Server,
    private readonly service: ChildProcess,
    private readonly url: string,
  ) {}

  /** Starts a service, and what it calls. */
  static async start(
    program: string,
    { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  ): Promise<HcpTerraform> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const service = spawn(process.execPath, [program], {
      cwd,
      env: { ...process.env, ...env, HMAC_KEY: key, PORT: "0", TERRAFORM_API: addressOf(server) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const port = await new Promise<string>((resolve, reject) => {
      service.stdout.setEncoding("utf8").once("data", (text: string) => resolve(/\d+/.exec(text)?.[0] ?? ""));
      service.once("exit", () => reject(new Error("the service ended")));
    });
    const hcp = new HcpTerraform(server, service, `http://127.0.0.1:${port}`);
    server.on("request", (request, response) => {
      let text = "";
      request.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      request.on("end", () => {
        const isOurs = request.headers.authorization === "Bearer the-token";
        if (isOurs && request.method === "PATCH" && request.url === "/callback") {
          hcp.results.push(result.parse(JSON.parse(text)).data.attributes);
          hcp.told();
          response.writeHead(200).end();
        } else if (isOurs && request.url === "/plan" && hcp.plan !== undefined) response.writeHead(200).end(hcp.plan);
        else response.writeHead(404).end();
      });
    });
    return hcp;
  }

  /** Calls the service; returns the status that it answers with. */
  async send(task: Readonly<Record<string, unknown>>, signature?: string): Promise<number> {
    const body = JSON.stringify({ payload_version: 1, access_token: "the-token", ...task });
    const signed = signature ?? createHmac("sha512", key).update(body).digest("hex");
    const { status } = await fetch(this.url, { method: "POST", headers: { "x-tfc-task-signature": signed }, body });
    return status;
  }

  /** Has a plan judged, or one that is not there. */
  async judge(plan: string | undefined): Promise<TaskResult | undefined> {
    this.plan = plan;
    const done = new Promise<void>((resolve) => {
      this.told = resolve;
    });
    const base = addressOf(this.server);
    await this.send({
      stage: "post_plan",
      plan_json_api_url: `${base}/plan`,
      task_result_callback_url: `${base}/callback`,
    });
    await done;
    return this.results.at(-1);
  }

  /** Whether the service follows an address of somebody else with the token. */
  async elsewhere(): Promise<boolean> {
    let isCalled = false;
    const other = createServer((_, response) => {
      isCalled = true;
      response.writeHead(200).end();
    });
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    const done = new Promise<void>((resolve) => {
      this.told = resolve;
    });
    const callback = `${addressOf(this.server)}/callback`;
    await this.send({
      stage: "post_plan",
      plan_json_api_url: `${addressOf(other)}/plan`,
      task_result_callback_url: callback,
    });
    await done;
    await new Promise((closed) => other.close(closed));
    return isCalled;
  }

  async stop(): Promise<void> {
    this.service.kill();
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}
