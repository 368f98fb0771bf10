import { join } from "node:path";
import Ajv from "ajv";
import { expect, test } from "vitest";
import { z } from "zod";

import { read } from "../../document/index";
import { judge } from "../../engine/index";
import { responsibilitiesSchema } from "./schema";
import { toResponsibilities, toResponsibilitiesJson } from "./table";

const schema = z.toJSONSchema(responsibilitiesSchema, { target: "draft-7" });
const cluster = { name: "prod", role_arn: "arn:aws:iam::111122223333:role/eks", version: "1.34" };
const text = JSON.stringify({
  "//": { metadata: { stackName: "prod" } },
  resource: { aws_eks_cluster: { main: { ...cluster, vpc_config: { subnet_ids: ["subnet-0a"] } } } },
});
const table = toResponsibilities(
  judge([read(text, "cdk.tf.json")], { date: "2026-11-23", skip: ["networking/flow-logs-enabled"] }),
);

test("the JSON Schema in the package is that of the table (after a change: vitest run -u)", async () => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    join(__dirname, "..", "..", "responsibilities.schema.json"),
  );
});

test("what is printed is valid against it, and anything else is not", () => {
  const isTable = new Ajv({ strict: true, allErrors: true }).compile(schema);
  const printed: unknown = JSON.parse(toResponsibilitiesJson(table));
  isTable(printed);
  expect(isTable.errors).toBeNull();
  expect(isTable({ ...table, more: 1 })).toBe(false);
  expect(isTable({ ...table, version: 2 })).toBe(false);
  expect(isTable({ ...table, date: "23 November" })).toBe(false);
});
