import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Document, type Resource, read } from "./index";

// A plan of Terraform 1.11.4 with provider 5.100, trimmed to the parts that are read: a network, a cluster with two node groups in
// modules of its own, and a module that is called twice, and never.
const plan: Document = read(readFileSync(join(__dirname, "fixtures", "modules.json"), "utf8"), "modules.json");
const all = Object.values(plan.resources).flatMap((ofType) => Object.values(ofType));

function at(address: string): Resource {
  const found = all.find((resource) => resource.address === address);
  if (found === undefined) {
    throw new Error(`${address} is not among ${all.map((resource) => resource.address).join(", ")}`);
  }
  return found;
}

/** References as `certainty target …`, for reading. */
function meant(address: string, path: string): string[] {
  return (at(address).edges[path] ?? []).map(({ certainty, targets }) =>
    [certainty, ...targets.map(({ to, attribute }) => `${to}.${attribute}`)].join(" "),
  );
}

const subnets = "module.net.aws_subnet.private[0].id module.net.aws_subnet.private[1].id";
const group = (key: string) => `module.cluster.module.group["${key}"]`;

describe("the modules of a plan", () => {
  it("are read at any depth, and nothing is a gap", () => {
    expect(plan.gaps).toEqual([]);
    expect(at(`${group("a")}.aws_eks_node_group.this`).module).toBe(group("a"));
    expect(at("module.net.aws_vpc.this[0]").module).toBe("module.net");
    expect(at('aws_security_group.all["a"]').module).toBeUndefined();
    expect(all.filter(({ type }) => type === "aws_route_table")).toHaveLength(2);
  });

  it("pass a value through an input and an output", () => {
    expect(meant('aws_security_group.all["b"]', "vpc_id")).toEqual(["exact module.net.aws_vpc.this[0].id"]);
    expect(meant("module.cluster.aws_security_group.cluster", "vpc_id")).toEqual([
      "exact module.net.aws_vpc.this[0].id",
    ]);
  });

  it("pass on a list that nothing adds to", () => {
    expect(meant("module.cluster.aws_eks_cluster.this", "vpc_config.0.subnet_ids")).toEqual([`exact ${subnets}`]);
  });

  it("pass on what each.value leaves out", () => {
    expect(meant(`${group("b")}.aws_eks_node_group.this`, "subnet_ids")).toEqual([`exact ${subnets}`]);
  });

  it("are told apart by their keys: what is in one is not in another", () => {
    for (const key of ["a", "b"]) {
      expect(meant(`${group(key)}.aws_launch_template.this[0]`, "vpc_security_group_ids")).toEqual([
        `exact ${group(key)}.aws_security_group.this.id`,
      ]);
      expect(meant(`${group(key)}.aws_eks_node_group.this`, "launch_template.0.id")).toEqual([
        `exact ${group(key)}.aws_launch_template.this[0].id`,
      ]);
    }
  });

  it("pass a name on through what has no effect of its own", () => {
    expect(meant(`${group("a")}.aws_eks_node_group.this`, "cluster_name")).toEqual([
      "exact module.cluster.aws_eks_cluster.this.id",
    ]);
  });

  it("give what any of their instances may, where one is picked from all", () => {
    const [source] = meant('aws_security_group_rule.each["a"]', "source_security_group_id");
    expect(source?.split(" ").sort()).toEqual([
      `${group("a")}.aws_security_group.this.id`,
      `${group("b")}.aws_security_group.this.id`,
      "over",
    ]);
  });

  it("give what a part of an output may be", () => {
    expect(meant("module.copies[1].aws_route_table_association.a", "subnet_id")).toEqual([`over ${subnets}`]);
  });

  it("give nothing where they are called never", () => {
    expect(meant("aws_network_acl.one", "subnet_ids")).toEqual([`over ${subnets}`]);
  });
});

it("an instance of for_each over resources means the one with its own key", () => {
  expect(meant('aws_security_group_rule.each["a"]', "security_group_id")).toEqual([
    'exact aws_security_group.all["a"].id',
  ]);
});

describe("a local", () => {
  const references = (...names: string[]) => ({ references: names });
  const block = (address: string, expressions: object) => {
    const [type, name] = address.split(".");
    return { address, mode: "managed", type, name, expressions };
  };
  const create = (module: string, address: string, after: object, after_unknown: object) => {
    const [type, name] = address.split(".");
    const change = { actions: ["create"], before: null, after, after_unknown };
    return { address: `${module}.${address}`, module_address: module, mode: "managed", type, name, change };
  };
  /** A module that is told the subnets, and of which another argument is made from `local.x` alone. */
  const planWith = (description: unknown) =>
    read(
      JSON.stringify({
        format_version: "1.2",
        resource_changes: [
          create("module.net", "aws_subnet.a", {}, { id: true }),
          create("module.net", "aws_subnet.b", {}, { id: true }),
          create("module.eks", "aws_network_acl.main", { subnet_ids: null }, { subnet_ids: true }),
          create("module.eks", "aws_security_group.main", { description }, {}),
        ],
        configuration: {
          root_module: {
            module_calls: {
              net: {
                expressions: {},
                module: {
                  resources: [block("aws_subnet.a", {}), block("aws_subnet.b", {})],
                  outputs: {
                    a: { expression: references("aws_subnet.a.id", "aws_subnet.a") },
                    b: { expression: references("aws_subnet.b.id", "aws_subnet.b") },
                  },
                },
              },
              eks: {
                expressions: { label: references("local.x"), subnets: references("module.net.a", "module.net") },
                module: {
                  variables: { label: {}, subnets: {} },
                  resources: [
                    block("aws_network_acl.main", { subnet_ids: references("var.label", "var.subnets") }),
                    block("aws_security_group.main", { description: references("var.label") }),
                  ],
                },
              },
            },
          },
        },
      }),
      "plan.json",
    );
  const subnetsOf = (document: Document) =>
    document.resources["aws_network_acl"]?.["module.eks.aws_network_acl.main"]?.edges["subnet_ids"];

  it("that is known text somewhere is not what is unknown elsewhere", () => {
    expect(subnetsOf(planWith("shop"))).toMatchObject([
      { certainty: "exact", targets: [{ to: "module.net.aws_subnet.a" }] },
    ]);
  });

  it("that may be a number or nothing may hold anything", () => {
    for (const description of [3, "", null]) {
      const [candidates] = subnetsOf(planWith(description)) ?? [];
      expect(candidates?.certainty).toBe("over");
      expect(candidates?.targets.map(({ to }) => to).sort()).toEqual([
        "module.net.aws_subnet.a",
        "module.net.aws_subnet.b",
      ]);
    }
  });
});
