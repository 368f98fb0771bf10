import { expect, test } from "vitest";

import { planOf } from "../bench/plan";
import { read, scopes } from "../gate/document/index";
import { prune } from "../gate/document/prune";
import { loadPolicies } from "../gate/engine/index";
import { mergeResults, parseResults } from "../gate/engine/result";

const { manifest, evaluate } = loadPolicies({});

test("a plan of several clusters has the same results split as whole", () => {
  const document = read(planOf(3), "plan.json");
  const resultsOf = (part: object) => {
    const asked = { kind: document.kind, date: "2026-12-01", profile: "production", settings: {} };
    return parseResults(evaluate({ ...part, ...asked }), manifest.rules);
  };
  const outcomes = (results: ReturnType<typeof resultsOf>) =>
    results.map(({ rule, address, outcome }) => `${rule} ${address}: ${outcome}`).sort();
  const parts = scopes(document, manifest.reads);
  expect(parts.length).toBeGreaterThanOrEqual(3);
  const whole = outcomes(resultsOf(prune(document, manifest.reads)));
  expect(outcomes(mergeResults(parts.map(resultsOf)).flat())).toEqual(whole);
  expect(whole.filter((text) => text.endsWith(": fail"))).toEqual([]);
});
