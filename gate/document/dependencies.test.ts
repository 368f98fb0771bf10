import { describe, expect, it } from "vitest";
import { type Document, read } from "./index";

function waits(document: Document, address: string): readonly string[] | undefined {
  const found = Object.values(document.resources).flatMap((ofType) => ofType[address] ?? []);
  expect(found).toHaveLength(1);
  return found[0]?.depends_on;
}

function config(resource: object): Document {
  return read(JSON.stringify({ resource }), "cdk.tf.json");
}

const cluster = { aws_eks_cluster: { main: { name: "main" } } };

describe("what a configuration waits for", () => {
  it("is what depends_on names, without indexes", () => {
    const document = config({
      ...cluster,
      aws_eks_addon: { cni: { addon_name: "vpc-cni", depends_on: ["aws_eks_cluster.main", 'aws_subnet.a["x"]'] } },
      aws_subnet: { a: { for_each: { x: "10.0.0.0/24" }, cidr_block: `\${each.value}` } },
    });
    expect(waits(document, "aws_eks_addon.cni")).toEqual(["aws_eks_cluster.main", "aws_subnet.a"]);
  });

  it("is, of what the policies do not read, what that waits for and refers to", () => {
    const document = config({
      ...cluster,
      aws_eks_addon: { cni: { addon_name: "vpc-cni", depends_on: ["time_sleep.after"] } },
      time_sleep: { after: { create_duration: "30s", depends_on: ["null_resource.ready"] } },
      null_resource: {
        ready: { triggers: { cluster: `\${aws_eks_cluster.main.arn}` }, depends_on: ["time_sleep.after"] },
      },
    });
    expect(waits(document, "aws_eks_addon.cni")).toEqual(["aws_eks_cluster.main"]);
  });

  it("keeps the name of what it does not hold, and of what is not wholly told", () => {
    const document = config({
      aws_eks_addon: { cni: { addon_name: "vpc-cni", depends_on: ["helm_release.cilium", "null_resource.ready"] } },
      null_resource: { ready: { triggers: { found: `\${data.http.found.body}` } } },
    });
    expect(waits(document, "aws_eks_addon.cni")).toEqual(["helm_release.cilium", "null_resource.ready"]);
  });

  it("is what a reference passes through", () => {
    const document = config({
      ...cluster,
      aws_eks_addon: { cni: { addon_name: "vpc-cni", cluster_name: `\${time_sleep.after.triggers["name"]}` } },
      time_sleep: {
        after: { triggers: { name: `\${aws_eks_cluster.main.name}` }, depends_on: ["aws_eks_node_group.main"] },
      },
      aws_eks_node_group: { main: { cluster_name: `\${aws_eks_cluster.main.name}` } },
    });
    expect(waits(document, "aws_eks_addon.cni")).toContain("aws_eks_node_group.main");
  });

  it("is nothing where depends_on names a block without instances", () => {
    const document = config({
      ...cluster,
      aws_eks_addon: { cni: { addon_name: "vpc-cni", depends_on: ["aws_eks_node_group.none"] } },
      aws_eks_node_group: { none: { count: 0, cluster_name: "main" } },
    });
    expect(waits(document, "aws_eks_addon.cni")).toBeUndefined();
  });
});

describe("what a plan waits for", () => {
  const create = (address: string, module?: string) => ({
    address: module === undefined ? address : `${module}.${address}`,
    ...(module === undefined ? {} : { module_address: module }),
    mode: "managed",
    type: address.split(".")[0],
    name: address.split(".")[1],
    change: { actions: ["create"], before: null, after: {}, after_unknown: {} },
  });
  const block = (address: string, dependsOn?: string[]) => ({
    address,
    mode: "managed",
    type: address.split(".")[0],
    name: address.split(".")[1],
    ...(dependsOn === undefined ? {} : { depends_on: dependsOn }),
  });
  const plan = read(
    JSON.stringify({
      format_version: "1.2",
      resource_changes: [create("aws_eks_addon.cni", 'module.cluster["a"]'), create("aws_route.out", "module.network")],
      configuration: {
        root_module: {
          module_calls: {
            network: { module: { resources: [block("aws_route.out")] } },
            never: { count_expression: { constant_value: 0 }, module: { resources: [block("aws_route.out")] } },
            cluster: {
              for_each_expression: { references: ["var.clusters"] },
              depends_on: ["module.network", "module.never"],
              module: {
                resources: [
                  block("aws_eks_addon.cni", ["aws_eks_node_group.none", "module.outer.ids", "aws_iam_role.a[0]"]),
                  block("aws_eks_node_group.none"),
                ],
              },
            },
          },
        },
      },
    }),
    "plan.json",
  );

  it("is told in addresses of the whole input, those of the modules that it is in too", () => {
    expect(waits(plan, 'module.cluster["a"].aws_eks_addon.cni')).toEqual([
      "module.cluster.module.outer.ids",
      "module.cluster.aws_iam_role.a",
      "module.network",
    ]);
  });
});
