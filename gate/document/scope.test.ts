import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { describe, expect, it } from "vitest";
import { policyInputSchema, read, resourceTypes, type Scope, scopes } from "./index";

const reads = Object.fromEntries(
  Object.entries(resourceTypes).map(([type, attributes]) => [type, Object.keys(attributes)]),
);
const addresses = (scope: Scope) =>
  Object.values(scope.resources)
    .flatMap((ofType) => Object.keys(ofType))
    .sort();

function platform(name: string, rule: object = {}) {
  return {
    aws_vpc: { [name]: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: { [name]: { vpc_id: `\${aws_vpc.${name}.id}` } },
    aws_eks_cluster: { [name]: { name, vpc_config: { subnet_ids: [`\${aws_subnet.${name}.id}`] } } },
    aws_eks_addon: { [name]: { cluster_name: name, addon_name: "coredns" } },
    aws_security_group_rule: { [name]: { security_group_id: `sg-${name}`, ...rule } },
  };
}

function both(...parts: Record<string, object>[]) {
  const resource: Record<string, object> = {};
  for (const part of parts) {
    for (const [type, named] of Object.entries(part)) {
      resource[type] = { ...resource[type], ...named };
    }
  }
  return read(JSON.stringify({ resource }), "cdk.tf.json");
}

describe("scopes", () => {
  it("are one for each cluster, and one for what belongs to none", () => {
    const parts = scopes(both(platform("blue"), platform("green"), { aws_vpc: { alone: {} } }), reads);
    expect(parts.map(addresses)).toEqual(
      expect.arrayContaining([
        ["aws_eks_addon.blue", "aws_eks_cluster.blue", "aws_subnet.blue", "aws_vpc.blue"],
        ["aws_eks_addon.green", "aws_eks_cluster.green", "aws_subnet.green", "aws_vpc.green"],
        ["aws_security_group_rule.blue", "aws_security_group_rule.green", "aws_vpc.alone"],
      ]),
    );
    expect(parts).toHaveLength(3);
  });

  it("have every type that is read, even if there is none of it", () => {
    const [first] = scopes(both(platform("blue"), platform("green")), reads);
    expect(Object.keys(first?.resources ?? {})).toEqual(Object.keys(resourceTypes));
  });

  it("keep clusters together that share a resource, or the literal id of one", () => {
    const shared = {
      aws_security_group_rule: { x: { security_group_id: "sg-0a", source_security_group_id: "sg-0b" } },
    };
    const withId = (name: string) => ({
      aws_eks_cluster: { [name]: { name, vpc_config: { security_group_ids: ["sg-0a"] } } },
    });
    expect(scopes(both(withId("blue"), withId("green"), shared), reads)).toHaveLength(1);
  });

  it("are not split where a rule may belong to any group", () => {
    const rule = { security_group_id: `\${var.group}` };
    expect(scopes(both(platform("blue", rule), platform("green")), reads)).toHaveLength(1);
  });

  it("are not split where something holds for the whole Region", () => {
    const options = { aws_vpc_block_public_access_options: { main: { internet_gateway_block_mode: "block-ingress" } } };
    expect(scopes(both(platform("blue"), platform("green"), options), reads)).toHaveLength(1);
  });

  it("are not split where the input has gaps", () => {
    const resource = { ...platform("blue"), aws_eks_cluster: { a: { name: "a" }, b: { name: "b" } } };
    expect(scopes(read(JSON.stringify({ resource, module: { x: {} } }), "c"), reads)).toHaveLength(1);
  });

  it("are not split where a data source of several resources is named", () => {
    const resource = { ...platform("blue", { security_group_id: `\${data.aws_security_groups.all.ids[0]}` }) };
    const data = { aws_security_groups: { all: {} } };
    const green = platform("green");
    const merged = Object.fromEntries(
      Object.entries(resource).map(([type, named]) => [
        type,
        { ...named, ...Object.entries(green).find(([t]) => t === type)?.[1] },
      ]),
    );
    expect(scopes(read(JSON.stringify({ resource: merged, data }), "c"), reads)).toHaveLength(1);
  });

  it("hold a role with what names it by the end of an ARN, and a self-managed group with the cluster in its tag", () => {
    const parts = scopes(
      both(platform("blue"), platform("green"), {
        aws_iam_role: { nodes: { name: "nodes", assume_role_policy: "{}" } },
        aws_eks_node_group: { n: { cluster_name: "blue", node_role_arn: "arn:aws:iam::111122223333:role/x/nodes" } },
        aws_autoscaling_group: { a: { tag: [{ key: "kubernetes.io/cluster/green", value: "owned" }] } },
      }),
      reads,
    ).map(addresses);
    const withBlue = parts.find((part) => part.includes("aws_eks_cluster.blue"));
    const withGreen = parts.find((part) => part.includes("aws_eks_cluster.green"));
    expect(withBlue).toEqual(expect.arrayContaining(["aws_iam_role.nodes", "aws_eks_node_group.n"]));
    expect(withGreen).toContain("aws_autoscaling_group.a");
    expect(withGreen).not.toContain("aws_iam_role.nodes");
  });

  it("hold the log group that is a cluster's by its name", () => {
    const logs = (name: string) => ({ aws_cloudwatch_log_group: { [name]: { name: `/aws/eks/${name}/cluster` } } });
    const parts = scopes(both(platform("blue"), platform("green"), logs("blue"), logs("green")), reads);
    for (const name of ["blue", "green"]) {
      const own = parts.map(addresses).filter((all) => all.includes(`aws_eks_cluster.${name}`));
      expect(own).toEqual([expect.arrayContaining([`aws_cloudwatch_log_group.${name}`])]);
    }
  });

  it("keep clusters together where a log group may be that of any of them", () => {
    const logs = { aws_cloudwatch_log_group: { any: { name: `\${var.name}` } } };
    const parts = scopes(both(platform("blue"), platform("green"), logs), reads);
    expect(parts.filter(({ resources }) => Object.keys(resources["aws_eks_cluster"] ?? {}).length === 2)).toHaveLength(
      1,
    );
  });

  it("hold what a resource waits for, but are not joined by inline policies of the same name", () => {
    const role = (name: string) => ({
      aws_iam_role: { [name]: { name } },
      aws_iam_role_policy: { [name]: { name: "write-logs", role: `\${aws_iam_role.${name}.name}`, policy: "{}" } },
      aws_flow_log: { [name]: { vpc_id: `\${aws_vpc.${name}.id}`, depends_on: [`aws_iam_role_policy.${name}`] } },
    });
    const parts = scopes(both(platform("blue"), platform("green"), role("blue"), role("green")), reads).map(addresses);
    const own = parts.find((all) => all.includes("aws_eks_cluster.blue"));
    expect(own).toEqual(expect.arrayContaining(["aws_flow_log.blue", "aws_iam_role.blue", "aws_iam_role_policy.blue"]));
    expect(own).not.toContain("aws_eks_cluster.green");
  });

  it("keep clusters together where a role may trust the OIDC provider of any of them", () => {
    const trusting = (policy: string) => ({ aws_iam_role: { r: { name: "r", assume_role_policy: policy } } });
    const count = (policy: string) => scopes(both(platform("blue"), platform("green"), trusting(policy)), reads).length;
    expect(count("{}")).toBe(3);
    expect(count(`\${var.trust}`)).toBe(2);
    expect(
      count('{"Principal":{"Federated":"arn:aws:iam::1:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A"}}'),
    ).toBe(2);
  });

  describe("of a plan over what exists", () => {
    const clusterOf = (name: string, subnet: string) => ({ name, vpc_config: [{ subnet_ids: [subnet] }] });
    const planOf = (changes: Readonly<Record<string, object>>) =>
      read(
        JSON.stringify({
          format_version: "1.2",
          configuration: { root_module: {} },
          resource_changes: Object.entries(changes).map(([address, change]) => {
            const [type, name] = address.split(".");
            return { address, mode: "managed", type, name, change };
          }),
        }),
        "plan.json",
      );
    const kept = (before: object) => ({ actions: ["no-op"], before, after: before });
    const clusters = {
      "aws_eks_cluster.blue": kept(clusterOf("blue", "subnet-0a")),
      "aws_eks_cluster.green": kept(clusterOf("green", "subnet-0b")),
    };
    const subnet = { id: "subnet-0c", cidr_block: "10.0.0.0/24" };

    it("are not split where something is deleted or replaced", () => {
      expect(scopes(planOf({ ...clusters, "aws_subnet.a": kept(subnet) }), reads)).toHaveLength(3);
      const gone = { "aws_subnet.a": { actions: ["delete"], before: subnet, after: null } };
      expect(scopes(planOf({ ...clusters, ...gone }), reads)).toHaveLength(1);
      const anew = { "aws_subnet.a": { actions: ["create", "delete"], before: subnet, after: subnet } };
      expect(scopes(planOf({ ...clusters, ...anew }), reads)).toHaveLength(1);
    });

    it("hold a resource with what it named before", () => {
      const moved = {
        actions: ["update"],
        before: clusterOf("blue", "subnet-0c"),
        after: clusterOf("blue", "subnet-0a"),
      };
      const parts = scopes(planOf({ ...clusters, "aws_eks_cluster.blue": moved, "aws_subnet.a": kept(subnet) }), reads);
      expect(parts.map(addresses)).toEqual([["aws_eks_cluster.blue", "aws_subnet.a"], ["aws_eks_cluster.green"]]);
    });
  });

  it("hold only what is read", () => {
    const [scope] = scopes(both(platform("blue")), { aws_eks_cluster: ["name"], aws_vpc: [] });
    expect(scope?.resources).toEqual({
      aws_eks_cluster: {
        "aws_eks_cluster.blue": {
          address: "aws_eks_cluster.blue",
          type: "aws_eks_cluster",
          mode: "managed",
          values: { name: "blue" },
          unknown: {},
          edges: {},
        },
      },
      aws_vpc: {
        "aws_vpc.blue": {
          address: "aws_vpc.blue",
          type: "aws_vpc",
          mode: "managed",
          values: {},
          unknown: {},
          edges: {},
        },
      },
    });
  });

  it("are not joined by a principal or an access policy that clusters have in common, unless the input makes it", () => {
    const entry = (name: string) => ({
      aws_eks_access_policy_association: {
        [name]: {
          cluster_name: `\${aws_eks_cluster.${name}.name}`,
          policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
          principal_arn: "arn:aws:iam::111122223333:role/admin",
        },
      },
    });
    const clusters = [platform("blue"), platform("green"), entry("blue"), entry("green")];
    expect(scopes(both(...clusters), reads)).toHaveLength(3);
    expect(scopes(both(...clusters, { aws_iam_role: { admin: { name: "admin" } } }), reads)).toHaveLength(2);
  });
});

describe("the schema of a policy's input", () => {
  const validate = new Ajv({ strict: false }).compile(policyInputSchema());
  const input = (scope: Scope | undefined) =>
    JSON.parse(JSON.stringify({ kind: "plan", date: "2026-11-23", profile: "production", settings: {}, ...scope }));

  it.each(["create.json", "update.json"])("fits what is read from %s", (name) => {
    const document = read(readFileSync(join(__dirname, "fixtures", name), "utf8"), name);
    expect(validate(input(scopes(document, reads)[0])), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  });

  it("refuses an attribute that is not in the table", () => {
    const [scope] = scopes(both(platform("blue")), reads);
    const wrong = input(scope);
    wrong.resources.aws_eks_cluster["aws_eks_cluster.blue"].values.nam = "blue";
    expect(validate(wrong)).toBe(false);
  });
});
