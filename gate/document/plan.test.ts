import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Document, type Resource, read } from "./index";

// Both fixtures are plans of Terraform 1.11.4 with provider 5.100, trimmed to the parts that are read.
const fixture = (name: string): Document => {
  const path = join(__dirname, "fixtures", name);
  return read(readFileSync(path, "utf8"), name);
};

function at(document: Document, address: string): Resource {
  const found = Object.values(document.resources).flatMap((ofType) => ofType[address] ?? [])[0];
  if (found === undefined) {
    throw new Error(`${address} is not in ${document.path}`);
  }
  return found;
}

/** References as `certainty target …`, for reading. */
function meant(resource: Resource, path: string): string[] {
  return (resource.edges[path] ?? []).map(({ certainty, targets }) =>
    [certainty, ...targets.map(({ to, attribute }) => `${to}.${attribute}`)].join(" "),
  );
}

describe("a plan that creates", () => {
  const plan = fixture("create.json");

  it("takes a single reference as exact", () => {
    const rule = at(plan, "aws_security_group_rule.conditional");
    expect(meant(rule, "source_security_group_id")).toEqual([
      "exact aws_eks_cluster.main.vpc_config.0.cluster_security_group_id",
    ]);
  });

  it("takes both sides of a condition as one reference to either", () => {
    const rule = at(plan, "aws_security_group_rule.conditional");
    expect(meant(rule, "security_group_id")).toEqual(["over aws_security_group.empty.id aws_security_group.closed.id"]);
  });

  it("takes a splat in a list as all instances", () => {
    expect(meant(at(plan, "aws_eks_node_group.splat"), "subnet_ids")).toEqual([
      "exact aws_subnet.public[0].id aws_subnet.public[1].id",
    ]);
  });

  it("takes a computed index as any of the instances", () => {
    expect(meant(at(plan, "aws_route_table_association.public[0]"), "subnet_id")).toEqual([
      "over aws_subnet.public[0].id aws_subnet.public[1].id",
    ]);
  });

  it("keeps the references of a list beside each other", () => {
    expect(meant(at(plan, "aws_eks_cluster.main"), "vpc_config.0.subnet_ids")).toEqual([
      'exact aws_subnet.private["a"].id aws_subnet.private["b"].id',
      "exact aws_subnet.public[0].id",
    ]);
  });

  it("does not trust a list that a variable may add to", () => {
    expect(meant(at(plan, "aws_eks_cluster.main"), "vpc_config.0.security_group_ids")).toEqual([
      "over aws_security_group.empty.id",
      "unknown",
    ]);
  });

  it("takes a local for anything that fits: it does not hold what it is", () => {
    expect(meant(at(plan, "aws_eks_node_group.local"), "subnet_ids")).toEqual([
      'over aws_subnet.public[0].id aws_subnet.public[1].id aws_subnet.private["a"].id aws_subnet.private["b"].id',
      "unknown",
    ]);
  });

  it("keeps a known name together with the reference that gave it", () => {
    const group = at(plan, "aws_eks_node_group.splat");
    expect(group.values["cluster_name"]).toBe("main");
    expect(meant(group, "cluster_name")).toEqual(["exact aws_eks_cluster.main.name"]);
  });

  it("finds the cluster that a literal names", () => {
    expect(meant(at(plan, 'aws_eks_node_group.keyed["a"]'), "cluster_name")).toEqual([
      "exact aws_eks_cluster.main.name",
    ]);
  });

  it("leaves out what the provider will compute, as the configuration does", () => {
    const group = at(plan, "aws_security_group.empty");
    expect(group.values).not.toHaveProperty("ingress");
    expect(Object.keys(group.unknown)).toEqual(["vpc_id"]);
    expect(at(plan, "aws_eks_cluster.main").unknown).not.toHaveProperty(["vpc_config.0.public_access_cidrs"]);
  });

  it("tells a closed group from one whose rules are elsewhere", () => {
    expect(at(plan, "aws_security_group.closed").values).toMatchObject({ ingress: [], egress: [] });
  });

  it("keeps the known values of inline rules and the references of the unknown ones", () => {
    const group = at(plan, "aws_security_group.blocks");
    expect(group.values["ingress"]).toEqual([
      { cidr_blocks: ["10.0.0.0/16"], from_port: 80, protocol: "tcp", self: true, to_port: 80 },
      { cidr_blocks: ["10.0.0.0/8"], from_port: 443, protocol: "tcp", self: false, to_port: 443 },
    ]);
    expect(group.unknown).toHaveProperty(["ingress.1.security_groups"]);
    expect(meant(group, "ingress.1.security_groups")).toEqual(["exact aws_security_group.empty.id"]);
    expect(meant(group, "ingress.0.security_groups")).toEqual([]);
  });

  it("counts the values of a dynamic block, and takes its references for anything that fits", () => {
    const group = at(plan, "aws_security_group.dynamic");
    expect(group.values["ingress"]).toHaveLength(2);
    const [candidates, rest] = meant(group, "ingress.0.security_groups");
    expect(candidates).toMatch(/^over .*aws_security_group\.empty\.id/);
    expect(rest).toBe("unknown");
  });

  it("sees that a dynamic block stands beside a written one", () => {
    expect(meant(at(plan, "aws_security_group.mixed"), "ingress.1.security_groups")).toContain("unknown");
  });

  it("takes route targets from the references of the whole list, and no empty string for a target", () => {
    const table = at(plan, "aws_route_table.inline");
    expect(table.values["route"]).toEqual([{ ipv6_cidr_block: "::/0" }, { cidr_block: "0.0.0.0/0" }]);
    expect(meant(table, "route.0.gateway_id")).toEqual(["exact aws_internet_gateway.main.id"]);
  });

  it("reads data sources, those of the prior state and those still to be read", () => {
    const later = at(plan, "data.aws_iam_policy_document.later");
    expect(later.mode).toBe("data");
    expect(later.unknown).toHaveProperty("json");
    expect(at(plan, "data.aws_iam_policy_document.assume").values["json"]).toContain("eks.amazonaws.com");
    expect(meant(at(plan, "aws_iam_role.cluster"), "assume_role_policy")).toEqual([
      "exact data.aws_iam_policy_document.assume.json",
    ]);
  });

  it("never holds user data", () => {
    expect(at(plan, "aws_launch_template.nodes").sensitive).toEqual(["user_data"]);
    expect(JSON.stringify(plan)).not.toContain("c2VjcmV0IHN0dWZm");
  });

  it("keeps what each instance depends on, its index and its actions", () => {
    expect(at(plan, "aws_eks_cluster.main").depends_on).toEqual([
      "aws_iam_role_policy_attachment.cluster",
      "aws_route_table_association.public",
    ]);
    expect(at(plan, 'aws_subnet.private["a"]')).toMatchObject({ index: "a", actions: ["create"] });
  });
});

describe("a plan over what exists", () => {
  const plan = fixture("update.json");

  it("leaves out of a group what its rule resources echo, whether they stay or go, and keeps what nobody declares", () => {
    expect(at(plan, "aws_security_group.control_plane").values["ingress"]).toEqual([
      { cidr_blocks: ["192.0.2.0/24"], from_port: 443, protocol: "tcp", self: false, to_port: 443 },
    ]);
  });

  it("tells which rules inside a group were read back", () => {
    expect(at(plan, "aws_security_group.control_plane").read_back).toEqual(["ingress"]);
    expect(at(plan, "aws_vpc.main")).not.toHaveProperty("read_back");
  });

  it("keeps deleted instances apart", () => {
    expect(Object.keys(plan.deleted["aws_security_group_rule"] ?? {})).toEqual(["aws_security_group_rule.gone"]);
    expect(Object.keys(plan.resources["aws_security_group_rule"] ?? {})).toEqual(["aws_security_group_rule.kept"]);
  });

  it("follows literal ids to the instances that have them", () => {
    const group = at(plan, "aws_eks_node_group.literal");
    expect(meant(group, "subnet_ids")).toEqual(['exact aws_subnet.private["a"].id']);
    expect(group.values["subnet_ids"]).toEqual(["subnet-0aaaaaaaaaaaaaaaa", "subnet-0cccccccccccccccc"]);
    expect(meant(at(plan, "aws_security_group.control_plane"), "vpc_id")).toEqual(["exact aws_vpc.main.id"]);
  });

  it("believes the known ids rather than a reference that may mean fewer", () => {
    expect(meant(at(plan, "aws_eks_cluster.main"), "vpc_config.0.subnet_ids")).toEqual([
      'exact aws_subnet.private["a"].id',
    ]);
  });
});

describe("what a plan does not tell", () => {
  const minimal = (extra: object) =>
    read(
      JSON.stringify({
        format_version: "1.2",
        planned_values: {},
        resource_changes: [],
        configuration: { root_module: {} },
        ...extra,
      }),
      "p",
    );

  it("is a gap for a module that has resources, but no configuration", () => {
    const change = { actions: ["create"], after: {}, after_unknown: {} };
    const entry = { address: "module.vpc.aws_vpc.a", module_address: "module.vpc", type: "aws_vpc", name: "a", change };
    expect(minimal({ resource_changes: [entry] }).gaps).toEqual([
      { address: "module.vpc", reason: "the plan holds resources of the module, but not its configuration" },
    ]);
    const going = { ...entry, change: { actions: ["delete"], before: {} } };
    expect(minimal({ resource_changes: [going] }).gaps).toEqual([]);
  });

  it("is a gap where the plan is not complete, or Terraform defers a change", () => {
    expect(minimal({ complete: false }).gaps).toHaveLength(1);
    const deferred_changes = [{ reason: "x", resource_change: { address: "aws_vpc.a" } }];
    expect(minimal({ deferred_changes }).gaps[0]?.address).toBe("aws_vpc.a");
  });

  it("leaves out the values that Terraform marks as sensitive", () => {
    const change = {
      actions: ["create"],
      after: { name: "hidden", version: "1.33" },
      after_unknown: {},
      after_sensitive: { name: true },
    };
    const resource_changes = [
      { address: "aws_eks_cluster.a", type: "aws_eks_cluster", name: "a", mode: "managed", change },
    ];
    const document = minimal({ resource_changes });
    expect(at(document, "aws_eks_cluster.a")).toMatchObject({ values: { version: "1.33" }, sensitive: ["name"] });
    expect(JSON.stringify(document)).not.toContain("hidden");
  });

  it("counts a replaced resource as present, and a forgotten one, which goes on to exist", () => {
    const change = (actions: string[]) => ({
      actions,
      before: {},
      after: actions.includes("create") ? { cidr_block: "10.0.0.0/16" } : null,
    });
    const entry = (name: string, actions: string[]) => ({
      address: `aws_vpc.${name}`,
      type: "aws_vpc",
      name,
      mode: "managed",
      change: change(actions),
    });
    const document = minimal({
      resource_changes: [entry("replaced", ["delete", "create"]), entry("forgotten", ["forget"])],
    });
    expect(Object.keys(document.resources["aws_vpc"] ?? {}).sort()).toEqual(["aws_vpc.forgotten", "aws_vpc.replaced"]);
    expect(document.deleted).toEqual({});
  });

  it("tells what a change replaces, what was before, and what the provider has no argument for", () => {
    const change = {
      actions: ["delete", "create"],
      before: { name: "old", version: "1.34", role_arn: null, arn: "arn:old" },
      after: { name: "new", version: "1.34", role_arn: null },
      after_unknown: { arn: true },
      replace_paths: [["name"], ["vpc_config", 0, "subnet_ids"]],
    };
    const resource_changes = [
      { address: "aws_eks_cluster.a", type: "aws_eks_cluster", name: "a", mode: "managed", change },
    ];
    const cluster = at(minimal({ resource_changes }), "aws_eks_cluster.a");
    expect(cluster).toMatchObject({
      actions: ["delete", "create"],
      before: { name: "old", version: "1.34" },
      replace_paths: ["name", "vpc_config.0.subnet_ids"],
    });
    expect(cluster.lacks).toContain("deletion_protection");
    expect(cluster.lacks).not.toEqual(expect.arrayContaining(["role_arn"]));
    expect(cluster.lacks).not.toEqual(expect.arrayContaining(["arn"]));
  });

  it("does not know the blocks that a dynamic block makes of what is not known", () => {
    const change = {
      actions: ["create"],
      before: null,
      after: { min_size: 1 },
      after_unknown: { tag: true, mixed_instances_policy: true },
    };
    const resource_changes = [
      { address: "aws_autoscaling_group.a", type: "aws_autoscaling_group", name: "a", mode: "managed", change },
    ];
    const written = { address: "aws_autoscaling_group.a", type: "aws_autoscaling_group", name: "a", mode: "managed" };
    const configuration = { root_module: { resources: [{ ...written, expressions: {} }] } };
    expect(at(minimal({ resource_changes, configuration }), written.address).unknown).toEqual({ tag: true });
  });
});

describe("what outlives a change", () => {
  type Change = { readonly actions: readonly string[]; readonly before?: object; readonly after?: object };
  const planOf = (changes: Readonly<Record<string, Change>>, resources: readonly object[] = []) =>
    read(
      JSON.stringify({
        format_version: "1.2",
        configuration: { root_module: { resources } },
        resource_changes: Object.entries(changes).map(([address, change]) => {
          const [type, name] = address.split(".");
          return { address, mode: "managed", type, name, change: { before: null, after: null, ...change } };
        }),
      }),
      "plan.json",
    );
  const gone = (before: object): Change => ({ actions: ["delete"], before });
  const kept = (after: object): Change => ({ actions: ["no-op"], before: after, after });

  it("is no policy of a role whose attachment is being deleted", () => {
    const worker = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";
    const pull = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly";
    const inline = (name: string) => ({ name, policy: "{}" });
    const document = planOf({
      "aws_iam_role.nodes": kept({
        id: "nodes",
        name: "nodes",
        managed_policy_arns: [pull, worker],
        inline_policy: [inline("old"), inline("own")],
      }),
      "aws_iam_role_policy_attachment.worker": gone({ role: "nodes", policy_arn: worker }),
      "aws_iam_role_policy.old": gone({ role: "nodes", name: "old", policy: "{}" }),
    });
    const { values } = at(document, "aws_iam_role.nodes");
    expect(values["managed_policy_arns"]).toEqual([pull]);
    expect(values["inline_policy"]).toEqual([inline("own")]);
  });

  it("is no entry of a prefix list, and no VPC of an internet gateway, whose own resource is being deleted", () => {
    const document = planOf({
      "aws_ec2_managed_prefix_list.l": kept({ id: "pl-1", entry: [{ cidr: "10.0.0.0/8" }, { cidr: "10.0.0.0/16" }] }),
      "aws_ec2_managed_prefix_list_entry.e": gone({ prefix_list_id: "pl-1", cidr: "10.0.0.0/8" }),
      "aws_internet_gateway.g": kept({ id: "igw-1", vpc_id: "vpc-1" }),
      "aws_internet_gateway.h": kept({ id: "igw-2", vpc_id: "vpc-1" }),
      "aws_internet_gateway_attachment.a": gone({ internet_gateway_id: "igw-1", vpc_id: "vpc-1" }),
    });
    expect(at(document, "aws_ec2_managed_prefix_list.l").values["entry"]).toEqual([{ cidr: "10.0.0.0/16" }]);
    expect(at(document, "aws_internet_gateway.g").values["vpc_id"]).toBeUndefined();
    expect(at(document, "aws_internet_gateway.h").values["vpc_id"]).toBe("vpc-1");
  });

  it("is no rule inside a group that the configuration states, or that is made anew", () => {
    const ingress = [{ protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["10.0.0.0/8"] }];
    const group = { before: { id: "sg-1" }, after: { id: "sg-1", ingress } };
    const type = "aws_security_group";
    const document = planOf(
      {
        "aws_security_group.written": { ...group, actions: ["update"] },
        "aws_security_group.unwritten": { ...group, actions: ["update"] },
        "aws_security_group.created": { ...group, actions: ["delete", "create"] },
      },
      [
        { address: "aws_security_group.written", type, expressions: { ingress: [{}] } },
        { address: "aws_security_group.unwritten", type, expressions: {} },
        { address: "aws_security_group.created", type, expressions: {} },
      ],
    );
    expect(at(document, "aws_security_group.written")).not.toHaveProperty("read_back");
    expect(at(document, "aws_security_group.unwritten").read_back).toEqual(["ingress"]);
    expect(at(document, "aws_security_group.created")).not.toHaveProperty("read_back");
  });

  it("is no policy of an endpoint whose own resource is being deleted, or says another one", () => {
    const document = planOf({
      "aws_vpc_endpoint.gone": kept({ id: "vpce-1", policy: "{}" }),
      "aws_vpc_endpoint.other": kept({ id: "vpce-2", policy: "{}" }),
      "aws_vpc_endpoint_policy.gone": gone({ vpc_endpoint_id: "vpce-1", policy: "{}" }),
    });
    expect(at(document, "aws_vpc_endpoint.gone").values["policy"]).toBeUndefined();
    expect(at(document, "aws_vpc_endpoint.other").values["policy"]).toBe("{}");
  });

  it("is a rule that Terraform forgets, and its read-back", () => {
    const rule = { security_group_id: "sg-1", type: "ingress", protocol: "tcp", from_port: 443, to_port: 443 };
    const block = { protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["10.0.0.0/8"] };
    const document = planOf({
      "aws_security_group.g": kept({ id: "sg-1", ingress: [block] }),
      "aws_security_group_rule.r": { actions: ["forget"], before: { ...rule, cidr_blocks: ["10.0.0.0/8"] } },
    });
    expect(at(document, "aws_security_group.g").values["ingress"]).toEqual([block]);
    expect(meant(at(document, "aws_security_group_rule.r"), "security_group_id")).toEqual([
      "exact aws_security_group.g.id",
    ]);
  });

  it("is the default ACL of a VPC, which AWS keeps as it is where the resource that adopts it is deleted", () => {
    const document = planOf({
      "aws_vpc.v": kept({ id: "vpc-1", default_network_acl_id: "acl-1" }),
      "aws_default_network_acl.d": gone({ id: "acl-1", default_network_acl_id: "acl-1", ingress: [], egress: [] }),
      "aws_network_acl.n": gone({ id: "acl-2", vpc_id: "vpc-1" }),
    });
    expect(meant(at(document, "aws_default_network_acl.d"), "default_network_acl_id")).toEqual([
      "exact aws_vpc.v.default_network_acl_id",
    ]);
    expect(Object.keys(document.deleted)).toEqual(["aws_network_acl"]);
  });

  it("believes a reference to one of two clusters with the same name", () => {
    const cluster = { name: "prod" };
    const document = read(
      JSON.stringify({
        resource: {
          aws_eks_cluster: { here: cluster, there: { ...cluster, provider: "aws.there" } },
          aws_eks_addon: { a: { cluster_name: `\${aws_eks_cluster.here.name}`, addon_name: "coredns" } },
        },
      }),
      "cdk.tf.json",
    );
    expect(meant(at(document, "aws_eks_addon.a"), "cluster_name")).toEqual(["exact aws_eks_cluster.here.name"]);
  });
});
