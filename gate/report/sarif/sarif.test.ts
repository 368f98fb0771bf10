import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import type { Log, Result } from "sarif";
import { describe, expect, it, test } from "vitest";

import {
  aFinding,
  aHostileJudgement,
  aJudgement,
  anOpen,
  aRule,
  aWaiver,
  hostileTexts,
  waivedView,
} from "../../../test/judgements";
import type { Judgement } from "../../engine/index";
import { toView, type View } from "../view";
import { toSarif } from "./index";

const folder = "/work/platform";

/** The official schema of 2.1.0, of draft 4 of JSON Schema but for nothing that differs from later ones. */
function readSchema(): object {
  const text = readFileSync(join(__dirname, "..", "fixtures", "sarif-2.1.0.schema.json"), "utf8");
  const { $schema: _, id: __, ...schema }: Record<string, unknown> = JSON.parse(text);
  return schema;
}

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
ajv.addFormat("uri", (text) => URL.canParse(text));
ajv.addFormat("uri-reference", (text) => /^[!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]*$/.test(text));
ajv.addFormat("date-time", true);
const isSarif = ajv.compile<Log>(readSchema());

function parsed(view: View): Log {
  const log: unknown = JSON.parse(toSarif(view, folder));
  if (!isSarif(log)) throw new Error(ajv.errorsText(isSarif.errors));
  return log;
}

const logOf = (judgement: Judgement): Log => parsed(toView(judgement));

function resultOf(view: View): Result {
  const result = parsed(view).runs[0]?.results?.[0];
  if (result === undefined) throw new Error("no result");
  return result;
}

it("has every rule that was asked, with help, page, tags and a score", () => {
  const asked = [aRule(), aRule({ id: "change-safety/kept", severity: "low", references: [], description: "" })];
  const [run] = logOf(aJudgement([], { rules: asked })).runs;
  expect(run?.results).toEqual([]);
  expect(run?.tool.driver.rules).toMatchObject([
    {
      id: "networking/control-plane-reaches-kubelet",
      name: "ControlPlaneReachesKubelet",
      helpUri: "https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html",
      help: { text: expect.stringContaining("Let tcp 10250") },
      defaultConfiguration: { level: "error" },
      properties: { tags: ["security", "terraform", "eks", "networking"], "security-severity": "9.5" },
    },
    { id: "change-safety/kept", defaultConfiguration: { level: "note" }, properties: { "security-severity": "2.0" } },
  ]);
  expect(run?.tool.driver.rules?.[1]).not.toHaveProperty("helpUri");
});

it("gives a rule the severity of its worst finding, where that is not its own", () => {
  const rule = aRule({ severity: "medium" });
  const [run] = logOf(aJudgement([aFinding({ rule, severity: "low" }), aFinding({ rule, severity: "high" })])).runs;
  expect(run?.tool.driver.rules?.[0]?.properties?.["security-severity"]).toBe("8.0");
  expect(run?.results?.map(({ level }) => level)).toEqual(["note", "error"]);
});

it("says of a failure what is wrong, what it rests on and where", () => {
  const location = { line: 9, column: 3, attribute: { line: 12, column: 5 } };
  const result = resultOf(toView(aJudgement([aFinding({ location })])));
  expect(result).toMatchObject({
    ruleId: "networking/control-plane-reaches-kubelet",
    ruleIndex: 0,
    kind: "fail",
    level: "error",
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "cdktf.out/stacks/prod/cdk.tf.json", uriBaseId: "%SRCROOT%" },
          region: { startLine: 12, startColumn: 5 },
        },
        logicalLocations: [
          { fullyQualifiedName: "aws_eks_node_group.main" },
          { fullyQualifiedName: "prod/node-group-general/node-group" },
        ],
      },
    ],
    suppressions: [],
  });
  expect(result.message.text?.split("\n")).toEqual([
    aFinding().message,
    "Rests on: aws_security_group.node, aws_security_group.control_plane",
    "Change: Let tcp 10250 into the nodes' security group.",
  ]);
});

it("puts the line of the program first, and the input beside it", () => {
  const made = aFinding({ source: { file: "lib/nodes.ts", line: 12, column: 5 } });
  const result = resultOf(toView(aJudgement([{ ...made, location: { line: 9, column: 3 } }])));
  expect(result.locations?.[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: "lib/nodes.ts", uriBaseId: "%SRCROOT%" },
    region: { startLine: 12, startColumn: 5 },
  });
  expect(result.relatedLocations?.[0]?.physicalLocation?.region).toEqual({ startLine: 9, startColumn: 3 });
});

it("calls what is not proven open, and what is waived suppressed, with its reason", () => {
  const open = resultOf(toView(aJudgement([anOpen()])));
  expect(open).toMatchObject({ kind: "open", level: "none", properties: { blocks: true } });
  expect(open.message.text).toMatch(/^Not proven: tcp 10250.*\nUnknown: aws_launch_template/);
  const { reason, ...bag } = aWaiver;
  const suppressions = [{ kind: "external", status: "accepted", justification: reason, properties: bag }];
  expect(resultOf(waivedView([aFinding()]))).toMatchObject({ kind: "fail", level: "error", suppressions });
  expect(resultOf(waivedView([anOpen()]))).toMatchObject({ kind: "open", level: "none", suppressions });
});

it("tells by what was judged, and what made that less strict", () => {
  const relaxed = [{ rule: "networking/x", how: "off", from: "eksgate.yaml:9" }];
  const [run] = logOf(aJudgement([aFinding()], { relaxed, profile: "development" })).runs;
  expect(run).toMatchObject({
    automationDetails: { id: "eksgate/config/" },
    invocations: [
      {
        executionSuccessful: true,
        exitCode: 1,
        exitCodeDescription: "FAILED: 1 rule, 2 subjects: 1 passed, 1 failed (1 critical)",
        toolConfigurationNotifications: [{ level: "note", message: { text: expect.stringContaining("networking/x") } }],
      },
    ],
    artifacts: [{ location: { uri: "cdktf.out/stacks/prod/cdk.tf.json" }, properties: { kind: "config" } }],
    properties: { date: "2026-11-23", profile: "development", relaxed, policies: [{ name: "eksgate" }] },
  });
});

it("tells of what fails the run and is no finding", () => {
  const view = { ...toView(aJudgement([])), notices: [{ fails: true, text: "a waiver has expired" }] };
  expect(parsed(view).runs[0]?.invocations?.[0]?.toolConfigurationNotifications).toEqual([
    { level: "error", message: { text: "a waiver has expired" } },
  ]);
});

it("tells findings of several documents apart, and the same ones of two runs not", () => {
  const hashes = (findings: readonly ReturnType<typeof aFinding>[]): unknown[] =>
    logOf(aJudgement(findings)).runs[0]?.results?.map(({ partialFingerprints }) => partialFingerprints) ?? [];
  const [prod, test] = hashes([aFinding(), aFinding({ document: "cdktf.out/stacks/test/cdk.tf.json" })]);
  expect(prod).toEqual(hashes([aFinding()])[0]);
  expect(prod).toMatchObject({ "eksgate/v1": aFinding().fingerprint });
  expect(prod).not.toEqual(test);
});

describe("an address", () => {
  const uriOf = (document: string): unknown =>
    resultOf(toView(aJudgement([aFinding({ document })]))).locations?.[0]?.physicalLocation?.artifactLocation;

  it.each([
    ["plan.json", "plan.json"],
    ["./out//plan.json", "out/plan.json"],
    ["a b/ü#?%41.json", "a%20b/%C3%BC%23%3F%2541.json"],
    ["javascript:alert(1)", "javascript%3Aalert(1)"],
    ["/work/platform/plans/prod.json", "plans/prod.json"],
  ])("of %s is relative, and its characters mean nothing", (path, uri) => {
    expect(uriOf(path)).toEqual({ uri, uriBaseId: "%SRCROOT%" });
  });

  it.each([
    ["../other/plan.json", "file:///work/other/plan.json"],
    ["/tmp/a b.json", "file:///tmp/a%20b.json"],
  ])("of %s outside the folder is whole", (path, uri) => {
    expect(uriOf(path)).toEqual({ uri });
  });

  it("of standard input names it", () => {
    expect(uriOf("-")).toMatchObject({ uri: "stdin", description: { text: "standard input" } });
  });
});

test.each(hostileTexts)("%s stays text", (text) => {
  const log = logOf(aHostileJudgement(text));
  for (const { message, locations } of log.runs[0]?.results ?? []) {
    expect(message.text).not.toMatch(/(?<!\\)\]\(/);
    expect(message.text).not.toMatch(/(?<!\{)\{\d+\}/);
    const uri = locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? "";
    expect(uri).toMatch(/^lib\//);
    expect(uri.split("/")).not.toContain("..");
  }
  for (const { helpUri } of log.runs[0]?.tool.driver.rules ?? []) expect(helpUri ?? "https://").toMatch(/^https:\/\//);
});
