import { expect, test } from "vitest";

import { nearest } from "./nearest";

const known = [
  "networking/flow-logs-enabled",
  "networking/nodes-reach-api-server",
  "shared-responsibility/imdsv2-required",
];

test.each([
  ["networking/flow-log-enabled", "networking/flow-logs-enabled"],
  ["network/nodes-reach-api-server", "networking/nodes-reach-api-server"],
  ["imdsv2-required", "shared-responsibility/imdsv2-required"],
  ["IMDSV2-REQUIRED", undefined],
  ["completely-different", undefined],
])("%s may mean %s", (typed, meant) => {
  expect(nearest(typed, known)).toBe(meant);
});
