import { CloudwatchLogGroup, type CloudwatchLogGroupConfig } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import {
  IamOpenidConnectProvider,
  type IamOpenidConnectProviderConfig,
} from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { transformed } from "../shared/transform";
import type { ControlPlaneProps } from "./control-plane-props";
import { SecretsKey } from "./secrets-key";

/** The log group that EKS writes to. Made here so that it has a retention; EKS would make one without. */
export function makeLogGroup(
  scope: Construct,
  { name, logs, secretsKey, tags, region, transform }: ControlPlaneProps,
  key: SecretsKey | undefined,
): CloudwatchLogGroup {
  const ownKey = secretsKey?.alsoFor?.includes("logs") === true ? key?.key.arn : undefined;
  const kmsKeyId = logs?.kmsKeyArn ?? ownKey;
  const config: CloudwatchLogGroupConfig = {
    name: `/aws/eks/${name}/cluster`,
    retentionInDays: logs?.retentionDays ?? 90,
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    ...(logs?.class === undefined ? {} : { logGroupClass: logs.class }),
    ...(logs?.keep === undefined ? {} : { skipDestroy: logs.keep }),
    ...(tags === undefined ? {} : { tags: { ...tags } }),
    ...(region === undefined ? {} : { region }),
  };
  return new CloudwatchLogGroup(scope, "log-group", transformed(config, transform?.logGroup));
}

/** The key of secrets, unless one is given or the cluster is on an Outpost. */
export function makeSecretsKey(
  scope: Construct,
  { name, secretsKeyArn, outpost, secretsKey, accountId, tags, region: madeIn, transform }: ControlPlaneProps,
  cluster: { readonly roleArn: string; readonly partition: string; readonly region: string | undefined },
): SecretsKey | undefined {
  if (secretsKeyArn !== undefined || outpost !== undefined) return undefined;
  const { roleArn, partition, region } = cluster;
  const accountOfRole: string = Fn.element(Fn.split(":", roleArn), 4);
  return new SecretsKey(scope, "secrets-key", {
    ...(region === undefined ? {} : { region }),
    ...(madeIn === undefined ? {} : { madeIn }),
    ...secretsKey,
    clusterName: name,
    clusterRoleArn: roleArn,
    accountId: accountId ?? accountOfRole,
    partition,
    ...(tags === undefined ? {} : { tags }),
    ...(transform?.secretsKey === undefined ? {} : { transform: transform.secretsKey }),
    ...(transform?.secretsKeyAlias === undefined ? {} : { transformAlias: transform.secretsKeyAlias }),
  });
}

/** The OIDC provider by which pods get roles. Without thumbprints: AWS trusts its own certificate authority. */
export function makeOidcProvider(
  scope: Construct,
  { tags, oidcAudiences = [], transform }: ControlPlaneProps,
  issuer: string,
): IamOpenidConnectProvider {
  const config: IamOpenidConnectProviderConfig = {
    url: issuer,
    clientIdList: ["sts.amazonaws.com", ...oidcAudiences],
    ...(tags === undefined ? {} : { tags: { ...tags } }),
  };
  return new IamOpenidConnectProvider(scope, "oidc-provider", transformed(config, transform?.oidcProvider));
}
