import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { succeed } from "../e2e/processes";
import { GitHub } from "./github";
import { builtAction } from "./place";
import { type JobResult, runAction } from "./runner";

/**
 * What the tests of the action work in, made for each file of tests: a server with a repository, the action, and for each test a clone of a
 * change and a server for GitHub's API.
 */
export const all = mkdtempSync(join(tmpdir(), "eksgate action-"));
const server = join(all, "server");
export const origin = join(server, "shop", "platform");
export const endpoint = "networking/public-endpoint-not-open-to-world";
export const marker = "<!-- eksgate -->";
export const bot = "github-actions[bot]";

export let action: string;
export let github: GitHub;
export let folder: string;

export const git = (cwd: string, ...args: readonly string[]) =>
  succeed("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd });

export function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

/** A cluster whose endpoint is open to a range. */
export function cluster(range: string, name = "prod"): string {
  const vpc_config = { subnet_ids: ["subnet-0a"], endpoint_public_access: true, public_access_cidrs: [range] };
  const main = { name, role_arn: "arn:aws:iam::111122223333:role/eks", version: "1.34", vpc_config };
  return JSON.stringify({ resource: { aws_eks_cluster: { main } } });
}

export const closed = cluster("203.0.113.0/24");
export const open = cluster("0.0.0.0/0");
const ifs = `\${IFS}`;
/** What the name of a branch may hold at worst. */
export const hostile = `a;touch${ifs}pwned;$(touch${ifs}pwned)\`touch${ifs}pwned\`'"&|%0Aerror`;

beforeAll(async () => {
  action = await builtAction(mkdtempSync(join(all, "built-")));
  mkdirSync(origin, { recursive: true });
  await git(origin, "init", "--quiet", "--initial-branch=main");
  // As GitHub's server: a part of a commit can be had.
  await git(origin, "config", "uploadpack.allowFilter", "true");
  await git(origin, "config", "uploadpack.allowAnySHA1InWant", "true");
  write(origin, { "eksgate.yaml": "fail_on: critical\nundetermined: ignore\n", "infra/README.md": "" });
  write(origin, { "infra/eksgate.yaml": "fail_on: low\n", "folder/eksgate.yaml/file": "" });
  symlinkSync("eksgate.yaml", join(origin, "link.yaml"));
  await git(origin, "add", ".");
  await git(origin, "commit", "--quiet", "-m", "base");
  await git(origin, "branch", hostile);
  await git(origin, "checkout", "--quiet", "-b", "without-settings");
  await git(origin, "rm", "--quiet", "eksgate.yaml");
  await git(origin, "commit", "--quiet", "-m", "no settings");
  await git(origin, "checkout", "--quiet", "-b", "change", "main");
}, 120_000);

beforeEach(async () => {
  github = await GitHub.start();
  folder = mkdtempSync(join(all, "work-"));
  // As actions/checkout leaves it: one commit of one branch, without the branch that the change goes to.
  await git(all, "clone", "--quiet", "--depth=1", "--branch=change", pathToFileURL(origin).href, folder);
});

afterEach(() => github.stop());
afterAll(() => rmSync(all, { recursive: true }));

interface Given {
  readonly action?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: unknown;
  readonly env?: Readonly<Record<string, string>>;
}

/** The action in a pull request to `main`, unless a test says otherwise. */
export function act(
  files: Readonly<Record<string, string>>,
  { action: place = action, inputs = {}, event, env = {} }: Given = {},
): Promise<JobResult> {
  write(folder, files);
  return runAction({
    action: place,
    folder,
    temporary: all,
    inputs: { paths: "stack.tf.json", args: `--rule=${endpoint}`, ...inputs },
    event: event ?? { pull_request: { number: 7 } },
    env: {
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_BASE_REF: "main",
      GITHUB_SERVER_URL: pathToFileURL(server).href,
      GITHUB_API_URL: github.url,
      ...env,
    },
  });
}
