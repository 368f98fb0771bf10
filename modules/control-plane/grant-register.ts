import type { Construct } from "constructs";
import type { Problems } from "../shared/problems";
import { resolvedText } from "../shared/resolved-text";
import { type AccessGrant, checkAccessGrant, entryType } from "./access";

interface Granted {
  /** Key of the first grant to the principal. */
  readonly key: string;
  readonly grant: AccessGrant;
  /** Keys of the grants by the policy that they associate. */
  readonly policies: Map<string, string>;
}

/** Which grants a cluster has, and what is wrong with a further one: by itself, and beside the others. */
export class GrantRegister {
  private readonly granted = new Map<string, Granted>();
  private readonly keys = new Set<string>();

  constructor(
    private readonly scope: Construct,
    private readonly options: { readonly isOff: boolean },
  ) {}

  /**
   * Notes a grant, and what is wrong with it.
   * @returns the key of the first grant to the same principal, which may be this one
   */
  add(key: string, grant: AccessGrant, problems: Problems): string {
    if (this.options.isOff) {
      problems.add("principalArn", grant.principalArn, "must not be granted access with authenticationMode CONFIG_MAP");
    }
    checkAccessGrant(grant, problems);
    const principal = resolvedText(this.scope, grant.principalArn);
    const earlier = this.granted.get(principal);
    if (earlier !== undefined) checkBeside(grant, earlier, problems);
    if (this.keys.has(key)) problems.add("key", key, "is taken by another grant of this cluster");
    this.keys.add(key);
    const { policies, ...first } = earlier ?? { key, grant, policies: new Map<string, string>() };
    if (grant.policy !== undefined) policies.set(grant.policy, key);
    if (earlier === undefined) this.granted.set(principal, { ...first, policies });
    return first.key;
  }
}

function checkBeside(grant: AccessGrant, { key, grant: first, policies }: Granted, problems: Problems): void {
  if (entryType(grant) !== entryType(first)) {
    problems.add("type", grant.type, `differs from the grant "${key}" to the same principal`);
  }
  if (grant.username !== undefined && grant.username !== first.username) {
    problems.add("username", grant.username, `must be given with the first grant to this principal, "${key}"`);
  }
  if (grant.tags !== undefined) {
    problems.add("tags", grant.tags, `must be given with the first grant to this principal, "${key}"`);
  }
  const same = grant.policy === undefined ? undefined : policies.get(grant.policy);
  if (same !== undefined) {
    const message = `is granted to this principal by "${same}" already; EKS takes a policy once: put all namespaces into its scope`;
    problems.add("policy", grant.policy, message);
  }
}
