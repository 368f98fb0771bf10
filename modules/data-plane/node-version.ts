import { Token } from "cdktf";
import type { Problems } from "../shared/problems";

/** How many minor versions kubelets may be behind the API server. */
const MOST_BEHIND = 3;

const MINOR_VERSION = /^1\.([1-9]\d)$/;

/**
 * Finds what is wrong with the version of nodes, by itself and beside the control plane's.
 * @see https://kubernetes.io/releases/version-skew-policy/
 */
export function checkVersion(version: string | undefined, cluster: string | undefined, problems: Problems): void {
  const isVersion = (text: string) => MINOR_VERSION.test(text);
  problems.check("version", version, isVersion, 'must be a minor version, such as "1.35"');
  const [nodes, controlPlane] = [minorOf(version), minorOf(cluster)];
  if (nodes === undefined || controlPlane === undefined) return;
  if (nodes > controlPlane) problems.add("version", version, `must not be ahead of the control plane's, ${cluster}`);
  if (controlPlane - nodes > MOST_BEHIND) {
    problems.add("version", version, `must be at most three minor versions behind the control plane's, ${cluster}`);
  }
}

function minorOf(version: string | undefined): number | undefined {
  if (version === undefined || Token.isUnresolved(version)) return undefined;
  const minor = MINOR_VERSION.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}
