import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { policyInputSchema } from "../../gate/document/schema";
import { capabilitiesFile, isCapabilitiesFresh } from "./capabilities";
import { catalogueFile, catalogueModule } from "./catalogue";
import { readClusterFlows } from "./cluster-flows";
import { dataProblems } from "./data";
import { flowPage, flowPageFile, flowTableFile, flowTableModule } from "./flow-table";
import { writeAtomically } from "./json";
import { repository, runOpa } from "./opa";
import { danglingReferences } from "./references";
import { type PolicySources, policiesFolder } from "./sources";

/** The JSON Schema of what a policy sees, written to `policies/schema/input.json`. */
const schemaFile = "schema/input.json";

/** Formatting, types, strictness, builtins: everything that can be wrong with the Rego, a line each. */
export function checkSources(sources: PolicySources): readonly string[] {
  return [
    ...checkCapabilities(),
    ...danglingReferences(sources),
    // A folder of one's own has data of its own.
    ...(sources.root === policiesFolder ? dataProblems(sources) : []),
    ...run(sources, "not formatted (run `npm run format`)", ["fmt", "--list", "--fail", "."]),
    ...run(sources, "does not compile for the Wasm", [
      "check",
      "--strict",
      "--max-errors=0",
      `--capabilities=${capabilitiesFile}`,
      `--schema=${schemaFile}`,
      ...sources.rego,
    ]),
    // Tests never reach the Wasm: they may call what only OPA has.
    ...run(sources, "does not compile with its tests", [
      "check",
      "--strict",
      "--max-errors=0",
      ...sources.rego,
      ...sources.tests,
    ]),
  ];
}

/** Writes what is generated from the sources, but for the bundle and the pages, or with `check` says which of it is not fresh. */
export function updateGenerated(sources: PolicySources, check: boolean): readonly string[] {
  const inPolicies = (file: string, fresh: string): readonly string[] =>
    update(join(sources.root, file), `policies/${file}`, fresh, check);
  return [
    ...inPolicies(schemaFile, `${JSON.stringify(policyInputSchema(), null, 2)}\n`),
    ...inPolicies(catalogueFile, catalogueModule(sources)),
    // A folder of one's own has no modules; of a table that is not as it should be, its own problems say enough.
    ...(sources.root === policiesFolder && dataProblems(sources).length === 0 ? updateFlowTable(sources, check) : []),
  ];
}

function updateFlowTable(sources: PolicySources, check: boolean): readonly string[] {
  const data = readClusterFlows(sources);
  return [
    ...update(join(repository, flowTableFile), flowTableFile, flowTableModule(data), check),
    ...update(join(repository, flowPageFile), flowPageFile, flowPage(data), check),
  ];
}

function update(path: string, name: string, fresh: string, check: boolean): readonly string[] {
  if (existsSync(path) && readFileSync(path, "utf8") === fresh) {
    return [];
  }
  if (check) {
    return [`${name} is not what its sources give: run \`npm run policies:build\`.`];
  }
  writeAtomically(path, fresh);
  return [];
}

function checkCapabilities(): readonly string[] {
  return isCapabilitiesFresh()
    ? []
    : ["tools/policies/capabilities.json is not what the pinned OPA gives: run `tsx tools/policies/capabilities.ts`."];
}

function run(sources: PolicySources, what: string, args: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = runOpa(args, sources.root);
  if (status === 0) {
    return [];
  }
  const problems: string[] = [];
  for (const line of `${stdout}\n${stderr}`.split("\n")) {
    const text = line.trim().replace(/^\d+ errors? occurred:\s*/, "");
    if (/^[^\s:]+[.]rego(:|$)/.test(text) || (text !== "" && problems.length === 0)) {
      problems.push(text);
    } else if (text !== "" && text !== "^") {
      // What a type error goes on with stands on lines of its own.
      problems.push(`${problems.pop() ?? ""}; ${text}`);
    }
  }
  return problems.length === 0 ? [`policies: ${what}.`] : problems.map((problem) => `policies/${problem}: ${what}.`);
}
