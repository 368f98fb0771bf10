import { Fn, Token } from "cdktf";

const TOKEN = /(\$\{TfToken\[[^\]]*\]\})/;

/**
 * User data as a launch template takes it, in base64. A plain text is encoded here, so that Terraform reads none of its
 * `${...}` and the gate can read all of it; one that holds tokens is encoded by Terraform, with its literal parts escaped.
 */
export function encodeUserData(text: string): string {
  if (!Token.isUnresolved(text)) return Buffer.from(text, "utf8").toString("base64");
  const parts = text
    .split(TOKEN)
    .filter((part) => part !== "")
    .map((part) => (TOKEN.test(part) ? part : Fn.rawString(escapeForTerraform(part))));
  return Fn.base64encode(Fn.join("", parts));
}

/** What `Fn.rawString` leaves alone: backslashes, directives and control characters other than line feeds. */
function escapeForTerraform(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("%{", "%%{").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
}
