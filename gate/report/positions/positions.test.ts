import { describe, expect, it } from "vitest";

import { aFinding } from "../../../test/judgements";
import type { Location } from "../../engine/index";
import { locate } from "./index";

function locationIn(text: string, address: string, ...attributes: string[]): Location | undefined {
  const finding = aFinding({ document: "input.json", address, attributes });
  return locate([finding], () => text)(finding);
}

/** The rest of the line that a position points at. */
function at(text: string, position: { readonly line: number; readonly column: number } | undefined): string {
  if (position === undefined) return "nowhere";
  return (text.replace(/^\ufeff/, "").split("\n")[position.line - 1] ?? "").slice(position.column - 1);
}

function read(text: string, address: string, ...attributes: string[]): { resource: string; attribute: string } {
  const location = locationIn(text, address, ...attributes);
  return { resource: at(text, location), attribute: at(text, location?.attribute) };
}

const config = JSON.stringify(
  {
    "//": { metadata: { stackName: "prod" } },
    data: { aws_subnet: { main: { id: "subnet-1" } } },
    resource: {
      aws_eks_cluster: {
        other: { vpc_config: { subnet_ids: ["decoy"] } },
        main: { name: 'prod {"[', vpc_config: { endpoint: true, subnet_ids: ["subnet-1"] } },
      },
      aws_subnet: { many: { count: 2, cidr_block: "10.0.0.0/16" }, main: [{ cidr_block: "10.1.0.0/16" }] },
    },
  },
  null,
  2,
);

describe("in a configuration", () => {
  it("finds a resource, and an attribute in a block that is written without a list", () => {
    expect(read(config, "aws_eks_cluster.main", "vpc_config.0.subnet_ids")).toEqual({
      resource: '"main": {',
      attribute: '"subnet_ids": [',
    });
    expect(locationIn(config, "aws_eks_cluster.main")).toEqual({ line: 23, column: 7 });
  });

  it("takes the block around an attribute that is not written down", () => {
    expect(read(config, "aws_eks_cluster.main", "vpc_config.0.public_access_cidrs").attribute).toBe('"vpc_config": {');
    expect(locationIn(config, "aws_eks_cluster.main", "version")).not.toHaveProperty("attribute");
  });

  it("finds the block of an instance, and of a data source", () => {
    expect(read(config, "aws_subnet.many[1]", "cidr_block").attribute).toBe('"cidr_block": "10.0.0.0/16"');
    expect(read(config, "data.aws_subnet.main", "id").attribute).toBe('"id": "subnet-1"');
  });

  it("finds blocks that are written as lists", () => {
    expect(read(config, "aws_subnet.main", "cidr_block").attribute).toBe('"cidr_block": "10.1.0.0/16"');
    const listed = '{"resource": [{"aws_vpc": [{"main": {"cidr_block": "10.0.0.0/8"}}]}]}';
    expect(read(listed, "aws_vpc.main", "cidr_block").attribute).toBe('"cidr_block": "10.0.0.0/8"}}]}]}');
  });

  it("says nothing of a resource that is not there", () => {
    expect(locationIn(config, "aws_eks_cluster.none")).toBeUndefined();
    expect(locationIn(config, "module.x.aws_eks_cluster.main")).toBeUndefined();
  });
});

const inModule = { address: "module.a.aws_eks_node_group.g[0]", values: { scaling_config: [{ min_size: 1 }] } };
const plan = JSON.stringify(
  {
    format_version: "1.2",
    variables: { planned_values: { value: { address: "aws_vpc.main" } } },
    planned_values: {
      root_module: {
        resources: [{ values: { cidr_block: "10.0.0.0/16", address: "aws_vpc.decoy" }, address: "aws_vpc.main" }],
        child_modules: [{ address: "module.a", resources: [inModule] }],
      },
    },
    resource_changes: [
      { address: "aws_vpc.main", change: { before: null, after: { cidr_block: "late" } } },
      { address: "aws_kms_key.gone", change: { before: { enable_key_rotation: true }, after: null } },
    ],
    prior_state: { values: { root_module: { resources: [{ address: "aws_kms_key.gone", values: {} }] } } },
    configuration: { root_module: { resources: [{ address: "aws_vpc.configured" }] } },
  },
  null,
  2,
);

describe("in a plan", () => {
  it("finds what is planned, whatever the order of its keys", () => {
    const location = locationIn(plan, "aws_vpc.main", "cidr_block");
    expect(at(plan, location?.attribute)).toBe('"cidr_block": "10.0.0.0/16",');
    expect(plan.split("\n")[location?.line ?? 0]).toContain('"values": {');
  });

  it("finds resources of modules, and blocks by their number", () => {
    expect(read(plan, inModule.address, "scaling_config.0.min_size").attribute).toBe('"min_size": 1');
  });

  it("finds what is deleted among the changes, with the value before", () => {
    expect(read(plan, "aws_kms_key.gone", "enable_key_rotation").attribute).toBe('"enable_key_rotation": true');
  });

  it("takes neither values nor configuration for resources", () => {
    expect(locationIn(plan, "aws_vpc.decoy")).toBeUndefined();
    expect(locationIn(plan, "aws_vpc.configured")).toBeUndefined();
  });

  it("counts columns where all is one line", () => {
    const line = JSON.stringify(JSON.parse(plan));
    const location = locationIn(line, "aws_vpc.main", "cidr_block");
    expect(location?.line).toBe(1);
    expect(at(line, location?.attribute).startsWith('"cidr_block":"10.0.0.0/16"')).toBe(true);
  });
});

it("finds the resources of a state", () => {
  const resources = [{ address: "aws_vpc.main", values: { cidr_block: "10.0.0.0/16" } }];
  const state = JSON.stringify({ format_version: "1.0", values: { root_module: { resources } } }, null, 1);
  expect(read(state, "aws_vpc.main", "cidr_block").attribute).toBe('"cidr_block": "10.0.0.0/16"');
});

it("does not count a byte order mark, and counts lines that end as on Windows", () => {
  const text = `\ufeff${config.replaceAll("\n", "\r\n")}`;
  expect(locationIn(text, "aws_eks_cluster.main")).toEqual({ line: 23, column: 7 });
  expect(locationIn('\ufeff{"resource":{"aws_vpc":{"a":{}}}}', "aws_vpc.a")).toEqual({ line: 1, column: 25 });
});

it("finds addresses that are written with escapes", () => {
  const resources = '[{"address":"aws_subnet.a[\\"x\\u001b[31m\\"]","values":{}}]';
  const text = `{"values":{"root_module":{"resources":${resources}}}}`;
  expect(locationIn(text, 'aws_subnet.a["x"]')).toMatchObject({ line: 1 });
});

it("reads a text once for all findings, and none where nothing is asked", () => {
  let asked = 0;
  const findings = ["aws_eks_cluster.main", "aws_subnet.main", "aws_subnet.many[0]"].map((address) =>
    aFinding({ document: "input.json", address, attributes: [] }),
  );
  const locationOf = locate(findings, () => {
    asked += 1;
    return config;
  });
  expect(asked).toBe(0);
  expect(findings.map(locationOf).every((location) => location !== undefined)).toBe(true);
  expect(asked).toBe(1);
});

it("copes with nesting of any depth and with many escapes", () => {
  const deep = `${"[".repeat(500_000)}${"]".repeat(500_000)}`;
  const text = `{"variable":${deep},"resource":{"aws_vpc":{"a":{"tags":${deep},"n":"${"\\\\".repeat(500_000)}","z":1}}}}`;
  expect(at(text, locationIn(text, "aws_vpc.a", "z")?.attribute)).toBe('"z":1}}}}');
  const blocks = `{"resource":{"aws_vpc":{"a":${'{"b":'.repeat(200_000)}1${"}".repeat(200_000)}}}}`;
  expect(locationIn(blocks, "aws_vpc.a", "b.b.b")?.attribute?.line).toBe(1);
});
