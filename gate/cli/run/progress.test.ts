import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { progressBar } from "./progress";

let written = "";
const terminal = { isTTY: true, columns: 80, write: (text: string) => (written += text) };

beforeEach(() => {
  written = "";
  vi.stubEnv("CI", undefined);
  vi.stubEnv("TERM", "xterm");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

it("draws one line on a terminal, and takes it away again", () => {
  let time = 0;
  const bar = progressBar(terminal, "Judging", false, () => time);
  bar.show(0, 40);
  time = 10;
  bar.show(1, 40);
  time = 200;
  bar.show(20, 40);
  bar.show(40, 40);
  bar.clear();
  const line = "\r\u001b[2K";
  expect(written).toBe(
    [
      `${line}Judging  0 of 40  ${"─".repeat(24)}`,
      `${line}Judging  20 of 40  ${"━".repeat(12)}${"─".repeat(12)}`,
      `${line}Judging  40 of 40  ${"━".repeat(24)}`,
      line,
    ].join(""),
  );
});

it("writes nothing where nothing was shown", () => {
  progressBar(terminal, "Judging", false).clear();
  expect(written).toBe("");
});

it.each([
  ["in a pipe", { output: { ...terminal, isTTY: false } }],
  ["in CI", { env: { CI: "true" } }],
  ["on a terminal that cannot", { env: { TERM: "dumb" } }],
])(
  "writes nothing %s",
  (_, { output = terminal, env = {} }: { output?: typeof terminal; env?: Record<string, string> }) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const bar = progressBar(output, "Judging");
    bar.show(1, 2);
    bar.clear();
    expect(written).toBe("");
  },
);
