/** Of the page: light or dark as the reader's system is, and words beside every colour. */
export const styles = `:root {
  color-scheme: light dark;
  --back: #ffffff; --text: #1b1f24; --quiet: #57606a; --line: #d0d7de; --head: #f3f5f7; --link: #0a58b5;
  --fail: #a40e26; --undetermined: #7a4a00; --pass: #116329;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #14171c; --text: #e6e9ed; --quiet: #a3abb5; --line: #3a424c; --head: #1e232a; --link: #79b8ff;
    --fail: #ff8f98; --undetermined: #e7b565; --pass: #6fcf86;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 90rem; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.25rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code { font: 0.85em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
ul { margin: 0; padding: 0; list-style: none; }
li { margin-bottom: 0.35rem; }
.summary { margin: 0.25rem 0 0.75rem; font-weight: 600; }
.documents, caption, .about, footer { color: var(--quiet); }
.scroll { overflow-x: auto; }
table { width: 100%; min-width: 52rem; border-collapse: collapse; table-layout: fixed; }
caption { text-align: left; padding-bottom: 0.5rem; }
th, td { overflow-wrap: anywhere; padding: 0.6rem 0.75rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: var(--head); }
thead th:nth-child(1) { width: 24%; }
thead th:nth-child(2) { width: 8.5rem; }
thead th:nth-child(3) { width: 30%; }
.about { display: block; font-size: 0.9rem; font-weight: 400; }
.outcome { font-weight: 600; }
.fail { color: var(--fail); }
.undetermined, .waived { color: var(--undetermined); }
.pass { color: var(--pass); }
.nothing { color: var(--quiet); font-weight: 400; }
summary { cursor: pointer; }
footer { margin-top: 2rem; font-size: 0.9rem; }
footer p { margin: 0.25rem 0; overflow-wrap: anywhere; }
@media print { .scroll { overflow: visible; } table { min-width: 0; } }
`;
