/** How long text from an input may get in a table for people. */
const most = 300;

/** Text as HTML, for an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "&#39;");
}

/**
 * Text as Markdown of GitHub that shows as it is, within a line or a cell of a table: no emphasis, link, HTML or mathematics, nobody is
 * mentioned and no issue is referred to.
 */
export function escapeMarkdown(text: string): string {
  const escaped = oneLine(text)
    .trim()
    .replace(
      /(@|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)|\bmailto(?=:))|([&<>|$])|[\\`*_{}[\]()!~]/gi,
      (found: string, linked: string | undefined, special: string | undefined) => {
        // GitHub looks for mentions, references and addresses in the page that Markdown became, where an escape is gone; a character
        // without width is still there.
        if (linked !== undefined) return `${linked}&#8203;`;
        return special === undefined ? `\\${found}` : `&#${special.charCodeAt(0)};`;
      },
    );
  return escaped.replace(/^([#+=-])|^(\d+)(?=\.|\\\))/, (_, mark: string | undefined, digits: string) =>
    mark === undefined ? `${digits}&#8203;` : `\\${mark}`,
  );
}

/** Text from an input as code of Markdown, within a line or a cell of a table. In code GitHub makes nothing of anything. */
export function codeMarkdown(text: string): string {
  const line = oneLine(text);
  const shown = line.length > most ? `${[...line].slice(0, most).join("")}…` : line;
  // A pipe would end the cell, whatever stands before it: it goes between two pieces of code.
  return shown
    .split("|")
    .map((piece) => (piece === "" ? "" : code(piece)))
    .join("&#124;");
}

function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  // CommonMark takes one space from each end, if there is more than spaces.
  const pad = /^[` ]|[` ]$/.test(text) && text.trim() !== "" ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
}

function oneLine(text: string): string {
  return text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ");
}
