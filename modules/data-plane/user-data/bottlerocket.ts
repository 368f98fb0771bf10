import type { Problems } from "../../shared/problems";
import type { ClusterEndpoint } from "./cluster-endpoint";

/** A value of Bottlerocket's settings; an array holds values of one type. */
export type BottlerocketValue = string | number | boolean | readonly string[] | readonly number[] | BottlerocketTable;

/** A table of Bottlerocket's settings. */
export interface BottlerocketTable {
  readonly [key: string]: BottlerocketValue;
}

/**
 * What Bottlerocket nodes are told: all that stands below `settings`, such as
 * `{ kernel: { lockdown: "integrity" }, kubernetes: { "max-pods": 110 } }`.
 * @see https://bottlerocket.dev/en/os/latest/api/settings/
 */
export type BottlerocketSettings = BottlerocketTable;

/** User data of Bottlerocket: the settings, and the cluster where EKS does not add it. */
export function bottlerocketUserData(settings: BottlerocketSettings, cluster?: ClusterEndpoint): string {
  const joining: BottlerocketTable =
    cluster === undefined
      ? {}
      : {
          "api-server": cluster.endpoint,
          "cluster-certificate": cluster.certificateAuthority,
          "cluster-name": cluster.clusterName,
        };
  const { kubernetes = {}, ...others } = settings;
  const merged = { ...joining, ...(isTable(kubernetes) ? kubernetes : {}) };
  const all = { ...(Object.keys(merged).length === 0 ? {} : { kubernetes: merged }), ...others };
  return tables("settings", all).join("\n");
}

/**
 * Finds what EKS cannot merge: it takes a part of TOML only, without escaped quotes, quoted keys in headers, and arrays of
 * mixed types.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-user-data
 */
export function checkBottlerocket(settings: BottlerocketTable, at: string, problems: Problems): void {
  for (const [key, value] of Object.entries(settings)) {
    const property = `${at}.${key}`;
    if (isTable(value)) {
      if (!isBareKey(key)) problems.add(property, key, "must be a bare key: EKS merges no header with quoted keys");
      checkBottlerocket(value, property, problems);
      continue;
    }
    if (!/^[^"\\\n]+$/.test(key)) problems.add(property, key, "must be without quotes, backslashes and line breaks");
    const values: readonly (string | number | boolean)[] = isList(value) ? value : [value];
    if (values.some((one) => typeof one === "string" && /["\\\p{Cc}]/u.test(one))) {
      problems.add(
        property,
        value,
        "must be without double quotes, backslashes and line breaks: EKS merges none that are escaped",
      );
    }
    if (new Set(values.map(kindOf)).size > 1) problems.add(property, value, "must hold values of one type");
    if (values.some((one) => typeof one === "number" && !Number.isFinite(one))) {
      problems.add(property, value, "must be a finite number");
    }
  }
}

function tables(path: string, table: BottlerocketTable): string[] {
  const lines: string[] = [];
  const nested: string[] = [];
  for (const [key, value] of Object.entries(table)) {
    if (isTable(value)) nested.push(...tables(`${path}.${key}`, value));
    else lines.push(`${isBareKey(key) ? key : `"${key}"`} = ${inline(value)}\n`);
  }
  return lines.length === 0 ? nested : [`[${path}]\n${lines.join("")}`, ...nested];
}

function inline(value: Exclude<BottlerocketValue, BottlerocketTable>): string {
  if (isList(value)) return `[${value.map((one) => inline(one)).join(", ")}]`;
  return typeof value === "string" ? `"${value}"` : String(value);
}

function isTable(value: BottlerocketValue): value is BottlerocketTable {
  return typeof value === "object" && !Array.isArray(value);
}

function isList(value: BottlerocketValue): value is readonly string[] | readonly number[] {
  return Array.isArray(value);
}

function isBareKey(key: string): boolean {
  return /^[\w-]+$/.test(key);
}

function kindOf(value: unknown): string {
  return typeof value === "number" ? (Number.isInteger(value) ? "integer" : "float") : typeof value;
}
