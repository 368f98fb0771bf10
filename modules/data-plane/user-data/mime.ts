/** One part of a MIME multi-part document that cloud-init reads. */
export interface UserDataPart {
  /**
   * What it is: `text/x-shellscript`, `text/cloud-config`, `text/cloud-boothook`, `application/node.eks.aws` and others that
   * cloud-init and nodeadm know.
   * @see https://cloudinit.readthedocs.io/en/latest/explanation/format.html
   */
  readonly contentType: string;
  readonly content: string;
}

/** The parts as one document, with a boundary that no part holds. */
export function mimeDocument(parts: readonly UserDataPart[]): string {
  let boundary = "BOUNDARY";
  while (parts.some(({ content }) => content.includes(`--${boundary}`))) boundary += "_";
  const rendered = parts.map(
    ({ contentType, content }) =>
      `--${boundary}\nContent-Type: ${typeOf(contentType, content)}\n\n${content.trimEnd()}\n\n`,
  );
  return `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="${boundary}"\n\n${rendered.join("")}--${boundary}--\n`;
}

function typeOf(contentType: string, content: string): string {
  if (!contentType.startsWith("text/") || contentType.includes("charset=")) return contentType;
  const isAscii = [...content].every((character) => (character.codePointAt(0) ?? 0) < 128);
  return `${contentType}; charset="${isAscii ? "us-ascii" : "utf-8"}"`;
}
