const esc = "\\u001b";
const bell = "\\u0007";

/** Terminal escapes: OSC and other strings up to their end, CSI sequences, and two-character ones; also their 8-bit forms. */
const terminalSequences = new RegExp(
  [
    `(?:${esc}[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^${bell}${esc}\\u009c]*(?:${bell}|${esc}\\\\|\\u009c|$)`,
    `(?:${esc}\\[|\\u009b)[0-?]*[ -/]*[@-~]?`,
    `${esc}[ -/]*[0-~]?`,
  ].join("|"),
  "g",
);

const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** Control characters, and those that turn the direction of writing or take no width, so that text is not what it seems. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Text from an input, made fit to be printed: one line, without terminal escapes and control characters. */
export function clean(text: string): string {
  return text.replace(terminalSequences, "").replace(lineBreaks, " ").replace(unprintable, "");
}
