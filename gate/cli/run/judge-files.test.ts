import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";

import { toHtml } from "../../report/html/index";
import { toJson } from "../../report/index";
import type { FoundFile } from "../inputs";
import { joinRun } from "./join";
import { judgeFiles, type Run } from "./judge-files";
import { Pool } from "./pool";
import { type PlacedFile, Work } from "./work";

const options = { date: "2026-11-30", allowEmpty: true };
const started = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "eksgate-run-"));

const backend = (key: string) => ({ s3: { bucket: "states", key } });
const remote = (key: string) => ({ backend: "s3", config: { bucket: "states", key } });
const stack = (name: string, body: object) =>
  JSON.stringify({ "//": { metadata: { stackName: name } }, terraform: { backend: backend(name) }, ...body });
const cluster = (name: string, subnets: unknown, more: object = {}) => ({
  ...more,
  resource: {
    aws_eks_cluster: {
      main: {
        name,
        version: "1.35",
        role_arn: "arn:aws:iam::111122223333:role/eks",
        vpc_config: [{ subnet_ids: subnets, endpoint_public_access: false, endpoint_private_access: true }],
      },
    },
  },
});
const network = (name: string) =>
  stack(name, {
    resource: {
      aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: { a: { count: 2, vpc_id: `\${aws_vpc.main.id}`, cidr_block: "10.0.0.0/24" } },
    },
    output: { subnets: { value: `\${aws_subnet.a[*].id}` }, known: { value: ["subnet-0e", "subnet-0f"] } },
  });
const reader = (name: string, key: string, output: string) =>
  stack(
    name,
    cluster(name, `\${data.terraform_remote_state.net.outputs.${output}}`, {
      data: { terraform_remote_state: { net: remote(key) } },
    }),
  );
const state = (...resources: readonly { type: string; name: string; values: object }[]) =>
  JSON.stringify({
    format_version: "1.0",
    values: {
      root_module: {
        resources: resources.map((one) => ({ ...one, address: `${one.type}.${one.name}`, mode: "managed" })),
      },
    },
  });
const subnets = (vpc_id: string, ...ids: string[]) =>
  state(
    ...ids.map((id) => ({
      type: "aws_subnet",
      name: id.replace("-", "_"),
      values: { id, vpc_id, cidr_block: "10.0.1.0/24", availability_zone: "eu-central-1a" },
    })),
  );
const group = { name: "one", vpc_id: "vpc-01", "//": { metadata: { path: "prod/one" } } };
const block = { address: "aws_security_group.one", mode: "managed", type: "aws_security_group", name: "one" };
const change = { actions: ["create"], before: null, after: { name: "one", vpc_id: "vpc-01" } };

/** Files that belong together in every way that there is, in sets that may be given alone or with others. */
const sets: readonly Readonly<Record<string, string>>[] = [
  { "a/network.tf.json": network("network"), "b/cluster.tf.json": reader("cluster", "network", "subnets") },
  // A literal that comes through an output, and names what a state has.
  {
    "c/known.tf.json": reader("known", "network", "known"),
    "d/state.json": subnets("vpc-0d", "subnet-0e", "subnet-0f"),
  },
  // Two copies: which of them is read is not known.
  {
    "e/one.tf.json": network("copied"),
    "e/two.tf.json": network("copied"),
    "f.tf.json": reader("f", "copied", "subnets"),
  },
  {
    "g/state.json": subnets("vpc-0a", "subnet-01", "subnet-02"),
    "h.tf.json": stack("h", cluster("h", ["subnet-01", "subnet-02"])),
  },
  // An id that two have.
  {
    "i/state.json": subnets("vpc-0b", "subnet-02", "subnet-03"),
    "j.tf.json": stack("j", cluster("j", ["subnet-01", "subnet-03"])),
  },
  {
    "k/cdk.tf.json": JSON.stringify({ resource: { aws_security_group: { one: group } } }),
    "k/plan.json": JSON.stringify({
      format_version: "1.2",
      resource_changes: [{ ...block, change }],
      configuration: { root_module: { resources: [{ ...block, expressions: { name: { constant_value: "one" } } }] } },
    }),
  },
  // Of a VPC and what adopts its default group, the one that adopts it is meant.
  {
    "l/vpc.json": state({ type: "aws_vpc", name: "v", values: { id: "vpc-01", default_security_group_id: "sg-01" } }),
    "m/adopts.json": state({
      type: "aws_default_security_group",
      name: "d",
      values: { id: "sg-01", vpc_id: "vpc-01" },
    }),
    "n.tf.json": JSON.stringify({
      resource: { aws_vpc_security_group_egress_rule: { all: { security_group_id: "sg-01", ip_protocol: "-1" } } },
    }),
  },
  { "same/o.tf.json": network("same"), "same/p.tf.json": network("same") },
];
/** What has to do with nothing; so many that a run is one of many. */
const others = Object.fromEntries(
  Array.from({ length: 24 }, (_, at) => [
    `others/${at}.tf.json`,
    JSON.stringify(cluster(`other-${at}`, ["subnet-99"])),
  ]),
);

beforeAll(() => {
  for (const [path, text] of Object.entries(Object.assign({}, others, ...sets))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), String(text));
  }
  process.chdir(folder);
});

afterAll(() => {
  process.chdir(started);
  rmSync(folder, { recursive: true });
});

function found(paths: readonly string[]): readonly PlacedFile[] {
  return paths.map((path, at): PlacedFile => ({ path, bytes: statSync(path).size, at }));
}

const wanted = { locations: true, networks: true };

function reportOf(run: Run, files: readonly FoundFile[]): string {
  const judgement = joinRun(run, [{ argument: ".", files }], options);
  return (
    toJson(judgement) +
    toHtml(
      judgement,
      run.parts.flatMap(({ networks = [] }) => networks),
    )
  );
}

/** All read at once, in one thread. */
function atOnce(files: readonly PlacedFile[]): string {
  const { parts, ...wrong } = new Work(options, wanted).answer({ kind: "judge", files });
  expect(wrong).toEqual({});
  return reportOf({ parts: parts ?? [], places: new Set() }, files);
}

it("judges many files one by one as it judges them at once, whatever belongs together", async () => {
  const chosen = fc.shuffledSubarray([...sets.flatMap((set) => Object.keys(set)), ...Object.keys(others)], {
    minLength: 24,
  });
  await fc.assert(
    fc.asyncProperty(chosen, async (paths) => {
      const files = found(paths);
      expect(reportOf(await judgeFiles(files, options, { jobs: 1, wanted }), files)).toBe(atOnce(files));
    }),
    { seed: 7, numRuns: 12 },
  );
});

it("finds what belongs together", async () => {
  const files = found([...sets.flatMap((set) => Object.keys(set)), ...Object.keys(others)]);
  const { parts } = await judgeFiles(files, options, { jobs: 1 });
  const groups = new Map<string, string[]>();
  for (const { group: name = "alone", files: places } of parts) {
    groups.set(name, [...(groups.get(name) ?? []), ...places.map((at) => files[at]?.path ?? "")]);
  }
  groups.delete("alone");
  expect([...groups.values()]).toEqual([
    ["a/network.tf.json", "b/cluster.tf.json"],
    ["c/known.tf.json", "d/state.json"],
    ["g/state.json", "h.tf.json", "i/state.json", "j.tf.json"],
    ["k/cdk.tf.json", "k/plan.json", "l/vpc.json", "m/adopts.json", "n.tf.json"],
  ]);
  expect(parts.filter(({ files: places }) => places.length === 2)).toHaveLength(1);
});

it("gives the same bytes in several threads", async () => {
  const files = found([...sets.flatMap((set) => Object.keys(set)), ...Object.keys(others)]);
  const loader = resolve(started, "node_modules/tsx/dist/cjs/index.cjs");
  const script = `require(${JSON.stringify(loader)}); require(${JSON.stringify(resolve(__dirname, "worker.ts"))});`;
  const runner = new Pool(2, options, wanted, script);
  const told: string[] = [];
  const progress = (done: number, total: number) => told.push(`${done}/${total}`);
  const run = await judgeFiles(files, options, { runner, progress });
  expect(reportOf(run, files)).toBe(atOnce(files));
  expect(told[0]).toBe(`0/${files.length}`);
  expect(told.at(-1)).toMatch(/^(\d+)\/\1$/);
});

it("says all that is wrong with the files, in their order", async () => {
  writeFileSync("broken.json", "{");
  writeFileSync("other.json", "{}");
  const paths = Object.keys(others);
  const files = [...found(["other.json", ...paths, "broken.json"]), { path: "gone.json", bytes: 1, at: 26 }];
  const run = judgeFiles(files, options, { jobs: 1 });
  await expect(run).rejects.toThrow(/^other\.json: neither .*\nbroken\.json:1:2: .*\ngone\.json: cannot be read: .*$/);
  await expect(judgeFiles(files.slice(24), options)).rejects.toThrow(
    /^broken\.json:1:2: .*\ngone\.json: cannot be read/m,
  );
});

it("fails where a thread does, naming what it was at", async () => {
  const files = found(Object.keys(others));
  const runner = new Pool(
    2,
    options,
    {},
    `require("node:worker_threads").parentPort.on("message", () => process.exit(7));`,
  );
  await expect(judgeFiles(files, options, { runner })).rejects.toThrow(
    /^A thread of the gate has failed while it judged others\/\d+\.tf\.json: it ended with code 7\. Nothing was judged\.$/,
  );
});

it("refuses a file that changes while it is judged", async () => {
  const [first] = Object.keys(others);
  const text = readFileSync(first ?? "", "utf8");
  const file: PlacedFile = { path: first ?? "", bytes: text.length, at: 0, sha256: "0" };
  expect(new Work(options).answer({ kind: "judge", files: [file] }).problems).toEqual([
    { at: 0, message: `${first}: the file was changed while the gate was at work. Judge it again.` },
  ]);
});
