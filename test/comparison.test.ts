import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(__dirname, "..");

/** The text of all constructs and stacks. */
function sources(): string {
  return ["modules", "stacks"]
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).map((file) => join(room, file)),
    )
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
}

it("docs/comparison.md names nothing of ours that is not there", () => {
  const text = readFileSync(join(root, "docs", "comparison.md"), "utf8");
  const rows = text.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| |"));
  const named = rows.flatMap((row) =>
    [...(row.split(" | ")[1] ?? "").matchAll(/`([\w.]+)`/g)].map(([, name]) => name ?? ""),
  );
  expect(named.length).toBeGreaterThan(40);
  const known = new Set(sources().match(/\w+/g));
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
