import type { Problems } from "../shared/problems";

/** A taint of the nodes, in Kubernetes' own words. */
export interface Taint {
  readonly key: string;
  /**
   * Value, at most 63 characters.
   * @default none
   */
  readonly value?: string;
  readonly effect: "NoSchedule" | "NoExecute" | "PreferNoSchedule";
}

/** Label domains that the kubelet or EKS keep for themselves, and the parts of them that nodes may carry. */
const RESERVED_LABELS = /^([^/]+\.)?(kubernetes\.io|k8s\.io)\/|^eks\.amazonaws\.com\//;
const ALLOWED_LABELS = /^([^/]+\.)?(node|kubelet)\.kubernetes\.io\//;
const EFFECTS: readonly string[] = ["NoSchedule", "NoExecute", "PreferNoSchedule"];

/** What is wrong with the labels and taints of nodes. */
export function checkScheduling(
  { labels, taints }: { readonly labels?: Readonly<Record<string, string>>; readonly taints?: readonly Taint[] },
  problems: Problems,
): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (RESERVED_LABELS.test(key) && !ALLOWED_LABELS.test(key)) {
      problems.add(`labels.${key}`, value, "is in a domain that Kubernetes and EKS keep for themselves");
    }
    problems.check(
      `labels.${key}`,
      value,
      (text) => /^([A-Za-z\d]([\w.-]{0,61}[A-Za-z\d])?)?$/.test(text),
      "must have at most 63 letters, digits, hyphens, underscores and dots, the first and last a letter or digit",
    );
  }
  problems.check("taints", taints?.length, (count) => count <= 50, "must be at most 50 taints");
  for (const [index, taint] of (taints ?? []).entries()) {
    problems.check(
      `taints[${index}].key`,
      taint.key,
      (key) => key.length >= 1 && key.length <= 63,
      "must have 1 to 63 characters",
    );
    problems.check(
      `taints[${index}].value`,
      taint.value,
      (value) => value.length <= 63,
      "must have at most 63 characters",
    );
    problems.check(
      `taints[${index}].effect`,
      taint.effect,
      (effect) => EFFECTS.includes(effect),
      `must be one of ${EFFECTS.join(", ")}`,
    );
  }
}
