// How the viewer is built: a page, its chunks with hashed names, and the worker that reads dropped files.

import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  build: {
    target: "es2023",
    // Nothing inlined: the page forbids what is not a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The check holds what travels to a size: budget.ts.
    chunkSizeWarningLimit: 1000,
    emptyOutDir: true,
    rolldownOptions: {
      checks: { pluginTimings: false },
      onLog(level, log, give) {
        // "use client" means nothing where all is the client.
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") give(level, log);
      },
    },
  },
  worker: { format: "es" },
});
