import type { PolicySources } from "./sources";

/** Where the generated dispatch of the rules lies, in the folder of the policies. */
export const catalogueFile = "catalogue.rego";

const rulePath = /^(?<group>networking|shared-responsibility|change-safety)\/(?<rule>[a-z0-9-]+)\/\k<rule>\.rego$/;

/**
 * The Rego that dispatches to the rules by their ids. A reference with a variable in it (`data.eksgate.rules[group][name]`) makes the Wasm
 * evaluate every rule before one is chosen, so each is named.
 */
export function catalogueModule(sources: PolicySources): string {
  const rules = sources.rego
    .map((path) => rulePath.exec(path)?.groups)
    .flatMap((groups) =>
      groups?.["group"] && groups["rule"] ? [{ group: groups["group"], rule: groups["rule"] }] : [],
    )
    .sort((a, b) => (`${a.group}/${a.rule}` < `${b.group}/${b.rule}` ? -1 : 1));
  const answers = rules.map(({ group, rule }) => {
    const reference = group.includes("-") ? `data.eksgate.rules["${group}"]` : `data.eksgate.rules.${group}`;
    return `answers["${group}/${rule}"] := ${reference}["${rule}"].results if asked_for("${group}/${rule}")\n`;
  });
  return `# METADATA
# title: The catalogue
# description: >-
#   The rules by their ids. Generated from their folders by \`npm run policies:build\`: a reference with a variable in it would make the
#   Wasm evaluate every rule before one is chosen.
package eksgate.catalogue

asked_for(_) if not input.only

asked_for(id) if id in input.only

${answers.join("\n")}`;
}
