/**
 * Whether a text fits a pattern, in which `*` stands for any text, also none. Everything else, brackets too, means itself, since
 * addresses have them: `aws_subnet.private["a"]`.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  const last = others.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  // The earliest place leaves most for what follows, so that nothing has to be tried twice.
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

export function isGlob(pattern: string): boolean {
  return pattern.includes("*");
}
