// Codex's standard streams, where the recorder passed them on: now the guard does.

import { EventEmitter } from "node:events";
import { createReadStream, fstatSync } from "node:fs";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { passStreams, type Copied } from "../run/streams.ts";
import { AT } from "./messages.ts";

/** Resolves when all that Codex wrote has been passed on. `gone` settles when Codex is. */
export function takeStreams(copied: Copied, gone: Promise<void>): Promise<void> {
  if (copied === null) return Promise.resolve();
  const process = new EventEmitter();
  void gone.then(() => process.emit("exit"));
  const stdout = new Socket({ fd: AT.codexOut, readable: true, writable: false });
  const stdin = copied === "app-server" ? new Socket({ fd: AT.codexIn, allowHalfOpen: true }) : null;
  return passStreams(Object.assign(process, { stdout, stdin }), copied, input, () => {});
}

function input(): Readable {
  const kind = fstatSync(AT.input);
  // Only these are waited for without a thread of their own that would never come back.
  if (kind.isFIFO() || kind.isSocket()) return new Socket({ fd: AT.input, readable: true, writable: false });
  return createReadStream("", { fd: AT.input });
}
