// Files of a recording as they stay: for their owner alone, and without secrets that were not known when they were written.

import {
  type Dirent,
  chmodSync,
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { SecretFilter, type Secrets } from "../secrets/index.ts";
import type { Troubles } from "./troubles.ts";
import { RAW_LOG } from "./wire.ts";

const CHUNK = 1 << 20;

/**
 * Session files are Codex's and stay as they are; what the tap wrote it has written without secrets. A file that cannot
 * be settled is among the troubles, and the others are all the same.
 */
export function settle(directory: string, secrets: Secrets, troubles: Troubles): void {
  const entries = troubles.guard(WHAT, () => readdirSync(directory, { recursive: true, withFileTypes: true }));
  for (const entry of entries ?? []) troubles.guard(WHAT, () => settleEntry(directory, entry, secrets));
}

const WHAT = "hiding secrets";

function settleEntry(directory: string, entry: Dirent, secrets: Secrets): void {
  const path = join(entry.parentPath, entry.name);
  if (entry.isDirectory()) chmodSync(path, 0o700);
  else if (entry.isFile() && !entry.name.startsWith("rollout-") && isOurs(path)) {
    chmodSync(path, 0o600);
    if (entry.name !== RAW_LOG && dirname(path) !== join(directory, "blobs")) hideIn(path, secrets);
  }
}

/** A link is somebody else's file as well; a draft may be gone by now. */
function isOurs(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.nlink === 1;
}

function hideIn(path: string, secrets: Secrets): void {
  if (pass(path, secrets, null) === 0) return;
  const draft = `${path}.hidden`;
  try {
    // A recorder that was killed may have left one.
    rmSync(draft, { force: true });
    const file = openSync(draft, "wx", 0o600);
    try {
      pass(path, secrets, file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Reads a file of any size, writes it without secrets where there is a file to write to, and counts them. */
function pass(path: string, secrets: Secrets, to: number | null): number {
  const filter = new SecretFilter(secrets);
  const from = openSync(path, "r");
  const write = (pieces: readonly Uint8Array[]): void => {
    if (to === null) return;
    for (const piece of pieces) for (let at = 0; at < piece.length;) at += writeSync(to, piece, at);
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
