import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Examples import the package by its name.
  resolve: {
    alias: [
      { find: /^eksgate$/, replacement: resolve(import.meta.dirname, "index.ts") },
      { find: /^eksgate\/vitest$/, replacement: resolve(import.meta.dirname, "gate/vitest/index.mts") },
    ],
  },
  test: {
    include: [
      "examples/*/*.test.ts",
      "{modules,stacks,gate,policies,tools}/**/*.test.ts",
      "test/*.test.ts",
      "test/!(action|browser|e2e|package|slow)/**/*.test.ts",
    ],
    // Far beyond what any takes: a loaded machine is no failure.
    testTimeout: 180_000,
    // No test changes what another imports, and loading the constructs anew for each file takes longer than testing them.
    isolate: false,
  },
});
