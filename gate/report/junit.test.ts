import { SaxesParser } from "saxes";
import { expect, test } from "vitest";

import { aFinding, aHostileJudgement, aJudgement, anOpen, hostileTexts, waivedView } from "../../test/judgements";
import { toJunit } from "./junit";
import { toView } from "./view";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** The elements in their order, by a parser that refuses whatever XML 1.0 does. */
function elements(xml: string): readonly Element[] {
  const found: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes, text: "" };
    found.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on("closetag", () => open.pop());
  parser.write(xml).close();
  return found;
}

const named = (xml: string, name: string): readonly Element[] =>
  elements(xml).filter((element) => element.name === name);

test("each rule and subject is a case, also one that passed, in a suite of its document and group", () => {
  const xml = toJunit(toView(aJudgement([aFinding({ location: { line: 9, column: 3 } })])));
  expect(named(xml, "testsuites")[0]?.attributes).toMatchObject({
    tests: "2",
    failures: "1",
    errors: "0",
    skipped: "0",
  });
  expect(named(xml, "testsuite").map(({ attributes }) => attributes["name"])).toEqual(["prod networking"]);
  expect(named(xml, "testcase").map(({ attributes }) => attributes)).toEqual([
    {
      classname: "prod.networking",
      name: "networking/control-plane-reaches-kubelet aws_eks_node_group.main",
      time: "0",
      file: "cdktf.out/stacks/prod/cdk.tf.json",
      line: "9",
    },
    expect.objectContaining({ name: "networking/control-plane-reaches-kubelet aws_eks_node_group.sound" }),
  ]);
  expect(named(xml, "failure")[0]?.text).toContain("Change: Let tcp 10250");
});

test.each([
  ["error", toView(aJudgement([anOpen()])), "NOT PROVEN, critical"],
  ["skipped", toView(aJudgement([anOpen({ severity: "high" })])), "NOT PROVEN, high"],
  ["skipped", toView(aJudgement([aFinding({ severity: "low" })])), "LOW (below medium: advises)"],
  ["skipped", waivedView([aFinding()]), "Waived until 2027-01-31 by platform-team"],
  ["failure", { ...toView(aJudgement([])), notices: [{ fails: true, text: "a waiver expired" }] }, "a waiver expired"],
])("it is %s, with why", (result, view, why) => {
  const [element, ...others] = named(toJunit(view), result);
  expect(element?.attributes["message"]).toContain(why);
  expect(others).toEqual([]);
});

test("a suite tells by what was judged, and what made that less strict", () => {
  const relaxed = [{ rule: "networking/x", how: "off", from: "eksgate.yaml:9" }];
  const values = named(toJunit(toView(aJudgement([], { relaxed }))), "property").map(
    ({ attributes }) => attributes["value"],
  );
  expect(values).toContain("2026-11-23");
  expect(values).toContain("Relaxed: networking/x off, from eksgate.yaml:9");
});

test.each([...hostileTexts, "\u0000\u001b[31m\u0007"])("%s stays text", (text) => {
  const names = elements(toJunit(toView(aHostileJudgement(text)))).map(({ name }) => name);
  expect(names.filter((name) => name === "testcase")).toHaveLength(3);
  expect(names.filter((name) => name === "failure")).toHaveLength(1);
  expect(new Set(names)).toEqual(
    new Set(["testsuites", "testsuite", "properties", "property", "testcase", "failure", "error"]),
  );
});
