import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

/**
 * Suites that take their time, or need more than Node: git (`action`), Go (`slow`), Terraform and Python (`e2e`), a packed package (`package`),
 * Chromium (`browser`).
 */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  // Examples import the package by its name.
  resolve: { alias: [{ find: /^eksgate$/, replacement: resolve(import.meta.dirname, "..", "index.ts") }] },
  test: {
    root: import.meta.dirname,
    include: ["{action,slow,e2e,package,browser}/**/*.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 600_000,
    // Each suite starts processes of its own; two at a time would only fight over the same cores and ports.
    fileParallelism: false,
    // Each of several Terraforms side by side holds a provider of half a gigabyte.
    maxConcurrency: 3,
  },
});
