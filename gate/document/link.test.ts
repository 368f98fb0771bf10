import { describe, expect, it } from "vitest";
import { type Document, joined, readAll } from "./index";

const backend = (key: string) => ({ s3: { bucket: "states", key, region: "eu-central-1" } });
const remote = (key: string, more: object = {}) => ({
  backend: "s3",
  config: { bucket: "states", key, region: "eu-central-1" },
  ...more,
});
const stack = (name: string, key: string, body: object) =>
  JSON.stringify({ "//": { metadata: { stackName: name } }, terraform: { backend: backend(key) }, ...body });

const network = (key = "network") =>
  stack("network", key, {
    resource: {
      aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: { a: { count: 2, vpc_id: `\${aws_vpc.main.id}` } },
    },
    output: { subnets: { value: `\${aws_subnet.a[*].id}` }, all: { value: { vpc: `\${aws_vpc.main.id}` } } },
  });
const cluster = (state: object, subnets = `\${data.terraform_remote_state.net.outputs.subnets}`) =>
  stack("cluster", "cluster", {
    data: { terraform_remote_state: { net: state } },
    resource: {
      aws_eks_cluster: { main: { name: "main", vpc_config: [{ subnet_ids: subnets }] } },
      aws_security_group: { one: { vpc_id: `\${data.terraform_remote_state.net.outputs.all.vpc}` } },
    },
  });

function meant(document: Document | undefined, type: string, name: string, path: string): string[] {
  const resource = document?.resources[type]?.[`${type}.${name}`];
  return (resource?.edges[path] ?? []).map(({ certainty, targets }) =>
    [certainty, ...targets.map(({ to, attribute }) => `${to}.${attribute}`)].join(" "),
  );
}
const texts = (...all: string[]) => readAll(all.map((text, at) => ({ text, path: `${at}.tf.json` })));
const subnetIds = "vpc_config.0.subnet_ids";

describe("a stack that reads another's state", () => {
  it("refers to the resources of the other", () => {
    const [, second] = texts(network(), cluster(remote("network")));
    expect(meant(second, "aws_eks_cluster", "main", subnetIds)).toEqual([
      "exact network:aws_subnet.a[0].id network:aws_subnet.a[1].id",
    ]);
    expect(meant(second, "aws_security_group", "one", "vpc_id")).toEqual(["exact network:aws_vpc.main.id"]);
  });

  it("is judged together with it, whichever comes first", () => {
    for (const documents of [
      texts(network(), cluster(remote("network"))),
      texts(cluster(remote("network")), network()),
    ]) {
      const groups = new Set(documents.map(({ linked }) => linked?.group));
      expect(groups.size).toBe(1);
      expect(documents.map(({ linked }) => linked?.key).sort()).toEqual(["cluster", "network"]);
      expect(documents.map(({ stack }) => stack).sort()).toEqual(["cluster", "network"]);
    }
  });

  it.each([
    ["keeps its state elsewhere", network("other"), cluster(remote("network"))],
    ["is read from another workspace", network(), cluster(remote("network", { workspace: "staging" }))],
    ["has no such output", network(), cluster(remote("network"), `\${data.terraform_remote_state.net.outputs.none}`)],
  ])("knows nothing of one that %s", (_, first, second) => {
    const [, document] = texts(first, second);
    expect(meant(document, "aws_eks_cluster", "main", subnetIds)).toEqual(["unknown"]);
  });

  it("knows nothing of two copies that keep their state in one place", () => {
    const [, , document] = texts(network(), network(), cluster(remote("network")));
    expect(meant(document, "aws_eks_cluster", "main", subnetIds)).toEqual(["unknown"]);
    expect(document?.linked).toBeUndefined();
  });
});

describe("ids that another input holds", () => {
  const state = JSON.stringify({
    format_version: "1.0",
    values: {
      root_module: {
        resources: ["a", "b"].map((name) => ({
          address: `aws_subnet.${name}`,
          mode: "managed",
          type: "aws_subnet",
          name,
          values: { id: `subnet-0${name}`, availability_zone: `eu-central-1${name}` },
        })),
      },
    },
  });
  const literal = JSON.stringify({
    resource: { aws_eks_cluster: { main: { name: "main", vpc_config: [{ subnet_ids: ["subnet-0a", "subnet-0b"] }] } } },
  });

  it("are references to its resources", () => {
    const [, document] = texts(state, literal);
    expect(meant(document, "aws_eks_cluster", "main", subnetIds)).toEqual([
      "exact 0.tf.json:aws_subnet.a.id",
      "exact 0.tf.json:aws_subnet.b.id",
    ]);
  });

  it("are judged by the kind of input that tells least", () => {
    expect(joined(texts(state, literal)).kind).toBe("config");
    expect(joined(texts(literal, state)).kind).toBe("config");
  });

  it("mean nothing where two inputs hold them", () => {
    const [, , document] = texts(state, state, literal);
    expect(meant(document, "aws_eks_cluster", "main", subnetIds)).toEqual([]);
    expect(document?.linked).toBeUndefined();
  });

  it("leave what nobody names alone", () => {
    const documents = texts(state, JSON.stringify({ resource: { aws_vpc: { v: { cidr_block: "10.0.0.0/16" } } } }));
    expect(documents.map(({ linked }) => linked)).toEqual([undefined, undefined]);
  });
});

it("joins a group under the keys of its documents", () => {
  const whole = joined(texts(network(), cluster(remote("network"))));
  expect(Object.keys(whole.resources["aws_subnet"] ?? {})).toEqual([
    "network:aws_subnet.a[0]",
    "network:aws_subnet.a[1]",
  ]);
  const subnet = whole.resources["aws_subnet"]?.["network:aws_subnet.a[0]"];
  expect(subnet?.edges["vpc_id"]?.[0]?.targets).toMatchObject([{ to: "network:aws_vpc.main" }]);
  const main = whole.resources["aws_eks_cluster"]?.["cluster:aws_eks_cluster.main"];
  expect(main?.edges[subnetIds]?.[0]?.targets).toHaveLength(2);
});
