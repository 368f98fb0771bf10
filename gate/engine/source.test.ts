import { expect, test } from "vitest";

import { sourceOf } from "./source";

const folder = "/work/platform";

test.each([
  ["new Vpc (/work/platform/main.ts:3:5)", { file: "main.ts", line: 3, column: 5 }],
  ["/work/platform/lib/network.ts:12:7", { file: "lib/network.ts", line: 12, column: 7 }],
  ["at main.ts:3", { file: "main.ts", line: 3 }],
  ["at async make (file:///work/platform/a%20b.ts:1:2)", { file: "a b.ts", line: 1, column: 2 }],
  ["Object.<anonymous> (/work/platform/[x]/main.ts:1:1)", { file: "[x]/main.ts", line: 1, column: 1 }],
  ["fn (/work/platform/(group)/main.ts:1:1)", { file: "(group)/main.ts", line: 1, column: 1 }],
  ["at /work/platform/\u001b[31mmain.ts:1:1", { file: "main.ts", line: 1, column: 1 }],
])("reads the frame %s", (frame, source) => {
  expect(sourceOf([frame], folder)).toEqual(source);
});

test("takes the innermost frame that is not in a package", () => {
  const trace = [
    "new TerraformElement (/work/platform/node_modules/cdktf/lib/terraform-element.js:25:19)",
    "new Network (/work/platform/lib/network.ts:40:5)",
    "Object.<anonymous> (/work/platform/main.ts:9:1)",
  ];
  expect(sourceOf(trace, folder)).toEqual({ file: "lib/network.ts", line: 40, column: 5 });
});

test.each([
  "/etc/passwd:1:1",
  "../../outside.ts:1:1",
  "/work/platform/../other/main.ts:1:1",
  "node:internal/modules/cjs/loader:1105:14",
  "https://example.org/main.ts:1:1",
  "javascript:alert(1):1:1",
  "file://host/%zz:1:1",
  "main.ts:0:0",
  "native",
  "",
  ":1:1",
  `${"(".repeat(100_000)}:1:1`,
])("passes over %s", (frame) => {
  expect(sourceOf([frame], folder)).toBeUndefined();
});
