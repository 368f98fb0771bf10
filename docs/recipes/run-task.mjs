// A run task of HCP Terraform that judges plans with eksgate: a service that HCP Terraform calls after each plan. Needs Node 20.9 or newer,
// eksgate on the PATH, and in the environment HMAC_KEY, the key of the run task. It listens on PORT (8080), behind something that ends TLS.
import { spawn } from "node:child_process";
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const {
  HMAC_KEY: key,
  PORT: port = "8080",
  TERRAFORM_API: api = "https://app.terraform.io",
  SETTINGS: settings,
} = process.env;
if (!key) throw new Error("HMAC_KEY is not set: without it anybody could have plans judged.");

const mostBytes = 1_000_000;

async function bodyOf(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > mostBytes) throw new Error("the request is too large");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function isSigned(body, signature) {
  const wanted = Buffer.from(createHmac("sha512", key).update(body).digest("hex"));
  const given = Buffer.from(String(signature ?? ""));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Only what the request names at HCP Terraform itself gets the token. */
async function call(url, token, init = {}) {
  if (new URL(url).origin !== new URL(api).origin) throw new Error(`${url} is not at ${api}`);
  const response = await fetch(url, {
    ...init,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/vnd.api+json" },
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}`);
  return response;
}

/** Exit code and report of `eksgate check` on a plan. */
function judge(plan) {
  return new Promise((resolve, reject) => {
    const args = ["check", "-", "--format", "json", ...(settings ? ["--settings", settings] : [])];
    const child = spawn("eksgate", args, { stdio: ["pipe", "pipe", "pipe"], timeout: 300_000 });
    let [report, reason] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => {
      report += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      reason += text;
    });
    child.stdin.on("error", () => undefined);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, report, reason }));
    child.stdin.end(plan);
  });
}

async function verdict({ plan_json_api_url: url, access_token: token }) {
  const plan = await (await call(url, token)).text();
  const { code, report, reason } = await judge(plan);
  if (code !== 0 && code !== 1) return { status: "failed", message: `Not judged: ${reason.slice(0, 500)}` };
  const { outcome, fail, undetermined, waived, pass } = JSON.parse(report).summary;
  const counts = `${fail} failed, ${undetermined} not proven, ${waived} waived, ${pass} passed`;
  return { status: code === 0 ? "passed" : "failed", message: `${outcome}: ${counts}` };
}

async function answer(task) {
  const attributes = await verdict(task).catch((error) => ({
    status: "failed",
    message: `Not judged: ${error.message}`,
  }));
  const body = JSON.stringify({ data: { type: "task-results", attributes } });
  await call(task.task_result_callback_url, task.access_token, { method: "PATCH", body });
}

const server = createServer(async (request, response) => {
  try {
    const body = await bodyOf(request);
    if (request.method !== "POST" || !isSigned(body, request.headers["x-tfc-task-signature"])) {
      response.writeHead(401).end();
      return;
    }
    const task = JSON.parse(body.toString("utf8"));
    response.writeHead(200).end();
    // HCP Terraform calls with another stage when the task is set up, and wants no more than the 200.
    if (task.stage === "post_plan" || task.stage === "pre_apply") await answer(task);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    if (!response.headersSent) response.writeHead(400).end();
  }
});
server.listen(Number(port), () => process.stdout.write(`listening on ${server.address().port}\n`));
