// Files of a recording as they stay: for their owner alone, and without secrets that were not known when they were written.

import { chmodSync, closeSync, lstatSync, openSync, readdirSync, readSync, renameSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { SecretFilter, type Secrets } from "../secrets/index.ts";
import { RAW_LOG } from "./wire.ts";

const CHUNK = 1 << 20;

/** Session files are Codex's and stay as they are; what the tap wrote it has written without secrets. */
export function settle(directory: string, secrets: Secrets): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o700);
    else if (entry.isFile() && !entry.name.startsWith("rollout-") && lstatSync(path).nlink === 1) {
      chmodSync(path, 0o600);
      if (entry.name !== RAW_LOG && dirname(path) !== join(directory, "blobs")) hideIn(path, secrets);
    }
  }
}

function hideIn(path: string, secrets: Secrets): void {
  if (pass(path, secrets, null) === 0) return;
  const draft = `${path}.hidden`;
  const file = openSync(draft, "wx", 0o600);
  try {
    pass(path, secrets, file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

/** Reads a file of any size, writes it without secrets where there is a file to write to, and counts them. */
function pass(path: string, secrets: Secrets, to: number | null): number {
  const filter = new SecretFilter(secrets);
  const from = openSync(path, "r");
  const write = (pieces: readonly Uint8Array[]): void => {
    if (to !== null) for (const piece of pieces) writeSync(to, piece);
  };
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    for (let got = readSync(from, chunk); got > 0; got = readSync(from, chunk))
      write(filter.push(chunk.subarray(0, got)));
    write(filter.end());
  } finally {
    closeSync(from);
  }
  return filter.hidden;
}
