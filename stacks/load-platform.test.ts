import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadPlatform, PlatformFileError, parsePlatform } from "./index";

const folder = mkdtempSync(join(tmpdir(), "eksgate-platform-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sound = `defaults:
  region: eu-central-1
  version: "1.35"
environments:
  production:
    account: "111122223333"
clusters:
  ec2:
    environment: production
    network:
      cidrBlock: 10.0.0.0/16
      zones: [eu-central-1a, eu-central-1b]
    dataPlane:
      nodeGroups:
        general:
          size: { min: 2, max: 4 }
`;

/** The sound file with one text replaced by another. */
function changed(from: string, to: string): string {
  if (!sound.includes(from)) throw new Error(`the sound file does not hold ${from}`);
  return sound.replace(from, to);
}

function errorOf(text: string): PlatformFileError {
  try {
    parsePlatform("platform.yaml", text);
  } catch (error) {
    if (error instanceof PlatformFileError) return error;
    throw error;
  }
  throw new Error("the file was found sound");
}

function reportOf(text: string): string[] {
  return errorOf(text).message.split("\n");
}

describe("a platform file", () => {
  it("gives the props of a stack for each cluster", () => {
    expect(parsePlatform("platform.yaml", sound).clusters).toEqual({
      ec2: {
        region: "eu-central-1",
        version: "1.35",
        account: "111122223333",
        environment: "production",
        network: { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] },
        dataPlane: { nodeGroups: { general: { size: { min: 2, max: 4 } } } },
      },
    });
  });

  it("lays a cluster over its environment over the defaults: maps key by key, lists as a whole", () => {
    const text = `defaults:
  version: "1.34"
  region: eu-central-1
  tags: { a: default, b: default, c: default }
  network: { cidrBlock: 10.0.0.0/16, zones: [eu-central-1a, eu-central-1b] }
environments:
  production: { account: "111122223333", version: "1.35", tags: { b: environment, c: environment } }
clusters:
  ec2:
    environment: production
    tags: { c: cluster }
    network: { zones: [eu-central-1b, eu-central-1c] }
    dataPlane: { nodeGroups: { general: {} } }
`;
    expect(parsePlatform("platform.yaml", text).clusters["ec2"]).toMatchObject({
      version: "1.35",
      tags: { a: "default", b: "environment", c: "cluster" },
      network: { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1b", "eu-central-1c"] },
    });
  });

  it("is read from where it is named", () => {
    const path = join(folder, "sound.yaml");
    writeFileSync(path, sound);
    expect(Object.keys(loadPlatform(path).clusters)).toEqual(["ec2"]);
  });
});

describe("a mistake in a platform file is told with line, column, key, value and what is allowed:", () => {
  it("a wrong key, with the key that was meant", () => {
    const [line, ...others] = reportOf(changed("      cidrBlock:", "      cidrBlok:"));
    expect(others).toEqual([]);
    expect(line).toBe(
      "platform.yaml:11:7: clusters.ec2.network.cidrBlok: unknown key; allowed: cidrBlock, secondaryCidrBlocks, " +
        "ipv6, zones, reservedZones, tiers, tenancy, nat, natElasticIps, defaultNetworkAcl, dhcpOptions, endpoints, " +
        'flowLogs; did you mean "cidrBlock"?',
    );
  });

  it("a wrong key at the top, in the defaults, and in a list", () => {
    expect(reportOf(`${sound}cluster: {}\n`)).toEqual([
      'platform.yaml:17:1: cluster: unknown key; allowed: defaults, environments, clusters; did you mean "clusters"?',
    ]);
    expect(reportOf(changed("  region: eu", "  Region: eu"))[0]).toMatch(
      /^platform\.yaml:2:3: defaults\.Region: unknown key;.*did you mean "region"\?$/,
    );
    const taints = "taints: [{ key: a, efect: NoSchedule }]";
    expect(reportOf(changed("size: { min: 2, max: 4 }", taints))[0]).toBe(
      "platform.yaml:16:20: clusters.ec2.dataPlane.nodeGroups.general.taints[0].effect: is missing; it must be " +
        'one of "NoSchedule", "NoExecute", "PreferNoSchedule"',
    );
  });

  it("a CIDR that does not hold its subnets, with the plan", () => {
    const tiers = "cidrBlock: 10.0.0.0/24\n      tiers: { nodes: { type: isolated, prefixLength: 24 } }";
    const [line, ...plan] = reportOf(changed("cidrBlock: 10.0.0.0/16", tiers));
    expect(line).toMatch(/^platform\.yaml:12:7: clusters\.ec2\.network\.tiers = \{"nodes":"\/24"\}: do not all fit/);
    expect(plan.join("\n")).toContain("does not fit");
  });

  it("one zone", () => {
    expect(reportOf(changed("[eu-central-1a, eu-central-1b]", "[eu-central-1a]"))).toEqual([
      'platform.yaml:12:14: clusters.ec2.network.zones = ["eu-central-1a"]: must name at least two availability zones: EKS needs subnets in two',
    ]);
  });

  it("a zone of another region", () => {
    const [line] = reportOf(changed("eu-central-1a, eu-central-1b", "us-east-1a, us-east-1b"));
    expect(line).toBe(
      'platform.yaml:12:15: clusters.ec2.network.zones[0] = "us-east-1a": must be in the region of the stack, eu-central-1',
    );
  });

  it("a Kubernetes version that does not exist", () => {
    expect(reportOf(changed('"1.35"', '"1.99"'))).toEqual([
      'platform.yaml:3:12: defaults.version = "1.99": must be one of "1.30", "1.31", "1.32", "1.33", "1.34", "1.35"',
    ]);
  });

  it("a version or an account that YAML takes for a number", () => {
    expect(reportOf(changed('"1.35"', "1.35"))[0]).toMatch(
      /^platform\.yaml:3:12: defaults\.version = 1\.35: .*; put it in quotes$/,
    );
    expect(reportOf(changed('"111122223333"', "111122223333"))).toEqual([
      "platform.yaml:6:14: environments.production.account = 111122223333: must be text; put it in quotes",
    ]);
  });

  it("duplicate names", () => {
    const text = `${sound}  ec2:\n    environment: production\n`;
    expect(reportOf(text)[0]).toBe(
      'platform.yaml:17:3: clusters.ec2: duplicate key "ec2" (first in line 8); every key must be there once: rename or remove one',
    );
  });

  it("two clusters of one name in one account and region", () => {
    const network = "network: { cidrBlock: 10.1.0.0/16, zones: [eu-central-1a, eu-central-1b] }";
    const text = `${sound}  other:\n    name: ec2\n    environment: production\n    ${network}\n    dataPlane: { nodeGroups: { general: {} } }\n`;
    expect(reportOf(text)).toEqual([
      'platform.yaml:18:11: clusters.other.name = "ec2": is the name of the cluster ec2 too, in account 111122223333 and region eu-central-1; name it differently',
    ]);
  });

  it("a tab, without what follows from it", () => {
    expect(reportOf(changed("    environment: production", "\tenvironment: production"))).toEqual([
      "platform.yaml:9:1: a tab is used for indentation; YAML allows spaces alone: replace it",
    ]);
  });

  it.each(["", "\n\n", "# nothing yet\n", "---\n", "~\n"])("an empty file: %j", (text) => {
    expect(reportOf(text)).toEqual(['platform.yaml:1:1: the file is empty; it must have the key "clusters"']);
  });

  it("a file that is no map, or has no clusters", () => {
    expect(reportOf("- ec2\n")).toEqual(['platform.yaml:1:1: the file holds a list; it must have the key "clusters"']);
    expect(reportOf("ec2\n")).toEqual(['platform.yaml:1:1: the file holds "ec2"; it must have the key "clusters"']);
    expect(reportOf("defaults: {}\n")).toEqual([
      "platform.yaml:1:1: clusters: is missing; it must be a map of clusters by name",
    ]);
    expect(reportOf("clusters:\n")).toEqual([
      "platform.yaml:1:1: clusters: is empty; it must have at least one cluster",
    ]);
    expect(reportOf("clusters: {}\n")).toEqual([
      "platform.yaml:1:1: clusters: is empty; it must have at least one cluster",
    ]);
    expect(reportOf("clusters: [ec2]\n")).toEqual(['platform.yaml:1:11: clusters = ["ec2"]: must be a map of keys']);
  });

  it("broken YAML, several documents, and an alias of nothing", () => {
    expect(reportOf("clusters: [\n")[0]).toMatch(/^platform\.yaml:\d+:\d+: not YAML: /);
    expect(reportOf(`${sound}---\na: 1\n`)).toEqual([
      "platform.yaml:17:1: the file holds several documents, separated by ---; it must hold one",
    ]);
    expect(reportOf("clusters: *none\n")[0]).toContain("Unresolved alias");
  });

  it("something missing, once for all layers that could hold it", () => {
    expect(reportOf(changed('    account: "111122223333"\n', "    tags: {}\n"))).toEqual([
      "platform.yaml:8:3: clusters.ec2.account: is missing; it must be text",
    ]);
    expect(reportOf(changed("    environment: production\n", ""))).toContain(
      "platform.yaml:8:3: clusters.ec2.environment: is missing; it must be text",
    );
  });

  it("an environment that there is not", () => {
    expect(reportOf(changed("environment: production", "environment: prodution"))).toEqual([
      'platform.yaml:9:18: clusters.ec2.environment = "prodution": must be one of the environments: production; did you mean "production"?',
    ]);
  });

  it("what a construct finds, at the key that its property came from", () => {
    expect(reportOf(changed("min: 2, max: 4", "min: 5, max: 4"))).toEqual([
      "platform.yaml:16:24: clusters.ec2.dataPlane.nodeGroups.general.size.min = 5: is above size.max, which is 4",
    ]);
    const labels = 'size: { min: 2, max: 4 }\n          labels: { eks.amazonaws.com/own: "x" }';
    expect(reportOf(changed("size: { min: 2, max: 4 }", labels))[0]).toMatch(
      /^platform\.yaml:17:44: clusters\.ec2\.dataPlane\.nodeGroups\.general\.labels\.eks\.amazonaws\.com\/own = "x": is in a domain/,
    );
    const admins = "environment: production\n    admins: { me: someone }";
    expect(reportOf(changed("environment: production", admins))[0]).toMatch(
      /^platform\.yaml:10:19: clusters\.ec2\.admins\.me = "someone": must be the ARN of an IAM role or user/,
    );
  });

  it("an endpoint that is open to the internet without saying so", () => {
    const access = "environment: production\n    endpointAccess: { access: publicAndPrivate, cidrs: [0.0.0.0/0] }";
    expect(reportOf(changed("environment: production", access))).toEqual([
      'platform.yaml:10:56: clusters.ec2.endpointAccess.cidrs = ["0.0.0.0/0"]: is the whole internet; name the ranges you need, or say openToWorld: true',
    ]);
  });

  it("a platform that runs no pods, and Fargate without a place for cluster DNS", () => {
    const nothing = changed(
      "    dataPlane:\n      nodeGroups:\n        general:\n          size: { min: 2, max: 4 }\n",
      "",
    );
    expect(reportOf(nothing)[0]).toMatch(
      /^platform\.yaml:8:3: clusters\.ec2\.dataPlane = \{\}: must have a node group/,
    );
    const fargate = changed(
      "nodeGroups:\n        general:\n          size: { min: 2, max: 4 }",
      "fargate:\n        shop: { selectors: [{ namespace: shop }] }",
    );
    expect(reportOf(fargate)[0]).toMatch(
      /^platform\.yaml:14:7: clusters\.ec2\.dataPlane\.fargate = \["shop"\]: must have a selector for namespace kube-system/,
    );
  });

  it("a state without its bucket, and keys of another kind of state", () => {
    const backend = (text: string) =>
      reportOf(changed("environment: production", `environment: production\n    backend: ${text}`));
    expect(backend("{ type: s3 }")).toEqual([
      "platform.yaml:10:5: clusters.ec2.backend.bucket: is missing; type s3 needs a bucket",
    ]);
    expect(backend("{ type: local, bucket: b }")).toEqual([
      'platform.yaml:10:37: clusters.ec2.backend.bucket = "b": must be left out with type local',
    ]);
  });

  it("a file that is not there, or is a folder", () => {
    const path = join(folder, "none.yaml");
    expect(() => loadPlatform(path)).toThrow(`${path}: no such file; it must be a YAML file with the key "clusters"`);
    expect(() => loadPlatform(folder)).toThrow(`${folder}: is a folder; it must be a YAML file`);
  });
});

describe("several mistakes", () => {
  const text = sound
    .replace('"1.35"', '"1.99"')
    .replace("      cidrBlock: 10.0.0.0/16", "      cidrBlock: 10.0.0.0/33")
    .replace("[eu-central-1a, eu-central-1b]", "[eu-central-1a]")
    .replace(
      "size: { min: 2, max: 4 }",
      "sizes: { min: 2, max: 4 }\n          instanceTypes: [m7g.large]\n          volumeSize: 1",
    )
    .concat("  ec2:\n    environment: production\n")
    .replace("  ec2:\n    environment: production\n    network", "  one:\n    environment: production\n    network")
    .concat("extra: 1\n");

  it("are told in one report, in the order of their lines, whoever found them", () => {
    expect(reportOf(text).map((line) => line.split(": ").slice(0, 2).join(" ").split(" = ")[0])).toEqual([
      "platform.yaml:3:12 defaults.version",
      "platform.yaml:11:18 clusters.one.network.cidrBlock",
      "platform.yaml:12:14 clusters.one.network.zones",
      "platform.yaml:16:11 clusters.one.dataPlane.nodeGroups.general.sizes",
      "platform.yaml:17:27 clusters.one.dataPlane.nodeGroups.general.instanceTypes[0]",
      "platform.yaml:18:23 clusters.one.dataPlane.nodeGroups.general.volumeSize",
      "platform.yaml:19:3 clusters.ec2.network",
      "platform.yaml:21:1 extra",
    ]);
  });

  it("carry an exit code, their places as data, and leave nothing on disk", () => {
    const before = readdirSync(".");
    const error = errorOf(text);
    expect(error.exitCode).toBe(2);
    expect(error.problems[0]).toMatchObject({ line: 3, column: 12, key: "defaults.version", value: "1.99" });
    expect(readdirSync(".")).toEqual(before);
  });

  it("of a shared layer are told once, not once for each cluster", () => {
    const shared = `defaults:
  region: eu-central-1
  version: "1.35"
  network: { cidrBlock: 10.0.0.0/16, zones: [eu-central-1a] }
  dataPlane: { nodeGroups: { general: {} } }
environments: { production: { account: "111122223333" } }
clusters:
  one: { environment: production }
  two: { environment: production }
`;
    expect(reportOf(shared)).toEqual([
      'platform.yaml:4:45: defaults.network.zones = ["eu-central-1a"]: must name at least two availability zones: EKS needs subnets in two',
    ]);
  });
});
