import { describe, expect, it } from "vitest";
import { type Document, type Resource, read } from "./index";

function at(document: Document, address: string): Resource {
  const found = Object.values(document.resources).flatMap((ofType) => ofType[address] ?? [])[0];
  if (found === undefined) {
    throw new Error(`${address} is not in ${document.path}`);
  }
  return found;
}

describe("what is there before a change", () => {
  const planOf = (change: object, extra: object = {}) =>
    read(
      JSON.stringify({
        format_version: "1.2",
        configuration: { root_module: {} },
        resource_changes: [
          { address: "aws_eks_cluster.a", type: "aws_eks_cluster", name: "a", mode: "managed", ...extra, change },
        ],
      }),
      "plan.json",
    );
  const before = { name: "a", version: "1.34", encryption_config: [{ resources: ["secrets"] }] };

  it("is told apart from what is hidden before it", () => {
    const change = {
      actions: ["update"],
      before,
      after: { ...before, version: "1.35" },
      before_sensitive: { version: true, encryption_config: [{ resources: [true] }] },
      after_sensitive: {},
    };
    const cluster = at(planOf(change), "aws_eks_cluster.a");
    expect(cluster.before).not.toHaveProperty("version");
    expect(cluster.before_unknown).toMatchObject({ version: true });
    expect(cluster.unknown).toEqual({});
    expect(cluster.values["version"]).toBe("1.35");
  });

  it("is the values themselves where nothing changes", () => {
    const cluster = at(planOf({ actions: ["no-op"], before, after: before }), "aws_eks_cluster.a");
    expect(cluster.values).toMatchObject(before);
    expect(cluster).not.toHaveProperty("before");
    expect(cluster).not.toHaveProperty("before_unknown");
  });

  it("is where it was moved from or imported to", () => {
    const moved = planOf({ actions: ["no-op"], before, after: before }, { previous_address: "aws_eks_cluster.b" });
    expect(Object.keys(moved.resources["aws_eks_cluster"] ?? {})).toEqual(["aws_eks_cluster.a"]);
    expect(moved.deleted).toEqual({});
    const imported = { actions: ["update"], before, after: { ...before, version: "1.35" }, importing: { id: "a" } };
    expect(at(planOf(imported), "aws_eks_cluster.a").before).toMatchObject({ version: "1.34" });
  });

  it("is deleted with the values that it had, and not where it was deposed", () => {
    const change = { actions: ["delete"], before, after: null, before_sensitive: { version: true } };
    expect(planOf(change).deleted["aws_eks_cluster"]?.["aws_eks_cluster.a"]).toMatchObject({
      actions: ["delete"],
      values: { name: "a" },
      unknown: { version: true },
    });
    expect(planOf(change, { deposed: "00000000" })).toMatchObject({ resources: {}, deleted: {} });
  });

  it("stays where Terraform lets go of it to make another", () => {
    const change = { actions: ["create", "forget"], before, after: { ...before, name: "b" } };
    const cluster = at(planOf(change), "aws_eks_cluster.a");
    expect(cluster.values["name"]).toBe("a");
    expect(cluster.actions).toEqual(["create", "forget"]);
  });
});
