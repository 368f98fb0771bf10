import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { resourceTypes } from "../../gate/document/resource-types";
import { policiesFolder } from "./sources";

it("the types with tags that the policies list are those of the table", () => {
  const rego = readFileSync(join(policiesFolder, "lib", "tags.rego"), "utf8");
  const listed = /^taggable := \{([^}]*)\}/m.exec(rego)?.[1]?.match(/[a-z0-9_]+/g);
  const table = Object.entries(resourceTypes).filter(([, attributes]) => "tags_all" in attributes);
  expect(listed).toEqual(table.map(([type]) => type).sort());
});
