// The most memory this process has had.

import { readFileSync } from "node:fs";

/**
 * In bytes. Where the system tells it for the program alone, that is taken: `maxRSS` also counts what the process that
 * started this one held at that moment.
 */
export function peakMemory(): number {
  const { maxRSS } = process.resourceUsage();
  try {
    const found = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "latin1"));
    return Number(found?.[1] ?? maxRSS) * 1024;
  } catch {
    return maxRSS * 1024;
  }
}
