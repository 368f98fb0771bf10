import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "../../gate/document";
import { judge, loadBundle } from "../../gate/engine";
import { type Emulator, startEmulator } from "./emulators";
import {
  type Arguments,
  all,
  type Configuration,
  changed,
  ref,
  renamed,
  type Step,
  smallPlatform,
  subnet,
  without,
  withResource,
} from "./small-platform";
import { Terraform, terraformEnvironment } from "./terraform";

const rules = loadBundle()
  .manifest.rules.map(({ id }) => id)
  .filter((id) => id.startsWith("change-safety/"));

const cluster = "aws_eks_cluster.main";
const key = "aws_kms_key.secrets";
const logs = "aws_cloudwatch_log_group.main";
const worker = "aws_iam_role_policy_attachment.worker";
const [named, other, prefixed] = [
  "aws_eks_node_group.named",
  "aws_eks_node_group.other",
  "aws_eks_node_group.prefixed",
];

const change =
  (address: string, args: Arguments): Step =>
  (platform) =>
    changed(platform, address, args);
const add =
  (address: string, args: Arguments): Step =>
  (platform) =>
    withResource(platform, address, args);
const remove =
  (address: string): Step =>
  (platform) =>
    without(platform, address);
const rename =
  (address: string, name: string): Step =>
  (platform) =>
    renamed(platform, address, name);
const block =
  (name: string, value: unknown): Step =>
  (platform) => ({ ...platform, [name]: value });

/** Terraform ignores changes of the desired size, so that three nodes stay. */
const floor = (min: number): Arguments => ({ scaling_config: [{ desired_size: 5, max_size: 9, min_size: min }] });
const inSubnets = (...names: readonly string[]): Arguments => ({
  vpc_config: [{ subnet_ids: names.map((name) => ref(`aws_subnet.${name}.id`)) }],
});

/** What a plan comes to: what is not passed, by rule and resource. */
interface Plan {
  readonly what: string;
  readonly steps: readonly Step[];
  readonly args?: readonly string[];
  readonly wanted: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const plans: readonly Plan[] = [
  {
    what: "that takes away what the cluster and its nodes rely on",
    steps: [
      change(key, { is_enabled: false }),
      add("aws_subnet.c", subnet("10.0.32.0/20", "c")),
      change(cluster, { version: "1.35", depends_on: undefined, ...inSubnets("a", "b", "c") }),
      change("aws_subnet.a", { cidr_block: "10.0.64.0/20" }),
      rename("aws_eip.nat", "other"),
      change("aws_nat_gateway.main", { allocation_id: ref("aws_eip.other.id") }),
      change(named, { instance_types: ["m7i.xlarge"] }),
      // With a prefix and `create_before_destroy` the new nodes come first.
      change(prefixed, { instance_types: ["m7i.xlarge"] }),
      change(other, { subnet_ids: [ref("aws_subnet.b.id")], ...floor(2) }),
      remove(worker),
      remove(logs),
    ],
    wanted: {
      "cluster-subnets-keep-zones": { [cluster]: "fail" },
      "encryption-key-kept": { [key]: "fail" },
      "logs-kept": { [logs]: "fail" },
      "network-not-replaced": { "aws_eip.nat": "fail", "aws_nat_gateway.main": "fail", "aws_subnet.a": "fail" },
      "node-groups-not-replaced": { [named]: "fail", [other]: "fail" },
      "roles-outlive-cluster": { [worker]: "fail" },
      "upgrades-one-minor-at-a-time": { [cluster]: "fail" },
    },
  },
  {
    what: "that goes another way around the rules",
    steps: [
      remove(key),
      change(cluster, { encryption_config: undefined, lifecycle: { ignore_changes: ["encryption_config"] } }),
      change(named, { version: "1.34", ...floor(4) }),
      rename(other, "renamed"),
    ],
    wanted: {
      "encryption-key-kept": { [key]: "fail" },
      "node-floor-raised-safely": { [named]: "fail" },
      "node-groups-not-replaced": { [other]: "fail" },
      "upgrades-one-minor-at-a-time": { [named]: "fail" },
    },
  },
  {
    what: "that changes the same things safely",
    steps: [
      change(key, { description: "Secrets" }),
      add("aws_subnet.c", subnet("10.0.32.0/20", "b")),
      change(cluster, { version: "1.34", ...inSubnets("a", "c") }),
      change("aws_vpc.main", { enable_dns_hostnames: true }),
      change(named, { version: "1.34", ...floor(3) }),
      change(prefixed, { instance_types: ["m7i.xlarge"] }),
      rename(other, "renamed"),
      block("moved", [{ from: other, to: "aws_eks_node_group.renamed" }]),
      add("aws_iam_role_policy_attachment.more", {
        role: ref("aws_iam_role.node.name"),
        policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      }),
      change(logs, { retention_in_days: 365 }),
    ],
    wanted: {},
  },
  {
    what: "that replaces the cluster, and its nodes with it",
    steps: [change(cluster, { role_arn: ref("aws_iam_role.node.arn") })],
    wanted: { "cluster-not-destroyed": { [cluster]: "fail" } },
  },
  {
    what: "that forgets the cluster and its nodes, which go on to exist",
    steps: [
      ...[cluster, named, other, prefixed].map(remove),
      block(
        "removed",
        [cluster, named, other, prefixed].map((from) => ({ from, lifecycle: { destroy: false } })),
      ),
    ],
    wanted: {},
  },
  {
    what: "that destroys everything: that is said of the cluster, and of nothing that goes with it",
    steps: [],
    args: ["-destroy"],
    wanted: { "cluster-not-destroyed": { [cluster]: "fail" } },
  },
];

describe("a small platform on ministack", () => {
  const folder = mkdtempSync(join(tmpdir(), "eksgate-changes-"));
  let running: Emulator;
  let platform: Configuration;
  let terraform: Terraform;

  const write = (configuration: Configuration): void =>
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));

  /** What the rules about change say of a plan. */
  async function judged(configuration: Configuration, ...args: readonly string[]) {
    write(configuration);
    const document = read(await terraform.plan(...args), "plan.json");
    const { findings, passes } = judge([document], { rules, date: "2026-11-23", allowEmpty: true });
    const notPassed: Record<string, Record<string, string>> = {};
    for (const { rule, address, outcome } of findings) {
      const name = rule.id.replace("change-safety/", "");
      notPassed[name] = { ...notPassed[name], [address]: outcome };
    }
    return { notPassed, passed: new Set(passes.map(({ rule }) => rule)) };
  }

  beforeAll(async () => {
    running = await startEmulator("ministack", "111122223333", folder);
    platform = smallPlatform(running.url);
    terraform = new Terraform(folder, terraformEnvironment(folder));
    write(platform);
    await terraform.validate();
    await terraform.apply();
  });

  afterAll(async () => {
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("passes every rule where nothing changes", async () => {
    const { notPassed, passed } = await judged(platform);
    expect(notPassed).toEqual({});
    expect([...passed].sort()).toEqual([...rules].sort());
    expect(rules).toHaveLength(9);
  });

  // What the emulator reads back is looked at above; what a change of the configuration comes to needs no reading.
  it.each(plans)("has a plan $what", async ({ steps, args = [], wanted }) => {
    const { notPassed, passed } = await judged(all(platform, ...steps), "-refresh=false", ...args);
    expect(notPassed).toEqual(wanted);
    if (Object.keys(wanted).length === 0) {
      // Nothing is passed over: what is there already has a verdict of every rule.
      expect([...passed].sort()).toEqual([...rules].sort());
    }
  });
});
