import { documentKinds } from "../gate/document/document";
import type { Finding, Judgement, Rule } from "../gate/engine/index";
import { isBlocking } from "../gate/engine/judgement";
import { toView, type View } from "../gate/report/view";

/** Judgements that are made up, for the tests of reports. */

export function aRule(changes: Partial<Rule> = {}): Rule {
  return {
    id: "networking/control-plane-reaches-kubelet",
    severity: "critical",
    title: "The control plane reaches the kubelet",
    description: "It opens connections to tcp 10250.",
    remediation: "Let tcp 10250 into the nodes' security group.",
    references: ["https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html"],
    settings: [],
    aliases: [],
    kinds: documentKinds,
    ...changes,
  };
}

export function aFinding(changes: Partial<Finding> = {}): Finding {
  const rule = changes.rule ?? aRule();
  return {
    rule,
    severity: rule.severity,
    outcome: "fail",
    blocks: true,
    document: "cdktf.out/stacks/prod/cdk.tf.json",
    address: "aws_eks_node_group.main",
    construct: "prod/node-group-general/node-group",
    attributes: ["launch_template.0.id"],
    related: ["aws_security_group.node", "aws_security_group.control_plane"],
    message:
      "tcp 10250 from aws_subnet.control_plane_a is blocked: no ingress rule of aws_security_group.node lets it in",
    missing: [],
    fingerprint: "0".repeat(32),
    ...changes,
  };
}

/** One whose facts are not known. */
export function anOpen(changes: Partial<Finding> = {}): Finding {
  return aFinding({ outcome: "undetermined", missing: ["aws_launch_template.a: vpc_security_group_ids"], ...changes });
}

export function aJudgement(findings: readonly Finding[], changes: Partial<Judgement> = {}): Judgement {
  const rules = new Map([aRule(), ...findings.map(({ rule }) => rule)].map((rule) => [rule.id, rule]));
  const paths = new Set(["cdktf.out/stacks/prod/cdk.tf.json", ...findings.map(({ document }) => document)]);
  const strictness = { failOn: "medium", undetermined: "fail-critical", ...changes } as const;
  const counts = { pass: 1, fail: 0, undetermined: 0, waived: 0 };
  return {
    policies: [{ name: "eksgate", revision: "0123456789abcdef", opa: "1.22.2", sha256: "0".repeat(64), rules: 12 }],
    date: "2026-11-23",
    profile: "production",
    ...strictness,
    relaxed: [],
    rules: [...rules.values()],
    documents: [...paths].map((path, at) => ({
      path,
      kind: "config",
      ...(at === 0 ? { stack: "prod" } : {}),
      resources: 57,
      managed: { aws_vpc: 1 },
      groups: { networking: counts },
      subjects: findings.length + 1,
    })),
    findings: findings.map((finding) => ({ ...finding, blocks: isBlocking(finding, strictness) })),
    waivers: [],
    passes: [
      {
        rule: "networking/control-plane-reaches-kubelet",
        address: "aws_eks_node_group.sound",
        document: "cdktf.out/stacks/prod/cdk.tf.json",
      },
    ],
    ...changes,
  };
}

export const aWaiver = {
  reason: "one gateway is enough for the sandbox",
  owner: "platform-team",
  expires: "2027-01-31",
} as const;

/** A view all of whose findings are waived. */
export function waivedView(findings: readonly Finding[]): View {
  return toView(aJudgement(findings.map((finding) => ({ ...finding, outcome: "waived", waiver: aWaiver }))));
}

/** What an input may hold to get out of where a report puts it, after control characters were taken out. */
export const hostileTexts = [
  "::set-output name=x::y",
  "##[set-output name=x;]y ##vso[task.setvariable variable=x]y",
  "%0A::error::forged",
  "%25250A",
  "]]><failure/><!--",
  "--><script>alert(1)</script>",
  "</details></summary><img src=x onerror=alert(1)>",
  '" onmouseover="alert(1)" \'',
  "[click](javascript:alert(1)) ![x](https://evil.example/x.png)",
  "<https://evil.example> https://evil.example www.evil.example",
  "@everyone #1 GH-1 owner/repository#1",
  "`code` ``` | cell | **bold** _em_ ~~gone~~ $x$",
  "&lt;script&gt; &#x3c;b&#x3e; &amp;",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as Terraform has it
  "{0} {{1}} ${var.x} %s %n",
  "\ud800 lone \udfff \ufffe \uffff",
] as const;

/** A finding that has the same hostile text wherever an input, or the rules of another bundle, can put one. */
function aHostileFinding(text: string): Finding {
  return aFinding({
    rule: aRule({ title: text, description: text, remediation: text, references: [text, `javascript:${text}`] }),
    document: `../${text}/%2e%2e/${text}.json`,
    address: `aws_subnet.a["${text}"]`,
    construct: text,
    source: { file: `lib/${text}.ts`, line: 3, column: 5 },
    attributes: [text],
    related: [text],
    missing: [text],
    message: text,
  });
}

export function aHostileJudgement(text: string): Judgement {
  const finding = aHostileFinding(text);
  const open: Finding = { ...finding, outcome: "undetermined" };
  return aJudgement([finding, open], {
    relaxed: [{ how: text, from: text }],
    passes: [{ rule: finding.rule.id, address: text, document: finding.document }],
    policies: [{ name: text, revision: text, opa: "1.22.2", sha256: "0".repeat(64), rules: 12 }],
  });
}
