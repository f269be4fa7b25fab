// Whether a process still runs: one that has ended is over, though its parent has not looked yet.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Duplex, Readable } from "node:stream";
import { expect, test } from "vitest";
import { isRunning } from "./running.ts";

test.skipIf(process.platform !== "linux")("a process that has ended and is not collected does not run", async () => {
  // The shell becomes a program that never asks what became of its child, which ends when it has nothing to read.
  const parent = spawn("sh", ["-c", "cat <&3 >&2 & echo $!; exec sleep 60"], {
    stdio: ["ignore", "pipe", "ignore", "pipe"],
  });
  try {
    const [line] = (await once((parent.stdout as Readable).setEncoding("utf8"), "data")) as [string];
    const pid = Number(line);
    await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, "utf8")).toBe("sleep\n");
    (parent.stdio[3] as Duplex).destroy();
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, "utf8")).toContain(") Z ");
    expect(isRunning(pid)).toBe(false);
    expect(isRunning(parent.pid ?? 0)).toBe(true);
  } finally {
    parent.kill("SIGKILL");
  }
  await once(parent, "exit");
  expect(isRunning(parent.pid ?? 0)).toBe(false);
});
