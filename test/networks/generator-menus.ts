import fc from "fast-check";

/** Mostly the first. */
export function often<T>(choices: readonly T[]): fc.Arbitrary<T> {
  const [first, ...others] = choices;
  if (first === undefined) throw new Error("there is nothing to choose from");
  return others.length === 0
    ? fc.constant(first)
    : fc.oneof(
        { weight: 3, arbitrary: fc.constant(first) },
        { weight: 1, arbitrary: fc.nat(others.length - 1).map((at) => others[at] ?? first) },
      );
}

/** Ranges that hold all of what they should, a part, or none, in one piece or not; of either family. */
export const ranges: readonly string[] = [
  "0.0.0.0/0",
  "10.0.0.0/16",
  "100.64.0.0/16",
  "10.0.16.0/23",
  "10.0.16.0/24",
  "10.0.17.0/25",
  "10.0.32.0/19",
  "10.0.32.0/20",
  "10.0.48.0/20",
  "10.0.32.0/21",
  "100.64.0.0/17",
  "100.64.128.0/17",
  "10.0.0.0/24",
  "0.0.0.0/1",
  "128.0.0.0/1",
  "52.0.0.0/8",
  "192.0.2.0/24",
  "::/0",
];
