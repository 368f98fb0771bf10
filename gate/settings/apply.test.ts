import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { withSettings } from "./apply";
import { SettingsError } from "./errors";

const folder = mkdtempSync(join(tmpdir(), "eksgate-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "eksgate.yaml");
writeFileSync(file, "fail_on: high\nundetermined: warn\nsettings: { cni: cilium, kube_proxy: false }\n");

test("options win over the settings file, and what is relaxed is put down to the one that did it", () => {
  const options = withSettings({ failOn: "critical", settings: { cni: "vpc-cni" } }, file);
  expect(options).toMatchObject({
    failOn: "critical",
    undetermined: "warn",
    settings: { cni: "vpc-cni", kube_proxy: false },
    sources: { failOn: "failOn", undetermined: `${file}:2` },
  });
});

test("options win over what the file says of clusters, and join its waivers", () => {
  const path = join(folder, "clusters.yaml");
  writeFileSync(
    path,
    "clusters:\n  - { match: sandbox-*, fail_on: critical, undetermined: ignore, settings: { cni: none } }\n",
  );
  const waiver = {
    rule: "networking/flow-logs-enabled",
    target: { address: "*" },
    reason: "why",
    owner: "me",
    expires: "2026-12-31",
    from: "here",
  };
  const { clusters, waivers } = withSettings({ failOn: "low", settings: { cni: "cilium" }, waivers: [waiver] }, path);
  expect(clusters).toEqual([
    {
      match: "sandbox-*",
      undetermined: "ignore",
      settings: { cni: "cilium" },
      ruleSettings: [],
      from: `${path}:2`,
    },
  ]);
  expect(waivers).toEqual([waiver]);
});

test("a settings file that is named must be there; none is read where that is asked", () => {
  expect(() => withSettings({}, join(folder, "none.yaml"))).toThrow(SettingsError);
  expect(withSettings({ failOn: "low" }, false)).toEqual({ failOn: "low" });
});
