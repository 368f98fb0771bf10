import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "../../gate/document";
import { judge, loadBundle } from "../../gate/engine";
import { type Emulator, startEmulator } from "./emulators";
import {
  type Configuration,
  changed,
  ref,
  renamed,
  smallPlatform,
  subnet,
  without,
  withResource,
} from "./small-platform";
import { Terraform, terraformEnvironment } from "./terraform";

const rules = loadBundle()
  .manifest.rules.map(({ id }) => id)
  .filter((id) => id.startsWith("change-safety/"));

/** What a changed configuration, or a plan with other arguments, comes to. */
interface Change {
  /** The rule, without its group. */
  readonly rule: string;
  readonly what: string;
  readonly to: (platform: Configuration) => Configuration;
  /** What the rule says, by resource: of others it says `pass`. */
  readonly wanted: Readonly<Record<string, string>>;
}

const cluster = "aws_eks_cluster.main";
const named = "aws_eks_node_group.named";
const prefixed = "aws_eks_node_group.prefixed";
const sizes = (min: number) => ({ scaling_config: [{ desired_size: 5, max_size: 9, min_size: min }] });
const clusterSubnets = (platform: Configuration, ...names: readonly string[]): Configuration =>
  changed(platform, cluster, { vpc_config: [{ subnet_ids: names.map((name) => ref(`aws_subnet.${name}.id`)) }] });

const changes: readonly Change[] = [
  {
    rule: "cluster-not-destroyed",
    what: "a cluster with another role is replaced",
    to: (platform) => changed(platform, cluster, { role_arn: ref("aws_iam_role.node.arn") }),
    wanted: { [cluster]: "fail" },
  },
  {
    rule: "cluster-not-destroyed",
    what: "a cluster is forgotten",
    to: (platform) => ({
      ...without(without(without(platform, cluster), named), prefixed),
      removed: [cluster, named, prefixed].map((from) => ({ from, lifecycle: { destroy: false } })),
    }),
    wanted: {},
  },
  {
    rule: "encryption-key-kept",
    what: "the key is disabled",
    to: (platform) => changed(platform, "aws_kms_key.secrets", { is_enabled: false }),
    wanted: { "aws_kms_key.secrets": "fail" },
  },
  {
    rule: "encryption-key-kept",
    what: "the key is deleted, and the cluster's configuration says nothing of it",
    to: (platform) =>
      changed(without(platform, "aws_kms_key.secrets"), cluster, {
        encryption_config: undefined,
        lifecycle: { ignore_changes: ["encryption_config"] },
      }),
    wanted: { "aws_kms_key.secrets": "fail" },
  },
  {
    rule: "encryption-key-kept",
    what: "the key is described otherwise",
    to: (platform) => changed(platform, "aws_kms_key.secrets", { description: "Secrets" }),
    wanted: {},
  },
  {
    rule: "upgrades-one-minor-at-a-time",
    what: "two minors up",
    to: (platform) => changed(platform, cluster, { version: "1.35" }),
    wanted: { [cluster]: "fail" },
  },
  {
    rule: "upgrades-one-minor-at-a-time",
    what: "the nodes alone go up",
    to: (platform) => changed(platform, named, { version: "1.34" }),
    wanted: { [named]: "fail" },
  },
  {
    rule: "upgrades-one-minor-at-a-time",
    what: "one minor up, with nodes",
    to: (platform) => changed(changed(platform, cluster, { version: "1.34" }), named, { version: "1.34" }),
    wanted: {},
  },
  {
    rule: "cluster-subnets-keep-zones",
    what: "the cluster gets a subnet in another zone",
    to: (platform) =>
      clusterSubnets(withResource(platform, "aws_subnet.c", subnet("10.0.32.0/20", "c")), "a", "b", "c"),
    wanted: { [cluster]: "fail" },
  },
  {
    rule: "cluster-subnets-keep-zones",
    what: "the cluster gets another subnet in one of its zones",
    to: (platform) => clusterSubnets(withResource(platform, "aws_subnet.c", subnet("10.0.32.0/20", "b")), "a", "c"),
    wanted: {},
  },
  {
    rule: "network-not-replaced",
    what: "a subnet, and the gateway with its address, are replaced",
    to: (platform) =>
      changed(
        renamed(changed(platform, "aws_subnet.a", { cidr_block: "10.0.64.0/20" }), "aws_eip.nat", "other"),
        "aws_nat_gateway.main",
        { allocation_id: ref("aws_eip.other.id") },
      ),
    wanted: { "aws_subnet.a": "fail", "aws_nat_gateway.main": "fail", "aws_eip.nat": "fail" },
  },
  {
    rule: "network-not-replaced",
    what: "names in the VPC are turned on",
    to: (platform) => changed(platform, "aws_vpc.main", { enable_dns_hostnames: true }),
    wanted: {},
  },
  {
    rule: "node-groups-not-replaced",
    what: "both groups get other instances, and one of them has no name to spare",
    to: (platform) =>
      [named, prefixed].reduce((so, group) => changed(so, group, { instance_types: ["m7i.xlarge"] }), platform),
    wanted: { [named]: "fail" },
  },
  {
    rule: "node-groups-not-replaced",
    what: "a group is renamed in the configuration alone",
    to: (platform) => renamed(platform, named, "other"),
    wanted: { [named]: "fail" },
  },
  {
    rule: "node-groups-not-replaced",
    what: "a group is renamed with a `moved` block",
    to: (platform) => ({
      ...renamed(platform, named, "other"),
      moved: [{ from: named, to: "aws_eks_node_group.other" }],
    }),
    wanted: {},
  },
  {
    rule: "roles-outlive-cluster",
    what: "a policy is detached from the nodes' role",
    to: (platform) => without(platform, "aws_iam_role_policy_attachment.worker"),
    wanted: { "aws_iam_role_policy_attachment.worker": "fail" },
  },
  {
    rule: "roles-outlive-cluster",
    what: "a policy is attached as well",
    to: (platform) =>
      withResource(platform, "aws_iam_role_policy_attachment.more", {
        role: ref("aws_iam_role.node.name"),
        policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      }),
    wanted: {},
  },
  {
    rule: "node-floor-raised-safely",
    what: "the floor is raised above the nodes there are, whatever the configuration says",
    to: (platform) => changed(platform, named, sizes(4)),
    wanted: { [named]: "fail" },
  },
  {
    rule: "node-floor-raised-safely",
    what: "the floor is raised to the nodes there are",
    to: (platform) => changed(platform, named, sizes(3)),
    wanted: {},
  },
  {
    rule: "logs-kept",
    what: "the log group is deleted",
    to: (platform) => changed(without(platform, "aws_cloudwatch_log_group.main"), cluster, { depends_on: undefined }),
    wanted: { "aws_cloudwatch_log_group.main": "fail" },
  },
  {
    rule: "logs-kept",
    what: "the log group keeps its events for longer",
    to: (platform) => changed(platform, "aws_cloudwatch_log_group.main", { retention_in_days: 365 }),
    wanted: {},
  },
];

describe("a small platform on ministack", () => {
  const folder = mkdtempSync(join(tmpdir(), "eksgate-changes-"));
  let running: Emulator;
  let platform: Configuration;
  let terraform: Terraform;

  const write = (configuration: Configuration): void =>
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));

  /** Outcomes of the rules about change, by rule and resource. */
  async function outcomes(configuration: Configuration, ...args: readonly string[]) {
    write(configuration);
    const document = read(await terraform.plan(...args), "plan.json");
    const { findings, passes } = judge([document], { rules, date: "2026-11-23", allowEmpty: true });
    const found: Record<string, Record<string, string>> = {};
    const note = (rule: string, address: string, outcome: string): void => {
      const name = rule.replace("change-safety/", "");
      found[name] = { ...found[name], [address]: outcome };
    };
    for (const { rule, address } of passes) note(rule, address, "pass");
    for (const { rule, address, outcome } of findings) note(rule.id, address, outcome);
    return found;
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

  it("passes every rule where nothing changes, each with a subject", async () => {
    const found = await outcomes(platform);
    expect(Object.keys(found).sort()).toEqual(rules.map((id) => id.replace("change-safety/", "")).sort());
    expect(new Set(Object.values(found).flatMap((byAddress) => Object.values(byAddress)))).toEqual(new Set(["pass"]));
  });

  // What the emulator reads back is looked at above; what a change of the configuration comes to needs no reading.
  it.each(changes)("$rule: $what", async ({ rule, to, wanted }) => {
    const found = (await outcomes(to(platform), "-refresh=false"))[rule] ?? {};
    expect(Object.keys(found)).not.toEqual([]);
    expect(Object.fromEntries(Object.entries(found).filter(([, outcome]) => outcome !== "pass"))).toEqual(wanted);
  });

  it("is destroyed: that is said of the cluster, and of nothing that goes with it", async () => {
    expect(await outcomes(platform, "-destroy", "-refresh=false")).toEqual({
      "cluster-not-destroyed": { [cluster]: "fail" },
    });
  });
});
