import { z } from "zod";
import { type ClusterFlows, clusterFlowsFile, clusterFlowsSchema, readClusterFlows } from "./cluster-flows";
import { parseJson } from "./json";
import { type PolicySources, readSource } from "./sources";

const day = z.iso.date();

/** What each file says of where its facts come from. */
const origin = { source: z.url(), read: day };

const instances = z.record(z.string(), z.strictObject({ nitro: z.boolean(), trunking: z.boolean() }));

const amiTypes = z
  .strictObject({
    ami_types: z.strictObject({
      ...origin,
      types_source: z.url(),
      families_source: z.url(),
      devices_source: z.url(),
      owners_source: z.url(),
      /** Accounts that Amazon's images belong to. */
      owners: z.array(z.string().regex(/^(amazon|\d{12})$/)),
      families: z.record(
        z.string(),
        z.strictObject({
          /** Left out, where AWS has announced none. */
          end_of_support: day.optional(),
          /** Left out, where AWS does not say. */
          hop_limit_without_template: z.int().positive().optional(),
          /** Names of the volumes that nodes start with, the root volume first. */
          devices: z.array(z.string().startsWith("/dev/")).min(1),
        }),
      ),
      types: z.record(
        z.string(),
        z.union([
          z.strictObject({
            architecture: z.enum(["arm64", "x86_64"]),
            family: z.string(),
            /** Left out, where AWS does not say. */
            imdsv2_required: z.boolean().optional(),
          }),
          // An image of one's own.
          z.strictObject({}),
        ]),
      ),
    }),
  })
  .refine(
    ({ ami_types: { families, types } }) =>
      Object.values(types).every((type) => !("family" in type) || type.family in families),
    { error: "every type is of one of the families" },
  );

const clusterZones = z.strictObject({
  cluster_zones: z.strictObject({
    ...origin,
    excluded_zone_ids: z.record(z.string(), z.array(z.string().regex(/^[a-z0-9]+-az\d+$/)).min(1)),
  }),
});

const instanceTypes = z.strictObject({
  instance_types: z.strictObject({
    ...origin,
    previous_generations: z.url(),
    families: instances,
    types: instances,
  }),
});

const kubernetesVersions = z.strictObject({
  kubernetes_versions: z.strictObject({
    ...origin,
    versions: z
      .record(
        z.string().regex(/^1\.\d+$/),
        z
          .strictObject({ standard_support_ends: day, extended_support_ends: day })
          .refine((ends) => ends.standard_support_ends < ends.extended_support_ends, {
            error: "extended support ends after standard support",
          }),
      )
      .refine((versions) => Object.keys(versions).length > 0, { error: "there is a version" })
      .refine((versions) => isAscending(Object.keys(versions).map(minorOf)), { error: "the oldest version is first" }),
  }),
});

/** The minor number of a version: 35 of `1.35`. */
export function minorOf(version: string): number {
  return Number(version.slice(2));
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? number));
}

const schemas = {
  "data/ami-types.json": amiTypes,
  [clusterFlowsFile]: clusterFlowsSchema,
  "data/cluster-zones.json": clusterZones,
  "data/instance-types.json": instanceTypes,
  "data/kubernetes-versions.json": kubernetesVersions,
} as const;

/** Data that is our own word, not read anywhere: it has no source and does not age. */
const ownWord: readonly string[] = ["data/settings.json"];

/** The policies' data that is read from elsewhere. */
export interface PolicyData {
  readonly amiTypes: z.infer<typeof amiTypes>["ami_types"];
  readonly clusterFlows: ClusterFlows;
  readonly clusterZones: z.infer<typeof clusterZones>["cluster_zones"];
  readonly instanceTypes: z.infer<typeof instanceTypes>["instance_types"];
  readonly kubernetesVersions: z.infer<typeof kubernetesVersions>["kubernetes_versions"];
}

/** @throws Error if a file is missing or not as it should be */
export function readPolicyData(sources: PolicySources): PolicyData {
  const read = (file: keyof typeof schemas): unknown => parseJson(readSource(sources, file));
  return {
    amiTypes: amiTypes.parse(read("data/ami-types.json")).ami_types,
    clusterFlows: readClusterFlows(sources),
    clusterZones: clusterZones.parse(read("data/cluster-zones.json")).cluster_zones,
    instanceTypes: instanceTypes.parse(read("data/instance-types.json")).instance_types,
    kubernetesVersions: kubernetesVersions.parse(read("data/kubernetes-versions.json")).kubernetes_versions,
  };
}

/** What is wrong with the data files, a line each. */
export function dataProblems(sources: PolicySources): readonly string[] {
  const known = new Map<string, z.ZodType>(Object.entries(schemas));
  return sources.data
    .filter((file) => !ownWord.includes(file))
    .flatMap((file) => {
      const schema = known.get(file);
      if (schema === undefined) {
        return [`policies/${file}: it has no schema; tools/policies/data.ts has those of the others.`];
      }
      const parsed = schema.safeParse(parseJson(readSource(sources, file)));
      return parsed.success
        ? []
        : parsed.error.issues.map(
            ({ path, message }) =>
              `policies/${file}: ${[path.map(String).join("."), message].filter((part) => part !== "").join(": ")}.`,
          );
    });
}
