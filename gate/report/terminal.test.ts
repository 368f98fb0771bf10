import { afterEach, expect, test, vi } from "vitest";

import { terminalOf, wrap, wrapItems } from "./terminal";

const silent = { write: () => undefined };
const tty = { ...silent, isTTY: true, columns: 100 };
const isColored = (output: typeof silent): boolean => terminalOf(output).colors.red("x") !== "x";

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ["a terminal has colour", tty, {}, true],
  ["a pipe has none", silent, {}, false],
  ["NO_COLOR takes it away", tty, { NO_COLOR: "1" }, false],
  ["an empty NO_COLOR does not", tty, { NO_COLOR: "" }, true],
  ["FORCE_COLOR brings it to a pipe", silent, { FORCE_COLOR: "1" }, true],
  ["FORCE_COLOR=0 takes it away", tty, { FORCE_COLOR: "0" }, false],
  ["NO_COLOR outranks FORCE_COLOR", tty, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ["a dumb terminal has none", tty, { TERM: "dumb" }, false],
])("%s", (_, output, environment, colored) => {
  for (const name of ["NO_COLOR", "FORCE_COLOR"]) vi.stubEnv(name, undefined);
  vi.stubEnv("TERM", "xterm");
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  expect(isColored(output)).toBe(colored);
});

test("a terminal's width is taken within reason, and a pipe has 80 columns", () => {
  expect(terminalOf(tty).width).toBe(100);
  expect(terminalOf({ ...tty, columns: 10 }).width).toBe(50);
  expect(terminalOf({ ...tty, columns: 400 }).width).toBe(120);
  expect(terminalOf(silent).width).toBe(80);
});

test("text is broken at spaces, and a long word after a separator", () => {
  expect(wrap("one two three", 8)).toEqual(["one two", "three"]);
  expect(wrap("aws_eks_node_group.general", 20)).toEqual(["aws_eks_node_group.", "general"]);
  expect(wrap("a".repeat(25), 20)).toEqual(["a".repeat(20), "a".repeat(5)]);
  expect(wrap("", 20)).toEqual([]);
});

test("a list is broken between its items only", () => {
  expect(wrapItems(["1 VPC", "9 subnets", "3 NAT gateways"], 18)).toEqual(["1 VPC, 9 subnets,", "3 NAT gateways"]);
});
