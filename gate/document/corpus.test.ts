import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Document, read, resourceTypes, scopes } from "./index";

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

function deletedIn(document: Document): number {
  return Object.values(document.deleted).reduce((count, ofType) => count + Object.keys(ofType).length, 0);
}

describe.skipIf(files.length === 0)("third-party plans", () => {
  it.each(cases)("are read: %s", (name, file) => {
    const document = read(readFileSync(file, "utf8"), name);
    expect(document.kind).toBe("plan");
    expect(document.gaps).toEqual([]);
    const changes: unknown[] = JSON.parse(readFileSync(file, "utf8")).resource_changes;
    const instances = Object.values({ ...document.resources }).flatMap((ofType) => Object.values(ofType));
    expect(instances.some((instance) => instance.module !== undefined)).toBe(true);
    expect(instances.length + deletedIn(document)).toBeGreaterThanOrEqual(changes.length);
    expect(scopes(document, reads).length).toBeGreaterThan(0);
  });
});
