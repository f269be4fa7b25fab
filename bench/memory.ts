// Preloaded into the program that is measured: on exit, writes the most memory it had, in bytes, to descriptor 3.

import { writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  process.on("exit", () => {
    writeSync(3, String(process.resourceUsage().maxRSS * 1024));
  });
}
