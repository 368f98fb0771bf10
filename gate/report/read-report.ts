import { z } from "zod";

import { clean, UsageError } from "../engine/index";
import { undeterminedModes } from "../engine/options";
import { severities } from "../engine/severity";

const number = z.int().min(0);
const line = z.string().transform(clean);
const lines = z.array(line);
const severity = z.enum(severities);
const position = { line: number, column: number };

/** The report of `eksgate check --format json`, as far as it takes to join several. Other keys are left out. */
const reportSchema = z.object({
  version: z.literal(1),
  tool: z.object({ name: z.literal("eksgate"), version: line }),
  policies: z.array(z.object({ name: line, revision: line, opa: line.exactOptional(), sha256: line, rules: number })),
  date: line,
  profile: z.enum(["production", "development"]),
  failOn: severity,
  undetermined: z.enum(undeterminedModes),
  relaxed: z.array(z.object({ rule: line.exactOptional(), how: line, from: line })),
  documents: z.array(
    z.object({
      path: line,
      kind: z.enum(["config", "plan", "state"]),
      stack: line.exactOptional(),
      resources: number,
      subjects: number,
    }),
  ),
  summary: z.object({
    rules: number,
    subjects: number,
    pass: number,
    fail: number,
    undetermined: number,
    waived: number,
  }),
  findings: z.array(
    z
      .object({
        rule: line,
        severity,
        outcome: z.enum(["fail", "undetermined", "waived"]),
        document: line,
        address: line,
        construct: line.exactOptional(),
        source: z.object({ file: line, line: number, column: number.exactOptional() }).exactOptional(),
        location: z.object({ ...position, attribute: z.object(position).exactOptional() }).exactOptional(),
        attributes: lines,
        related: lines,
        message: line,
        missing: lines.default([]),
        fingerprint: line,
        blocks: z.boolean(),
        known: z.literal(true).exactOptional(),
        waiver: z.object({ reason: line, owner: line, expires: line }).exactOptional(),
      })
      .refine(
        ({ outcome, waiver, blocks }) =>
          (outcome === "waived") === (waiver !== undefined) && !(blocks && waiver !== undefined),
        {
          path: ["waiver"],
          message: "what is waived has a waiver, and nothing else has",
        },
      ),
  ),
  waivers: z.array(
    z.object({
      rule: line,
      target: line,
      reason: line,
      owner: line,
      expires: line,
      from: line,
      state: z.enum(["used", "expired", "outdated", "unused", "not allowed", "not asked"]),
      findings: number,
    }),
  ),
  passes: z.array(z.object({ rule: line, address: line, document: line })),
  shard: z
    .object({
      index: number,
      total: number,
      division: line,
      settings: line,
      allowEmpty: z.boolean(),
      rules: lines,
      inputs: z.array(z.object({ path: line, subjects: number })),
      places: z.array(number),
    })
    .exactOptional(),
});

export type ReadReport = z.infer<typeof reportSchema>;

/**
 * Reads a report that `eksgate check --format json` wrote.
 *
 * @param file what errors call it
 * @throws UsageError with all that is wrong with it
 */
export function readReport(text: string, file: string): ReadReport {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new UsageError(`${file}: it is not JSON, as if it was cut off or is no report.`);
  }
  const parsed = reportSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.map(String).join(".") || "the whole"}: ${message}`,
  );
  const shown = problems.slice(0, 5);
  const more = problems.length > shown.length ? [`${problems.length - shown.length} more`] : [];
  throw new UsageError(
    `${file}: it is no report of \`eksgate check --format json\`: ${[...shown, ...more].join("; ")}.`,
  );
}
