import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** Rooms whose every exported property is described. */
const rooms = ["modules/control-plane", "modules/identity", "modules/security-groups"];

/** Values that the add-ons' own schemas describe, under AWS's names. */
const describedElsewhere = new Set(["addon-configuration.ts"]);

interface Property {
  readonly name: string;
  readonly isOptional: boolean;
  readonly comment: string;
}

/** The properties of the exported interfaces of a file, with those of interfaces that they are made of. */
function propertiesOf(file: string): readonly Property[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
  const found: Property[] = [];
  const visit = (owner: string, members: ts.NodeArray<ts.TypeElement>): void => {
    for (const member of members.filter(ts.isPropertySignature)) {
      const name = `${owner}.${member.name.getText(source)}`;
      const comments = ts.getJSDocCommentsAndTags(member).map((comment) => comment.getText(source));
      found.push({ name, isOptional: member.questionToken !== undefined, comment: comments.join("\n") });
      if (member.type !== undefined && ts.isTypeLiteralNode(member.type)) visit(name, member.type.members);
    }
  };
  for (const statement of source.statements.filter(ts.isInterfaceDeclaration)) {
    visit(`${file.split("/").at(-1)} ${statement.name.text}`, statement.members);
  }
  return found;
}

const files = rooms.flatMap((room) =>
  readdirSync(room)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !describedElsewhere.has(name))
    .map((name) => join(room, name)),
);
const properties = files.flatMap(propertiesOf);

/** Hooks are what their interface says of them: each is for one kind of resource, and absent by default. */
const isHook = ({ name }: Property): boolean => / \w*Transforms?\./.test(name);

/** What a type is made of inside of the room, not asked for by anyone outside. */
const inner = [
  "ClusterParts",
  "ClusterAddonsProps",
  "IdentityProviderSurroundings",
  "AddonSurroundings",
  "CapabilityProps",
  "Granted",
  "TakenRange",
  "AccessEntriesProps",
  "RoleKind",
  "AddonPermissions",
  "ClusterRulesOptions",
  "PodRulesOptions",
  "TrafficResources",
];
const isInner = ({ name }: Property): boolean => inner.some((type) => name.includes(` ${type}.`));

describe("the properties of control-plane/, identity/ and security-groups/", () => {
  it("are many, so that this test looks at something", () => {
    expect(properties.length).toBeGreaterThan(120);
  });

  it("say what they are", () => {
    const silent = properties.filter((property) => property.comment === "" && !isHook(property) && !isInner(property));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it("say what holds without them, where they may be left out", () => {
    const open = properties.filter(
      (property) =>
        property.isOptional && !property.comment.includes("@default") && !isHook(property) && !isInner(property),
    );
    // `never` members say that they are left out.
    expect(open.filter(({ comment }) => !/Left out|Argo CD's alone/.test(comment)).map(({ name }) => name)).toEqual([]);
  });
});
