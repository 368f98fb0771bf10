import { expect, test } from "vitest";

import { styles } from "./styles";

type Theme = "light" | "dark";

/** The colours of a theme by name, as numbers from 0 to 255. */
function coloursOf(theme: Theme): ReadonlyMap<string, readonly number[]> {
  const [light = "", dark = ""] = styles.split("@media (prefers-color-scheme: dark)");
  const block = (theme === "light" ? light : dark).split("}")[0] ?? "";
  return new Map(
    [...block.matchAll(/--([a-z]+): #([0-9a-f]{6})/g)].map(([, name = "", digits = ""]) => [
      name,
      [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)),
    ]),
  );
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour
    .map((channel) => channel / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Theme, one: string, other: string): number {
  const colours = coloursOf(theme);
  const [a = 0, b = 0] = [one, other].map((name) => luminance(colours.get(name) ?? [])).sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

const themes: readonly Theme[] = ["light", "dark"];
const texts = ["text", "quiet", "link", "fail", "undetermined", "pass"];

test("black on white has the contrast that the standard gives", () => {
  expect((luminance([255, 255, 255]) + 0.05) / (luminance([0, 0, 0]) + 0.05)).toBeCloseTo(21);
});

test.each(
  themes.flatMap((theme) => texts.flatMap((text) => ["back", "head"].map((back) => [theme, text, back] as const))),
)("in %s colours, %s can be read on %s", (theme, text, back) => {
  expect(contrast(theme, text, back)).toBeGreaterThanOrEqual(4.5);
});

test("every colour is one of the themes', and both themes have all", () => {
  expect([...coloursOf("dark").keys()].sort()).toEqual([...coloursOf("light").keys()].sort());
  const rules = styles.replace(/--[a-z]+: #[0-9a-f]{6}/g, "");
  expect(rules).not.toMatch(/#[0-9a-f]{3,8}\b|rgb|hsl|\b(red|green|white(?!-space)|black|gray|grey)\b/);
  const used = [...rules.matchAll(/var\(--([a-z]+)\)/g)].map(([, name]) => name ?? "");
  expect(used.filter((name) => !coloursOf("light").has(name))).toEqual([]);
});
