import type { ReportingDescriptor, Result } from "sarif";

import { compareSeverity, groupOf, partyText, type Rule, type Severity } from "../../engine/index";
import type { View } from "../view";

/** The score that code scanning makes its own severities from: above 9 is critical, from 7 high, from 4 medium. */
const scores: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

const levels: Readonly<Record<Severity, Result.level>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

export function levelOf(severity: Severity): Result.level {
  return levels[severity];
}

/** The rules that were asked, in the order of the catalogue. */
export function descriptorsOf({ judgement, findings }: View): ReportingDescriptor[] {
  return judgement.rules.map((rule) => {
    const found = findings.filter(({ finding }) => finding.rule.id === rule.id).map(({ finding }) => finding.severity);
    // Settings, and the case that a rule finds, may give another severity than the rule's own; a rule has only one here.
    const [severity = rule.severity] = found.sort(compareSeverity);
    return descriptorOf(rule, severity);
  });
}

function descriptorOf(rule: Rule, severity: Severity): ReportingDescriptor {
  const pages = rule.references.filter(isPage);
  const [page] = pages;
  return {
    id: rule.id,
    name: nameOf(rule.id),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.description === "" ? rule.title : rule.description },
    help: { text: [rule.remediation === "" ? rule.title : rule.remediation, ...pages].join("\n") },
    ...(page === undefined ? {} : { helpUri: page }),
    defaultConfiguration: { level: levelOf(severity) },
    properties: {
      // Code scanning looks at the score of what has this tag only.
      tags: ["security", "terraform", "eks", groupOf(rule.id)],
      "security-severity": scores[severity],
      severity,
      ...(rule.party === undefined ? {} : { party: partyText(rule.party) }),
      ...(rule.aliases.length === 0 ? {} : { aliases: rule.aliases }),
      ...(rule.deprecated === undefined ? {} : { deprecated: rule.deprecated }),
    },
  };
}

/** Whether a reference can stand where a viewer makes a link of it. Rules of other bundles have theirs. */
function isPage(reference: string): boolean {
  return /^https?:\/\//i.test(reference) && URL.canParse(reference) && !/[\s<>"]/.test(reference);
}

/** `NodesReachApiServer`, of `networking/nodes-reach-api-server`: the form that SARIF asks for. */
function nameOf(id: string): string {
  return id
    .slice(id.indexOf("/") + 1)
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}
