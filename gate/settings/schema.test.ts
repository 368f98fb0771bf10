import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

import { loadBundle } from "../engine/index";
import { checkWaivers } from "../engine/waivers";
import { parseSettings } from "./load";
import { settingKeys, settingsSchema } from "./schema";

const root = join(__dirname, "..", "..");
const schema = z.toJSONSchema(settingsSchema, { target: "draft-7", io: "input" });

describe("the settings of rules", () => {
  it("are those that the policies describe", () => {
    expect([...settingKeys].sort()).toEqual(Object.keys(loadBundle().manifest.settings).sort());
  });
});

test("the JSON Schema in the package is that of the settings file (after a change: vitest run -u)", async () => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(join(root, "gate", "settings.schema.json"));
});

describe("the settings in docs/settings.md", () => {
  const text = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(root, "docs", "settings.md"), "utf8"))?.[1] ?? "";

  it("are read, name rules that there are, and have every key", () => {
    const options = parseSettings(text, "docs/settings.md");
    const { rules } = loadBundle().manifest;
    expect(() => checkWaivers(rules, [], options)).not.toThrow();
    const ids = new Set(rules.map(({ id }) => id));
    expect(options.ruleSettings?.filter(({ rule }) => !ids.has(rule))).toEqual([]);
    expect(Object.keys(parse(text)).sort()).toEqual(Object.keys(settingsSchema.shape).sort());
  });

  it("are valid against the JSON Schema", () => {
    const fits = new Ajv({ strict: false, allErrors: true }).compile(schema);
    fits(parse(text));
    expect(fits.errors).toBeNull();
    expect(fits({ ...parse(text), more: 1 })).toBe(false);
  });
});
