import { describe, expect, it } from "vitest";
import { complete, type Document, read } from "./index";

const group = (values: object) => ({ vpc_id: "vpc-0a", ...values });
const config = (resource: object, more: object = {}): Document =>
  read(JSON.stringify({ resource, ...more }), "cdk.tf.json");

/** A create plan of the root module: values, unknown ones, and the references of arguments. */
function planOf(
  resources: Readonly<Record<string, { after: object; unknown?: object; expressions?: object }>>,
): Document {
  const named = Object.entries(resources).map(([address, { after, unknown = {}, expressions = {} }]) => {
    const [type, name] = address.split(".");
    const change = { actions: ["create"], before: null, after, after_unknown: unknown };
    return { address, mode: "managed", type, name, expressions, change };
  });
  return read(
    JSON.stringify({
      format_version: "1.2",
      resource_changes: named.map(({ expressions: _, ...entry }) => entry),
      configuration: { root_module: { resources: named.map(({ change: _, ...block }) => block) } },
    }),
    "plan.json",
  );
}

const written = {
  aws_security_group: {
    a: group({ "//": { metadata: { path: "prod/a" } } }),
    b: group({}),
  },
  aws_eks_cluster: {
    main: {
      name: "main",
      vpc_config: [{ security_group_ids: [`\${local.own}`, "sg-0c"] }],
    },
  },
};
const locals = { locals: { own: `\${aws_security_group.a.id}` } };
const plan = planOf({
  "aws_security_group.a": { after: group({}), unknown: { id: true } },
  "aws_security_group.b": { after: group({}), unknown: { id: true } },
  "aws_eks_cluster.main": {
    after: { name: "main", vpc_config: [{}] },
    unknown: { vpc_config: [{ security_group_ids: true }] },
    expressions: { vpc_config: [{ security_group_ids: { references: ["local.own"] } }] },
  },
});

const cluster = (document: Document) => document.resources["aws_eks_cluster"]?.["aws_eks_cluster.main"];
const path = "vpc_config.0.security_group_ids";

describe("a plan beside its configuration", () => {
  const completed = complete(plan, config(written, locals));

  it("is told what a local is", () => {
    expect(cluster(plan)?.edges[path]).toMatchObject([{ certainty: "over" }]);
    expect(cluster(completed)?.edges[path]).toMatchObject([
      { certainty: "exact", targets: [{ to: "aws_security_group.a" }] },
    ]);
  });

  it("is told the literals beside a reference", () => {
    expect(cluster(completed)?.values["vpc_config"]).toEqual([{ security_group_ids: ["sg-0c"] }]);
    expect(cluster(plan)?.values["vpc_config"]).toEqual([{}]);
  });

  it("is told the constructs, and keeps its own values and actions", () => {
    expect(completed).toMatchObject({ kind: "plan", path: "plan.json" });
    expect(completed.resources["aws_security_group"]?.["aws_security_group.a"]).toMatchObject({
      construct: "prod/a",
      actions: ["create"],
    });
  });
});

describe("a configuration that is not that of the plan", () => {
  it.each([
    ["lacks a resource", { ...written, aws_security_group: { a: group({}) } }],
    ["has one more", { ...written, aws_vpc: { v: { cidr_block: "10.0.0.0/16" } } }],
    [
      "has another value",
      { ...written, aws_eks_cluster: { main: { ...written.aws_eks_cluster.main, name: "other" } } },
    ],
  ])("adds nothing where it %s", (_, other) => {
    expect(complete(plan, config(other, locals))).toBe(plan);
  });
});
