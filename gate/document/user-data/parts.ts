import { asText, fromBase64 } from "./text";

/** What a part of user data is to the machine that reads it. */
export type PartKind =
  | "shell script"
  | "NodeConfig"
  | "Bottlerocket settings"
  | "cloud-config"
  | "PowerShell"
  | "other";

export interface Part {
  readonly kind: PartKind;
  readonly text: string;
}

/** Parts within parts are read so deep, and so many. */
const deepest = 4;
const most = 100;

/**
 * The parts of user data: those of a MIME archive, else the whole. `undefined` where one of them cannot be read.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
 */
export function partsOf(text: string): readonly Part[] | undefined {
  const parts = split(text, "", 0);
  return parts === undefined || parts.length > most ? undefined : parts;
}

function split(text: string, type: string, depth: number): readonly Part[] | undefined {
  const archive = type === "" || type.startsWith("multipart/") ? archiveOf(text) : undefined;
  if (archive === undefined) {
    return [{ kind: kindOf(text, type), text }];
  }
  if (depth === deepest) {
    return undefined;
  }
  const parts: Part[] = [];
  for (const { headers, body } of archive) {
    const plain = decoded(body, headers.get("content-transfer-encoding") ?? "");
    const inner = plain === undefined ? undefined : split(plain, mediaType(headers), depth + 1);
    if (inner === undefined || parts.length > most) {
      return undefined;
    }
    parts.push(...inner);
  }
  return parts;
}

interface Entity {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** The entities of a multipart archive; `undefined` where it is none. */
function archiveOf(text: string): readonly Entity[] | undefined {
  const whole = entity(text.trimStart().split("\n"));
  const boundary = boundaryOf(whole.headers.get("content-type") ?? "");
  if (boundary === undefined) {
    return undefined;
  }
  const entities: Entity[] = [];
  let lines: string[] | undefined;
  // What ends the last line of a part belongs to the boundary.
  for (const line of whole.body.split(/\r?\n/)) {
    const end = line.trimEnd();
    if (end === `--${boundary}` || end === `--${boundary}--`) {
      if (lines !== undefined) {
        entities.push(entity(lines));
      }
      lines = end === `--${boundary}` ? [] : undefined;
    } else {
      lines?.push(line);
    }
  }
  // Whoever leaves the end out is still read to the end.
  return lines === undefined ? entities : [...entities, entity(lines)];
}

function entity(lines: readonly string[]): Entity {
  const headers = new Map<string, string>();
  let last = "";
  let at = 0;
  for (; at < lines.length; at += 1) {
    const line = (lines[at] ?? "").trimEnd();
    const colon = line.indexOf(":");
    if (line === "") {
      at += 1;
      break;
    }
    if (/^[ \t]/.test(line) && last !== "") {
      headers.set(last, `${headers.get(last) ?? ""} ${line.trim()}`);
    } else if (colon > 0 && /^[A-Za-z0-9-]+$/.test(line.slice(0, colon))) {
      last = line.slice(0, colon).toLowerCase();
      headers.set(last, line.slice(colon + 1).trim());
    } else {
      break;
    }
  }
  return { headers, body: lines.slice(at).join("\n") };
}

function mediaType(headers: ReadonlyMap<string, string>): string {
  return (headers.get("content-type") ?? "text/plain").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

function boundaryOf(contentType: string): string | undefined {
  const at = contentType.toLowerCase().indexOf("boundary=");
  if (at < 0 || !contentType.toLowerCase().startsWith("multipart/")) {
    return undefined;
  }
  const rest = contentType.slice(at + "boundary=".length);
  const boundary = rest.startsWith('"') ? rest.slice(1).split('"', 1)[0] : rest.split(/[;\s]/, 1)[0];
  return boundary === "" ? undefined : boundary;
}

function decoded(body: string, encoding: string): string | undefined {
  switch (encoding.trim().toLowerCase()) {
    case "":
    case "7bit":
    case "8bit":
    case "binary":
      return body;
    case "base64": {
      const bytes = fromBase64(body);
      const plain = bytes === undefined ? undefined : asText(bytes);
      return plain !== undefined && "text" in plain ? plain.text : undefined;
    }
    case "quoted-printable": {
      const joined = body.replace(/=\r?\n/g, "");
      return joined.replace(/=([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    }
    default:
      return undefined;
  }
}

function kindOf(text: string, type: string): PartKind {
  const start = text.trimStart();
  if (type === "application/node.eks.aws" || /^apiVersion:[ \t]*["']?node\.eks\.aws\//m.test(text)) {
    return "NodeConfig";
  }
  if (start.startsWith("#!") || type === "text/x-shellscript" || type === "text/cloud-boothook") {
    return "shell script";
  }
  if (start.startsWith("#cloud-config") || type === "text/cloud-config") {
    return "cloud-config";
  }
  if (/^<(?:powershell|script)>/im.test(start)) {
    return "PowerShell";
  }
  return /^(?:\[settings\b|settings\.)/m.test(start) ? "Bottlerocket settings" : "other";
}
