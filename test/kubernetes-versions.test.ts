import { expect, it } from "vitest";
import { KUBERNETES_VERSIONS } from "../modules";
import { kubernetes_versions } from "../policies/data/kubernetes-versions.json";

it("the versions that the constructs know are the newest ones whose support dates the policies have", () => {
  const dated = Object.keys(kubernetes_versions.versions);
  expect(dated.slice(-KUBERNETES_VERSIONS.length)).toEqual([...KUBERNETES_VERSIONS]);
});
