import type { Document, Resource } from "../document/document";
import type { Answer } from "./answers";
import { clean } from "./clean";
import { fingerprint } from "./fingerprint";
import { type Finding, isBlocking, type Pass } from "./judgement";
import type { Rule } from "./manifest";
import type { Baseline } from "./options";
import { strictest } from "./regimes";
import { severities } from "./severity";
import { sourceOf } from "./source";

/** The results of a document that are not a pass, before any waiver. */
export function findingsOf(
  document: Document,
  answers: readonly Answer[],
  rules: ReadonlyMap<string, Rule>,
  baseline: Baseline | undefined,
): Finding[] {
  const resources = new Map<string, Resource>();
  for (const instances of [...Object.values(document.deleted), ...Object.values(document.resources)]) {
    for (const resource of Object.values(instances)) resources.set(resource.address, resource);
  }
  return answers.flatMap((answer) => {
    const rule = rules.get(answer.rule);
    const { outcome } = answer;
    if (rule === undefined || outcome === "pass") return [];
    const { construct, trace } = resources.get(answer.address) ?? {};
    const source = trace === undefined ? undefined : sourceOf(trace, process.cwd());
    const name = fingerprint(answer);
    const isKnown = baseline?.fingerprints.has(name) === true;
    const clusters = answer.regimes.flatMap(({ match }) => match ?? []);
    return [
      {
        rule,
        severity: answer.severity,
        outcome,
        blocks: !isKnown && isBlocking({ outcome, severity: answer.severity }, strictest(answer.regimes)),
        document: clean(document.path),
        address: clean(answer.address),
        ...(construct === undefined ? {} : { construct: clean(construct) }),
        ...(source === undefined ? {} : { source }),
        attributes: answer.attributes.map(clean).sort(),
        related: answer.related.map(clean).sort(),
        message: clean(answer.message),
        missing: answer.missing.map(clean).sort(),
        fingerprint: name,
        ...(isKnown ? { known: true } : {}),
        ...(clusters.length === answer.regimes.length ? { clusters } : {}),
      },
    ];
  });
}

export function passesOf(document: Document, answers: readonly Answer[]): Pass[] {
  return answers
    .filter(({ outcome }) => outcome === "pass")
    .map(({ rule, address }) => ({ rule, address: clean(address), document: clean(document.path) }));
}

export function compareFindings(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compareText(a.rule.id, b.rule.id) ||
    compareText(a.address, b.address) ||
    compareText(a.document, b.document)
  );
}

export function comparePasses(a: Pass, b: Pass): number {
  return compareText(a.rule, b.rule) || compareText(a.address, b.address) || compareText(a.document, b.document);
}

/** By code unit: the order must not depend on the machine's language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
