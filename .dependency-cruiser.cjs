// The import rules of docs/architecture.md: each folder is one room, and says what may be in it.
const room = (name) => `^${name}/`;
const aws = "node_modules/@cdktf/provider-aws";
const cdktf = "node_modules/(cdktf|cdktn|constructs|@cdktf)/";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true, dependencyTypesNot: ["type-only"] } },
    {
      name: "modules-import-only-cdktf",
      comment:
        "modules/ holds constructs: no stacks, gate, files, environment or other packages, but yaml for user data.",
      severity: "error",
      from: { path: room("modules"), pathNot: "[.]test[.]ts$" },
      to: { pathNot: [room("modules"), cdktf, "node_modules/yaml/"] },
    },
    {
      name: "stacks-import-only-modules",
      severity: "error",
      from: { path: room("stacks"), pathNot: "[.]test[.]ts$" },
      to: { path: ["^(gate|test|bench|tools|main)"] },
    },
    {
      name: "gate-stands-alone",
      severity: "error",
      from: { path: room("gate"), pathNot: "[.]test[.]ts$" },
      to: { path: ["^(modules|stacks|test|bench|tools|main)"] },
    },
    {
      name: "gate-core-does-not-know-cdktf",
      comment: "eksgate check must start without loading cdktf or the provider.",
      severity: "error",
      from: { path: room("gate"), pathNot: ["^gate/(cdktf|vitest)/", "[.]test[.]ts$"] },
      to: { path: [cdktf, "^gate/(cdktf|vitest)/"] },
    },
    {
      name: "provider-bindings-one-by-one",
      comment: "The barrel of @cdktf/provider-aws costs 2 s and 500 MB.",
      severity: "error",
      from: {},
      to: { path: `${aws}/lib/index[.](js|d[.]ts)$` },
    },
    {
      name: "main-imports-stacks-and-gate",
      severity: "error",
      from: { path: "^main[.]ts$" },
      to: { path: "^(modules|test|bench|tools)/" },
    },
    {
      name: "no-test-code-in-the-product",
      severity: "error",
      from: { pathNot: ["[.]test[.]ts$", "^(test|bench|tools|examples)/"] },
      to: { path: ["[.]test[.]ts$", "^(test|bench|tools)/"] },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
