import type { Taint } from "./node-scheduling";
import type { BottlerocketSettings, NodeUserData, UserDataFormat } from "./user-data";

interface Registration {
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
}

/** User data with which nodes register themselves under labels and taints, where no API does it. */
export function withRegistration(
  format: UserDataFormat,
  userData: NodeUserData | undefined,
  { labels, taints }: Registration,
): NodeUserData | undefined {
  if ((labels === undefined && taints === undefined) || (userData !== undefined && "raw" in userData)) return userData;
  if (format === "bottlerocket") {
    const settings = userData !== undefined && "bottlerocket" in userData ? userData.bottlerocket : {};
    return { bottlerocket: registeredBottlerocket(settings, labels ?? {}, taints ?? []) };
  }
  const flags = registrationFlags(labels ?? {}, taints ?? []);
  if (format === "windows") {
    const settings = userData !== undefined && "windows" in userData ? userData.windows : {};
    return { windows: { ...settings, kubeletFlags: [...flags, ...(settings.kubeletFlags ?? [])] } };
  }
  const settings = userData !== undefined && "nodeadm" in userData ? userData.nodeadm : {};
  const kubelet = { ...settings.kubelet, flags: [...flags, ...(settings.kubelet?.flags ?? [])] };
  return { nodeadm: { ...settings, kubelet } };
}

/** @see https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/ */
function registrationFlags(labels: Readonly<Record<string, string>>, taints: readonly Taint[]): string[] {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const marks = taints.map(({ key, value, effect }) => `${key}=${value ?? ""}:${effect}`);
  return [
    ...(pairs.length === 0 ? [] : [`--node-labels=${pairs.join(",")}`]),
    ...(marks.length === 0 ? [] : [`--register-with-taints=${marks.join(",")}`]),
  ];
}

/** @see https://bottlerocket.dev/en/os/latest/api/settings/kubernetes/ */
function registeredBottlerocket(
  settings: BottlerocketSettings,
  labels: Readonly<Record<string, string>>,
  taints: readonly Taint[],
): BottlerocketSettings {
  const { kubernetes } = settings;
  const marks: Record<string, string[]> = {};
  for (const { key, value, effect } of taints) marks[key] = [...(marks[key] ?? []), `${value ?? ""}:${effect}`];
  const own = typeof kubernetes === "object" && !Array.isArray(kubernetes) ? kubernetes : {};
  return {
    ...settings,
    kubernetes: {
      ...own,
      ...(Object.keys(labels).length === 0 ? {} : { "node-labels": { ...labels } }),
      ...(taints.length === 0 ? {} : { "node-taints": marks }),
    },
  };
}
