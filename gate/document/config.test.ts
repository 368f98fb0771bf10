import { describe, expect, it } from "vitest";
import { type Document, type Resource, read } from "./index";

function config(root: object): Document {
  return read(JSON.stringify({ resource: {}, ...root }), "cdk.tf.json");
}

const vpcAndSubnets = {
  aws_vpc: {
    main: { "//": { metadata: { path: "prod/network/vpc", stackTrace: ["at main.ts:3"] } }, cidr_block: "10.0.0.0/16" },
  },
  aws_subnet: {
    a: { vpc_id: `\${aws_vpc.main.id}`, cidr_block: "10.0.0.0/20" },
    many: {
      count: 2,
      vpc_id: `\${aws_vpc.main.id}`,
      cidr_block: `\${cidrsubnet(aws_vpc.main.cidr_block, 4, count.index + 1)}`,
    },
    keyed: {
      for_each: { x: { zone: "eu-west-1a" }, y: { zone: "eu-west-1b" } },
      vpc_id: "vpc-1",
      availability_zone: `\${each.value.zone}`,
    },
  },
  aws_security_group: { one: { name: "one" }, two: { name: "two" } },
};

function clusterWith(vpcConfig: object, more: object = {}): Resource {
  const document = config({
    resource: { ...vpcAndSubnets, aws_eks_cluster: { c: { name: "c", vpc_config: vpcConfig } } },
    ...more,
  });
  const cluster = document.resources["aws_eks_cluster"]?.["aws_eks_cluster.c"];
  if (cluster === undefined) {
    throw new Error("no cluster");
  }
  return cluster;
}

const subnetsOf = (expression: unknown, more: object = {}) =>
  meant(clusterWith({ subnet_ids: expression }, more), "vpc_config.0.subnet_ids");

function meant(resource: Resource | undefined, path: string): string[] {
  return (resource?.edges[path] ?? []).map(({ certainty, targets }) =>
    [certainty, ...targets.map(({ to, attribute }) => `${to}.${attribute}`)].join(" "),
  );
}

describe("a configuration", () => {
  it("gives instances with their construct path and trace", () => {
    const document = config({ resource: vpcAndSubnets });
    expect(document.resources["aws_vpc"]?.["aws_vpc.main"]).toMatchObject({
      mode: "managed",
      values: { cidr_block: "10.0.0.0/16" },
      construct: "prod/network/vpc",
      trace: ["at main.ts:3"],
    });
    expect(Object.keys(document.resources["aws_subnet"] ?? {})).toEqual([
      "aws_subnet.a",
      "aws_subnet.many[0]",
      "aws_subnet.many[1]",
      'aws_subnet.keyed["x"]',
      'aws_subnet.keyed["y"]',
    ]);
  });

  it("evaluates what hangs on the configuration alone", () => {
    const subnets = config({ resource: vpcAndSubnets }).resources["aws_subnet"];
    expect(subnets?.["aws_subnet.many[1]"]?.values["cidr_block"]).toBe("10.0.32.0/20");
    expect(subnets?.['aws_subnet.keyed["y"]']?.values["availability_zone"]).toBe("eu-west-1b");
  });

  it("wraps a block that is written as an object", () => {
    expect(clusterWith({ endpoint_private_access: "true" }).values["vpc_config"]).toEqual([
      { endpoint_private_access: true },
    ]);
  });

  it.each([
    ["a plain reference", [`\${aws_subnet.a.id}`], ["exact aws_subnet.a.id"]],
    [
      "an index",
      [`\${aws_subnet.many[1].id}`, `\${aws_subnet.keyed["x"].id}`],
      ["exact aws_subnet.many[1].id", 'exact aws_subnet.keyed["x"].id'],
    ],
    ["a splat", `\${aws_subnet.many[*].id}`, ["exact aws_subnet.many[0].id aws_subnet.many[1].id"]],
    ["a legacy splat", `\${aws_subnet.many.*.id}`, ["exact aws_subnet.many[0].id aws_subnet.many[1].id"]],
    [
      "a for",
      `\${[for s in aws_subnet.keyed : s.id]}`,
      ['exact aws_subnet.keyed["x"].id', 'exact aws_subnet.keyed["y"].id'],
    ],
    [
      "functions that keep elements",
      `\${toset(concat([aws_subnet.a.id], aws_subnet.many[*].id))}`,
      ["exact aws_subnet.a.id", "exact aws_subnet.many[0].id aws_subnet.many[1].id"],
    ],
    [
      "a condition",
      [`\${var.x ? aws_subnet.a.id : aws_subnet.many[0].id}`],
      ["over aws_subnet.a.id aws_subnet.many[0].id"],
    ],
    ["a condition with a literal", [`\${var.x ? aws_subnet.a.id : "subnet-9"}`], ["over aws_subnet.a.id", "unknown"]],
    ["a computed index", [`\${aws_subnet.many[var.i].id}`], ["over aws_subnet.many[0].id aws_subnet.many[1].id"]],
    [
      "an index into an unordered list",
      [`\${sort([aws_subnet.a.id, aws_subnet.many[0].id])[0]}`],
      ["over aws_subnet.a.id aws_subnet.many[0].id"],
    ],
    ["a variable, whatever its default", [`\${var.subnet}`], ["unknown"]],
    ["an undeclared resource", [`\${aws_subnet.nowhere.id}`], ["unknown"]],
    ["an attribute that is no subnet's id", [`\${aws_vpc.main.id}`], ["unknown"]],
    ["an unknown function", `\${chunklist([aws_subnet.a.id], 1)[0]}`, ["over aws_subnet.a.id"]],
    ["a template directive", [`%{ if true }\${aws_subnet.a.id}%{ endif }`], ["over aws_subnet.a.id", "unknown"]],
    ["a broken expression", [`\${aws_subnet.a.id`], ["over aws_subnet.a.id", "unknown"]],
  ])("reads %s", (_what, expression, expected) => {
    const variable = { x: { type: "bool", default: true }, i: { default: 0 }, subnet: { default: "subnet-1" } };
    expect(subnetsOf(expression, { variable })).toEqual(expected);
  });

  it("keeps literals beside references, with a hole for these", () => {
    const cluster = clusterWith({ subnet_ids: ["subnet-1", `\${aws_subnet.a.id}`] });
    expect(cluster.values["vpc_config"]).toEqual([{ subnet_ids: ["subnet-1"] }]);
    expect(cluster.unknown).toEqual({ "vpc_config.0.subnet_ids": true });
  });

  it("knows a value that it reads through a reference, and keeps the reference", () => {
    const resource = {
      aws_vpc: { v: { cidr_block: "10.1.0.0/16" } },
      aws_security_group: { s: { ingress: [{ cidr_blocks: [`\${aws_vpc.v.cidr_block}`] }] } },
    };
    const group = config({ resource }).resources["aws_security_group"]?.["aws_security_group.s"];
    expect(group?.values["ingress"]).toEqual([{ cidr_blocks: ["10.1.0.0/16"] }]);
    expect(meant(group, "ingress.0.cidr_blocks")).toEqual(["exact aws_vpc.v.cidr_block"]);
    expect(group?.unknown).toEqual({});
  });

  it.each([
    ["of one address", [`\${aws_eip.a.public_ip}/32`], ["exact aws_eip.a.public_ip"]],
    [
      "of each of several",
      `\${[for eip in [aws_eip.a, aws_eip.b] : "\${eip.public_ip}/32"]}`,
      ["exact aws_eip.a.public_ip", "exact aws_eip.b.public_ip"],
    ],
    ["of a NAT gateway's", [`\${aws_nat_gateway.n.public_ip}/32`], ["exact aws_nat_gateway.n.public_ip"]],
    ["of no public address", [`\${aws_eip.a.private_ip}/32`], ["unknown"]],
    ["with text before it", [`1\${aws_eip.a.public_ip}/32`], ["over aws_eip.a.public_ip"]],
    ["with other text behind it", [`\${aws_eip.a.public_ip}.1/32`], ["over aws_eip.a.public_ip"]],
    [
      "of a length that is not known",
      [`\${aws_eip.a.public_ip}/\${var.length}`],
      ["over aws_eip.a.public_ip", "unknown"],
    ],
  ])("reads a range %s", (_what, ranges, expected) => {
    const resource = {
      aws_eip: { a: {}, b: {} },
      aws_nat_gateway: { n: {} },
      aws_eks_cluster: { c: { vpc_config: { public_access_cidrs: ranges } } },
    };
    const cluster = config({ resource, variable: { length: {} } }).resources["aws_eks_cluster"]?.["aws_eks_cluster.c"];
    expect(meant(cluster, "vpc_config.0.public_access_cidrs")).toEqual(expected);
  });

  it("follows locals, and gives one that may mean several resources one name", () => {
    const locals = { ids: [`\${aws_subnet.a.id}`], one: `\${var.x ? aws_subnet.a.id : aws_subnet.many[0].id}` };
    expect(subnetsOf(`\${local.ids}`, { locals })).toEqual(["exact aws_subnet.a.id"]);
    const [reference] =
      clusterWith({ subnet_ids: [`\${local.one}`] }, { locals }).edges["vpc_config.0.subnet_ids"] ?? [];
    expect(reference).toMatchObject({ reference: "local.one", certainty: "over" });
    expect(subnetsOf(`\${local.loop}`, { locals: { loop: `\${local.loop}` } })).toEqual(["unknown"]);
  });

  it("follows an id that is passed on by other resources", () => {
    const resource = {
      ...vpcAndSubnets,
      time_sleep: { wait: { triggers: { vpc: `\${aws_subnet.a.vpc_id}` } } },
      aws_internet_gateway: { g: { vpc_id: `\${time_sleep.wait.triggers["vpc"]}` } },
    };
    expect(meant(config({ resource }).resources["aws_internet_gateway"]?.["aws_internet_gateway.g"], "vpc_id")).toEqual(
      ["exact aws_vpc.main.id"],
    );
  });

  it("refers to a cluster's own security group by the attribute that gives it", () => {
    const aws_launch_template = {
      t: { vpc_security_group_ids: [`\${aws_eks_cluster.c.vpc_config[0].cluster_security_group_id}`] },
    };
    const document = config({ resource: { aws_eks_cluster: { c: { name: "c" } }, aws_launch_template } });
    expect(
      meant(document.resources["aws_launch_template"]?.["aws_launch_template.t"], "vpc_security_group_ids"),
    ).toEqual(["exact aws_eks_cluster.c.vpc_config.0.cluster_security_group_id"]);
  });

  it("expands dynamic blocks over what is known, and holds the rest for unknown", () => {
    const content = { from_port: `\${ingress.value}`, security_groups: [`\${aws_security_group.one.id}`] };
    const aws_security_group = {
      ...vpcAndSubnets.aws_security_group,
      known: { dynamic: { ingress: { for_each: [443, 10250], content } } },
      open: { dynamic: { ingress: { for_each: `\${var.ports}`, content } } },
    };
    const groups = config({ resource: { aws_security_group } }).resources["aws_security_group"];
    expect(groups?.["aws_security_group.known"]?.values["ingress"]).toEqual([{ from_port: 443 }, { from_port: 10250 }]);
    expect(meant(groups?.["aws_security_group.known"], "ingress.1.security_groups")).toEqual([
      "exact aws_security_group.one.id",
    ]);
    expect(groups?.["aws_security_group.open"]?.unknown).toEqual({ ingress: true });
    expect(meant(groups?.["aws_security_group.open"], "ingress")).toContain("unknown");
  });

  it("has a gap for a block whose instances it cannot count, and for a module", () => {
    const document = config({
      resource: { aws_subnet: { some: { count: `\${var.n}` } } },
      module: { vpc: { source: "x" } },
    });
    expect(document.gaps.map((gap) => gap.address)).toEqual(["module.vpc", "aws_subnet.some"]);
    expect(document.resources["aws_subnet"]).toHaveProperty(["aws_subnet.some"]);
  });

  it("takes an escaped interpolation for text", () => {
    const aws_iam_policy = { p: { name: "p", policy: `{"Resource": "arn:aws:s3:::x/$\${aws:username}"}` } };
    expect(
      config({ resource: { aws_iam_policy } }).resources["aws_iam_policy"]?.["aws_iam_policy.p"]?.values["policy"],
    ).toBe(`{"Resource": "arn:aws:s3:::x/\${aws:username}"}`);
  });

  it("holds no secrets, and nothing of another state's backend", () => {
    const document = config({
      resource: {
        aws_launch_template: { t: { user_data: "c2VjcmV0" } },
        aws_db_instance: { d: { password: "hunter2" } },
        aws_security_group: { s: { vpc_id: `\${data.terraform_remote_state.net.outputs.vpc}` } },
      },
      data: { terraform_remote_state: { net: { backend: "s3", config: { access_key: "AKIA" } } } },
      variable: { token: { default: "s3cr3t" } },
      provider: { aws: [{ secret_key: "k3y" }] },
    });
    expect(JSON.stringify(document)).not.toMatch(/c2VjcmV0|hunter2|AKIA|s3cr3t|k3y/);
    expect(meant(document.resources["aws_security_group"]?.["aws_security_group.s"], "vpc_id")).toEqual(["unknown"]);
  });

  it("survives whatever an escape hatch writes", () => {
    const odd = {
      ingress: "x",
      egress: [1, null, [{}]],
      tags: ["a"],
      vpc_id: { a: 1 },
      name: [[]],
      lifecycle: 3,
      dynamic: "x",
    };
    const group = config({ resource: { aws_security_group: { odd } } }).resources["aws_security_group"]?.[
      "aws_security_group.odd"
    ];
    expect(Object.keys(group?.unknown ?? {}).sort()).toEqual(["egress", "ingress", "name", "tags", "vpc_id"]);
  });
});

describe("the issuer of an OIDC provider", () => {
  it("is followed through the data source that reads its certificate", () => {
    const document = read(
      JSON.stringify({
        data: { tls_certificate: { issuer: { url: `\${aws_eks_cluster.main.identity[0].oidc[0].issuer}` } } },
        resource: {
          aws_eks_cluster: { main: { name: "main" } },
          aws_iam_openid_connect_provider: { pods: { url: `\${data.tls_certificate.issuer.url}` } },
        },
      }),
      "cdk.tf.json",
    );
    const provider = document.resources["aws_iam_openid_connect_provider"]?.["aws_iam_openid_connect_provider.pods"];
    expect(provider?.edges["url"]?.map(({ certainty, targets }) => [certainty, targets[0]?.to])).toEqual([
      ["exact", "aws_eks_cluster.main"],
    ]);
  });
});

describe("the default tags of a provider", () => {
  const tagsOf = (provider: unknown, subnet: object) => {
    const found = config({ provider: { aws: provider }, resource: { aws_subnet: { a: subnet } } }).resources[
      "aws_subnet"
    ];
    return found?.["aws_subnet.a"];
  };
  const byDefault = { region: "eu-central-1", default_tags: [{ tags: { team: "shop", tier: "any" } }] };

  it("are tags of its resources, unless they have their own", () => {
    expect(tagsOf([byDefault], { tags: { tier: "public" } })?.values).toMatchObject({
      tags: { tier: "public" },
      tags_all: { team: "shop", tier: "public" },
    });
    expect(tagsOf(byDefault, {})?.values["tags_all"]).toEqual({ team: "shop", tier: "any" });
  });

  it("are those of the provider that a resource names", () => {
    const providers = [byDefault, { alias: "west", default_tags: [{ tags: { team: "west" } }] }, { alias: "bare" }];
    expect(tagsOf(providers, { provider: "aws.west" })?.values["tags_all"]).toEqual({ team: "west" });
    expect(tagsOf(providers, { provider: "aws.bare" })?.values).not.toHaveProperty("tags_all");
  });

  it("are not known where a variable gives them", () => {
    expect(tagsOf([{ default_tags: [{ tags: `\${var.tags}` }] }], {})?.unknown).toHaveProperty("tags_all");
  });
});

it("takes a security group that is looked up for any, until it is found", () => {
  const edges = (data: object) => {
    const rule = { security_group_id: "sg-0a", source_security_group_id: `\${data.aws_security_group.x.id}` };
    const document = config({
      data: { aws_security_group: { x: data } },
      resource: { aws_security_group_rule: { r: rule } },
    });
    return document.resources["aws_security_group_rule"]?.["aws_security_group_rule.r"]?.edges[
      "source_security_group_id"
    ];
  };
  expect(edges({ name: "nodes" })).toMatchObject([
    { certainty: "exact", targets: [{ to: "data.aws_security_group.x" }] },
    { certainty: "unknown" },
  ]);
  expect(edges({ id: "sg-0b" })).toMatchObject([{ certainty: "exact" }]);
});
