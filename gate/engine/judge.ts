import type { Document } from "../document/document";
import { catalogue, loadPolicies, type Policies } from "./catalogue";
import type { Judgement } from "./judgement";
import type { JudgeOptions } from "./options";
import { joinParts, judgeParts } from "./parts";

/**
 * Judges documents by the policies.
 *
 * @throws EngineError if the policies do not load, a rule throws, or a result is malformed
 * @throws UsageError if an option or a choice of rules makes no sense
 * @throws NothingToJudgeError if no document has a resource that a rule applies to, unless that is allowed
 */
export function judge(documents: readonly Document[], options: JudgeOptions = {}): Judgement {
  return judgeBy(loadPolicies(options), documents, options);
}

/** The same by policies that are loaded already. */
export function judgeBy(policies: Policies, documents: readonly Document[], options: JudgeOptions = {}): Judgement {
  return joinParts(catalogue(policies), judgeParts(policies, documents, options), options);
}
