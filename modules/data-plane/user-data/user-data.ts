import type { Problems } from "../../shared/problems";
import { type BottlerocketSettings, bottlerocketUserData, checkBottlerocket } from "./bottlerocket";
import type { ClusterEndpoint } from "./cluster-endpoint";
import { type NodeadmSettings, nodeadmUserData } from "./nodeadm";
import { hasBootstrapArguments, type WindowsSettings, windowsUserData } from "./windows";

/**
 * What nodes are told as they start: settings that are rendered for the family of their image, or a text that is taken as it
 * is. Whoever may describe the instances or the launch template reads it: no place for secrets.
 */
export type NodeUserData =
  | { readonly nodeadm: NodeadmSettings }
  | { readonly bottlerocket: BottlerocketSettings }
  | { readonly windows: WindowsSettings }
  | { readonly raw: string };

/** How an image takes its user data. */
export type UserDataFormat = "nodeadm" | "bottlerocket" | "windows";

/** The user data of a format, for nodes that EKS joins to the cluster; none where there is nothing to say. */
export function userDataBesideEks(userData: NodeUserData | undefined): string | undefined {
  const text = userData === undefined ? "" : rendered(userData);
  return text === "" ? undefined : text;
}

/** The user data of a format, for nodes that must join the cluster by it. A raw text is taken as it is. */
export function userDataThatJoins(
  format: UserDataFormat,
  userData: NodeUserData | undefined,
  cluster: ClusterEndpoint,
): string {
  if (userData !== undefined) return rendered(userData, cluster);
  if (format === "bottlerocket") return rendered({ bottlerocket: {} }, cluster);
  return rendered(format === "windows" ? { windows: {} } : { nodeadm: {} }, cluster);
}

function rendered(userData: NodeUserData, cluster?: ClusterEndpoint): string {
  if ("raw" in userData) return userData.raw;
  if ("nodeadm" in userData) return nodeadmUserData(userData.nodeadm, cluster);
  if ("bottlerocket" in userData) return bottlerocketUserData(userData.bottlerocket, cluster);
  return windowsUserData(userData.windows, cluster);
}

/** Most user data that EC2 takes, in bytes before it is encoded. */
const MOST_BYTES = 16384;

/**
 * Finds what is wrong with user data.
 * @param joins whether it must join the nodes to the cluster
 */
export function checkUserData(
  userData: NodeUserData | undefined,
  format: UserDataFormat,
  joins: boolean,
  problems: Problems,
): void {
  if (userData === undefined) return;
  const kind = Object.keys(userData).join(", ");
  if (kind !== "raw" && kind !== format) {
    problems.add("userData", kind, `must be ${format} or raw: that is what the nodes' image reads`);
    return;
  }
  if ("bottlerocket" in userData) checkBottlerocket(userData.bottlerocket, "userData.bottlerocket", problems);
  if ("windows" in userData && !joins && hasBootstrapArguments(userData.windows)) {
    const { commands: _, ...rest } = userData.windows;
    problems.add(
      "userData.windows",
      rest,
      "must hold commands alone: EKS runs the bootstrap script of its own images itself",
    );
  }
  const bytes = Buffer.byteLength(rendered(userData), "utf8");
  problems.check("userData", bytes, (count) => count <= MOST_BYTES, `must render to at most ${MOST_BYTES} bytes`);
}
