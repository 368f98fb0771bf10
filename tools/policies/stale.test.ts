import { describe, expect, it } from "vitest";
import type { PolicyData } from "./data";
import { staleData } from "./stale";

const origin = { source: "https://docs.aws.amazon.com/", read: "2026-01-01" };

function amiTypesOf(ends: Readonly<Record<string, { readonly end_of_support?: string }>>): PolicyData["amiTypes"] {
  const { source } = origin;
  return {
    ...origin,
    types_source: source,
    families_source: source,
    devices_source: source,
    owners_source: source,
    owners: [],
    families: Object.fromEntries(Object.entries(ends).map(([name, end]) => [name, { ...end, devices: ["/dev/xvda"] }])),
    types: {},
  };
}

function dataOf(changes: Partial<PolicyData> = {}): PolicyData {
  return {
    amiTypes: amiTypesOf({ AL2023: {} }),
    clusterFlows: { ...origin, addons_source: origin.source, pods_source: origin.source, flows: {}, pod_flows: {} },
    clusterZones: { ...origin, excluded_zone_ids: {} },
    instanceTypes: { ...origin, previous_generations: origin.source, families: {}, types: {} },
    kubernetesVersions: {
      ...origin,
      versions: {
        "1.9": { standard_support_ends: "2025-01-01", extended_support_ends: "2026-01-01" },
        "1.10": { standard_support_ends: "2026-08-31", extended_support_ends: "2027-08-31" },
      },
    },
    ...changes,
  };
}

describe("the policies' data", () => {
  it("is fresh up to 120 days after it was read", () => {
    expect(staleData(dataOf(), "2026-05-01")).toEqual([]);
  });

  it("is stale a day later, with a line for each file", () => {
    const stale = staleData(dataOf(), "2026-05-02");
    expect(stale.map((line) => line.split(":")[0])).toEqual(
      ["ami-types", "cluster-flows", "cluster-zones", "instance-types", "kubernetes-versions"].map(
        (name) => `policies/data/${name}.json`,
      ),
    );
    expect(stale[0]).toContain("read on 2026-01-01, 121 days ago; at most 120 are allowed. Read https://");
  });

  it("is not of a day that is yet to come, but for what time zones make", () => {
    expect(staleData(dataOf(), "2025-12-31")).toEqual([]);
    expect(staleData(dataOf(), "2025-12-30")).toHaveLength(5);
    expect(staleData(dataOf(), "2025-12-30")[0]).toContain("2026-01-01, is yet to come on 2025-12-30");
  });
});

describe("the Kubernetes versions", () => {
  const dated = (ends: string): PolicyData["kubernetesVersions"] => ({
    ...origin,
    versions: {
      "1.9": { standard_support_ends: "2025-01-01", extended_support_ends: "2026-01-01" },
      "1.10": { standard_support_ends: ends, extended_support_ends: "2027-08-31" },
    },
  });

  it("need a newer one 60 days before standard support of the newest ends", () => {
    expect(staleData(dataOf({ kubernetesVersions: dated("2026-05-01") }), "2026-03-01")).toEqual([]);
    expect(staleData(dataOf({ kubernetesVersions: dated("2026-05-01") }), "2026-03-02")).toEqual([
      "policies/data/kubernetes-versions.json: standard support of its newest version 1.10 ends on 2026-05-01, and no newer version is in it. Read https://docs.aws.amazon.com/ again.",
    ]);
  });

  it("need one all the more when it has ended; it ends on its last day", () => {
    expect(staleData(dataOf({ kubernetesVersions: dated("2026-03-01") }), "2026-03-02")[0]).toContain("1.10 ended on");
    expect(staleData(dataOf({ kubernetesVersions: dated("2026-03-01") }), "2026-03-01")[0]).toContain("1.10 ends on");
  });
});

describe("the families of AMI types", () => {
  const withEnds = (al2: string, other?: string): PolicyData =>
    dataOf({
      amiTypes: amiTypesOf({
        AL2: { end_of_support: al2 },
        AL2023: other === undefined ? {} : { end_of_support: other },
      }),
    });

  it("may end while others go on", () => {
    for (const other of [undefined, "2026-03-01", "2029-06-30"]) {
      expect(staleData(withEnds("2025-11-26", other), "2026-03-01")).toEqual([]);
    }
  });

  it("are stale when none is left in support", () => {
    expect(staleData(withEnds("2025-11-26", "2026-02-28"), "2026-03-01")).toEqual([
      "policies/data/ami-types.json: support of every family in it has ended by 2026-03-01. Read https://docs.aws.amazon.com/ again.",
    ]);
  });
});
