import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { read } from "../../gate/document";
import { type Judgement, loadBundle } from "../../gate/engine";
import { judgeBy } from "../../gate/engine/judge";
import { instantiate } from "../../gate/engine/wasm-policy";
import { benign, mutants, upstream } from "./expectations";

const corpus = join(__dirname, "..", "..", "..", "shared", "corpus");
const isHere = existsSync(corpus);
const files = isHere
  ? ["plans", "mutants"].flatMap((folder) => readdirSync(join(corpus, folder)).map((file) => join(folder, file)))
  : [];
const judgements = new Map<string, Judgement>();

function judgementOf(name: string): Judgement {
  const found = judgements.get(`${name}.json`);
  if (found === undefined) {
    throw new Error(`${name} is not in the corpus`);
  }
  return found;
}

/** The outcomes of a rule by resource. */
function outcomes(name: string, rule: string): Readonly<Record<string, string>> {
  const { findings, passes } = judgementOf(name);
  return Object.fromEntries([
    ...passes.filter((pass) => pass.rule === rule).map(({ address }) => [address, "pass"]),
    ...findings.filter((finding) => finding.rule.id === rule).map(({ address, outcome }) => [address, outcome]),
  ]);
}

const isGrave = ({ severity }: { readonly severity: string }) => severity === "critical" || severity === "high";

describe.skipIf(!isHere)("other people's plans (skipped where ../shared/corpus is absent)", () => {
  beforeAll(() => {
    const bundle = loadBundle();
    const policies = { manifest: bundle.manifest, evaluate: instantiate(bundle) };
    const rules = bundle.manifest.rules.map(({ id }) => id).filter((id) => id.startsWith("networking/"));
    for (const file of files) {
      const document = read(readFileSync(join(corpus, file), "utf8"), file);
      judgements.set(
        file.replace(/^.*\//, ""),
        judgeBy(policies, [document], { rules, date: "2026-11-23", allowEmpty: true }),
      );
    }
  }, 120_000);

  it("are judged by every rule of the group, whatever is in them", () => {
    expect(judgements.size).toBe(files.length);
    const answering = [...judgements.values()].flatMap(({ findings, passes }) => [
      ...findings.map(({ rule }) => rule.id),
      ...passes.map(({ rule }) => rule),
    ]);
    expect(new Set(answering).size).toBeGreaterThan(35);
  });

  it.each(mutants)("$file: $rule does not pass it", ({ file, rule, outcome }) => {
    const found = Object.values(outcomes(file, rule));
    const wanted = outcome === "fail" ? ["fail"] : ["fail", "undetermined"];
    expect(found.filter((each) => wanted.includes(each))).not.toEqual([]);
  });

  it.each(benign)("$file: $rule does not fail it", ({ file, rule }) => {
    expect(Object.values(outcomes(file, rule))).not.toContain("fail");
  });

  it.each(files.filter((file) => file.startsWith("plans")))(
    "%s: nothing grave fails but what its authors chose",
    (file) => {
      const name = file.replace(/^.*\/|\.json$/g, "");
      const failed = judgementOf(name)
        .findings.filter((finding) => finding.outcome === "fail" && isGrave(finding))
        .map(({ rule, address }) => `${rule.id} ${address}`);
      const known = upstream.filter((one) => one.file === name || one.file === "any");
      expect(
        failed.filter((each) => !known.some(({ rule, subject }) => each.startsWith(rule) && subject.test(each))),
      ).toEqual([]);
    },
  );
});
