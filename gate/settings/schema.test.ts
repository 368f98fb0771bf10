import { describe, expect, it } from "vitest";
import { loadBundle } from "../engine/index";
import { settingKeys } from "./schema";

describe("the settings of rules", () => {
  it("are those that the policies describe", () => {
    expect([...settingKeys].sort()).toEqual(Object.keys(loadBundle().manifest.settings).sort());
  });
});
