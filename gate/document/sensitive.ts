const secretNames =
  /^(?:user_data(?:_base64)?|.*_user_data|(?:.*_)?(?:password|passwd|secret|token|private_key(?:_pem)?|secret_key|access_key|secret_string|secret_binary|key_material|auth_key|credentials?))$/;

const decided = new Map<string, boolean>();

/**
 * Whether an argument of this name holds a secret, or user data, by its name alone: a configuration does not mark what is
 * sensitive, and a plan only what its provider declares. (`http_tokens` and `customer_master_key_spec` do not.)
 */
export function namesSecret(argument: string): boolean {
  const known = decided.get(argument);
  if (known !== undefined) {
    return known;
  }
  const secret = secretNames.test(argument);
  decided.set(argument, secret);
  return secret;
}

/**
 * Whether resources of a type are read at all. The arguments of `terraform_remote_state` are those of a backend, with credentials
 * and paths; what it gives is another state's, so that a reference to it is unknown.
 */
export function isRead(type: string): boolean {
  return type !== "terraform_remote_state" && type !== "//";
}
