import { Token } from "cdktf";
import type { Construct } from "constructs";
import { checkRoleDefaults } from "../identity/role-props";
import { checkRoleArn } from "../identity/workload-trust";
import type { NetworkSubnet } from "../network/network";
import { isLogRetention, LOG_RETENTION_MESSAGE } from "../shared/log-retention";
import { checkArnPartition, checkPartition } from "../shared/partitions";
import type { Problems } from "../shared/problems";
import { checkTags } from "../shared/tags";
import { resolveAddons } from "./addon";
import { checkAddon, checkAgent } from "./addon-problems";
import { checkCapability } from "./capability";
import { authenticationModeOf } from "./cluster-config";
import { checkClusterOptions } from "./cluster-options-problems";
import { CONTROL_PLANE_LOG_TYPES } from "./control-plane-logs";
import type { ControlPlaneProps } from "./control-plane-props";
import { GrantRegister } from "./grant-register";
import { checkIdentityProvider } from "./identity-provider";
import { isVersionShaped, KUBERNETES_VERSIONS } from "./kubernetes-versions";
import { checkSecretsKey } from "./secrets-key";
import { partitionOfCluster, regionOf, surroundingsOf } from "./surroundings";

const KEY_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/;
const KEY_ARN_MESSAGE = "must be the ARN of a KMS key, such as arn:aws:kms:eu-central-1:111122223333:key/<id>";

/** What is wrong with the literals of a control plane's props. */
export function checkControlPlane(
  scope: Construct,
  props: ControlPlaneProps,
  subnets: readonly NetworkSubnet[],
  problems: Problems,
): void {
  problems.check(
    "name",
    props.name,
    (name) => /^[0-9A-Za-z][\w-]{0,99}$/.test(name),
    "must have 1 to 100 letters, digits, hyphens and underscores, the first a letter or digit",
  );
  problems.check(
    "version",
    props.version,
    isVersionShaped,
    `must be a Kubernetes minor version, such as ${KUBERNETES_VERSIONS.at(-1)}; known are ${KUBERNETES_VERSIONS.join(", ")}`,
  );
  checkZones(props, subnets, problems);
  problems.check("securityGroups", props.securityGroups?.length, (count) => count <= 5, "must be at most 5 groups");
  checkLogs(props, problems);
  problems.check("accountId", props.accountId, (id) => /^\d{12}$/.test(id), "must have 12 digits");
  checkRoleArn("role.arn", props.role?.arn, problems);
  checkPartition(props, problems);
  checkRoleDefaults(props.roles ?? {}, problems.under("roles"));
  checkKeys(props, regionOf(props, subnets), problems);
  checkArns(props, partitionOfCluster(props, subnets), problems);
  checkTags(props.tags, problems);
  checkClusterOptions(props, problems);
  checkAccess(scope, props, problems);
  checkAddons(props, problems);
  if (props.identityProvider !== undefined) {
    checkIdentityProvider(props.identityProvider, problems.under("identityProvider"));
  }
  for (const [key, capability] of Object.entries(props.capabilities ?? {})) {
    checkCapability(key, capability, problems.under(`capabilities.${key}`));
  }
}

function checkZones(props: ControlPlaneProps, subnets: readonly NetworkSubnet[], problems: Problems): void {
  const zones = subnets.map((subnet) => subnet.zone);
  if (zones.length === 0 || zones.some((zone) => Token.isUnresolved(zone))) return;
  const property = props.zones === undefined ? "tier" : "zones";
  if (zones.length > 16) {
    problems.add(property, props.zones ?? props.tier, `has ${zones.length} subnets; EKS takes at most 16`);
  }
  // An Outpost is in one zone.
  if (new Set(zones).size >= 2 || props.outpost !== undefined) return;
  problems.add(property, props.zones ?? props.tier, `has subnets in ${zones[0]} alone; EKS needs at least two zones`);
}

function checkLogs({ logs }: ControlPlaneProps, problems: Problems): void {
  const known: readonly string[] = CONTROL_PLANE_LOG_TYPES;
  const types = logs?.types ?? [];
  for (const [index, type] of types.entries()) {
    problems.check(`logs.types[${index}]`, type, (name) => known.includes(name), `must be one of ${known.join(", ")}`);
    if (types.indexOf(type) < index) problems.add(`logs.types[${index}]`, type, "must be there once");
  }
  problems.check("logs.retentionDays", logs?.retentionDays, isLogRetention, LOG_RETENTION_MESSAGE);
  problems.check("logs.kmsKeyArn", logs?.kmsKeyArn, (arn) => KEY_ARN.test(arn), KEY_ARN_MESSAGE);
  const classes: readonly string[] = ["STANDARD", "INFREQUENT_ACCESS"];
  problems.check<string>(
    "logs.class",
    logs?.class,
    (name) => classes.includes(name),
    `must be one of ${classes.join(", ")}`,
  );
}

function checkArns(props: ControlPlaneProps, partition: string, problems: Problems): void {
  if (!/^aws(-[a-z]+)*$/.test(partition)) return;
  const arns: Record<string, string | undefined> = {
    "role.arn": props.role?.arn,
    secretsKeyArn: props.secretsKeyArn,
    "logs.kmsKeyArn": props.logs?.kmsKeyArn,
    "roles.permissionsBoundary": props.roles?.permissionsBoundary,
  };
  for (const [key, grant] of Object.entries(props.access ?? {})) {
    arns[`access.${key}.principalArn`] = grant.principalArn;
    arns[`access.${key}.policy`] = grant.policy;
  }
  for (const [property, arn] of Object.entries(arns)) checkArnPartition(property, arn, partition, problems);
}

function checkKeys(
  { secretsKey, secretsKeyArn, logs }: ControlPlaneProps,
  region: string | undefined,
  problems: Problems,
): void {
  problems.check("secretsKeyArn", secretsKeyArn, (arn) => KEY_ARN.test(arn), KEY_ARN_MESSAGE);
  if (secretsKey === undefined) return;
  if (secretsKeyArn !== undefined) {
    problems.add("secretsKey", secretsKey, "must be left out beside secretsKeyArn: no key is made");
  }
  checkSecretsKey(secretsKey, (secretsKey.region ?? region) !== undefined, problems.under("secretsKey"));
  if (secretsKey.alsoFor?.includes("logs") === true && logs?.kmsKeyArn !== undefined) {
    problems.add("logs.kmsKeyArn", logs.kmsKeyArn, "must be left out where the secrets key is also for logs");
  }
}

function checkAccess(scope: Construct, props: ControlPlaneProps, problems: Problems): void {
  const register = new GrantRegister(scope, { isOff: authenticationModeOf(props) === "CONFIG_MAP" });
  for (const [key, grant] of Object.entries(props.access ?? {})) {
    register.add(key, grant, problems.under(`access.${key}`));
  }
}

function checkAddons(props: ControlPlaneProps, problems: Problems): void {
  if (props.outpost !== undefined) return;
  const surroundings = surroundingsOf(props);
  const kinds: readonly string[] = ["ec2", "fargate", "ec2AndFargate", "autoMode"];
  problems.check<string>(
    "compute",
    props.compute,
    (kind) => kinds.includes(kind),
    `must be one of ${kinds.join(", ")}`,
  );
  if (props.compute === "autoMode" && props.autoMode === undefined) {
    problems.add("compute", props.compute, "must not be autoMode without autoMode");
  }
  const addons = resolveAddons(surroundings.compute, props.addons);
  for (const [name, options] of Object.entries(addons)) {
    checkAddon(name, options, surroundings, problems.under(`addons.${name}`));
  }
  const hasOwnAgent = props.autoMode !== undefined && surroundings.compute === "autoMode";
  checkAgent(addons, hasOwnAgent || surroundings.compute === "fargate", problems.under("addons"));
}
