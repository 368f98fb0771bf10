import { z } from "zod";

import { responsibilities } from "../../engine/responsibilities";
import { severities } from "../../engine/severity";

const number = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const line = z
  .string()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is kept out
  .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/)
  .meta({ description: "Text without control characters." });
const rule = z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/);
const severity = z.enum(severities);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const outcome = z
  .enum(["fail", "undetermined", "waived", "pass", "nothing"])
  .meta({ description: "The worst of what was found; nothing: no rule found a resource that it applies to." });

const counts = { pass: number, fail: number, undetermined: number, waived: number };

const cell = z.strictObject({
  side: z.enum(["aws", "you"]).meta({ description: "Who runs it." }),
  item: z.enum([...responsibilities.aws, ...responsibilities.you]).meta({ description: "The row." }),
  duty: line.min(1).meta({ description: "What AWS runs and leaves to choose, or what is owed." }),
  page: z
    .string()
    .regex(/^https:\/\//)
    .meta({ description: "The AWS page that says so." }),
  outcome,
  severity: severity.optional().meta({ description: "The worst severity of what fails or is not proven." }),
  ...counts,
  resources: z
    .array(z.strictObject({ document: line, address: line, outcome: outcome.exclude(["nothing"]) }))
    .meta({ description: "The subjects of the rules: the worst first, then by document and address." }),
  rules: z
    .array(z.strictObject({ rule, title: line, severity, outcome, ...counts }))
    .meta({ description: "The rules that watch the cell; none where options switch all of them off." }),
});

/** What `eksgate responsibilities --format json` prints, version 1. */
export const responsibilitiesSchema = z
  .strictObject({
    version: z.literal(1),
    tool: z.strictObject({ name: z.literal("eksgate"), version: line.min(1) }),
    policies: z
      .array(z.strictObject({ name: line.min(1), revision: line, opa: line.optional(), sha256: line, rules: number }))
      .meta({ description: "The compiled policies that were asked." }),
    date: day.meta({ description: "The day that was judged by." }),
    profile: z.enum(["production", "development"]),
    relaxed: z
      .array(z.strictObject({ rule: rule.optional(), how: line, from: line }))
      .meta({ description: "What made the gate judge less strictly than it would by itself." }),
    documents: z.array(
      z.strictObject({
        path: line,
        kind: z.enum(["config", "plan", "state"]),
        stack: line.optional(),
        resources: number,
      }),
    ),
    summary: z
      .strictObject({
        cells: number,
        fail: number,
        undetermined: number,
        waived: number,
        pass: number,
        nothing: number,
      })
      .meta({ description: "Cells by outcome." }),
    cells: z.array(cell).meta({ description: "Every row of the table: AWS's side first." }),
  })
  .meta({ title: "eksgate responsibilities", description: "What `eksgate responsibilities --format json` prints." });
