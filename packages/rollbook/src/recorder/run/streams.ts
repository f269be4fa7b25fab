// Codex's standard streams: inherited as they are, or passed on byte by byte with a copy to the side.

import type { StdioOptions } from "node:child_process";
import { closeSync, fstatSync, openSync, readSync, write } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { isatty } from "node:tty";
import type { CodexCommand } from "./command.ts";

/** What is copied of the streams: `null` all is inherited. */
export type Copied = "events" | "app-server" | null;

/** Gets bytes after they were passed on. */
export type TakeBytes = (from: "client" | "server", bytes: Uint8Array) => void;

/** Only where no terminal is on the other side: Codex is to see what it would see without. */
export function copiedStreams(command: CodexCommand): Copied {
  if (command.kind === "app-server" && !isatty(0) && !isatty(1)) return "app-server";
  return command.events && !isatty(1) && !isRegular(1) ? "events" : null;
}

export function stdioFor(copied: Copied): StdioOptions {
  if (copied === "app-server") return ["pipe", "pipe", "inherit"];
  return copied === "events" ? ["inherit", "pipe", "inherit"] : "inherit";
}

/** Codex, as far as its streams go. */
export interface Streaming {
  readonly stdin: Writable | null;
  readonly stdout: Readable | null;
  once(event: "exit", listener: () => void): unknown;
}

/** Resolves when all that Codex wrote has been passed on. `input` is what its own input is. */
export function passStreams(child: Streaming, copied: Copied, input: () => Readable, take: TakeBytes): Promise<void> {
  const { stdout, stdin } = child;
  if (copied === null || stdout === null) return Promise.resolve();
  if (stdin !== null) passInput(child, stdin, input(), take);
  return new Promise((done) => {
    let writing = false;
    let ended = false;
    const end = (): void => {
      ended = true;
      if (!writing) done();
    };
    let heard = Date.now();
    child.once("exit", () => {
      // What Codex left running may hold its output open; nobody waits for that.
      const quiet = setInterval(() => {
        if (writing || Date.now() - heard < QUIET_MS) return;
        clearInterval(quiet);
        stdout.destroy();
      }, QUIET_MS);
      stdout.once("close", () => clearInterval(quiet));
    });
    stdout.on("close", end);
    stdout.on("error", end);
    stdout.on("data", (bytes: Buffer) => {
      // Codex waits for a slow reader as it would without the recorder.
      stdout.pause();
      writing = true;
      heard = Date.now();
      writeWhole(bytes, 0, (there) => {
        writing = false;
        // A reader who has gone is Codex's to notice.
        if (there) stdout.resume();
        else stdout.destroy();
        if (ended) done();
      });
      take("server", bytes);
    });
  });
}

function passInput(child: Streaming, stdin: Writable, input: Readable, take: TakeBytes): void {
  input.on("data", (bytes: Buffer) => {
    if (!stdin.write(bytes)) input.pause();
    take("client", bytes);
  });
  stdin.on("drain", () => input.resume());
  stdin.on("error", () => input.destroy());
  input.on("end", () => stdin.end());
  input.on("error", () => stdin.end());
  child.once("exit", () => input.destroy());
}

const AGAIN_MS = 5;
const QUIET_MS = 250;

function writeWhole(bytes: Buffer, from: number, done: (there: boolean) => void): void {
  write(1, bytes, from, (error, written) => {
    if (error?.code === "EAGAIN") setTimeout(() => writeWhole(bytes, from, done), AGAIN_MS);
    else if (error !== null) done(false);
    else if (from + written < bytes.length) writeWhole(bytes, from + written, done);
    else done(true);
  });
}

function isRegular(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}

/** Standard output that is a file: what Codex adds to it is copied from there. Null where it is none. */
export function outputFile(command: CodexCommand): { read(take: (bytes: Uint8Array) => void): void } | null {
  if (!command.events || !isRegular(1)) return null;
  let at = fstatSync(1).size;
  return {
    read(take) {
      const file = openSync("/dev/fd/1", "r");
      try {
        const chunk = Buffer.allocUnsafe(1 << 18);
        for (let got = 1; got > 0; at += got) {
          got = readSync(file, chunk, 0, chunk.length, at);
          if (got > 0) take(chunk.subarray(0, got));
        }
      } finally {
        closeSync(file);
      }
    },
  };
}
