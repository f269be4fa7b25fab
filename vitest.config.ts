import { defineConfig } from "vitest/config";

/** Tests of a whole command or server in this process, and laws held over every specimen: too long for the check. */
const WHOLE = ["packages/*/src/**/*.whole.test.ts", "lab/**/*.whole.test.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          setupFiles: "vitest.seed.ts",
          include: ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts", "lab/**/*.test.ts", "bench/**/*.test.ts"],
          exclude: WHOLE,
          // Property tests and tests over all specimens, on a machine that may be busy.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Test files share what they import and the specimens they read: none replaces a module or keeps what it set.
          isolate: false,
          maxWorkers: "100%",
        },
      },
      {
        test: {
          name: "journeys",
          setupFiles: "vitest.seed.ts",
          include: ["journeys/**/*.test.ts", ...WHOLE],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          // Whatever takes so long does not come, however busy the machine is.
          expect: { poll: { timeout: 20_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
