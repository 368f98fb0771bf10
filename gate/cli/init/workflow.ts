import { existsSync } from "node:fs";
import { join } from "node:path";

import type { CdktfSettings } from "./cdktf-json";
import type { LockFile, Project } from "./project";
import type { Step } from "./step";

/** Third-party steps of the workflow, by commit; the same as in this repository's own. */
export const pinned = {
  checkout: "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2",
  node: "actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0",
} as const;

/** Where GitHub looks for it, from the root of the repository. */
const path = [".github", "workflows", "eksgate.yml"] as const;

/** Writes the workflow that gates pull requests. */
export function addWorkflow(project: Project, cdktf: CdktfSettings | undefined): Step {
  const file = join(project.root, ...path);
  if (existsSync(file)) return { kind: "leave", file, why: "is there already" };
  if (cdktf === undefined) {
    return {
      kind: "leave",
      file,
      why: "it would synthesize, and this is no CDKTF project: docs/pull-requests.md has one for plans",
    };
  }
  if (project.packageJson === "absent") {
    return {
      kind: "leave",
      file,
      why: "it would run npm, and there is no package.json: docs/pull-requests.md has one to adapt",
    };
  }
  const named = [project.subfolder, cdktf.output];
  if (named.some((name) => !/^[\w./ -]*$/.test(name))) {
    return { kind: "leave", file, why: "the name of a folder has characters that mean something in a workflow" };
  }
  return { kind: "add", file, text: workflowText(project, cdktf), what: "gates pull requests" };
}

const installs: Readonly<Record<LockFile, { readonly run: string; readonly cache: string }>> = {
  "package-lock.json": { run: "npm ci", cache: "npm" },
  "yarn.lock": { run: "corepack enable && yarn install --immutable", cache: "yarn" },
  "pnpm-lock.yaml": { run: "corepack enable && pnpm install --frozen-lockfile", cache: "pnpm" },
};

function workflowText({ subfolder, lockFile }: Project, { output, hasBindings }: CdktfSettings): string {
  const install = lockFile === undefined ? "npm install" : installs[lockFile].run;
  // Corepack makes yarn and pnpm known only after setup-node has looked for their caches.
  const cache = lockFile === "package-lock.json" ? ["          cache: npm"] : [];
  const inFolder = subfolder === "" ? [] : [`        working-directory: ${JSON.stringify(subfolder)}`];
  const prefix = subfolder === "" ? "" : `${subfolder}/`;
  return `${[
    "# Written by `eksgate init`: judges what a pull request would deploy, by the settings of the branch that it goes to.",
    "name: eksgate",
    "",
    "on:",
    "  pull_request:",
    "",
    "permissions:",
    "  contents: read",
    "  pull-requests: write # for the comment with the findings",
    "",
    "jobs:",
    "  gate:",
    "    name: Policy gate",
    "    runs-on: ubuntu-24.04",
    "    timeout-minutes: 15",
    "    env:",
    '      CHECKPOINT_DISABLE: "1" # cdktf would wait on the network',
    "    steps:",
    `      - uses: ${pinned.checkout}`,
    "        with:",
    "          persist-credentials: false",
    `      - uses: ${pinned.node}`,
    "        with:",
    '          node-version: "22"',
    ...cache,
    ...(cache.length > 0 && subfolder !== ""
      ? [`          cache-dependency-path: ${JSON.stringify(`${prefix}package-lock.json`)}`]
      : []),
    `      - run: ${install}`,
    ...inFolder,
    "      # The action of the package that is installed, in the version that the lock file names.",
    `      - uses: ${JSON.stringify(`./${prefix}node_modules/eksgate`)}`,
    "        with:",
    ...(subfolder === "" ? [] : [`          working-directory: ${JSON.stringify(subfolder)}`]),
    `          synth: ${hasBindings ? "npx cdktf get && npx cdktf synth" : "npx cdktf synth"}`,
    `          paths: ${JSON.stringify(output)}`,
  ].join("\n")}\n`;
}
