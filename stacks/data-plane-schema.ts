import { z } from "zod";
import { AUTO_MODE_NODE_POOLS, KUBERNETES_VERSIONS } from "../modules/control-plane";
import {
  AMI_FAMILIES,
  AMI_TYPES,
  type BottlerocketSettings,
  type CapacityReservation,
  type NodeadmSettings,
  type NodeUserData,
  type SettingValue,
  type UserDataPart,
  type WindowsSettings,
} from "../modules/data-plane";
import type {
  DataPlane,
  FargateProfileSettings,
  KarpenterSettings,
  NodeGroupSettings,
  SelfManagedNodeGroupSettings,
} from "./data-plane-props";

const text = z.string();
const texts = z.array(text);
const textRecord = z.record(text, text);
const count = z.number();
const flag = z.boolean();
const amiTypes = Object.keys(AMI_TYPES);

/** A schema for each of the keys: one that the props have and the file not does not compile. */
type SchemaOf<Keys extends PropertyKey> = Record<Keys, z.ZodType>;

const placement = { tier: text.optional(), zones: texts.optional() };

const settingValue: z.ZodType<SettingValue> = z.lazy(() =>
  z.union([text, count, flag, z.array(settingValue), z.record(text, settingValue)]),
);
const settings = z.record(text, settingValue);

const bottlerocketTable: z.ZodType<BottlerocketSettings> = z.lazy(() =>
  z.record(text, z.union([text, count, flag, texts, z.array(count), bottlerocketTable])),
);

const nodeadm: z.ZodType<NodeadmSettings> = z.strictObject({
  kubelet: z.strictObject({ config: settings.exactOptional(), flags: texts.exactOptional() }).exactOptional(),
  containerd: z
    .strictObject({ config: text.exactOptional(), baseRuntimeSpec: settings.exactOptional() })
    .exactOptional(),
  localStorage: z.enum(["RAID0", "RAID10", "Mount"]).exactOptional(),
  featureGates: z.record(text, flag).exactOptional(),
  parts: z
    .array(z.strictObject({ contentType: text, content: text } satisfies SchemaOf<keyof UserDataPart>))
    .exactOptional(),
} satisfies SchemaOf<keyof NodeadmSettings>);

const windows: z.ZodType<WindowsSettings> = z.strictObject({
  commands: texts.exactOptional(),
  kubeletFlags: texts.exactOptional(),
  kubeProxyFlags: texts.exactOptional(),
  dnsClusterIp: text.exactOptional(),
  excludedSnatCidrs: texts.exactOptional(),
} satisfies SchemaOf<keyof WindowsSettings>);

/** Which of them the image takes, the construct tells. */
const userData = z
  .strictObject({
    raw: text.exactOptional(),
    nodeadm: nodeadm.exactOptional(),
    bottlerocket: bottlerocketTable.exactOptional(),
    windows: windows.exactOptional(),
  })
  .refine(
    (given): given is NodeUserData => Object.keys(given).length === 1,
    "must hold one of raw, nodeadm, bottlerocket and windows",
  );

const schedule = z.strictObject({
  recurrence: text.optional(),
  timeZone: text.optional(),
  startTime: text.optional(),
  endTime: text.optional(),
  min: count.optional(),
  max: count.optional(),
  desired: count.optional(),
});

const reservation = z
  .strictObject({ id: text.exactOptional(), resourceGroupArn: text.exactOptional() })
  .refine(
    (given): given is Exclude<CapacityReservation, string> => Object.keys(given).length === 1,
    "must hold either id or resourceGroupArn",
  );

/** What managed and self-managed groups have in common. */
const nodes = {
  ...placement,
  amiType: z
    .string()
    .refine((name): name is keyof typeof AMI_TYPES => amiTypes.includes(name), `must be one of ${amiTypes.join(", ")}`)
    .optional(),
  amiFamily: z.enum(AMI_FAMILIES).optional(),
  image: z
    .strictObject({
      id: text,
      userData: z.enum(["nodeadm", "bottlerocket", "windows"]),
      architecture: z.enum(["x86_64", "arm64"]).optional(),
      dataDevice: text.optional(),
    })
    .optional(),
  drivers: z.enum(["image", "cluster"]).optional(),
  instanceTypes: texts.optional(),
  size: z.strictObject({ min: count, max: count, desired: count.optional() }).optional(),
  labels: textRecord.optional(),
  taints: z
    .array(
      z.strictObject({
        key: text,
        value: text.optional(),
        effect: z.enum(["NoSchedule", "NoExecute", "PreferNoSchedule"]),
      }),
    )
    .optional(),
  version: z.enum(KUBERNETES_VERSIONS).optional(),
  releaseVersion: text.optional(),
  volumeSize: count.optional(),
  volumeIops: count.optional(),
  volumeThroughput: count.optional(),
  volumeKeyArn: text.optional(),
  metadataHopLimit: count.optional(),
  detailedMonitoring: flag.optional(),
  efa: z.strictObject({ networkCards: count }).optional(),
  placementGroup: text.optional(),
  capacityReservation: z.union([z.enum(["open", "none"]), reservation]).optional(),
  userData: userData.optional(),
  extraSecurityGroupIds: texts.optional(),
  schedules: z.record(text, schedule).optional(),
};

const nodeCount = z.strictObject({ count: count.optional(), percentage: count.optional() });

const nodeRepair = z.union([
  flag,
  z.strictObject({
    maxUnhealthy: nodeCount.optional(),
    maxParallel: nodeCount.optional(),
    overrides: z
      .array(
        z.strictObject({
          condition: text,
          reason: text,
          action: z.enum(["Replace", "Reboot", "NoAction"]),
          waitMinutes: count,
        }),
      )
      .optional(),
  }),
]);

const nodeGroup = z.strictObject({
  ...nodes,
  capacityType: z.enum(["ON_DEMAND", "SPOT", "CAPACITY_BLOCK"]).optional(),
  forceUpdateVersion: flag.optional(),
  maxUnavailablePercentage: count.optional(),
  maxUnavailable: count.optional(),
  nodeRepair: nodeRepair.optional(),
  useNamePrefix: flag.optional(),
  timeouts: z.strictObject({ create: text.optional(), update: text.optional(), delete: text.optional() }).optional(),
} satisfies SchemaOf<Exclude<keyof NodeGroupSettings, "remoteAccess" | "diskSize">>);

const selfManaged = z.strictObject({
  ...nodes,
  mixedInstances: z
    .strictObject({
      onDemandBase: count.optional(),
      onDemandPercentage: count.optional(),
      onDemandStrategy: z.enum(["prioritized", "lowest-price"]).optional(),
      spotStrategy: z
        .enum(["price-capacity-optimized", "capacity-optimized", "capacity-optimized-prioritized", "lowest-price"])
        .optional(),
      weights: z.record(text, count).optional(),
    })
    .optional(),
  warmPool: z
    .strictObject({
      min: count.optional(),
      maxPrepared: count.optional(),
      state: z.enum(["Stopped", "Hibernated", "Running"]).optional(),
      reuse: flag.optional(),
    })
    .optional(),
  instanceRefresh: z
    .union([
      z.literal(false),
      z.strictObject({
        minHealthyPercentage: count.optional(),
        maxHealthyPercentage: count.optional(),
        warmupSeconds: count.optional(),
        autoRollback: flag.optional(),
      }),
    ])
    .optional(),
  lifecycleHooks: z
    .record(
      text,
      z.strictObject({
        transition: z.enum(["launching", "terminating"]),
        heartbeatSeconds: count.optional(),
        defaultResult: z.enum(["CONTINUE", "ABANDON"]).optional(),
        notificationTargetArn: text.optional(),
        roleArn: text.optional(),
        metadata: text.optional(),
      }),
    )
    .optional(),
  maxInstanceLifetimeDays: count.optional(),
} satisfies SchemaOf<keyof SelfManagedNodeGroupSettings>);

const fargateProfile = z.strictObject({
  ...placement,
  selectors: z.array(z.strictObject({ namespace: text, labels: textRecord.optional() })),
  logGroupArn: text.optional(),
  timeouts: z.strictObject({ create: text.optional(), delete: text.optional() }).optional(),
} satisfies SchemaOf<keyof FargateProfileSettings>);

/** A role of one's own is for programs: it is a construct. */
const karpenter = z.strictObject({
  tier: text.optional(),
  namespace: text.optional(),
  serviceAccount: text.optional(),
  nodeRoleName: text.optional(),
  windows: flag.optional(),
  queueName: text.optional(),
  queueKeyArn: text.optional(),
} satisfies SchemaOf<Exclude<keyof KarpenterSettings, "nodeRole">>);

/** What runs the pods of a cluster of `platform.yaml`. */
export const dataPlaneSchema = z.strictObject({
  nodeGroups: z.record(text, nodeGroup).optional(),
  selfManaged: z.record(text, selfManaged).optional(),
  fargate: z.record(text, fargateProfile).optional(),
  autoMode: z
    .union([z.literal(true), z.strictObject({ nodePools: z.array(z.enum(AUTO_MODE_NODE_POOLS)).optional() })])
    .optional(),
  karpenter: z.union([z.literal(true), karpenter]).optional(),
} satisfies SchemaOf<keyof DataPlane>);
