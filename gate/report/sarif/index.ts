import { createHash } from "node:crypto";
import type { Artifact, Location, Log, LogicalLocation, Notification, PhysicalLocation, Result, Run } from "sarif";

import type { Finding, Position } from "../../engine/index";
import { linesOf, type ShownFinding, type View } from "../view";
import { descriptorsOf, levelOf } from "./descriptors";
import { artifactLocation, root } from "./uri";

/**
 * The report as SARIF 2.1.0, for code scanning and viewers: the same bytes for the same judgement and folder.
 *
 * What fails has the level of its severity. What is not proven is of the kind `open`, whose level must be `none`; code scanning goes by the
 * `security-severity` of the rule, and so shows it as severe as it is. What is waived carries a suppression.
 *
 * @param folder the folder that paths are made relative to
 */
export function toSarif(view: View, folder: string): string {
  const log: Log = { $schema: schema, version: "2.1.0", runs: [runOf(view, folder)] };
  return `${JSON.stringify(log, wellFormed, 2)}\n`;
}

/** Half of a pair of UTF-16 is no text; readers refuse it, or each makes something else of it. */
function wellFormed(_: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value;
}

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

function runOf(view: View, folder: string): Run {
  const { judgement, verdict } = view;
  const { documents, rules } = judgement;
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  const kinds = [...new Set(documents.map(({ kind }) => kind))].sort();
  return {
    tool: {
      driver: { name: "eksgate", semanticVersion: view.version, rules: descriptorsOf(view) },
    },
    // What is found in configuration and in plans are two analyses, of which neither takes the place of the other.
    automationDetails: { id: `eksgate/${kinds.join("+") || "nothing"}/` },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { [root]: { description: { text: "The folder that eksgate ran in." } } },
    invocations: [
      {
        executionSuccessful: true,
        exitCode: verdict.blocks ? 1 : 0,
        exitCodeDescription: `${view.word}: ${view.told}`,
        toolConfigurationNotifications: notificationsOf(view),
      },
    ],
    artifacts: documents.map((document): Artifact => {
      const { path, kind, stack, resources } = document;
      return {
        location: artifactLocation(path, folder),
        mimeType: "application/json",
        roles: ["analysisTarget"],
        properties: { kind, ...(stack === undefined ? {} : { stack }), resources },
      };
    }),
    results: view.findings.map((shown) => resultOf(shown, ruleIndex.get(shown.finding.rule.id), folder)),
    properties: {
      verdict: view.word,
      date: judgement.date,
      profile: judgement.profile,
      failOn: judgement.failOn,
      undetermined: judgement.undetermined,
      summary: view.summary,
      policies: judgement.policies,
      relaxed: judgement.relaxed,
    },
  };
}

function notificationsOf({ judgement, notices }: View): Notification[] {
  const relaxed = judgement.relaxed.map(
    ({ rule, how, from }): Notification => ({
      level: "note",
      message: { text: escapeMessage(`Relaxed: ${rule === undefined ? "" : `${rule} `}${how}, from ${from}`) },
    }),
  );
  return [
    ...notices.map(
      ({ fails, text }): Notification => ({
        level: fails ? "error" : "warning",
        message: { text: escapeMessage(text) },
      }),
    ),
    ...relaxed,
  ];
}

function resultOf(shown: ShownFinding, ruleIndex: number | undefined, folder: string): Result {
  const { finding } = shown;
  const { outcome, blocks, waiver } = finding;
  // One that is waived was not proven before, if something about it is unknown.
  const isOpen = outcome === "undetermined" || (outcome === "waived" && finding.missing.length > 0);
  return {
    ruleId: finding.rule.id,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    kind: isOpen ? "open" : "fail",
    level: isOpen ? "none" : levelOf(finding.severity),
    message: { text: linesOf(finding).map(escapeMessage).join("\n") },
    ...locationsOf(shown, folder),
    partialFingerprints: {
      "eksgate/v1": finding.fingerprint,
      // What code scanning knows a finding by in the next run; it would take the line of a file that is not in the repository.
      primaryLocationLineHash: `${digest([finding.document, finding.fingerprint])}:1`,
    },
    suppressions: waiver === undefined ? [] : [suppressionOf(waiver)],
    properties: {
      severity: finding.severity,
      outcome,
      blocks,
      attributes: finding.attributes,
      related: finding.related,
      missing: finding.missing,
    },
  };
}

function suppressionOf({
  reason,
  owner,
  expires,
}: NonNullable<Finding["waiver"]>): NonNullable<Result["suppressions"]>[number] {
  return { kind: "external", status: "accepted", justification: reason, properties: { owner, expires } };
}

/** The line of the program comes first, where it is known: that is the one to change. The one in the input is then a related one. */
function locationsOf(shown: ShownFinding, folder: string): Pick<Result, "locations" | "relatedLocations"> {
  const { finding } = shown;
  const { location } = finding;
  const input = physicalLocation(finding.document, location?.attribute ?? location, folder);
  const logicalLocations = logicalLocationsOf(shown);
  if (finding.source === undefined) return { locations: [{ physicalLocation: input, logicalLocations }] };
  const { file, line, column } = finding.source;
  const program = physicalLocation(file, { line, ...(column === undefined ? {} : { column }) }, folder);
  const related: Location = { id: 1, physicalLocation: input, message: { text: "In the input that was judged" } };
  return { locations: [{ physicalLocation: program, logicalLocations }], relatedLocations: [related] };
}

function physicalLocation(
  path: string,
  position: { readonly line: number; readonly column?: Position["column"] } | undefined,
  folder: string,
): PhysicalLocation {
  const { line, column } = position ?? {};
  const region =
    line === undefined ? {} : { startLine: line, ...(column === undefined ? {} : { startColumn: column }) };
  return { artifactLocation: artifactLocation(path, folder), ...(line === undefined ? {} : { region }) };
}

function logicalLocationsOf({ finding }: ShownFinding): LogicalLocation[] {
  const { address, construct } = finding;
  return [
    { fullyQualifiedName: address, kind: "resource" },
    ...(construct === undefined ? [] : [{ fullyQualifiedName: construct, kind: "construct" }]),
  ];
}

/** Text as a message, in which SARIF knows links, `[text](address)`, and places for arguments, `{0}`. */
function escapeMessage(text: string): string {
  return text.replace(/\](?=\()/g, "\\]").replace(/\{(\d+)\}/g, "{{$1}}");
}

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}
