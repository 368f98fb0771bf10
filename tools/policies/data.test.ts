import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { dataProblems, readPolicyData } from "./data";
import { readSources } from "./sources";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "eksgate-data-"));
  mkdirSync(join(folder, "data"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function problemsOf(name: string, content: unknown): readonly string[] {
  writeFileSync(join(folder, "data", name), JSON.stringify(content));
  return dataProblems(readSources(folder));
}

const origin = { source: "https://docs.aws.amazon.com/", read: "2026-11-23" };
const ends = { standard_support_ends: "2027-03-27", extended_support_ends: "2028-03-27" };
const devices = ["/dev/xvda"];
const families = { BOTTLEROCKET: { devices } };
const sources = {
  types_source: origin.source,
  families_source: origin.source,
  devices_source: origin.source,
  owners_source: origin.source,
  owners: ["amazon"],
};
const types = { BOTTLEROCKET_x86_64: { architecture: "x86_64", family: "BOTTLEROCKET" } };

it("finds nothing wrong with the data of this repository", () => {
  expect(dataProblems(readSources())).toEqual([]);
  expect(Object.keys(readPolicyData(readSources()).kubernetesVersions.versions)).toContain("1.35");
});

it("takes what is optional", () => {
  const al2023 = { end_of_support: "2029-06-30", hop_limit_without_template: 1, devices };
  const whole = { architecture: "arm64", family: "AL2023", imdsv2_required: true };
  const content = {
    ...origin,
    ...sources,
    families: { ...families, AL2023: al2023 },
    types: { ...types, whole, CUSTOM: {} },
  };
  expect(problemsOf("ami-types.json", { ami_types: content })).toEqual([]);
});

it("wants every type to be of a family", () => {
  const content = { ...origin, ...sources, families: {}, types };
  expect(problemsOf("ami-types.json", { ami_types: content })).toEqual([
    "policies/data/ami-types.json: every type is of one of the families.",
  ]);
});

it.each([
  [
    "no source",
    "ami-types.json",
    { ami_types: { ...sources, read: origin.read, families, types } },
    "ami_types.source",
  ],
  [
    "no day of reading",
    "ami-types.json",
    { ami_types: { ...sources, source: origin.source, families, types } },
    "ami_types.read",
  ],
  [
    "a day that is none",
    "ami-types.json",
    { ami_types: { ...origin, ...sources, read: "2026-02-30", families, types } },
    "ami_types.read",
  ],
  ["a key too many", "ami-types.json", { ami_types: { ...origin, ...sources, families, types, note: "" } }, '"note"'],
  ["another file's key", "cluster-zones.json", { ami_types: { ...origin, types } }, "cluster_zones"],
  [
    "a zone's name for its id",
    "cluster-zones.json",
    { cluster_zones: { ...origin, excluded_zone_ids: { "us-east-1": ["us-east-1c"] } } },
    "excluded_zone_ids.us-east-1.0",
  ],
  [
    "a version that is none",
    "kubernetes-versions.json",
    { kubernetes_versions: { ...origin, versions: { "1.x": ends } } },
    "versions.1.x",
  ],
  [
    "no version",
    "kubernetes-versions.json",
    { kubernetes_versions: { ...origin, versions: {} } },
    "there is a version",
  ],
  [
    "versions out of order",
    "kubernetes-versions.json",
    { kubernetes_versions: { ...origin, versions: { "1.10": ends, "1.9": ends } } },
    "the oldest version is first",
  ],
  [
    "support that ends before it is extended",
    "kubernetes-versions.json",
    { kubernetes_versions: { ...origin, versions: { "1.9": { ...ends, extended_support_ends: "2027-03-27" } } } },
    "extended support ends after standard support",
  ],
])("refuses %s", (_, name, content, message) => {
  const problems = problemsOf(name, content);
  expect(problems.join("\n")).toContain(`policies/data/${name}: `);
  expect(problems.join("\n")).toContain(message);
});

it("refuses a file without a schema, but for the settings, which are read nowhere", () => {
  expect(problemsOf("prices.json", { prices: origin })).toEqual([
    "policies/data/prices.json: it has no schema; tools/policies/data.ts has those of the others.",
  ]);
  rmSync(join(folder, "data", "prices.json"));
  expect(problemsOf("settings.json", { settings: {} })).toEqual([]);
});
