import { groupOf } from "../engine/index";
import { waiverText } from "./finding-text";
import { groupsOf, linesOf, placeOf, type ShownFinding, type View } from "./view";

/**
 * The report as JUnit XML: a suite for each document and group of rules, a case for each rule and subject.
 *
 * What fails and blocks is a failure, what is not proven and blocks an error. What does not block, and what is waived, is skipped, with why: a
 * case that passed would hide it.
 */
export function toJunit(view: View): string {
  const { judgement } = view;
  const suites = judgement.documents.flatMap(({ path, stack }) =>
    groupsOf(view).map((group) => suiteOf(view, { path, name: stack ?? path, group })),
  );
  const all = [...noticesOf(view), ...suites.filter(({ cases }) => cases.length > 0)];
  const xml = all.map((suite) => suiteXml(suite, propertiesOf(view)));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="eksgate" ${countsOf(all.flatMap(({ cases }) => cases))}>`,
    ...xml,
    "</testsuites>",
    "",
  ].join("\n");
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

interface Case {
  readonly result: "pass" | "failure" | "error" | "skipped";
  readonly xml: string;
}

function suiteOf(
  { judgement, findings }: View,
  { path, name, group }: { readonly path: string; readonly name: string; readonly group: string },
): Suite {
  const className = `${name}.${group}`;
  const found = findings.filter(({ finding }) => finding.document === path && groupOf(finding.rule.id) === group);
  const passed = judgement.passes.filter((pass) => pass.document === path && groupOf(pass.rule) === group);
  return {
    name: `${name} ${group}`,
    cases: [
      ...found.map((shown) => caseOf(shown, className)),
      ...passed.map(({ rule, address }): Case => {
        return {
          result: "pass",
          xml: `    <testcase ${attributes({ classname: className, name: `${rule} ${address}`, time: "0" })}/>`,
        };
      }),
    ],
  };
}

function caseOf(shown: ShownFinding, classname: string): Case {
  const { finding, name, remark } = shown;
  const { outcome, blocks, waiver } = finding;
  const { file, line } = placeOf(finding);
  const result = blocks ? (outcome === "fail" ? "failure" : "error") : "skipped";
  const why =
    waiver === undefined
      ? `${name}${remark === "" ? "" : ` (${remark})`}: ${finding.message}`
      : `Waived ${waiverText(waiver)}`;
  const head = attributes({
    classname,
    name: `${finding.rule.id} ${finding.address}`,
    time: "0",
    file,
    ...(line === undefined ? {} : { line: String(line) }),
  });
  const type = result === "skipped" ? {} : { type: `${outcome} ${finding.severity}` };
  return {
    result,
    xml: [
      `    <testcase ${head}>`,
      `      <${result} ${attributes({ message: why, ...type })}>${escapeXml(linesOf(finding).join("\n"))}</${result}>`,
      "    </testcase>",
    ].join("\n"),
  };
}

/** What fails the run and is no finding must be a case that fails. */
function noticesOf({ notices }: View): Suite[] {
  const cases = notices.map(({ fails, text }, at): Case => {
    const result = fails ? "failure" : "skipped";
    const head = attributes({ classname: "eksgate", name: `notice ${at + 1}`, time: "0" });
    return {
      result,
      xml: `    <testcase ${head}>\n      <${result} ${attributes({ message: text })}/>\n    </testcase>`,
    };
  });
  return cases.length === 0 ? [] : [{ name: "eksgate", cases }];
}

function propertiesOf({ judgement, circumstances, word, told }: View): readonly (readonly [string, string])[] {
  return [
    ["verdict", `${word}: ${told}`],
    ["date", judgement.date],
    ["profile", judgement.profile],
    ...circumstances.map((text, at) => [`circumstance ${at + 1}`, text] as const),
  ];
}

function suiteXml({ name, cases }: Suite, properties: readonly (readonly [string, string])[]): string {
  return [
    `  <testsuite ${attributes({ name })} ${countsOf(cases)}>`,
    "    <properties>",
    ...properties.map(([key, value]) => `      <property ${attributes({ name: key, value })}/>`),
    "    </properties>",
    ...cases.map(({ xml }) => xml),
    "  </testsuite>",
  ].join("\n");
}

function countsOf(cases: readonly Case[]): string {
  const number = (result: Case["result"]): string => String(cases.filter((one) => one.result === result).length);
  return attributes({
    tests: String(cases.length),
    failures: number("failure"),
    errors: number("error"),
    skipped: number("skipped"),
    time: "0",
  });
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escapeXml(value)}"`)
    .join(" ");
}

/** Text as XML 1.0, for an element or a quoted attribute. What XML cannot hold, not even as a reference, becomes the sign for that. */
function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text
    .replace(/[^\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
