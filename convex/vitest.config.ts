import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    coverage: { include: ["functions/**/*.ts"], reporter: ["text"], thresholds: { functions: 100, lines: 95 } },
  },
});
