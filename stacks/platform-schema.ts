import { z } from "zod";
import {
  AUTHENTICATION_MODES,
  CONTROL_PLANE_LOG_TYPES,
  KEY_PURPOSES,
  KUBERNETES_VERSIONS,
} from "../modules/control-plane";
import { dataPlaneSchema } from "./data-plane-schema";
import { trafficSchema } from "./traffic-schema";

const text = z.string();
const texts = z.array(text);
const textRecord = z.record(text, text);
const count = z.number();
const flag = z.boolean();
const json = z.record(text, z.unknown());

const tierType = z.enum(["public", "private", "isolated", "controlPlane"]);

const networkAclFlow = z.strictObject({
  order: count,
  direction: z.enum(["inbound", "outbound"]),
  peer: z.union([z.enum(["vpc", "anywhere"]), z.strictObject({ tier: text }), z.strictObject({ cidr: text })]),
  protocol: z.enum(["tcp", "udp", "icmp", "all"]).optional(),
  ports: z.union([count, z.tuple([count, count])]).optional(),
  action: z.enum(["allow", "deny"]).optional(),
});

const tier = z.strictObject({
  type: tierType,
  prefixLength: count.optional(),
  range: text.optional(),
  ipv6: flag.optional(),
  loadBalancers: flag.optional(),
  karpenterDiscovery: text.optional(),
  mapPublicIpOnLaunch: flag.optional(),
  networkAcl: z.strictObject({ flows: z.record(text, networkAclFlow) }).optional(),
});

const ipv4Range = z.union([
  text,
  z.strictObject({ ipamPoolId: text, cidrBlock: text }),
  z.strictObject({ ipamPoolId: text, netmaskLength: count }),
]);

const endpoints = z.strictObject({
  preset: z.enum(["privateCluster"]).optional(),
  tier: text.optional(),
});

const network = z.strictObject({
  cidrBlock: ipv4Range,
  secondaryCidrBlocks: z.record(text, ipv4Range).optional(),
  ipv6: z
    .union([z.literal("amazonProvided"), z.strictObject({ ipamPoolId: text, netmaskLength: count.optional() })])
    .optional(),
  zones: texts,
  reservedZones: z.literal([2, 4, 8]).optional(),
  tiers: z.record(text, tier).optional(),
  tenancy: z.enum(["default", "dedicated"]).optional(),
  nat: z.enum(["none", "single", "perZone", "regional"]).optional(),
  natElasticIps: textRecord.optional(),
  defaultNetworkAcl: z.enum(["leave", "adopt", "empty"]).optional(),
  dhcpOptions: z
    .strictObject({
      domainName: text.optional(),
      domainNameServers: texts.optional(),
      ntpServers: texts.optional(),
      ipv6AddressPreferredLeaseTime: count.optional(),
    })
    .optional(),
  endpoints: endpoints.optional(),
  flowLogs: z.strictObject({ retentionInDays: count.optional() }).optional(),
});

/** Which of the two is one thing too many or too few, the conversion to props tells. */
const existingNetwork = z.strictObject({
  fromIds: z
    .strictObject({
      vpcId: text,
      ipv4CidrBlocks: texts,
      ipv6CidrBlock: text.optional(),
      tiers: z.record(
        text,
        z.strictObject({ type: tierType, subnets: textRecord, routeTables: textRecord.optional() }),
      ),
    })
    .optional(),
  fromTags: z
    .strictObject({
      vpcId: text.optional(),
      vpcTags: textRecord.optional(),
      ipv4CidrBlocks: texts.optional(),
      ipv6: flag.optional(),
      zones: texts,
      tiers: z.record(text, z.strictObject({ type: tierType, tags: textRecord })),
      routeTables: flag.optional(),
    })
    .optional(),
});

const endpointAccess = z.strictObject({
  access: z.enum(["private", "publicAndPrivate", "publicOnly"]),
  cidrs: texts.optional(),
  openToWorld: flag.optional(),
});

const logs = z.strictObject({
  types: z.array(z.enum(CONTROL_PLANE_LOG_TYPES)).optional(),
  retentionDays: count.optional(),
  kmsKeyArn: text.optional(),
});

const addon = z.strictObject({
  version: text.optional(),
  configuration: json.optional(),
  ownRole: z.enum(["podIdentity", "irsa"]).optional(),
  serviceAccountRoleArn: text.optional(),
  order: z.enum(["beforeCompute", "afterCompute"]).optional(),
  resolveConflictsOnCreate: z.enum(["NONE", "OVERWRITE"]).optional(),
  resolveConflictsOnUpdate: z.enum(["NONE", "OVERWRITE", "PRESERVE"]).optional(),
  preserve: flag.optional(),
});

const access = z.strictObject({
  principalArn: text,
  policy: text.optional(),
  scope: z.union([z.literal("cluster"), z.strictObject({ namespaces: texts })]).optional(),
  groups: texts.optional(),
  username: text.optional(),
});

const controlPlane = z.strictObject({
  access: z.record(text, access).optional(),
  authenticationMode: z.enum(AUTHENTICATION_MODES).optional(),
  creatorAdmin: flag.optional(),
  forceUpdateVersion: flag.optional(),
  identityProvider: z
    .strictObject({
      name: text,
      issuerUrl: text,
      clientId: text,
      usernameClaim: text.optional(),
      usernamePrefix: text.optional(),
      groupsClaim: text.optional(),
      groupsPrefix: text.optional(),
      requiredClaims: textRecord.optional(),
    })
    .optional(),
  ipFamily: z.enum(["ipv4", "ipv6"]).optional(),
  oidcAudiences: texts.optional(),
  oidcProvider: flag.optional(),
  remoteNetworks: z.strictObject({ nodes: texts, pods: texts.optional() }).optional(),
  roles: z.strictObject({ path: text.optional(), permissionsBoundary: text.optional() }).optional(),
  scalingTier: text.optional(),
  secretsKey: z
    .strictObject({
      alsoFor: z.array(z.enum(KEY_PURPOSES)).optional(),
      rotationDays: count.optional(),
      deletionWindowDays: count.optional(),
    })
    .optional(),
  secretsKeyArn: text.optional(),
  timeouts: z.strictObject({ create: text.optional(), update: text.optional(), delete: text.optional() }).optional(),
  zonalShift: flag.optional(),
});

const workload = z.strictObject({ namespace: text, serviceAccount: text, policyArns: textRecord });

const backend = z.strictObject({
  type: z.enum(["s3", "local"]),
  bucket: text.optional(),
  region: text.optional(),
  keyPrefix: text.optional(),
  kmsKeyArn: text.optional(),
  path: text.optional(),
});

/** Settings that can stand at any depth: in the defaults, in an environment, in a cluster. */
const shared = {
  account: text.regex(/^\d{12}$/, "must have 12 digits, in quotes"),
  region: text,
  partition: text.optional(),
  assumeRoleArn: text.optional(),
  backend: backend.optional(),
  tags: textRecord.optional(),
  version: z.enum(KUBERNETES_VERSIONS),
  network: network.optional(),
  existingNetwork: existingNetwork.optional(),
  controlPlaneTier: text.optional(),
  endpointAccess: endpointAccess.optional(),
  logs: logs.optional(),
  serviceIpv4Cidr: text.optional(),
  supportType: z.enum(["STANDARD", "EXTENDED"]).optional(),
  deletionProtection: flag.optional(),
  controlPlane: controlPlane.optional(),
  admins: textRecord.optional(),
  addons: z.record(text, z.union([z.literal(false), addon])).optional(),
  traffic: trafficSchema.optional(),
  dataPlane: dataPlaneSchema.optional(),
  workloads: z.record(text, workload).optional(),
};

/** Settings of an environment, or the defaults: all may be missing. */
export const layerSchema = z.strictObject(shared);

/** Settings of one cluster, with the environment and the defaults merged in. */
export const clusterSchema = z.strictObject({ ...shared, environment: text, name: text.optional() });

/** Settings of one cluster, complete. */
export type ClusterSettings = z.infer<typeof clusterSchema>;

/** Keys at the top of `platform.yaml`. */
export const TOP_LEVEL_KEYS = ["defaults", "environments", "clusters"] as const;
