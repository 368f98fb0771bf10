import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

interface Property {
  readonly name: string;
  readonly isOptional: boolean;
  readonly comment: string;
}

const exported = readFileSync(join(__dirname, "index.ts"), "utf8");
const isExported = (type: string): boolean => new RegExp(`\\b${type}\\b`).test(exported);
/** Each hook is for one kind of resource, and absent by default; what the plan holds is told by its types. */
const isSelfEvident = (type: string): boolean =>
  /Transforms$|^(AddressPlan|PlannedTier|TierSize|Ipv4Block)$/.test(type);

/** The properties of the types that a file exports from the room, with those of the types written out in them. */
function propertiesOf(file: string): Property[] {
  const source = ts.createSourceFile(file, readFileSync(join(__dirname, file), "utf8"), ts.ScriptTarget.ES2022, true);
  const found: Property[] = [];
  const visit = (owner: string, node: ts.Node): void => {
    if (ts.isPropertySignature(node)) {
      const comments = ts.getJSDocCommentsAndTags(node).map((comment) => comment.getText(source));
      const name = `${owner}.${node.name.getText(source)}`;
      found.push({ name, isOptional: node.questionToken !== undefined, comment: comments.join("\n") });
    }
    ts.forEachChild(node, (child) => visit(owner, child));
  };
  for (const statement of source.statements) {
    if (!ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement)) continue;
    const type = statement.name.text;
    if (isExported(type) && !isSelfEvident(type)) visit(type, statement);
  }
  return found;
}

const files = readdirSync(__dirname).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
const properties = files.flatMap(propertiesOf);
const named = (found: Property[]): string[] => found.map(({ name }) => name);

describe("the properties that the network exports", () => {
  it("are many, so that this test looks at something", () => {
    expect(properties.length).toBeGreaterThan(70);
  });

  it("say what they are", () => {
    // A peer is a tier or a range: its keys say so.
    const silent = properties.filter(({ name, comment }) => comment === "" && !name.startsWith("NetworkAclPeer."));
    expect(named(silent)).toEqual([]);
  });

  it("say what holds without them, where they may be left out", () => {
    const open = properties.filter(({ isOptional, comment }) => isOptional && !/@default|[Aa]bsent/.test(comment));
    expect(named(open)).toEqual([]);
  });
});
