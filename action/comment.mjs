// Tells a pull request the verdict, in one comment that later runs update. Whatever the API does, the verdict of the gate stands: this
// ends with 0.
import { existsSync, readFileSync } from "node:fs";

const environment = process.env;
const api = environment.GITHUB_API_URL ?? "https://api.github.com";
const repository = environment.GITHUB_REPOSITORY ?? "";

/** A line of the log that GitHub shows with the job. */
function tell(command, text) {
  const escaped = text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  process.stdout.write(`::${command} title=eksgate::${escaped}\n`);
}

class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function request(method, path, body) {
  const response = await fetch(`${api}/repos/${repository}/${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${environment.EKSGATE_TOKEN}`,
      "user-agent": "eksgate",
      "x-github-api-version": "2022-11-28",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) throw new ApiError(response.status, `${method} ${path} was answered with ${response.status}`);
  return response.json();
}

/** The marks of a comment: that it is of eksgate, and the name of the gate where it has one. A comment is updated by its own gate. */
function marksOf(body) {
  const [mark, name] = (body ?? "").split(/\r?\n/);
  if (mark !== "<!-- eksgate -->") return undefined;
  return name?.startsWith("<!-- gate ") ? `${mark}\n${name}` : mark;
}

/** The comment of an earlier run. One that somebody else began with the marks is not ours: its author could change it afterwards. */
async function earlier(number, marks) {
  for (let page = 1; ; page++) {
    const comments = await request("GET", `issues/${number}/comments?per_page=100&page=${page}`);
    const found = comments.find(
      ({ body, user }) => marksOf(body) === marks && user?.login === environment.EKSGATE_COMMENT_AUTHOR,
    );
    if (found !== undefined || comments.length < 100) return found;
  }
}

function text() {
  const file = environment.EKSGATE_MARKDOWN ?? "";
  if (file !== "" && existsSync(file)) return readFileSync(file, "utf8");
  const name = environment.EKSGATE_NAME ?? "";
  const run = `${environment.GITHUB_SERVER_URL}/${repository}/actions/runs/${environment.GITHUB_RUN_ID}`;
  return [
    "<!-- eksgate -->",
    ...(/^[\w ./-]+$/.test(name) ? [`<!-- gate ${name} -->`, "", `### \`${name}\``] : []),
    "",
    `**eksgate: NOT JUDGED**: the log of [the job](${run}) tells why.`,
    "",
  ].join("\n");
}

async function comment() {
  const event = JSON.parse(readFileSync(environment.GITHUB_EVENT_PATH ?? "", "utf8"));
  const number = event.pull_request?.number;
  if (!Number.isInteger(number)) {
    tell("notice", "No comment: this run is of no pull request.");
    return;
  }
  const body = text();
  const found = await earlier(number, marksOf(body));
  if (found === undefined) await request("POST", `issues/${number}/comments`, { body });
  else await request("PATCH", `issues/comments/${found.id}`, { body });
}

try {
  await comment();
} catch (error) {
  if (error instanceof ApiError && [401, 403, 404].includes(error.status)) {
    tell(
      "notice",
      `No comment: ${error.message}. The token may not write it, as in pull requests of forks; the summary of the job has it. Elsewhere give the job the permission pull-requests: write.`,
    );
  } else {
    tell(
      "warning",
      `No comment: ${error instanceof Error ? `${error.message} ${error.cause?.message ?? ""}`.trim() : error}.`,
    );
  }
}
