import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { addressesOf, exampleNames, pathOf, synthesize } from "../../tools/examples/example";
import { withParts } from "../../tools/examples/readme";
import { difference, type Edit, edited } from "./variant";

const examples = exampleNames();

it("are those that the index lists", () => {
  const index = readFileSync(pathOf("", "README.md"), "utf8");
  const listed = [...index.matchAll(/^\| \[`([\w-]+)`\]\(([\w-]+)\) \|/gm)].map(([, name, link]) => {
    expect(link).toBe(name);
    return name;
  });
  expect([...listed].sort()).toEqual([...examples, "own-policies"].sort());
});

describe.each(examples)("%s", (name) => {
  it("has all that an example has", () => {
    const files = ["README.md", "addresses.txt", "cdktf.json", "main.ts", "platform.test.ts", "platform.ts"];
    expect(readdirSync(pathOf(name, "")).sort()).toEqual(files);
  });

  it("runs, with the addresses that are promised, and what its README says", () => {
    const synthesized = synthesize(name);
    expect(synthesized.output).not.toMatch(/FAILED/);
    expect(addressesOf(synthesized.document)).toEqual(
      readFileSync(pathOf(name, "addresses.txt"), "utf8").trim().split("\n"),
    );
    const readme = readFileSync(pathOf(name, "README.md"), "utf8");
    expect(withParts(readme, synthesized)).toBe(readme);
  });
});

/** Something that is added to a program. */
interface Addition {
  readonly example: string;
  readonly edit: Edit;
  /** Lists that grow by it, by type and argument. */
  readonly grown?: readonly string[];
}

const platforms = examples.filter((name) => name !== "network-only");
const withNetwork = examples.filter((name) => name !== "existing-vpc");
const entry: Edit = ["admins: {", 'admins: { oncall: "arn:aws:iam::111122223333:role/oncall",'];
const addon: Edit = ["admins: {", 'addons: { "snapshot-controller": {} }, admins: {'];
const zone: Edit = ['"us-east-2c"]', '"us-east-2c", "us-east-2d"]'];
const endpoint: Edit = ['cidrBlock: "10.0.0.0/16",', 'cidrBlock: "10.0.0.0/16", endpoints: { gateways: { s3: {} } },'];
const controlPlane = 'controlPlane: { type: "controlPlane" },';
const tier: Edit = [controlPlane, `${controlPlane} data: { type: "isolated", prefixLength: 22 },`];

/** What is in every zone of its tiers unless it names some. Groups and profiles are replaced by it. */
const inEveryZone = [
  "aws_autoscaling_group.vpc_zone_identifier",
  "aws_ec2_transit_gateway_vpc_attachment.subnet_ids",
  "aws_eks_cluster.vpc_config",
  "aws_eks_fargate_profile.subnet_ids",
  "aws_eks_node_group.subnet_ids",
  "aws_vpc_endpoint.subnet_ids",
];

const additions: Readonly<Record<string, readonly Addition[]>> = {
  "an access entry": platforms.map((example) => ({ example, edit: entry })),
  "an add-on": platforms.map((example) => ({ example, edit: addon })),
  "an endpoint": [
    ...withNetwork
      .filter((name) => name !== "network-only" && name !== "private-cluster")
      .map((example) => ({ example, edit: endpoint })),
    { example: "network-only", edit: ["gateways: { s3: {} }", "gateways: { s3: {}, dynamodb: {} }"] },
    {
      example: "private-cluster",
      edit: ['preset: "privateCluster"', 'preset: "privateCluster", interfaces: { sqs: {} }'],
    },
  ],
  "a tier": [
    { example: "private-cluster", edit: tier },
    { example: "network-only", edit: ["prefixLength: 18 },", 'prefixLength: 18 }, data: { type: "isolated" },'] },
  ],
  "a zone": withNetwork.map((example) => ({ example, edit: zone, grown: inEveryZone })),
};

describe.each(Object.entries(additions))("%s", (_, cases) => {
  it.each(cases)("adds resources to $example, and changes none", ({ example, edit, grown = [] }) => {
    const found = difference(edited(example), edited(example, edit));
    expect({ removed: found.removed, changed: found.changed }).toEqual({ removed: [], changed: [] });
    expect(found.grown.filter((list) => !grown.includes(list))).toEqual([]);
    expect(found.added).not.toEqual([]);
  });
});

it("a zone leaves alone a group that names its own", () => {
  const named: Edit = [
    'instanceTypes: ["m7g.large"],',
    'instanceTypes: ["m7g.large"], zones: ["us-east-2a", "us-east-2b"],',
  ];
  const { changed, removed, grown } = difference(
    edited("private-cluster", named),
    edited("private-cluster", named, zone),
  );
  expect({ changed, removed, grown }).toEqual({
    changed: [],
    removed: [],
    grown: ["aws_eks_cluster.vpc_config", "aws_vpc_endpoint.subnet_ids"],
  });
});
