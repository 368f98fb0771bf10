import { LocalBackend, S3Backend, type S3BackendConfig, type TerraformBackend, type TerraformStack } from "cdktf";

/** State in an S3 bucket, locked by S3 itself and encrypted. */
export interface S3BackendSettings {
  readonly type: "s3";
  /** Bucket; its versioning should be on. */
  readonly bucket: string;
  /**
   * Region of the bucket.
   * @default the stack's region
   */
  readonly region?: string;
  /**
   * What the state's key starts with; it goes on with account, region and stack.
   * @default "eksgate"
   */
  readonly keyPrefix?: string;
  /**
   * ARN of the KMS key that encrypts the state.
   * @default S3's own encryption
   */
  readonly kmsKeyArn?: string;
}

/** State in a file on this machine, for trying out. */
export interface LocalBackendSettings {
  readonly type: "local";
  /**
   * Path of the file, relative to the folder that Terraform runs in (`cdktf.out/stacks/<stack>`).
   * @default three folders up: beside `cdktf.out`
   */
  readonly path?: string;
}

/**
 * Where a stack's state lives.
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export type BackendSettings = S3BackendSettings | LocalBackendSettings;

/** Gives a stack its backend. The path of a local state is relative, so that the stack's JSON does not hold a path of this machine. */
export function useBackend(
  stack: TerraformStack,
  settings: BackendSettings,
  { account, region }: { readonly account: string; readonly region: string },
): TerraformBackend {
  const name = stack.node.id;
  if (settings.type === "local") {
    return new LocalBackend(stack, { path: settings.path ?? `../../../terraform.${name}.tfstate` });
  }
  // The bindings do not know S3's own lock yet, and pass on what they do not know.
  const config: S3BackendConfig & { readonly useLockfile: boolean } = {
    bucket: settings.bucket,
    key: `${settings.keyPrefix ?? "eksgate"}/${account}/${region}/${name}.tfstate`,
    region: settings.region ?? region,
    encrypt: true,
    useLockfile: true,
    ...(settings.kmsKeyArn === undefined ? {} : { kmsKeyId: settings.kmsKeyArn }),
  };
  return new S3Backend(stack, config);
}
