import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts", "lab/**/*.test.ts", "bench/**/*.test.ts"],
          // Property tests and tests over all specimens, on a machine that may be busy.
          testTimeout: 60_000,
          // Test files share what they import and the specimens they read: none replaces a module or keeps what it set.
          isolate: false,
          maxWorkers: "100%",
        },
      },
      {
        test: {
          name: "journeys",
          include: ["journeys/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
