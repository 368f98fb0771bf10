import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
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
