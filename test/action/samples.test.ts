import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { action, all } from "./change";
import { repository, runAction } from "./runner";

const step = z.object({
  id: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.coerce.string()).optional(),
});
const workflow = z.object({ jobs: z.object({ action: z.object({ steps: z.array(step) }) }) });

/** What the workflow of this repository gives to the action. */
function given(id: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(repository, ".github/workflows/ci.yml"), "utf8");
  const found = workflow.parse(parse(text)).jobs.action.steps.find((each) => each.id === id);
  expect(found?.uses).toBe("./");
  return found?.with ?? {};
}

test.each([
  ["broken", 1, "fail"],
  ["good", 0, "pass"],
])("the %s samples end with %i in CI", async (id, code, outcome) => {
  const env = { GITHUB_EVENT_NAME: "push", GITHUB_BASE_REF: "", CHECKPOINT_DISABLE: "1" };
  const result = await runAction({ action, folder: repository, temporary: all, inputs: given(id), event: {}, env });
  expect(result.log).toContain(code === 0 ? "PASSED" : "CRITICAL  networking/control-plane-reaches-kubelet");
  expect([result.status, result.outputs["outcome"], result.outputs["exit-code"]]).toEqual([
    code,
    outcome,
    String(code),
  ]);
});
