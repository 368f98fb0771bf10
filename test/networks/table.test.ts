import { describe, expect, it } from "vitest";
import { evaluate } from "./evaluator";
import { type Form, judge } from "./judged";
import { blocksOf } from "./resources";
import { type Case, wanted } from "./table";
import { aclCases } from "./table-acls";
import { carrierCases } from "./table-carriers";
import { encodingCases } from "./table-encodings";
import { groupCases } from "./table-groups";
import { routeCases } from "./table-routes";

const themes: Readonly<Record<string, readonly Case[]>> = {
  "security groups": groupCases,
  "encodings and origins of groups": encodingCases,
  "network ACLs": aclCases,
  routes: routeCases,
  carriers: carrierCases,
};

const cases = Object.entries(themes).flatMap(([theme, all]) => all.map((one) => ({ ...one, theme })));
const theMain = "aws_eks_node_group.main";

describe.each<Form>(["configuration", "plan"])("%s", (form) => {
  it.each(cases)("$theme: $title", ({ network, but, butInPlans, carrier = theMain, blocks = (all) => all }) => {
    const judged = judge(blocks(blocksOf(network)), form);
    expect(judged.get(carrier)).toEqual(wanted(but, form === "plan" ? butInPlans : undefined));
  });
});

describe("the evaluator", () => {
  it.each(cases.filter(({ blocks }) => blocks === undefined))(
    "$theme: $title",
    ({ network, but, carrier = theMain }) => {
      expect(evaluate(network).get(carrier)).toEqual(wanted(but));
    },
  );
});

it("the table is large, and says everything once", () => {
  expect(cases.length).toBeGreaterThanOrEqual(120);
  const titles = cases.map(({ theme, title }) => `${theme}: ${title}`);
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});
