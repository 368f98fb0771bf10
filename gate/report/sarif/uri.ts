import { isAbsolute, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { ArtifactLocation } from "sarif";

/** What relative addresses are relative to: the folder that the gate runs in, which should be the root of the repository. */
export const root = "%SRCROOT%";

/** What standard input is called. A result without a file is refused by those who show results at files. */
const standardInput = "stdin";

/**
 * A path as the location of SARIF: relative to the folder where it lies below it, else a `file:` address. Everything that has a meaning in an
 * address is encoded, so that a path never becomes another scheme, host, query or folder.
 */
export function artifactLocation(path: string, folder: string): ArtifactLocation {
  if (path === "-") return { uri: standardInput, uriBaseId: root, description: { text: "standard input" } };
  // Half of a pair of UTF-16 cannot be encoded.
  const whole = path.replace(/\p{Surrogate}/gu, "\ufffd");
  const short = relative(folder, resolve(folder, whole));
  if (short === "" || isAbsolute(short) || short.split(sep)[0] === "..") {
    return { uri: pathToFileURL(resolve(folder, whole)).href };
  }
  return { uri: short.split(sep).map(encodeURIComponent).join("/"), uriBaseId: root };
}
