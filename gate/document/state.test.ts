import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Document, type Resource, read } from "./index";

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

function stateOf(root_module: unknown): string {
  return JSON.stringify({ format_version: "1.0", terraform_version: "1.11.4", values: { root_module } });
}

const entry = (address: string, values: object, more: object = {}) => {
  const [type = "", name = ""] = address
    .replace(/^(?:module\.\w+\.)*/, "")
    .replace(/\[.*$/, "")
    .split(".");
  return { address, mode: "managed", type, name, values, ...more };
};

describe("a state", () => {
  const state = read(
    stateOf({
      resources: [
        entry("aws_security_group.nodes", {
          id: "sg-0a",
          vpc_id: "vpc-0a",
          ingress: [
            { protocol: "tcp", from_port: 10250, to_port: 10250, security_groups: ["sg-0b"], cidr_blocks: [] },
            { protocol: "tcp", from_port: 22, to_port: 22, security_groups: [], cidr_blocks: ["10.0.0.0/8"] },
          ],
        }),
        entry("aws_security_group_rule.kubelet", {
          security_group_id: "sg-0a",
          type: "ingress",
          protocol: "tcp",
          from_port: 10250,
          to_port: 10250,
          source_security_group_id: "sg-0b",
        }),
        entry("aws_eks_node_group.main", { cluster_name: "main", subnet_ids: ["subnet-0a", "subnet-0b"] }),
        entry("aws_eks_cluster.old", { name: "old" }, { deposed_key: "abc" }),
      ],
      child_modules: [
        {
          address: "module.cluster",
          resources: [
            entry("module.cluster.aws_eks_cluster.main", {
              name: "main",
              vpc_config: [{ cluster_security_group_id: "sg-0b", subnet_ids: ["subnet-0a"] }],
            }),
          ],
          child_modules: [
            {
              address: "module.cluster.module.net",
              resources: [
                entry("module.cluster.module.net.aws_subnet.a[0]", { id: "subnet-0a" }, { index: 0 }),
                entry("module.cluster.module.net.aws_db_instance.x", { password: "hidden" }),
                entry(
                  "module.cluster.module.net.aws_vpc.v",
                  { id: "vpc-0a", cidr_block: "10.0.0.0/16" },
                  {
                    sensitive_values: { cidr_block: true },
                  },
                ),
              ],
            },
          ],
        },
      ],
    }),
    "state.json",
  );

  it("is read with its modules at any depth, without what waits to be destroyed", () => {
    expect(state).toMatchObject({ kind: "state", gaps: [] });
    expect(Object.keys(state.resources["aws_eks_cluster"] ?? {})).toEqual(["module.cluster.aws_eks_cluster.main"]);
    expect(at(state, "module.cluster.module.net.aws_subnet.a[0]")).toMatchObject({
      index: 0,
      module: "module.cluster.module.net",
    });
  });

  it("is joined by ids, ARNs and names, what AWS makes with a resource included", () => {
    expect(meant(at(state, "aws_eks_node_group.main"), "cluster_name")).toEqual([
      "exact module.cluster.aws_eks_cluster.main.name",
    ]);
    expect(meant(at(state, "aws_security_group_rule.kubelet"), "source_security_group_id")).toEqual([
      "exact module.cluster.aws_eks_cluster.main.vpc_config.0.cluster_security_group_id",
    ]);
    expect(meant(at(state, "aws_eks_node_group.main"), "subnet_ids")).toEqual([
      "exact module.cluster.module.net.aws_subnet.a[0].id",
    ]);
  });

  it("shows no rule twice that a resource of its own states", () => {
    expect(at(state, "aws_security_group.nodes").values["ingress"]).toMatchObject([{ from_port: 22 }]);
  });

  it("holds nothing that is sensitive", () => {
    expect(JSON.stringify(state)).not.toContain("hidden");
    expect(at(state, "module.cluster.module.net.aws_vpc.v")).toMatchObject({ sensitive: ["cidr_block"] });
  });

  it("is refused where a resource would be lost", () => {
    expect(() => read(stateOf({ resources: [{ address: "aws_vpc.a" }] }), "s.json")).toThrow("resources[0]");
    expect(() => read(stateOf({ child_modules: {} }), "s.json")).toThrow("values.root_module");
  });
});

const existing = join(__dirname, "..", "..", "..", "shared", "corpus", "plans", "existing-ppi-no-change.json");

it.skipIf(!existsSync(existing))("of somebody else's cluster is joined throughout", () => {
  const { prior_state } = JSON.parse(readFileSync(existing, "utf8"));
  const state = read(JSON.stringify(prior_state), "prior.json");
  const [cluster] = Object.values(state.resources["aws_eks_cluster"] ?? {});
  const [group] = Object.values(state.resources["aws_eks_node_group"] ?? {});
  expect(group && meant(group, "cluster_name")).toEqual([`exact ${cluster?.address}.name`]);
  for (const association of Object.values(state.resources["aws_route_table_association"] ?? {})) {
    expect(meant(association, "subnet_id")).toHaveLength(1);
  }
});
