// A bar on standard error for work that takes long, and only where someone looks.

import { writeSync } from "node:fs";
import type { Console } from "./console.ts";

export interface Progress {
  /** Counts bytes of input that are done. */
  readonly add: (bytes: number) => void;
  /** Takes the bar away. Call before any line is written to the terminal. */
  readonly clear: () => void;
}

const PATIENCE_MS = 1000;
const REDRAW_MS = 100;
const WIDTH = 30;

/** `total` is what there is to read in bytes; unknown (0) shows no bar, for instance of standard input. */
export function showProgress(console: Console, total: number): Progress {
  // A bar between the lines of a listing would spoil both.
  if (!console.noticesSeen || console.outputSeen || total <= 0) return { add: () => {}, clear: () => {} };
  const started = performance.now();
  let done = 0;
  let drawn = 0;
  let shown = false;
  return {
    add(bytes) {
      done += bytes;
      const now = performance.now();
      if (now - started < PATIENCE_MS || now - drawn < REDRAW_MS) return;
      drawn = now;
      shown = true;
      write(`\r${bar(Math.min(1, done / total))} ${megabytes(done)} of ${megabytes(total)} MB`);
    },
    clear() {
      if (shown) write("\r\u001b[K");
      shown = false;
    },
  };
}

function bar(part: number): string {
  const full = Math.round(part * WIDTH);
  return `[${"#".repeat(full)}${"-".repeat(WIDTH - full)}]`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0);
}

function write(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // A bar that cannot be drawn is no reason to stop.
  }
}
