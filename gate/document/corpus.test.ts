import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { read, resourceTypes, scopes } from "./index";

const corpus = join(__dirname, "..", "..", "..", "shared", "corpus");
const reads = Object.fromEntries(
  Object.entries(resourceTypes).map(([type, attributes]) => [type, Object.keys(attributes)]),
);
const files = existsSync(corpus)
  ? ["plans", "mutants"].flatMap((folder) =>
      readdirSync(join(corpus, folder)).map((file) => join(corpus, folder, file)),
    )
  : [];

const cases: [string, string][] =
  files.length === 0
    ? [["SKIPPED: ../shared/corpus is absent", ""]]
    : files.map((file) => [file.slice(corpus.length + 1), file]);

describe.skipIf(files.length === 0)("third-party plans", () => {
  it.each(cases)("are read: %s", (name, file) => {
    const document = read(readFileSync(file, "utf8"), name);
    expect(document.kind).toBe("plan");
    // All of them call modules, which are not read yet; where everything is deleted, nothing is left to prove.
    expect(document.gaps.length).toBeGreaterThan(0);
    const parts = scopes(document, reads);
    expect(parts.every((part) => part.gaps.length > 0)).toBe(true);
  });
});
