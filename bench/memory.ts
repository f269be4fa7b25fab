// Preloaded into the program that is measured: on exit, writes the most memory it had, in bytes, to descriptor 3.

import { writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { peakMemory } from "./peak.ts";

if (isMainThread) process.on("exit", () => writeSync(3, String(peakMemory())));
