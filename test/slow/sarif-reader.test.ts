import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log } from "sarif";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { toSarif } from "../../gate/report/sarif/index";
import { toView } from "../../gate/report/view";
import { aFinding, aHostileJudgement, aJudgement, anOpen, hostileTexts, waivedView } from "../judgements";

/** It would ask every address of a report for an answer. */
const configuration = `<?xml version="1.0" encoding="utf-8"?>
<Properties>
  <Properties Key="SARIF2006.UrisShouldBeReachable.Options">
    <Property Key="RuleEnabled" Value="Disabled" Type="Driver.RuleEnabledState" />
  </Properties>
</Properties>
`;

const made = aFinding({ source: { file: "lib/nodes.ts", line: 12, column: 5 } });
const reports: Readonly<Record<string, string>> = {
  "report.sarif": toSarif(toView(aJudgement([{ ...made, location: { line: 9, column: 3 } }, anOpen()])), "/work"),
  "waived.sarif": toSarif(waivedView([aFinding(), anOpen()]), "/work"),
  "hostile.sarif": toSarif(toView(aHostileJudgement(hostileTexts.join(" "))), "/work"),
};

// It has a build for one processor of each system.
describe.skipIf(process.arch !== "x64")("the SARIF Multitool of Microsoft", () => {
  const folder = mkdtempSync(join(tmpdir(), "eksgate-sarif-"));
  const path: unknown = createRequire(__filename)("@microsoft/sarif-multitool");
  const run = (...args: string[]): string =>
    execFileSync(String(path), args, {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" },
    });

  beforeAll(() => {
    // Its package does this in a script, which an installation may leave out.
    if (process.platform !== "win32") chmodSync(String(path), 0o755);
    for (const [name, text] of Object.entries(reports)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, "configuration.xml"), configuration);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it("finds no error in the reports", () => {
    const broken = reports["report.sarif"]?.replace('"ruleIndex": 0', '"ruleIndex": 7') ?? "";
    writeFileSync(join(folder, "broken.sarif"), broken);
    const names = [...Object.keys(reports), "broken.sarif"];
    const told = run(
      "validate",
      ...names,
      "--config",
      "configuration.xml",
      "--level",
      "Error",
      "--output",
      "told.json",
    );
    expect(told).toContain(`${names.length} files scanned`);
    expect(told.match(/^.*: error .*$/gm)).toEqual([expect.stringMatching(/broken[.]sarif.* error SARIF1009/)]);
  });

  it.each(Object.keys(reports))("reads %s, and writes all of its results again", (name) => {
    run("rewrite", name, "--output", `again-${name}`);
    const log: Log = JSON.parse(readFileSync(join(folder, `again-${name}`), "utf8"));
    const before: Log = JSON.parse(reports[name] ?? "");
    const facts = ({ runs }: Log): unknown =>
      runs[0]?.results?.map(({ ruleId, kind = "fail", message, suppressions = [] }) => [
        ruleId,
        kind,
        message.text,
        suppressions.length,
      ]);
    expect(facts(log)).toEqual(facts(before));
  });
});
