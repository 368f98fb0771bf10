import { readFileSync, writeFileSync } from "node:fs";
import { addressesOf, exampleNames, pathOf, synthesize } from "./example";
import { withParts } from "./readme";

// Addresses are promises: look at what this changes before it is committed.
for (const name of exampleNames()) {
  const synthesized = synthesize(name);
  writeFileSync(pathOf(name, "addresses.txt"), `${addressesOf(synthesized.document).join("\n")}\n`);
  const readme = pathOf(name, "README.md");
  writeFileSync(readme, withParts(readFileSync(readme, "utf8"), synthesized));
}
