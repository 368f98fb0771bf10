/** Compiled policies in a few words: `eksgate 0123456789ab (OPA 1.22.2)`. */
export function policyText(policies: {
  readonly name: string;
  readonly revision: string;
  readonly opa?: string | undefined;
}): string {
  const { name, revision, opa } = policies;
  return `${name} ${revision.slice(0, 12)}${opa === undefined ? "" : ` (OPA ${opa})`}`;
}
