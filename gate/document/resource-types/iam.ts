import { strings, type TypeTable, tagged } from "./shape";

const policyStatement = [
  {
    sid: "string",
    effect: "string",
    actions: strings,
    not_actions: strings,
    resources: strings,
    not_resources: strings,
    principals: [{ type: "string", identifiers: strings }],
    not_principals: [{ type: "string", identifiers: strings }],
    condition: [{ test: "string", variable: "string", values: strings }],
  },
] as const;

/** Roles, their policies, keys, and what they encrypt. */
export const iamTypes = {
  aws_cloudwatch_log_group: {
    arn: "string",
    kms_key_id: "string",
    name: "string",
    name_prefix: "string",
    retention_in_days: "number",
    skip_destroy: "boolean",
    ...tagged,
  },
  aws_iam_instance_profile: { arn: "string", name: "string", role: "string", ...tagged },
  aws_iam_openid_connect_provider: { arn: "string", client_id_list: strings, ...tagged, url: "string" },
  aws_iam_policy: { arn: "string", name: "string", policy: "string", ...tagged },
  aws_iam_policy_attachment: { policy_arn: "string", roles: strings },
  aws_iam_policy_document: {
    json: "string",
    override_policy_documents: strings,
    source_policy_documents: strings,
    statement: policyStatement,
    version: "string",
  },
  aws_iam_role: {
    arn: "string",
    name: "string",
    assume_role_policy: "string",
    managed_policy_arns: strings,
    inline_policy: [{ name: "string", policy: "string" }],
    permissions_boundary: "string",
    ...tagged,
  },
  aws_iam_role_policies_exclusive: { policy_names: strings, role_name: "string" },
  aws_iam_role_policy: { name: "string", role: "string", policy: "string" },
  aws_iam_role_policy_attachment: { role: "string", policy_arn: "string" },
  aws_iam_role_policy_attachments_exclusive: { role_name: "string", policy_arns: strings },
  aws_iam_user: { arn: "string", name: "string" },
  aws_kms_alias: { name: "string", target_key_id: "string" },
  aws_kms_external_key: { arn: "string", enabled: "boolean", ...tagged },
  aws_kms_grant: { grantee_principal: "string", key_id: "string", operations: strings },
  aws_kms_key: {
    arn: "string",
    customer_master_key_spec: "string",
    enable_key_rotation: "boolean",
    is_enabled: "boolean",
    key_usage: "string",
    policy: "string",
    ...tagged,
  },
  aws_kms_key_policy: { key_id: "string", policy: "string" },
  aws_kms_replica_key: { arn: "string", enabled: "boolean", ...tagged },
} as const satisfies TypeTable;
