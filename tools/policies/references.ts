import { type PolicySources, readSource } from "./sources";

const importLine = /^import data\.eksgate\.lib\.(?<library>\w+)(?: as (?<alias>\w+))?$/gm;
const ruleHead = /^(?:default )?([a-z_]\w*)/gm;
const keywords = new Set(["package", "import", "default"]);

/**
 * References to rules of the library that it does not have. OPA compiles them, and they are undefined: what hangs on one is silently not so,
 * and a rule that never answers finds nothing.
 */
export function danglingReferences(sources: PolicySources): readonly string[] {
  const rules = new Map<string, Set<string>>();
  for (const file of sources.rego.filter((path) => path.startsWith("lib/"))) {
    const names = [...readSource(sources, file).matchAll(ruleHead)].flatMap(([, name = ""]) =>
      keywords.has(name) ? [] : [name],
    );
    rules.set(file.slice("lib/".length, -".rego".length), new Set(names));
  }
  return [...sources.rego, ...sources.tests].flatMap((file) => {
    const text = readSource(sources, file);
    const lines = text.split("\n");
    return [...text.matchAll(importLine)].flatMap(({ groups }) => {
      const library = groups?.["library"] ?? "";
      const known = rules.get(library);
      if (known === undefined) {
        return [`policies/${file}: imports data.eksgate.lib.${library}, which does not exist.`];
      }
      const used = new RegExp(`(?<![\\w.])${groups?.["alias"] ?? library}\\.([a-z_]\\w*)`, "g");
      return lines.flatMap((line, at) =>
        /^\s*(?:#|import )/.test(line)
          ? []
          : [...line.matchAll(used)].flatMap(([, name = ""]) =>
              known.has(name) ? [] : [`policies/${file}:${at + 1}: ${library}.${name} does not exist.`],
            ),
      );
    });
  });
}
