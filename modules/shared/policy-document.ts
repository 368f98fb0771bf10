/** A condition block of an IAM policy: operator, then key, then the value or values. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/**
 * A statement of an IAM policy, with the names that IAM gives its elements.
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: PolicyConditions;
}

/** The JSON of a policy document. A plain string, not a data source: the gate then reads it before anything is planned. */
export function policyDocument(...statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** The trust policy of a role that one AWS service assumes. Service principals end in `amazonaws.com` in every partition. */
export function serviceTrustPolicy(
  service: string,
  options: { readonly actions?: readonly string[]; readonly conditions?: PolicyConditions } = {},
): string {
  const { actions = ["sts:AssumeRole"], conditions } = options;
  return policyDocument({
    Effect: "Allow",
    Principal: { Service: service },
    Action: actions,
    ...(conditions === undefined ? {} : { Condition: conditions }),
  });
}

/** Says whether a text is the JSON of an object, as every policy document is. */
export function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
