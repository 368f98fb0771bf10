import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "{modules,stacks,gate,policies,tools}/**/*.test.ts",
      "test/*.test.ts",
      "test/!(e2e|package|slow)/**/*.test.ts",
    ],
    testTimeout: 30_000,
  },
});
