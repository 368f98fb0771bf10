import { escapeHtml } from "../escape";

/** Text that was made fit for a page: escaped, or markup of this folder. */
export type Html = string;

/** Text from an input, escaped, as code. */
export function code(text: string): Html {
  return `<code>${escapeHtml(text)}</code>`;
}

export function list(items: readonly Html[], className = ""): Html {
  return `<ul${className === "" ? "" : ` class="${className}"`}>${items.map((item) => `<li>${item}</li>`).join("\n")}</ul>`;
}

/** Names with what they are; those without anything are left out. */
export function descriptions(entries: readonly (readonly [string, Html])[]): Html {
  const rows = entries.filter(([, value]) => value !== "");
  return `<dl>${rows.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${value}</dd></div>`).join("\n")}</dl>`;
}

/** A table in a box of its own, which scrolls where the page is narrow. `label` is for those who do not see it. */
export function scrolled(label: string, content: Html, className = "scroll"): Html {
  return `<div class="${className}" role="region" aria-label="${escapeHtml(label)}" tabindex="0">\n${content}\n</div>`;
}

export function table(caption: string, columns: readonly string[], rows: readonly (readonly Html[])[]): Html {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join("");
  const body = rows.map(([first = "", ...others]) => {
    return `<tr><th scope="row">${first}</th>${others.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  return `<table>
<caption>${escapeHtml(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join("\n")}
</tbody>
</table>`;
}
